//! Installments that did not ask for what was lent once their terms were changed, or they were re-aged or given up.

use crate::found::holds;
use crate::laws::principal;

#[test]
fn extra_installments_after_a_grace_keep_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.rate = "19.46"
        interest.calculation = "SAME_AS_REPAYMENT_PERIOD"
        schedule.installments = 22
        schedule.period = "P3M"
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"224","type":"DISBURSEMENT"}
        2 2024-01-12 {"count":1,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn another_rate_keeps_flat_principal_that_was_paid_in_advance() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-02 (entered 2024-01-01) {"rate":"0.00","type":"RATE_CHANGE"}
        "#,
    );
}

#[test]
fn re_amortising_keeps_the_principal_without_recalculation() {
    holds(
        principal::adds_up,
        r#"
        schedule.installments = 2
        schedule.down_payment = {"automatic":false,"percentage":"0.01"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-12 {"amount":"0.1","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-09 (entered 2024-01-12) {"interest":"DEFAULT","type":"RE_AMORTISE"}
        4 2024-01-19 {"rate":"0.00","type":"RATE_CHANGE"}
        "#,
    );
}

#[test]
fn re_amortising_agreed_installments_keeps_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        schedule.period = "P15D"
        schedule.periodic_payment = "225"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-16 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn a_termination_after_an_early_payment_on_its_day_keeps_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn another_rate_shows_in_an_installment_that_was_paid() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-03 {"amount":"514.92","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-04 (entered 2024-01-03) {"rate":"12.01","type":"RATE_CHANGE"}
        "#,
    );
}

#[test]
fn a_charge_off_shows_what_is_left_after_it() {
    holds(
        principal::is_left,
        r#"
        schedule.engine = "CUMULATIVE"
        schedule.installments = 7
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"type":"CHARGE_OFF"}
        3 2024-01-01 {"amount":"148.55","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_re_aged_loan_puts_no_interest_off() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.interest_grace = 2
        schedule.periodic_payment = "300"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":2,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        3 2024-02-02 (entered 2024-01-01) {"rate":"0.00","type":"RATE_CHANGE"}
        "#,
    );
}

#[test]
fn interest_that_was_given_up_leaves_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-16 (entered 2024-01-19) {"amounts":{"fees":"0","interest":"7.49","penalties":"0","principal":"500"},"type":"WRITE_OFF"}
        3 2024-01-31 (entered 2024-02-03) {"amount":"233.53","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn what_was_charged_back_before_re_ageing_is_put_back() {
    holds(
        principal::adds_up,
        r#"
        expected_disbursement = "2024-01-31"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-31 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-03-04 {"amount":"507.33","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-11 {"plan":{"first_due":"2024-03-11","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        4 2024-03-10 (entered 2024-03-17) {"amount":"0.5","of":2,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn what_is_left_of_a_chargeback_beside_the_schedule_is_re_aged() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-05 {"amount":"1010.19","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
        3 2024-02-02 {"amount":"9.09","of":2,"type":"CHARGEBACK"}
        4 2024-02-02 {"plan":{"first_due":"2024-02-02","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn what_was_given_up_before_re_ageing_stays_given_up() {
    holds(
        principal::is_conserved,
        r#"
        rounding.installment_multiple = "10"
        schedule.first_due = "2024-02-09"
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"15.76","penalties":"0","principal":"573"},"type":"WRITE_OFF"}
        3 2024-02-05 {"count":3,"type":"EXTRA_TERMS"}
        4 2024-02-05 {"amounts":{"fees":"0","interest":"20.72","penalties":"0","principal":"327.08"},"type":"WRITE_OFF"}
        5 2024-02-09 {"plan":{"first_due":"2024-02-09","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn re_ageing_in_multiples_spreads_all_of_it() {
    holds(
        principal::adds_up,
        r#"
        rounding.installment_multiple = "100"
        1 2023-10-03 {"amount":"410","type":"DISBURSEMENT"}
        5 2023-12-15 {"plan":{"first_due":"2024-01-22","installments":6,"interest":"EQUAL_AMORTIZATION_PAYABLE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn money_beside_the_schedule_is_not_taken_for_it_when_due_dates_move() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        schedule.period = "P1W"
        1 2024-02-06 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-19 {"charge":{"amount":{"kind":"PERCENT_OF_AMOUNT","value":"8.9"},"due":{"kind":"ON","value":"2024-04-02"},"name":"charge","penalty":true},"type":"CHARGE"}
        3 2024-02-25 {"from":"2024-03-19","to":"2024-04-24","type":"DUE_DATE_CHANGE"}
        4 2024-03-25 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_last_part_of_principal_stays_when_installments_are_added() {
    holds(
        principal::adds_up,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "35.46"
        interest.recalculation = {"ignore_past_due":true,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "8205.25"
        rounding.installment_multiple = "1"
        schedule.installments = 1
        1 2023-01-30 {"amount":"8205.25","type":"DISBURSEMENT"}
        2 2023-03-11 {"charge":{"amount":{"kind":"PERCENT_OF_AMOUNT","value":"6.4"},"due":{"kind":"ON","value":"2023-07-08"},"name":"charge","penalty":false},"type":"CHARGE"}
        4 2023-04-07 {"count":3,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn installments_that_are_added_are_no_row_of_a_charge() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.installments = 1
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-25 {"charge":{"amount":{"kind":"FLAT","value":"128.184"},"due":{"kind":"ON","value":"2024-05-01"},"name":"charge","penalty":true},"type":"CHARGE"}
        4 2024-02-19 {"count":2,"type":"EXTRA_TERMS"}        "#,
    );
}

#[test]
fn payments_that_a_charge_off_takes_again_leave_what_is_left() {
    holds(
        principal::is_left,
        r#"
        allocation.default.future = "REAMORTIZATION"
        charge_off = "ACCELERATE_MATURITY"
        interest.rate = "1.19"
        interest.rate_period = "MONTH"
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"935.07","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"77.59","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn another_rate_to_come_leaves_to_installments_what_is_kept_for_them() {
    holds(
        principal::is_conserved,
        r#"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-25 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-02 (entered 2024-01-25) {"rate":"0.00","type":"RATE_CHANGE"}
        4 2024-01-25 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn what_was_put_back_on_the_day_of_re_ageing_is_put_back_after_it() {
    holds(
        principal::is_put_back,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1010.19","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"1.01","of":2,"type":"CHARGEBACK"}
        4 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn what_was_charged_back_on_the_first_day_is_put_back_once() {
    holds(
        principal::is_put_back,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1010.19","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"11.11","of":2,"type":"CHARGEBACK"}
        4 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_chargeback_is_put_back_in_whole_when_everything_is_made_due() {
    holds(
        principal::is_put_back,
        r#"
        charge_off = "ACCELERATE_MATURITY"
        schedule.amortization_installments = 2
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1015.99","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"2.03","of":2,"type":"CHARGEBACK"}
        4 2024-01-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn payments_that_are_taken_again_leave_nothing() {
    holds(
        principal::is_left,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.method = "DECLINING_BALANCE"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-15 {"type":"TERMINATION"}
        3 2024-01-10 (entered 2024-01-15) {"amount":"1004.6","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-14 (entered 2024-01-20) {"amount":"0.01","kind":"REFINANCE","type":"REPAYMENT"}
        5 2024-01-20 {"amount":"0.01","type":"CREDIT_BALANCE_REFUND"}
        "#,
    );
}

#[test]
fn what_was_charged_back_beside_a_charge_to_come_is_put_back_after_re_ageing() {
    holds(
        principal::is_put_back,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-31 {"amount":"1010.19","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-02 {"amount":"1.01","of":2,"type":"CHARGEBACK"}
        4 2024-03-02 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-05-18"},"name":"charge","penalty":false},"type":"CHARGE"}
        5 2024-03-02 {"plan":{"first_due":"2024-03-02","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn interest_of_a_later_installment_is_no_principal_of_one_that_is_re_aged() {
    holds(
        principal::is_conserved,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["DUE","PENALTY"],["IN_ADVANCE","PENALTY"],["PAST_DUE","FEE"],["DUE","FEE"],["IN_ADVANCE","FEE"],["PAST_DUE","INTEREST"],["DUE","INTEREST"],["IN_ADVANCE","INTEREST"],["PAST_DUE","PRINCIPAL"],["DUE","PRINCIPAL"],["IN_ADVANCE","PRINCIPAL"]]
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.down_payment = {"automatic":false,"percentage":"0.01"}
        schedule.installments = 1
        schedule.period = "P2M"
        schedule.periodic_payment = "900"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-28 {"amount":"0.1","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-03-02 {"plan":{"first_due":"2024-03-02","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        4 2024-03-02 {"count":1,"type":"EXTRA_TERMS"}
        "#,
    );
}
