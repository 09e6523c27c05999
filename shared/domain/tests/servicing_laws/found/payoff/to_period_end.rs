//! Quotes that ask for interest to the end of a period.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn a_payoff_to_the_end_of_the_period_from_behind_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-02"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn a_late_payoff_to_the_end_of_the_period_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-02"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn a_payoff_to_the_end_of_a_period_that_is_paid_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_to_the_end_of_the_period_uses_what_is_kept() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_to_the_end_of_a_period_is_due_once() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-25 {"amount":"100","of":2,"type":"CHARGEBACK"}
        4 2024-02-11 {"charge":{"amount":{"kind":"PERCENT_OF_INTEREST","value":"5.9"},"due":{"kind":"ON","value":"2024-02-17"},"name":"charge","penalty":true},"type":"CHARGE"}        "#,
    );
}

#[test]
fn a_due_date_that_was_moved_ends_the_period_of_a_payoff_of_older_systems() {
    holds(
        payoff::closes,
        r#"
        allocation.transaction_order = "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.engine = "CUMULATIVE"
        schedule.installments = 1
        schedule.period = "P3M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-15 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-15"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-15 {"from":"2024-04-01","to":"2024-04-02","type":"DUE_DATE_CHANGE"}
        "#,
    );
}

#[test]
fn a_rate_that_counts_from_tomorrow_leaves_a_loan_closed() {
    holds(
        payoff::closes,
        r#"
        allocation.direction = "MethodVertical"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-09 (entered 2024-01-01) {"rate":"12.01","type":"RATE_CHANGE"}
        3 2024-02-08 {"interest":"WAIVE_INTEREST","type":"RE_AMORTISE"}
        "#,
    );
}
