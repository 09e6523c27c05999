//! Due dates that were put off when they had passed.

use crate::found::holds;
use crate::laws::borne;

#[test]
fn a_payment_on_the_new_due_date_counts_on_that_day_beside_a_pause() {
    holds(
        borne::of_each_day,
        r#"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-30 (entered 2024-01-26) {"type":"INTEREST_PAUSE","until":"2024-02-02"}
        3 2024-02-03 {"amount":"503.742","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-04 {"from":"2024-02-01","to":"2024-02-03","type":"DUE_DATE_CHANGE"}
        "#,
    );
}

#[test]
fn what_is_late_is_what_the_installment_leaves_with_its_other_interest() {
    let stories = [
        r#"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.rate = "22.91"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-01-02"
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-28 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-08 {"from":"2024-01-02","to":"2024-01-15","type":"DUE_DATE_CHANGE"}
        "#,
        r#"
        interest.rate = "7.13"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        schedule.first_due = "2024-01-02"
        schedule.installments = 2
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-28 {"amount":"503.011","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-30 {"amount":"59.151","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-03 {"of":2,"type":"REVERSAL"}
        5 2024-02-03 {"from":"2024-01-02","to":"2024-01-09","type":"DUE_DATE_CHANGE"}
        "#,
        r#"
        interest.rate = "25.03"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        4 2024-03-17 {"amount":"216.01","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-04-04 {"amount":"11.01","of":4,"type":"CHARGEBACK"}
        6 2024-04-05 {"from":"2024-03-01","to":"2024-03-12","type":"DUE_DATE_CHANGE"}
        "#,
    ];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn what_was_paid_beyond_the_interest_of_an_installment_that_is_put_off_is_that_of_another() {
    holds(
        borne::of_each_day,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "14.94"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "7000"
        schedule.installments = 5
        schedule.period = "P2W"
        1 2024-01-01 {"amount":"7000","type":"DISBURSEMENT"}
        2 2024-02-04 {"amount":"1440.11","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-04 (entered 2024-02-05) {"from":"2024-01-15","to":"2024-01-20","type":"DUE_DATE_CHANGE"}
        4 2024-02-03 (entered 2024-02-12) {"amount":"1488.82","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn equal_parts_that_are_late_are_late_as_parts_when_they_are_put_off() {
    let stories = [r#"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        interest.day_count = "ACTUAL_360"
        interest.method = "DECLINING_BALANCE"
        interest.rate = "37.88"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "51000"
        schedule.installments = 5
        1 2024-01-01 {"amount":"51000","type":"DISBURSEMENT"}
        3 2024-02-23 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-04-06 {"amount":"56.12","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-04-08 {"from":"2024-02-01","to":"2024-02-02","type":"DUE_DATE_CHANGE"}
        "#];
    for story in stories {
        holds(borne::of_each_day, story);
    }
}

#[test]
fn interest_applied_by_hand_is_taken_from_the_installment_that_has_its_days() {
    holds(
        borne::of_each_day,
        r#"
        interest.rate = "6.00"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"amount":null,"type":"INTEREST_APPLIED"}
        3 2024-02-03 {"from":"2024-01-16","to":"2024-01-19","type":"DUE_DATE_CHANGE"}
        "#,
    );
}
