//! Quotes of loans whose last installments are paid first.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn a_payoff_from_behind_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P30D"
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"512.36","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_is_put_off_is_paid_off_from_behind() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.amortization_installments = 3
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"interest":1,"principal":0,"type":"MID_TERM_GRACE"}
        "#,
    );
}

#[test]
fn agreed_installments_of_equal_principal_in_a_grace_are_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        schedule.period = "P2M"
        schedule.periodic_payment = "341.75"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        3 2024-01-02 {"interest":2,"principal":1,"type":"MID_TERM_GRACE"}
        "#,
    );
}

#[test]
fn a_payoff_on_the_day_of_re_ageing_pays_no_interest_before_it_is_borne() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"0.49","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-02 {"plan":{"first_due":"2024-02-02","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}
