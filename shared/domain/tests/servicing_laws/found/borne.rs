//! Interest that was not that of each day.

mod late;
mod paid_ahead;
mod put_off;

use super::holds;
use crate::laws::borne;

#[test]
fn what_is_paid_late_bears_nothing_when_the_loan_is_re_amortised_on_that_day() {
    holds(
        borne::of_each_day,
        r#"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 7
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-22 {"amount":"124.11","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-22 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn late_principal_bears_at_a_new_rate_in_periods_that_ask_for_nothing_any_more() {
    holds(
        borne::of_each_day,
        r#"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"673.4","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"rate":"0","type":"RATE_CHANGE"}
        4 2024-03-20 {"amount":"100","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_is_asked_for_in_the_last_installment_where_all_others_were_paid() {
    holds(
        borne::of_each_day,
        r#"
        allocation.direction = "MethodVertical"
        interest.day_count = "ACTUAL_360"
        interest.rate = "27.98"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-28 {"installments":2,"type":"PAYMENT_HOLIDAY"}
        3 2024-03-26 {"amount":"1066.06","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-04-01 {"amount":"316.61","of":3,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn a_chargeback_does_not_ask_again_for_interest_of_a_later_installment() {
    let stories = [
        r#"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"503.74","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-14 {"amount":"2.01","of":2,"type":"CHARGEBACK"}
        4 2024-01-13 (entered 2024-01-23) {"amount":"2.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
        // It is due on its own day, and in a period of its own.
        r#"
        interest.day_count = "ACTUAL_360"
        interest.rate = "10.34"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        rounding.decimals = 3
        schedule.installments = 13
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-27 {"amount":"163.591","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-19 {"amount":"81.551","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-25 {"amount":"92.906","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-03-02 {"amount":"8.506","of":2,"type":"CHARGEBACK"}
        "#,
        // Everything was paid; interest of the late chargeback is due with it.
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "16.58"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        schedule.first_due = "2024-01-19"
        schedule.installments = 5
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"800.06","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-04 {"amount":"334.26","kind":"GOODWILL_CREDIT","type":"REPAYMENT"}
        4 2024-01-04 {"amount":"172.01","of":2,"type":"CHARGEBACK"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn an_installment_that_asked_for_nothing_asks_for_nothing_when_the_loan_is_re_aged() {
    holds(
        borne::of_each_day,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-13 {"amount":"673.65","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-31 {"amount":"72.08","of":2,"type":"CHARGEBACK"}
        4 2024-03-02 {"plan":{"first_due":"2024-03-12","installments":6,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}
