//! Interest that went on.

use super::holds;
use crate::laws::stops;

#[test]
fn a_loan_of_older_systems_that_is_never_paid_has_an_account() {
    holds(
        stops::is_mature,
        r#"
        interest.accrue_late_interest = true
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.down_payment = {"automatic":false,"percentage":"25.47"}
        schedule.engine = "CUMULATIVE"
        schedule.installments = 12
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn no_days_of_older_systems_bear_nothing() {
    holds(
        stops::is_mature,
        r#"
        expected_disbursement = "2025-05-30"
        interest.day_count = "THIRTY_360"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.engine = "CUMULATIVE"
        schedule.fixed_days_of_month = [31]
        "#,
    );
}

#[test]
fn a_late_loan_that_is_paid_off_component_by_component_bears_nothing_more() {
    holds(
        stops::is_done,
        r#"
        allocation.direction = "MethodVertical"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.interest_grace = 1
        schedule.periodic_payment = "450"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-02-02 {"amount":"101.02","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn what_was_put_back_and_paid_bears_nothing_more() {
    holds(
        stops::is_done,
        r#"
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-02-03"
        schedule.installments = 14
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"2","of":2,"type":"CHARGEBACK"}
        4 2024-02-11 {"amount":"2.02","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}
