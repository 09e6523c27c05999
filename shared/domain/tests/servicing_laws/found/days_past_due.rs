//! Days past due that fell by themselves.

use super::holds;
use crate::laws::days_past_due;

#[test]
fn interest_applied_by_hand_after_a_chargeback_leaves_the_day_since_when_a_loan_is_late() {
    holds(
        days_past_due::grows,
        r#"
        schedule.amortization_installments = 2
        schedule.first_due = "2024-01-02"
        schedule.installments = 2
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"528.55","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"amount":"0.52","of":2,"type":"CHARGEBACK"}
        4 2024-01-04 {"amount":null,"type":"INTEREST_APPLIED"}
        "#,
    );
}

#[test]
fn a_chargeback_that_is_paid_without_its_interest_stays_late() {
    holds(
        days_past_due::grows,
        r#"
        arrears.tolerance_days = 2
        interest.rate = "0.03"
        interest.rate_period = "MONTH"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-19 {"amount":"1169.03","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-21 {"amount":"184.7","of":2,"type":"CHARGEBACK"}
        4 2024-04-02 {"amount":"15.85","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}
