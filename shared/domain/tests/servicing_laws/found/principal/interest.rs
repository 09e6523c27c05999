//! Installments that took interest for what was lent, or what was lent for interest.

use crate::found::holds;
use crate::laws::principal;

#[test]
fn installments_without_principal_ask_for_interest() {
    holds(
        principal::pays_interest_in_grace,
        r#"
        schedule.installments = 2
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn interest_has_its_place_in_an_installment_that_is_raised() {
    holds(
        principal::adds_up,
        r#"
        interest.day_count = "THIRTY_360"
        interest.rate = "6.64"
        interest.rate_period = "TERM"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-01-17"
        schedule.installments = 1
        schedule.period = "P1D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn interest_that_is_due_later_is_made_due_without_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"256.26","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-16 {"amount":null,"type":"INTEREST_APPLIED"}
        "#,
    );
}

#[test]
fn flat_interest_beyond_an_installment_leaves_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.method = "FLAT"
        interest.rate = "13.64"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"}]
        schedule.full_term_tranches = true
        schedule.installments = 22
        schedule.period = "P1Y"
        "#,
    );
}

#[test]
fn agreed_installments_far_below_the_interest_keep_the_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.rate = "22.62"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 14
        schedule.period = "P1Y"
        schedule.periodic_payment = "64.28"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn interest_put_off_that_exceeds_its_installment_makes_no_principal() {
    holds(
        principal::adds_up,
        r#"
        interest.rate = "35.11"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.interest_grace = 2
        schedule.period = "P1Y"
        "#,
    );
}

#[test]
fn interest_that_is_not_borne_after_all_makes_no_principal() {
    holds(
        principal::is_conserved,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.first_due = "2024-02-15"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-03 (entered 2024-01-02) {"rate":"0.00","type":"RATE_CHANGE"}
        3 2024-01-02 {"amount":"1000.33","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
        "#,
    );
}
