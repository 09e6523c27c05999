//! Installments that are late.

use crate::found::holds;
use crate::laws::borne;

#[test]
fn late_principal_is_spread_once_when_a_late_payment_was_made_on_a_due_date() {
    holds(
        borne::of_each_day,
        r#"
        interest.day_count = "ACTUAL_364"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "6.13"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-14 {"amount":"169.2","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-03-01 {"amount":"169.2","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-03-29 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn an_installment_that_was_paid_and_is_open_again_is_raised_beside_its_interest() {
    let stories = [
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.rate = "35.64"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "3728.11"
        schedule.installments = 4
        1 2024-01-01 {"amount":"3728.11","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1001.98","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-08 {"amount":"938.63","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-12 {"of":2,"type":"REVERSAL"}
        "#,
        // In a holiday.
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        expected_disbursement = "2023-01-01"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "804000"
        1 2023-01-01 {"amount":"804000","type":"DISBURSEMENT"}
        2 2023-01-02 {"amount":"31665.77","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2023-01-18 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        5 2023-01-18 {"amount":"12697.97","of":2,"type":"CHARGEBACK"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn late_interest_that_was_spread_is_asked_for_still_when_a_due_date_is_put_off() {
    holds(
        borne::of_each_day,
        r#"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        3 2024-02-20 {"from":"2024-02-01","to":"2024-02-02","type":"DUE_DATE_CHANGE"}
        4 2024-02-19 (entered 2024-02-27) {"interest":"DEFAULT","type":"RE_AMORTISE"}
        "#,
    );
}
