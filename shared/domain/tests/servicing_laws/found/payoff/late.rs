//! Quotes of loans whose late installments, or the last one, are raised by what late principal bore.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn late_interest_of_an_installment_without_place_for_its_own_is_asked_for() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "REAMORTIZATION"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 4
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P1W"
        schedule.principal_grace = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"2.3","kind":"REFINANCE","type":"REPAYMENT"}
        3 2024-01-23 {"amount":"1.53","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn late_interest_of_an_installment_that_was_paid_in_advance_is_asked_for_once() {
    holds(
        payoff::closes,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 4
        interest.calculation = "SAME_AS_REPAYMENT_PERIOD"
        interest.rate = "1.48"
        interest.rate_period = "MONTH"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        1 2024-01-01 {"amount":"275","type":"DISBURSEMENT"}
        2 2024-01-26 {"amount":"187.18","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-03-08 {"amount":"1.6","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        4 2024-03-14 {"type":"ARREARS_PAUSE","until":"2024-03-15"}
        5 2024-04-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn late_interest_after_installments_were_spread_anew_is_asked_for_once() {
    holds(
        payoff::closes,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["DUE","PENALTY"],["IN_ADVANCE","PENALTY"],["PAST_DUE","FEE"],["DUE","FEE"],["IN_ADVANCE","FEE"],["PAST_DUE","PRINCIPAL"],["DUE","PRINCIPAL"],["IN_ADVANCE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","INTEREST"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 2
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.mode = "CEILING"
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-15 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-29"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-17 {"amount":"667.19","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        4 2024-01-17 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        5 2024-02-15 {"amount":"3.88","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn late_interest_after_a_payment_holiday_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.direction = "MethodVertical"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "2881"
        rounding.installment_multiple = "100"
        schedule.installments = 9
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"2881","type":"DISBURSEMENT"}
        2 2024-01-10 {"amount":"912.65","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-29 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        4 2024-03-11 {"amount":"307.8","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn late_interest_of_a_last_installment_that_was_paid_first_is_asked_for_once() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "2881"
        rounding.installment_multiple = "100"
        schedule.installments = 9
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"2881","type":"DISBURSEMENT"}
        2 2024-01-10 {"amount":"2090.65","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-29 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        4 2024-03-11 {"amount":"3.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}
