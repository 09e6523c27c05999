//! Quotes of loans that are paid component by component.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn a_payoff_by_component_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_by_component_from_behind_takes_interest_of_the_current_period() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"type":"ARREARS_PAUSE","until":"2024-01-03"}
        "#,
    );
}

#[test]
fn interest_that_found_no_place_by_component_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        interest.rate = "1.54"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-17 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn a_payoff_by_component_after_interest_grace_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.direction = "MethodVertical"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        interest.accrue_late_interest = false
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-31 (entered 2024-02-01) {"amount":"507.45","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn equal_principal_in_multiples_by_component_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.direction = "MethodVertical"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.installment_multiple = "1"
        rounding.mode = "FLOOR"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_payoff_of_principal_first_over_all_installments_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 11
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-23 {"count":2,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn a_payoff_by_component_after_re_ageing_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"plan":{"first_due":"2024-01-02","installments":2,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_payoff_by_component_of_interest_made_due_after_re_amortising_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-10 {"amount":"512.34","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-07 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        4 2024-02-07 {"amount":null,"type":"INTEREST_APPLIED"}
        "#,
    );
}

#[test]
fn a_payoff_by_component_in_a_holiday_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"REDUCE_INSTALLMENT_AMOUNT","rest":"DAILY"}
        schedule.installments = 15
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-02-09 {"amount":"20","type":"DISBURSEMENT"}
        3 2024-02-09 (entered 2024-03-02) {"installments":1,"type":"PAYMENT_HOLIDAY"}
        "#,
    );
}

#[test]
fn a_payoff_by_component_after_re_amortising_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.direction = "MethodVertical"
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1","type":"DISBURSEMENT"}
        2 2024-01-29 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-06 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        "#,
    );
}
