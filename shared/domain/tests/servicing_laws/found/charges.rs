//! Charges that no installment asked for, or asked for twice.

use super::holds;
use crate::laws::{bounds, charges, payments};

#[test]
fn charges_in_re_aged_installments_are_paid() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-27"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        4 2024-01-17 {"amount":"1011.19","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_from_before_the_disbursement_is_in_the_first_installment() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"of":1,"type":"REVERSAL"}
        3 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        4 2024-01-02 {"amount":"1","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn charges_of_each_installment_follow_those_that_are_re_aged() {
    holds(
        charges::are_in_installments,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        schedule.periodic_payment = "180"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"EACH_INSTALLMENT"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":1,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        4 2024-01-01 {"amount":"1","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_that_moves_into_an_added_installment_stays_paid() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.installments = 4
        schedule.period = "P30D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-07 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-05-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-17 {"amount":"0.01","of":2,"type":"CHARGE_PAYMENT"}
        4 2024-01-18 {"count":1,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn a_charge_is_in_the_first_installment_beside_interest_that_was_made_due() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-02 {"amount":null,"type":"INTEREST_APPLIED"}
        4 2024-01-02 {"amount":"1.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn installments_on_one_day_have_a_charge_each() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.installments = 2
        schedule.period = "P1D"
        schedule.working_days = {"holidays":[],"non_working_weekdays":["SATURDAY","SUNDAY"],"shift":"PREVIOUS_WORKING_DAY"}
        1 2023-05-11 {"amount":"100","type":"DISBURSEMENT"}
        3 2023-05-27 {"charge":{"amount":{"kind":"FLAT","value":"22"},"due":{"kind":"EACH_INSTALLMENT"},"name":"charge","penalty":true},"type":"CHARGE"}
        5 2023-07-16 {"amount":"100","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_paid_in_part_before_re_ageing_keeps_what_was_paid() {
    holds(
        payments::is_somewhere,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"63.98"},"due":{"kind":"ON","value":"2024-04-27"},"name":"charge","penalty":true},"type":"CHARGE"}
        3 2024-01-26 {"amount":"10","of":2,"type":"CHARGE_PAYMENT"}
        4 2024-02-24 {"plan":{"first_due":"2024-04-02","installments":6,"interest":"EQUAL_AMORTIZATION_PAYABLE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_charge_that_a_later_due_date_comes_to_cover_is_paid_as_such() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.fixed_days_of_month = [1,15]
        schedule.installments = 6
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-18 {"charge":{"amount":{"kind":"FLAT","value":"1233.21"},"due":{"kind":"ON","value":"2024-05-14"},"name":"charge","penalty":true},"type":"CHARGE"}
        3 2024-01-27 {"from":"2024-02-15","to":"2024-02-19","type":"DUE_DATE_CHANGE"}
        4 2024-03-01 {"count":1,"type":"EXTRA_TERMS"}
        5 2024-03-26 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_that_was_waived_moves_as_such_when_a_loan_is_re_aged() {
    holds(
        charges::are_in_installments,
        r#"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-02-02 {"charge":{"amount":{"kind":"FLAT","value":"56905"},"due":{"kind":"ON","value":"2024-03-25"},"name":"charge","penalty":true},"type":"CHARGE"}
        3 2024-02-06 {"of":2,"type":"CHARGE_WAIVER"}
        4 2024-02-12 {"plan":{"first_due":"2024-03-06","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}        "#,
    );
}

#[test]
fn a_charge_that_an_added_installment_covers_is_paid_once_when_a_loan_is_terminated() {
    holds(
        charges::are_in_installments,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        schedule.fixed_days_of_month = [31]
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-03-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"amount":"507.33","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-02 {"count":1,"type":"EXTRA_TERMS"}
        5 2024-01-02 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn what_was_given_up_of_a_charge_before_re_ageing_in_equal_parts_stays_given_up() {
    holds(
        charges::are_in_installments,
        r#"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"4"},"due":{"kind":"ON","value":"2024-01-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"amounts":{"fees":"0.01","interest":"0.05","penalties":"0","principal":"3"},"type":"WRITE_OFF"}
        4 2024-01-01 {"plan":{"first_due":"2024-01-02","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_charge_waived_before_re_ageing_in_equal_parts_stays_waived() {
    holds(
        charges::are_in_installments,
        r#"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P30D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"of":2,"type":"CHARGE_WAIVER"}
        4 2024-01-01 {"plan":{"first_due":"2024-01-02","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_charge_that_was_moved_by_re_ageing_is_paid_after_a_termination() {
    holds(
        charges::are_in_installments,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-02"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"plan":{"first_due":"2024-01-03","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        4 2024-01-01 {"type":"TERMINATION"}
        5 2024-01-28 {"amount":"1001","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_of_an_installment_with_another_due_date_is_paid_after_a_termination() {
    holds(
        charges::are_in_installments,
        r#"
        schedule.installments = 4
        schedule.period = "P30D"
        schedule.periodic_payment = "225"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-26 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-26"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-31 {"amount":"226.07","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-31 {"from":"2024-01-31","to":"2024-03-03","type":"DUE_DATE_CHANGE"}
        5 2024-02-01 {"type":"TERMINATION"}
        6 2024-02-01 {"amount":"785.12","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_after_everything_was_made_due_outlives_other_due_dates() {
    holds(
        charges::are_in_installments,
        r#"
        charge_off = "ACCELERATE_MATURITY"
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-05 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-05"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-24 {"from":"2024-02-01","to":"2024-02-02","type":"DUE_DATE_CHANGE"}
        4 2024-01-04 (entered 2024-01-29) {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn a_part_of_a_charge_that_was_given_up_is_asked_for_when_all_is_due() {
    holds(
        charges::are_in_installments,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        schedule.installments = 11
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"EACH_INSTALLMENT"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"amounts":{"fees":"1.01","interest":"5.61","penalties":"0","principal":"92"},"type":"WRITE_OFF"}
        4 2024-01-01 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn a_charge_behind_what_was_made_due_stays_in_its_row_when_due_dates_move() {
    holds(
        charges::are_in_installments,
        r#"
        arrears.tolerance_days = 2
        redraw.allowed = true
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-02"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-01 {"type":"TERMINATION"}
        4 2024-01-07 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-01-07 {"from":"2024-01-01","to":"2024-01-02","type":"DUE_DATE_CHANGE"}
        6 2024-01-07 {"amount":"1","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_of_each_installment_asks_for_what_was_given_up_of_it_when_all_is_due() {
    holds(
        |story| charges::are_in_installments(story).and_then(|()| bounds::are_amounts(story)),
        r#"
        allocation.default.future = "REAMORTIZATION"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 2
        schedule.period = "P3M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"EACH_INSTALLMENT"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-16 {"amounts":{"fees":"1.01","interest":"20.4","penalties":"0","principal":"337"},"type":"WRITE_OFF"}
        4 2024-01-16 {"type":"TERMINATION"}
        "#,
    );
}
