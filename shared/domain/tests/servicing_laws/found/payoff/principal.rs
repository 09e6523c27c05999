//! Quotes of loans with parts of principal of another kind, or that is paid first.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn a_payoff_of_a_loan_that_keeps_money_closes_it() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_payoff_of_equal_principal_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn the_last_installment_takes_what_an_equal_part_leaves() {
    holds(
        payoff::closes,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.amortization_installments = 2
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"500.04","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_of_late_equal_principal_takes_no_more_than_is_owed() {
    holds(
        payoff::closes,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "3407"
        rounding.mode = "HALF_DOWN"
        1 2024-01-01 {"amount":"3407","type":"DISBURSEMENT"}
        2 2024-01-19 {"rate":"20.06","type":"RATE_CHANGE"}
        3 2024-02-03 {"charge":{"amount":{"kind":"FLAT","value":"3.4"},"due":{"kind":"ON","value":"2024-02-03"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn a_payment_in_advance_on_top_of_an_amortization_of_more_installments_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        schedule.amortization_installments = 4
        schedule.installments = 2
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-10 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-10"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-24 {"amount":"508.56","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_minor_unit_too_little_to_be_divided_is_paid() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "REAMORTIZATION"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.mode = "UP"
        schedule.principal_grace = 1
        1 2025-07-26 {"amount":"1000","type":"DISBURSEMENT"}        "#,
    );
}

#[test]
fn a_payoff_after_a_grace_of_principal_that_was_paid_into_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 4
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_INSTALLMENT_AMOUNT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.installments = 2
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"0.001","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-02-02 {"amount":"10.191","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_is_owed_although_principal_is_paid_before_it() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.accrue_late_interest = false
        interest.rate = "14.19"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        3 2024-01-17 {"installments":2,"type":"PAYMENT_HOLIDAY"}
        5 2024-02-15 {"amount":"912.46","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_grace_of_principal_that_was_paid_first_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 4
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"255.69","type":"DISBURSEMENT"}
        2 2024-01-21 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-07 {"amount":"2.6","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}
