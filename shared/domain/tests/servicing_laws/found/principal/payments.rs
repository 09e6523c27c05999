//! Installments that did not ask for what was lent after payments, and payments that were put back.

use crate::found::holds;
use crate::laws::principal;

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
