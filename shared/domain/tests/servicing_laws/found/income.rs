//! Income that was not what was asked for.

use super::holds;
use crate::laws::income;

#[test]
fn a_charge_that_moves_into_an_added_installment_is_earned_once() {
    holds(
        income::has_earned_what_was_asked,
        r#"
        schedule.fixed_days_of_month = [10]
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-14 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-03-11"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-15 {"count":1,"type":"EXTRA_TERMS"}
        4 2024-01-15 {"amount":"1017.27","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_that_is_spread_is_earned_once() {
    holds(
        income::has_earned_what_was_asked,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":2,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        4 2024-01-01 {"amount":"1011.19","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_was_put_back_is_owed_when_everything_is_made_due() {
    holds(
        income::has_earned_what_was_asked,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        schedule.installments = 12
        schedule.period = "P1Y"
        schedule.periodic_payment = "74.99"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"2440.99","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"9.76","of":2,"type":"CHARGEBACK"}
        4 2024-01-02 {"type":"TERMINATION"}
        "#,
    );
}
