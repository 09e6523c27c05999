//! Installments that were paid in advance, and that have no place for interest any more.

use crate::found::holds;
use crate::laws::borne;

#[test]
fn nearly_all_of_an_installment_is_paid_and_its_interest_is_asked_for() {
    let stories = [
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "1334"
        schedule.installments = 2
        1 2024-01-01 {"amount":"1334","type":"DISBURSEMENT"}
        3 2024-01-31 {"amount":"667.7","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
        // Its principal bears in a holiday of the last installment.
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 4
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"794.87","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-10 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        "#,
        // Nothing is open of it but interest that was agreed as an amount.
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 13
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-22 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        3 2024-01-22 {"amount":"600.8","kind":"GOODWILL_CREDIT","type":"REPAYMENT"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn interest_that_was_paid_with_a_late_installment_is_not_asked_for_in_new_ones() {
    let stories = [
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P30D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"665.51","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-03 {"amount":"336.25","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-04 {"count":2,"type":"EXTRA_TERMS"}
        "#,
        r#"
        interest.rate = "13.06"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        principal = "4000"
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"4000","type":"DISBURSEMENT"}
        2 2024-01-27 {"amount":"2684.13","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-29 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        4 2024-03-15 (entered 2024-03-17) {"amount":"476.52","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-04-03 {"of":3,"type":"REVERSAL"}
        6 2024-05-02 {"amount":"914.93","kind":"REPAYMENT","type":"REPAYMENT"}
        7 2024-05-03 {"count":2,"type":"EXTRA_TERMS"}
        "#,
        // They come from re-ageing.
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-03 {"amount":"336.663","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-03 {"amount":"336.663","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-02 {"amount":"328.56","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-02-02 {"plan":{"first_due":"2024-02-02","installments":2,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn a_chargeback_of_a_payment_in_advance_does_not_ask_for_interest_that_another_paid() {
    let stories = [
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "2887"
        schedule.first_due = "2024-03-01"
        schedule.installments = 2
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"2887","type":"DISBURSEMENT"}
        2 2024-01-09 {"amount":"1455.65","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-28 {"amount":"5.79","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-07 {"amount":"13.1","of":2,"type":"CHARGEBACK"}
        "#,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.installments = 9
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"555.769","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-23 {"amount":"445.837","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-03-01 {"rate":"0.00","type":"RATE_CHANGE"}
        5 2024-03-01 {"amount":"1.783","of":3,"type":"CHARGEBACK"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn a_loan_that_is_re_aged_from_its_first_new_due_date_bears_on_what_is_left_that_day() {
    let stories = [
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"748.224","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-02 {"plan":{"first_due":"2024-02-02","installments":2,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        4 2024-02-02 {"amount":"126.851","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
        // The parts of principal are equal, and interest of paid installments comes on top of the first.
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "17.24"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        principal = "5584.56"
        1 2024-01-01 {"amount":"5584.56","type":"DISBURSEMENT"}
        2 2024-01-04 (entered 2024-01-13) {"amount":"5164.38","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-31 (entered 2024-02-06) {"amount":"5050.76","of":2,"type":"CHARGEBACK"}
        5 2024-03-28 {"plan":{"first_due":"2024-03-28","installments":2,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn another_rate_does_not_ask_again_for_interest_that_a_later_installment_paid() {
    let stories = [
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "14.22"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-02-28"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"355.93","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-25 {"amount":"355.16","kind":"GOODWILL_CREDIT","type":"REPAYMENT"}
        4 2024-01-26 (entered 2024-01-25) {"rate":"0.11","type":"RATE_CHANGE"}
        5 2024-02-23 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        6 2024-03-08 {"amount":"6.05","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
        // What is left is not put off by a payment.
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-02-02"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"338.59","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-20 {"amount":"339.96","kind":"GOODWILL_CREDIT","type":"REPAYMENT"}
        4 2024-02-03 (entered 2024-01-20) {"rate":"23.13","type":"RATE_CHANGE"}
        6 2024-03-03 {"amount":"158.8","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn overdue_interest_is_spread_over_installments_that_are_open() {
    holds(
        borne::of_each_day,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.day_count = "ACTUAL_360"
        interest.rate = "28.54"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-03-04"
        schedule.installments = 19
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-03 {"amount":"81.74","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-04 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn a_chargeback_beside_an_overpayment_leaves_the_interest_of_what_is_open() {
    holds(
        borne::of_each_day,
        r#"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-01 {"amount":"24","of":2,"type":"CHARGEBACK"}
        5 2024-02-08 {"amount":"0.01","of":3,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn nothing_is_spread_where_later_events_have_left_no_installment_for_it() {
    let stories = [
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-13 {"amount":"503.74","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-13 {"count":1,"type":"EXTRA_TERMS"}
        4 2024-02-04 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        5 2024-02-04 {"of":3,"type":"REVERSAL"}
        "#,
        // Fewer installments are left.
        r#"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NUMBER_OF_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 5
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-29 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        3 2024-01-20 (entered 2024-02-07) {"amount":"803.59","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}
