//! Summaries that could not be computed.

use super::holds;
use crate::laws::summary;

#[test]
fn a_loan_with_planned_tranches_has_a_summary() {
    holds(
        summary::is_stored,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.engine = "CUMULATIVE"
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-02"},{"amount":"50","on":"2024-01-02"}]
        schedule.installments = 1
        "#,
    );
}
