//! A minor unit less than the quote that closed the loan all the same.

use crate::found::holds;
use crate::laws::payoff;

#[test]
fn with_deferred_interest_where_payments_in_advance_lower_installments() {
    holds(
        payoff::takes_all_of_it,
        r#"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"REDUCE_INSTALLMENT_AMOUNT","rest":"DAILY"}
        principal = "2689"
        schedule.fixed_days_of_month = [31]
        schedule.interest_grace = 2
        1 2024-01-01 {"amount":"2689","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"913.74","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"of":2,"type":"REVERSAL"}
        "#,
    );
}

#[test]
fn with_principal_before_interest_from_behind() {
    holds(
        payoff::takes_all_of_it,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.interest_grace = 1
        schedule.periodic_payment = "450"
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-01 {"type":"ARREARS_PAUSE","until":"2024-01-21"}
        3 2024-01-02 {"type":"ARREARS_RESUME"}
        "#,
    );
}

#[test]
fn spread_anew_from_behind() {
    holds(
        payoff::takes_all_of_it,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        arrears.tolerance_days = 2
        interest.accrue_late_interest = false
        interest.method = "FLAT"
        interest.rate = "31.04"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.fixed_days_of_month = [31]
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"358.84","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"count":1,"type":"EXTRA_TERMS"}
        4 2024-01-01 {"amount":"185.8","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-01-22 {"amount":"330.53","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn after_a_chargeback_component_by_component() {
    holds(
        payoff::takes_all_of_it,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.method = "FLAT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.mode = "CEILING"
        schedule.installments = 7
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"amount":"152.87","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-02-14 {"amount":"861.66","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-14 {"amount":"0.01","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        5 2024-02-14 {"amount":"0.01","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        6 2024-02-15 {"amount":"5.16","of":3,"type":"CHARGEBACK"}
        "#,
    );
}
