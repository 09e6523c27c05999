//! Payments of which a part was nowhere.

use super::holds;
use crate::laws::payments;

#[test]
fn an_overpayment_stays_when_a_later_payment_is_used_up() {
    holds(
        payments::is_somewhere,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1010.19","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"0.01","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        4 2024-01-01 {"amount":null,"of":3,"type":"INTEREST_REFUND"}
        "#,
    );
}

#[test]
fn a_payment_of_a_charge_that_is_dated_before_it_is_not_lost() {
    holds(
        payments::is_posted,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-03 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-03"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-02-02 (entered 2024-02-06) {"amount":"0.01","of":2,"type":"CHARGE_PAYMENT"}
        "#,
    );
}

#[test]
fn nothing_is_posted_before_a_disbursement() {
    holds(payments::is_of_a_transaction, "");
}

#[test]
fn what_is_recovered_of_a_part_pays_nothing_that_is_owed() {
    holds(
        payments::is_somewhere,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.engine = "CUMULATIVE"
        schedule.installments = 5
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"3.01","penalties":"0","principal":"100"},"type":"WRITE_OFF"}
        3 2024-01-01 {"amount":"102.95","kind":"RECOVERY","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn re_ageing_on_the_first_day_keeps_what_was_paid() {
    holds(
        payments::is_somewhere,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"0.01","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_chargeback_takes_back_what_was_overpaid() {
    holds(
        payments::is_somewhere,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1061.7","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"1010.73","of":2,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn a_termination_takes_no_payment_twice_that_was_re_aged() {
    holds(
        payments::is_somewhere,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        schedule.installments = 7
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"146.85","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-07","installments":2,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        4 2024-01-02 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn interest_that_was_made_due_is_waived_once() {
    holds(
        payments::is_somewhere,
        r#"
        interest.accrue_late_interest = false
        interest.rate = "0.01"
        interest.rate_period = "DAY"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P15D"
        schedule.periodic_payment = "300"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-17 {"amount":"300","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-17 {"amount":null,"type":"INTEREST_APPLIED"}
        4 2024-01-18 {"plan":{"first_due":"2024-01-18","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn interest_made_due_on_the_day_a_period_begins_is_no_installment() {
    holds(
        payments::is_somewhere,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-10-05 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-11-05 {"amount":"1000","type":"INTEREST_APPLIED"}
        4 2024-11-24 {"plan":{"first_due":"2024-12-22","installments":3,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_payment_is_taken_again_where_its_installment_is_due_now() {
    holds(
        payments::is_somewhere,
        r#"
        1 2023-01-30 {"amount":"1000","type":"DISBURSEMENT"}
        5 2023-03-10 {"from":"2023-04-30","to":"2023-06-06","type":"DUE_DATE_CHANGE"}
        6 2023-03-10 {"type":"TERMINATION"}
        7 2023-03-08 (entered 2023-04-08) {"amount":"1014.02","kind":"REPAYMENT","type":"REPAYMENT"}        "#,
    );
}

#[test]
fn what_is_too_little_to_be_divided_pays_what_was_put_back() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.default.future = "REAMORTIZATION"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1030.11","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"30.9","of":2,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn what_a_redraw_took_out_of_an_overpayment_is_posted() {
    holds(
        payments::is_posted,
        r#"
        redraw.allowed = true
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-19 {"amount":"1.02","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-20 {"amount":"0.01","type":"REDRAW"}
        4 2024-01-18 (entered 2024-01-24) {"amount":"1024.02","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_was_put_back_is_put_back_after_re_ageing_in_equal_parts() {
    holds(
        payments::is_somewhere,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-08 {"amount":"1002.3","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-08 {"amount":"1","of":2,"type":"CHARGEBACK"}
        4 2024-01-09 (entered 2024-01-10) {"plan":{"first_due":"2024-01-10","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn interest_that_was_put_back_in_a_period_of_re_ageing_is_put_back_after_it() {
    holds(
        payments::is_somewhere,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-08 {"amount":"1.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-08 {"amount":"0.01","of":2,"type":"CHARGEBACK"}
        4 2024-01-08 {"plan":{"first_due":"2024-01-08","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        5 2024-01-08 {"amount":"1013.98","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_fee_that_was_put_back_is_put_back_after_re_ageing() {
    holds(
        payments::is_somewhere,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        allocation.default.steps = [["PAST_DUE","INTEREST"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["DUE","INTEREST"],["DUE","PRINCIPAL"],["DUE","PENALTY"],["DUE","FEE"],["IN_ADVANCE","INTEREST"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"]]
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-08 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-08"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-02-10 {"amount":"508.49","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-10 {"amount":"0.5","of":3,"type":"CHARGEBACK"}
        5 2024-02-10 {"plan":{"first_due":"2024-02-10","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_payment_that_is_taken_again_leaves_nothing_idle() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 4
        expected_disbursement = "2024-01-31"
        interest.rate = "0.02"
        interest.rate_period = "TERM"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.fixed_days_of_month = [1,15]
        schedule.installments = 4
        schedule.period = "P3M"
        1 2024-01-31 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-27 {"amount":"501.031","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-04-05 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn late_interest_leaves_nothing_idle() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 2
        expected_disbursement = "2023-06-15"
        interest.day_count = "ACTUAL_360"
        interest.rate = "2.09"
        interest.rate_period = "TERM"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_INSTALLMENT_AMOUNT","rest":"DAILY"}
        schedule.fixed_days_of_month = [1,15]
        schedule.installments = 4
        schedule.interest_grace = 2
        1 2023-06-15 {"amount":"1000","type":"DISBURSEMENT"}
        2 2023-07-01 {"amount":"0.01","kind":"INTEREST_WAIVER","type":"REPAYMENT"}
        3 2023-07-07 {"type":"ARREARS_PAUSE","until":"2023-07-27"}
        4 2023-07-08 {"type":"ARREARS_RESUME"}
        5 2023-07-16 {"type":"ARREARS_PAUSE","until":"2023-07-17"}
        6 2023-07-16 {"amount":"750.5","kind":"REPAYMENT","type":"REPAYMENT"}
        7 2023-08-16 {"amount":"13.32","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn less_than_a_payoff_to_the_end_of_the_period_leaves_nothing_idle() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.accrue_late_interest = false
        interest.calculation = "SAME_AS_REPAYMENT_PERIOD"
        interest.rate = "37.40"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        schedule.period = "P1Y"
        schedule.periodic_payment = "180"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1374.73","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"amount":"273.57","of":2,"type":"CHARGEBACK"}
        4 2024-01-02 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_after_re_ageing_uses_what_was_kept() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.direction = "MethodVertical"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        redraw.allowed = true
        schedule.installments = 1
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"269.32","kind":"EXTERNAL_REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-08","installments":3,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        4 2024-01-01 {"amount":"730.85","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-01-02 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_refund_that_covers_all_beside_what_was_kept_pays_the_loan_off() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.direction = "MethodVertical"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        prepayment.acceptance = "AcceptFuturePayments"
        redraw.allowed = true
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-18 {"amount":"256.26","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-18 {"amount":"1017.25","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        4 2024-01-19 {"amount":"0.51","type":"REDRAW"}
        "#,
    );
}

#[test]
fn re_ageing_that_waives_interest_waives_what_had_no_place_in_the_installment_that_bore_it() {
    holds(
        payments::is_somewhere,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        arrears.late_payment = "MethodLastInstallmentIncrease"
        expected_disbursement = "2024-01-31"
        interest.accrue_late_interest = false
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 7
        schedule.period = "P2M"
        schedule.principal_grace = 1
        1 2024-01-31 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-01 {"amount":"19.73","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-01 {"plan":{"first_due":"2024-02-01","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_payment_that_is_taken_again_finds_installments_open_that_had_been_paid_from_what_is_kept() {
    holds(
        payments::is_not_idle,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        redraw.allowed = true
        schedule.amortization_installments = 7
        schedule.down_payment = {"automatic":false,"percentage":"21.89"}
        schedule.fixed_days_of_month = [31]
        schedule.installments = 7
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"568.2","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-01-21 {"amount":"132.42","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-29 {"type":"TERMINATION"}
        "#,
    );
}
