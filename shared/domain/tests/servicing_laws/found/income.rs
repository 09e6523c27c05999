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

#[test]
fn income_that_was_taken_back_in_part_is_taken_back_once() {
    holds(
        income::has_earned_what_was_asked,
        r#"
        redraw.allowed = true
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"from":"2024-02-01","to":"2024-02-02","type":"DUE_DATE_CHANGE"}
        3 2024-02-01 (entered 2024-02-02) {"amount":"1010.52","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-02 {"of":2,"type":"REVERSAL"}
        "#,
    );
}

#[test]
fn interest_that_was_taken_back_in_part_before_a_charge_was_is_taken_back_once() {
    holds(
        income::has_earned_what_was_asked,
        r#"
        arrears.tolerance_days = 1
        penalty.base = "OVERDUE_BALANCE"
        penalty.rate = "24"
        penalty.tolerance_days = 1
        schedule.installments = 1
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-03 {"from":"2024-01-08","to":"2024-01-11","type":"DUE_DATE_CHANGE"}
        3 2024-02-03 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-03"},"name":"charge","penalty":false},"type":"CHARGE"}
        4 2024-01-02 (entered 2024-02-05) {"amount":"1003.3","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-02-05 {"of":3,"type":"REVERSAL"}
        "#,
    );
}

#[test]
fn income_that_was_taken_back_on_a_later_day_is_taken_back_once() {
    holds(
        income::has_earned_what_was_asked,
        r#"
        redraw.allowed = true
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"from":"2024-02-01","to":"2024-02-03","type":"DUE_DATE_CHANGE"}
        3 2024-02-01 (entered 2024-02-03) {"amount":"1010.19","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-03 {"of":2,"type":"REVERSAL"}
        "#,
    );
}
