//! Quotes of interest that is due at another time than it was borne.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn a_payoff_on_the_first_day_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_payoff_takes_interest_that_was_made_due_by_hand() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":null,"type":"INTEREST_APPLIED"}
        "#,
    );
}

#[test]
fn interest_of_late_principal_beside_a_prepaid_installment_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-07 (entered 2024-02-06) {"amount":"334.87","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_on_the_first_day_takes_no_interest_of_a_grace() {
    holds(
        payoff::closes,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn interest_that_was_made_due_is_waived_for_itself() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-01-30"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":null,"type":"INTEREST_APPLIED"}
        3 2024-01-02 {"amount":"0.33","kind":"INTEREST_WAIVER","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_of_late_principal_is_not_put_off() {
    holds(
        payoff::closes,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"amount":"507.45","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn what_is_kept_pays_off_beside_a_charge() {
    holds(
        payoff::closes,
        r#"
        interest.accrue_late_interest = false
        interest.rate = "2.56"
        interest.rate_period = "MONTH"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"556.56","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-09 {"amount":"447.22","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        4 2024-01-10 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-10"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn nothing_is_made_due_by_hand_of_a_loan_that_is_paid() {
    holds(
        payoff::closes,
        r#"
        prepayment.acceptance = "AcceptFuturePayments"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"interest":2,"principal":0,"type":"MID_TERM_GRACE"}
        3 2024-01-23 {"amount":null,"type":"INTEREST_APPLIED"}
        4 2024-01-22 (entered 2024-01-25) {"amount":"1020.75","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn principal_is_not_paid_off_before_interest_where_installments_get_lower() {
    holds(
        payoff::takes_all_of_it,
        r#"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_INSTALLMENT_AMOUNT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-09 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-11 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_was_applied_by_hand_is_paid_while_other_periods_wait() {
    holds(
        payoff::closes,
        r#"
        principal = "5000"
        interest.rate = "36"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"5000","type":"DISBURSEMENT"}
        2 2024-02-01 {"count":3,"type":"EXTRA_TERMS"}
        3 2024-02-11 {"principal":1,"interest":1,"type":"MID_TERM_GRACE"}
        4 2024-02-27 {"amount":"810","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-03-01 {"amount":null,"type":"INTEREST_APPLIED"}
        6 2024-03-01 {"amount":"200","kind":"GOODWILL_CREDIT","type":"REPAYMENT"}
        "#,
    );
}
