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

#[test]
fn planned_tranches_begin_the_loan_that_is_not_paid_out() {
    holds(
        summary::is_told_at_once,
        r#"
        expected_disbursement = "2023-12-29"
        schedule.expected_tranches = [{"amount":"239","on":"2024-02-21"}]
        schedule.period = "P1D"
        schedule.working_days = {"holidays":[],"non_working_weekdays":["SATURDAY","SUNDAY"],"shift":"NEXT_WORKING_DAY"}
        "#,
    );
}
