//! Installments that did not ask for what was lent.

use super::holds;
use crate::laws::principal;

#[test]
fn installments_without_principal_ask_for_interest() {
    holds(
        principal::pays_interest_in_grace,
        r#"
        schedule.installments = 2
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

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
fn flat_tranches_of_full_term_add_up() {
    holds(
        principal::adds_up,
        r#"
        interest.method = "FLAT"
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.full_term_tranches = true
        schedule.installments = 1
        "#,
    );
}

#[test]
fn planned_tranches_of_full_term_add_up() {
    holds(
        principal::adds_up,
        r#"
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-21"},{"amount":"50","on":"2024-02-22"}]
        schedule.full_term_tranches = true
        schedule.installments = 1
        "#,
    );
}

#[test]
fn income_after_the_last_due_date_is_owed() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-03-02 {"amount":"1","type":"CAPITALIZED_INCOME"}
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
fn late_payments_by_component_keep_the_principal() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","INTEREST"],["DUE","INTEREST"],["IN_ADVANCE","INTEREST"],["PAST_DUE","PRINCIPAL"],["DUE","PRINCIPAL"],["IN_ADVANCE","PRINCIPAL"]]
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-22 {"amount":"256.26","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-23 {"amount":"256.57","kind":"REPAYMENT","type":"REPAYMENT"}
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
fn a_chargeback_that_an_overpayment_covers_leaves_what_is_outstanding() {
    holds(
        principal::is_left,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-17 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-23 {"amount":"33.49","of":2,"type":"CHARGEBACK"}
        4 2024-01-01 (entered 2024-01-24) {"amount":"502.49","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_tranche_of_full_term_after_the_last_due_date_is_owed() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-15"},{"amount":"50","on":"2024-03-02"}]
        schedule.fixed_days_of_month = [1,15]
        schedule.full_term_tranches = true
        schedule.installments = 1
        schedule.period = "P2M"
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
fn interest_has_its_place_in_an_installment_that_is_raised() {
    holds(
        principal::adds_up,
        r#"
        interest.day_count = "THIRTY_360"
        interest.rate = "6.64"
        interest.rate_period = "TERM"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-01-17"
        schedule.installments = 1
        schedule.period = "P1D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn interest_grace_of_full_term_tranches_keeps_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":true,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.full_term_tranches = true
        schedule.interest_grace = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-02 (entered 2024-01-25) {"rate":"0.00","type":"RATE_CHANGE"}
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
fn interest_that_is_due_later_is_made_due_without_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"256.26","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-16 {"amount":null,"type":"INTEREST_APPLIED"}
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
fn late_payments_by_component_leave_no_more_than_was_lent() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.steps = [["PAST_DUE","INTEREST"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["DUE","INTEREST"],["DUE","PRINCIPAL"],["DUE","PENALTY"],["DUE","FEE"],["IN_ADVANCE","INTEREST"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"]]
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 7
        schedule.period = "P1D"
        schedule.periodic_payment = "167"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-08 {"amount":"167","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn payments_of_flat_loans_keep_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.calculation = "SAME_AS_REPAYMENT_PERIOD"
        interest.method = "FLAT"
        interest.rate = "17.76"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"344.27","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-01-03 (entered 2024-01-01) {"rate":"0.00","type":"RATE_CHANGE"}
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
fn flat_interest_beyond_an_installment_leaves_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.method = "FLAT"
        interest.rate = "13.64"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.full_term_tranches = true
        schedule.installments = 22
        schedule.period = "P1Y"
        "#,
    );
}

#[test]
fn agreed_installments_far_below_the_interest_keep_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.rate = "22.62"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 14
        schedule.period = "P1Y"
        schedule.periodic_payment = "64.28"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
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
fn an_overpayment_that_pays_interest_of_what_is_paid_out_pays_no_principal_with_it() {
    holds(
        principal::is_left,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.rate = "26.29"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"70.52","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"amount":"45","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
        4 2024-01-02 {"amount":"16","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn equal_principal_of_full_term_tranches_in_multiples_adds_up() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.installment_multiple = "1"
        schedule.expected_tranches = [{"amount":"232","on":"2024-01-01"},{"amount":"50","on":"2024-02-16"}]
        schedule.full_term_tranches = true
        schedule.period = "P15D"
        "#,
    );
}

#[test]
fn equal_principal_of_full_term_tranches_adds_up() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"58","on":"2024-01-17"},{"amount":"50","on":"2024-02-08"}]
        schedule.full_term_tranches = true
        schedule.period = "P1W"
        "#,
    );
}

#[test]
fn interest_put_off_that_exceeds_its_installment_makes_no_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.rate = "35.11"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.interest_grace = 2
        schedule.period = "P1Y"
        "#,
    );
}

#[test]
fn money_lent_after_the_last_due_date_is_not_put_back_by_re_ageing() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-02-09 {"amount":"100","type":"DISBURSEMENT"}
        3 2024-02-09 {"plan":{"first_due":"2024-03-17","installments":3,"interest":"EQUAL_AMORTIZATION_PAYABLE_INTEREST","period":"P1M"},"type":"RE_AGE"}
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
fn a_chargeback_that_an_overpayment_covers_adds_nothing_to_interest_that_was_agreed() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "16190.23"
        schedule.installments = 5
        schedule.period = "P1D"
        1 2023-12-31 {"amount":"16190","type":"DISBURSEMENT"}
        2 2024-01-04 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        3 2024-01-04 {"amount":"16221","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-04 {"amount":"100","of":3,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn a_chargeback_by_component_puts_back_what_was_paid() {
    holds(
        principal::is_put_back,
        r#"
        allocation.chargeback = ["PENALTY","FEE","PRINCIPAL","INTEREST"]
        1 2023-04-30 {"amount":"100","type":"DISBURSEMENT"}
        2 2023-06-09 {"amount":"1019.05","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2023-07-12 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2023-08-04 {"of":3,"type":"REVERSAL"}
        5 2023-08-12 {"amount":"1019.05","of":2,"type":"CHARGEBACK"}
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
fn a_charge_off_asks_once_for_what_was_lent_after_the_last_due_date() {
    holds(
        principal::is_conserved,
        r#"
        charge_off = "ZERO_INTEREST"
        schedule.installments = 1
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        3 2024-02-02 {"amount":"1","type":"DISBURSEMENT"}
        4 2024-02-02 {"type":"CHARGE_OFF"}
        "#,
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
fn interest_that_is_not_borne_after_all_makes_no_principal() {
    holds(
        principal::is_conserved,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.first_due = "2024-02-15"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-03 (entered 2024-01-02) {"rate":"0.00","type":"RATE_CHANGE"}
        3 2024-01-02 {"amount":"1000.33","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
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
