//! Payments that had gone to more principal than their installment left beside interest, so that all of them together
//! asked for another amount than was lent.

use crate::found::holds;
use crate::laws::principal;

#[test]
fn what_is_lent_after_a_payoff_by_component_is_asked_for_once() {
    holds(
        principal::adds_up,
        r#"
        allocation.direction = "MethodVertical"
        interest.accrue_late_interest = false
        interest.rate = "17.11"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 4
        schedule.interest_grace = 2
        schedule.period = "P30D"
        1 2024-01-01 {"amount":"742","type":"DISBURSEMENT"}
        2 2024-01-18 {"amount":"191.97","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-01-18 {"amount":"559.33","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-23 {"operations":["OperationApplyInterest"],"type":"LOCK"}
        5 2024-02-04 {"operations":["OperationApplyInterest"],"type":"UNLOCK"}
        6 2024-01-30 (entered 2024-02-16) {"amount":"1","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_chargeback_of_more_than_an_overpayment_after_a_holiday_is_asked_for_once() {
    holds(
        principal::adds_up,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        interest.accrue_late_interest = false
        interest.rate = "28.47"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 5
        schedule.period = "P3M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        3 2024-01-01 {"amount":"260.98","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-02 {"amount":"986.55","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-01-06 {"amount":"0.24","type":"CREDIT_BALANCE_REFUND"}
        6 2024-01-21 {"amount":"247.62","of":4,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn a_grace_of_interest_after_the_last_installments_were_paid_loses_nothing() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.method = "DECLINING_BALANCE"
        interest.rate = "0.01"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.mode = "UP"
        schedule.installments = 12
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-29 {"amount":"841.14","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-02 {"interest":1,"principal":0,"type":"MID_TERM_GRACE"}
        "#,
    );
}

#[test]
fn payments_in_equal_shares_of_a_late_loan_ask_for_no_more_than_was_lent() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["PAST_DUE","FEE"],["PAST_DUE","PENALTY"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["DUE","FEE"],["DUE","PENALTY"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PENALTY"]]
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.rate = "7.79"
        interest.rate_period = "TERM"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "1255.4"
        rounding.mode = "UP"
        schedule.fixed_days_of_month = [10]
        schedule.installments = 5
        1 2024-01-01 {"amount":"1255.4","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"47.7"},"due":{"kind":"EACH_INSTALLMENT"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-02-01 {"amount":"618.61","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        4 2024-02-06 {"amount":"691.24","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn what_is_lent_between_installments_that_were_paid_is_asked_for() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        schedule.periodic_payment = "192.2"
        1 2024-01-01 {"amount":"756","type":"DISBURSEMENT"}
        2 2024-01-27 {"count":3,"type":"EXTRA_TERMS"}
        3 2024-01-27 {"amount":"192.2","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-27 {"amount":"570.26","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-01-27 {"amount":"1","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn equal_shares_of_a_flat_loan_ask_for_what_was_lent() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "REAMORTIZATION"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.mode = "CEILING"
        schedule.installments = 7
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-24 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-24"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-02-11 {"amount":"153.87","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-03-09 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        5 2024-03-23 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        6 2024-04-10 {"amount":"882.38","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        7 2024-04-19 {"of":5,"type":"REVERSAL"}
        "#,
    );
}

#[test]
fn a_last_flat_installment_that_was_paid_early_asks_for_what_was_lent() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.fixed_days_of_month = [10]
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"13.29","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-05 {"from":"2024-01-10","to":"2024-01-11","type":"DUE_DATE_CHANGE"}
        4 2024-02-04 (entered 2024-02-18) {"amount":"675.33","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-02-20 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-20"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn a_chargeback_in_a_holiday_that_was_paid_is_asked_for() {
    holds(
        principal::adds_up,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_INSTALLMENT_AMOUNT","rest":"DAILY"}
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"installments":2,"type":"PAYMENT_HOLIDAY"}
        3 2024-01-02 {"amount":"1001.3","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-13 {"amount":"4","of":3,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn interest_that_is_split_after_the_last_installment_was_paid_makes_no_principal() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":true,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-13 {"amount":"172.87","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-18 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        4 2024-04-01 {"amount":"206.11","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_is_split_after_a_refund_makes_no_principal() {
    holds(
        principal::adds_up,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        schedule.installments = 4
        schedule.period = "P30D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-23 {"amount":"256.19","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        3 2024-01-31 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn extra_installments_after_a_grace_and_a_payment_at_the_end_make_no_principal() {
    holds(
        principal::adds_up,
        r#"
        allocation.chargeback = ["PENALTY","FEE","INTEREST","PRINCIPAL"]
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "4389.07"
        rounding.mode = "UP"
        schedule.installments = 4
        schedule.interest_grace = 2
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"4389.07","type":"DISBURSEMENT"}
        2 2024-01-01 {"interest":0,"principal":1,"type":"MID_TERM_GRACE"}
        3 2024-01-02 {"amount":"3522.15","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-19 {"count":1,"type":"EXTRA_TERMS"}
        5 2024-01-18 (entered 2024-01-19) {"amount":"3250.94","of":3,"type":"CHARGEBACK"}
        "#,
    );
}
