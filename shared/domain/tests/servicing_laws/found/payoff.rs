//! Quotes that did not close the loan.

use super::holds;
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
fn a_payoff_from_behind_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P30D"
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"512.36","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_on_the_first_day_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

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
fn a_payoff_takes_interest_that_was_made_due_by_hand() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":null,"type":"INTEREST_APPLIED"}
        "#,
    );
}

#[test]
fn a_payoff_to_the_end_of_the_period_from_behind_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-01-02"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn a_late_payoff_to_the_end_of_the_period_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.decimals = 3
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-02"},"name":"charge","penalty":false},"type":"CHARGE"}
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
fn a_rate_from_tomorrow_is_not_in_todays_payoff() {
    holds(
        payoff::closes,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 (entered 2024-01-01) {"rate":"0.00","type":"RATE_CHANGE"}
        "#,
    );
}

#[test]
fn a_loan_given_up_in_part_is_repaid_by_its_payoff() {
    holds(
        payoff::closes,
        r#"
        schedule.engine = "CUMULATIVE"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"0.01","penalties":"0","principal":"1"},"type":"WRITE_OFF"}
        "#,
    );
}

#[test]
fn a_payoff_to_the_end_of_a_period_that_is_paid_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_to_the_end_of_the_period_uses_what_is_kept() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
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
fn interest_that_is_put_off_is_paid_off_from_behind() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.amortization_installments = 3
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"interest":1,"principal":0,"type":"MID_TERM_GRACE"}
        "#,
    );
}

#[test]
fn re_amortising_keeps_what_was_paid_on_its_day() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-05 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-05 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn interest_of_late_principal_beside_a_prepaid_installment_is_paid_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-07 (entered 2024-02-06) {"amount":"334.87","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_on_the_first_day_takes_no_interest_of_a_grace() {
    holds(
        payoff::closes,
        r#"
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn interest_that_was_made_due_is_waived_for_itself() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-01-30"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":null,"type":"INTEREST_APPLIED"}
        3 2024-01-02 {"amount":"0.33","kind":"INTEREST_WAIVER","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_of_late_principal_is_not_put_off() {
    holds(
        payoff::closes,
        r#"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-02 {"amount":"507.45","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_after_a_part_was_given_up_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.engine = "CUMULATIVE"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amounts":{"fees":"0","interest":"0.01","penalties":"0","principal":"1"},"type":"WRITE_OFF"}
        "#,
    );
}

#[test]
fn a_loan_that_is_repaid_gets_no_more_installments() {
    holds(
        payoff::closes,
        r#"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-24 {"count":1,"type":"EXTRA_TERMS"}
        3 2024-01-23 (entered 2024-02-06) {"amount":"1026.05","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_on_the_day_of_re_ageing_takes_the_down_payment() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.down_payment = {"automatic":false,"percentage":"0.01"}
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":1,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn re_amortising_with_equal_interest_keeps_what_was_paid_in_advance() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-10 {"amount":"100","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-15 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn a_payoff_after_interest_was_given_up_before_it_was_borne_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "3253.24"
        rounding.installment_multiple = "100"
        schedule.installments = 15
        1 2024-01-01 {"amount":"3253.24","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"18.87","penalties":"0","principal":"201.7"},"type":"WRITE_OFF"}
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
fn a_loan_that_is_repaid_gets_no_grace() {
    holds(
        payoff::closes,
        r#"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-04 {"interest":0,"principal":1,"type":"MID_TERM_GRACE"}
        3 2024-01-03 (entered 2024-01-09) {"amount":"1030.88","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_of_older_systems_after_a_later_disbursement_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.transaction_order = "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE"
        expected_disbursement = "2023-01-01"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "4115.97"
        schedule.engine = "CUMULATIVE"
        schedule.fixed_days_of_month = [1,15]
        schedule.installments = 6
        schedule.working_days = {"holidays":[],"non_working_weekdays":["SATURDAY","SUNDAY"],"shift":"PREVIOUS_WORKING_DAY"}
        1 2023-01-01 {"amount":"411.59","type":"DISBURSEMENT"}
        2 2023-01-29 {"amount":"415.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2023-03-02 {"amount":"1053.68","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_payoff_after_capitalized_income_and_re_ageing_is_that_of_one_loan() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P1D"
        1 2023-01-30 {"amount":"100","type":"DISBURSEMENT"}
        2 2023-03-11 {"amount":"100","type":"CAPITALIZED_INCOME"}
        3 2023-03-22 {"plan":{"first_due":"2023-04-28","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn money_lent_after_the_last_due_date_is_paid_off_once_due_dates_have_passed_it() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "9729.25"
        schedule.period = "P1D"
        1 2024-03-03 {"amount":"100","type":"DISBURSEMENT"}
        4 2024-02-05 (entered 2024-03-10) {"amount":"963.19","type":"DISBURSEMENT"}
        6 2024-05-09 {"from":"2024-02-07","to":"2024-03-02","type":"DUE_DATE_CHANGE"}
        "#,
    );
}

#[test]
fn interest_to_the_end_of_a_period_is_due_once() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1000","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-25 {"amount":"100","of":2,"type":"CHARGEBACK"}
        4 2024-02-11 {"charge":{"amount":{"kind":"PERCENT_OF_INTEREST","value":"5.9"},"due":{"kind":"ON","value":"2024-02-17"},"name":"charge","penalty":true},"type":"CHARGE"}        "#,
    );
}

#[test]
fn another_rate_to_come_leaves_a_loan_repaid_that_was_paid_off_before() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        schedule.period = "P1Y"
        1 2023-01-30 {"amount":"413","type":"DISBURSEMENT"}
        2 2023-03-02 {"charge":{"amount":{"kind":"FLAT","value":"5.78"},"due":{"kind":"ON","value":"2023-06-05"},"name":"charge","penalty":true},"type":"CHARGE"}
        3 2023-04-13 {"of":2,"type":"CHARGE_WAIVER"}
        4 2023-04-23 {"amount":"115","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2023-05-17 (entered 2023-05-07) {"rate":"35.35","type":"RATE_CHANGE"}        "#,
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
fn what_is_paid_on_the_day_of_re_ageing_bears_nothing_more() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-08-31 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-08-31 {"amount":"100","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-08-31 {"plan":{"first_due":"2024-10-02","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}        "#,
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
#[ignore = "interest that was made due by hand is asked for twice after re-amortising"]
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
#[ignore = "interest of a day is taken for principal in a grace"]
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
