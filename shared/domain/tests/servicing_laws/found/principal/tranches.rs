//! Installments that did not ask for what was lent later, or in tranches.

use crate::found::holds;
use crate::laws::principal;

#[test]
fn flat_tranches_of_full_term_add_up() {
    holds(
        principal::adds_up,
        r#"
        interest.method = "FLAT"
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.full_term_tranches = true
        schedule.installments = 1
        "#,
    );
}

#[test]
fn planned_tranches_of_full_term_add_up() {
    holds(
        principal::adds_up,
        r#"
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-21"},{"amount":"50","on":"2024-02-22"}]
        schedule.full_term_tranches = true
        schedule.installments = 1
        "#,
    );
}

#[test]
fn income_after_the_last_due_date_is_owed() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-03-02 {"amount":"1","type":"CAPITALIZED_INCOME"}
        "#,
    );
}

#[test]
fn a_tranche_of_full_term_after_the_last_due_date_is_owed() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-15"},{"amount":"50","on":"2024-03-02"}]
        schedule.fixed_days_of_month = [1,15]
        schedule.full_term_tranches = true
        schedule.installments = 1
        schedule.period = "P2M"
        "#,
    );
}

#[test]
fn interest_grace_of_full_term_tranches_keeps_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":true,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.full_term_tranches = true
        schedule.interest_grace = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-02 (entered 2024-01-25) {"rate":"0.00","type":"RATE_CHANGE"}
        "#,
    );
}

#[test]
fn equal_principal_of_full_term_tranches_in_multiples_adds_up() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.installment_multiple = "1"
        schedule.expected_tranches = [{"amount":"232","on":"2024-01-01"},{"amount":"50","on":"2024-02-16"}]
        schedule.full_term_tranches = true
        schedule.period = "P15D"
        "#,
    );
}

#[test]
fn equal_principal_of_full_term_tranches_adds_up() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"58","on":"2024-01-17"},{"amount":"50","on":"2024-02-08"}]
        schedule.full_term_tranches = true
        schedule.period = "P1W"
        "#,
    );
}

#[test]
fn money_lent_after_the_last_due_date_is_not_put_back_by_re_ageing() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-02-09 {"amount":"100","type":"DISBURSEMENT"}
        3 2024-02-09 {"plan":{"first_due":"2024-03-17","installments":3,"interest":"EQUAL_AMORTIZATION_PAYABLE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_charge_off_asks_once_for_what_was_lent_after_the_last_due_date() {
    holds(
        principal::is_conserved,
        r#"
        charge_off = "ZERO_INTEREST"
        schedule.installments = 1
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        3 2024-02-02 {"amount":"1","type":"DISBURSEMENT"}
        4 2024-02-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn a_down_payment_in_multiples_is_no_more_than_what_is_paid_out() {
    holds(
        principal::adds_up,
        r#"
        rounding.installment_multiple = "100"
        rounding.mode = "CEILING"
        schedule.down_payment = {"automatic":false,"percentage":"0.01"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn multiples_of_a_planned_tranche_do_not_grow_with_the_next_one() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.installment_multiple = "100"
        schedule.expected_tranches = [{"amount":"151","on":"2024-01-19"},{"amount":"50","on":"2024-02-03"}]
        schedule.period = "P1W"
        "#,
    );
}

#[test]
fn parts_of_installments_that_are_past_do_not_take_what_is_lent_after_payments() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        prepayment.acceptance = "AcceptFuturePayments"
        rounding.installment_multiple = "100"
        schedule.installments = 4
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-10 {"amount":"58.51","kind":"REFINANCE","type":"REPAYMENT"}
        3 2024-02-16 {"amount":"25.29","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-16 {"amount":"1","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_part_that_is_less_than_a_multiple_stays_when_income_is_added_to_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.installment_multiple = "100"
        schedule.counted_from = "2024-01-01"
        schedule.fixed_days_of_month = [31]
        schedule.installments = 4
        1 2024-01-01 {"amount":"201","type":"DISBURSEMENT"}
        2 2024-02-03 {"amount":"0.2","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-12 {"amount":"101.78","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-04-01 {"amount":"1","type":"CAPITALIZED_INCOME"}
        5 2024-04-01 {"amount":"0.1","kind":"CAPITALIZED_INCOME_ADJUSTMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn income_from_before_a_disbursement_that_was_taken_back_stays_lent() {
    holds(
        principal::is_conserved,
        r#"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"},{"amount":"50","on":"2024-01-01"}]
        schedule.installments = 1
        1 2024-01-01 {"amount":"1","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1","type":"CAPITALIZED_INCOME"}
        3 2024-01-02 {"amount":"1","type":"DISBURSEMENT"}
        4 2024-01-02 {"of":1,"type":"REVERSAL"}
        "#,
    );
}
