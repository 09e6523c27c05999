//! Quotes after terms were changed, or the loan was restructured or given up in part.

use crate::found::holds;
use crate::laws::payoff;

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
fn a_due_date_that_moves_over_a_payment_leaves_the_loan_to_be_paid_off() {
    holds(
        payoff::closes,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-25 (entered 2024-01-01) {"rate":"0.04","type":"RATE_CHANGE"}
        3 2024-02-02 {"amount":"251.9","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-09 {"from":"2024-02-01","to":"2024-03-02","type":"DUE_DATE_CHANGE"}
        "#,
    );
}

#[test]
fn what_was_kept_and_is_needed_no_more_pays_a_charge() {
    holds(
        payoff::closes,
        r#"
        expected_disbursement = "2025-05-01"
        redraw.allowed = true
        schedule.installments = 1
        schedule.period = "P3M"
        1 2025-05-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2025-05-01 {"amount":"105.08","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2025-05-01 {"amount":"0.1","type":"REDRAW"}
        4 2025-05-01 {"amount":"1030.25","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        5 2025-05-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        6 2025-05-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2025-05-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn what_is_kept_beyond_what_is_owed_today_pays_interest_to_the_end_of_the_period() {
    holds(
        payoff::closes,
        r#"
        interest.accrue_late_interest = false
        interest.day_count = "ACTUAL_360"
        interest.rate = "22.45"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        schedule.installments = 4
        schedule.period = "P1Y"
        schedule.principal_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"1001.19","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-03 {"type":"INTEREST_PAUSE","until":"2024-01-03"}
        "#,
    );
}

#[test]
fn an_overpayment_that_is_paid_out_leaves_a_loan_closed() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.direction = "MethodVertical"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        redraw.allowed = true
        schedule.installments = 2
        schedule.period = "P2M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-08 {"amount":"514.92","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-02 {"amount":"514.92","kind":"REFINANCE","type":"REPAYMENT"}
        4 2024-02-24 {"amount":"491.37","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-03-02 {"amount":"0.51","type":"CREDIT_BALANCE_REFUND"}
        "#,
    );
}

#[test]
fn a_charge_off_without_interest_leaves_an_installment_met_that_was_paid_with_all_of_it() {
    holds(
        payoff::closes,
        r#"
        charge_off = "ZERO_INTEREST"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"amount":"507.49","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn a_payoff_of_late_parts_of_principal_takes_interest_once() {
    holds(
        payoff::closes,
        r#"
        arrears.tolerance_days = 2
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        rounding.installment_multiple = "100"
        schedule.amortization_installments = 6
        schedule.installments = 6
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"174","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"127","type":"DISBURSEMENT"}
        3 2024-01-21 {"amount":"101.48","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-02-26 {"amount":"101.16","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-03-31 {"amount":"0.1","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_was_split_over_installments_that_are_paid_is_asked_for_once() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.direction = "MethodVertical"
        arrears.late_payment = "MethodOverdueInstallmentsIncrease"
        arrears.tolerance_days = 2
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 5
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-27 {"amount":"416.16","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-27 {"amount":"206.02","kind":"REFINANCE","type":"REPAYMENT"}
        4 2024-03-01 {"interest":"EQUAL_AMORTIZATION_INTEREST_SPLIT","type":"RE_AMORTISE"}
        5 2024-03-01 {"amount":"395.6","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        6 2024-03-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn interest_that_a_later_installment_had_a_place_for_is_not_put_off() {
    holds(
        payoff::closes,
        r#"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        allocation.direction = "MethodVertical"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"amount":"1010.87","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-01-02 {"amount":"0.01","of":2,"type":"CHARGEBACK"}
        5 2024-01-02 {"amount":"0.01","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_payoff_on_the_day_of_the_disbursement_counts_from_it_after_due_dates_moved() {
    holds(
        payoff::closes,
        r#"
        allocation.transaction_order = "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.engine = "CUMULATIVE"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"from":"2024-02-01","to":"2024-02-02","type":"DUE_DATE_CHANGE"}
        "#,
    );
}

#[test]
fn a_payoff_before_a_due_date_that_was_moved_off_a_holiday_closes_the_loan() {
    holds(
        payoff::closes,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        allocation.transaction_order = "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE"
        expected_disbursement = "2024-10-04"
        interest.accrue_late_interest = false
        interest.method = "DECLINING_BALANCE"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.engine = "CUMULATIVE"
        schedule.installments = 1
        schedule.period = "P1W"
        schedule.working_days = {"holidays":[],"non_working_weekdays":["SATURDAY","SUNDAY"],"shift":"NEXT_WORKING_DAY"}
        1 2024-10-04 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-10-04 {"from":"2024-10-11","to":"2024-10-12","type":"DUE_DATE_CHANGE"}
        "#,
    );
}
