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
