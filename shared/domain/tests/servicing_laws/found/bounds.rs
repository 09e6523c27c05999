//! Amounts below zero, and rows out of order.

use super::holds;
use crate::laws::bounds;

#[test]
fn no_installment_is_due_before_it_begins() {
    holds(
        bounds::are_in_order,
        r#"
        schedule.counted_from = "2023-12-24"
        schedule.installments = 1
        schedule.period = "P1W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        "#,
    );
}

#[test]
fn a_termination_after_interest_grace_leaves_no_negative_principal() {
    holds(
        bounds::are_amounts,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 6
        schedule.interest_grace = 2
        schedule.period = "P1Y"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"236.88","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn a_pause_of_interest_leaves_what_was_paid_without_recalculation() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        schedule.fixed_days_of_month = [31]
        schedule.installments = 2
        schedule.period = "P2M"
        allocation.direction = "MethodVertical"
        allocation.default.steps = [["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"509.86","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"type":"INTEREST_PAUSE","until":"2024-01-02"}
        "#,
    );
}

#[test]
fn extra_installments_leave_what_was_paid_without_recalculation() {
    holds(
        bounds::are_amounts,
        r#"
        schedule.installments = 1
        schedule.period = "P3M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"269.83","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"count":3,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn a_payment_after_a_part_was_written_off_takes_nothing_twice() {
    holds(
        bounds::are_amounts,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"6.74","penalties":"0","principal":"337"},"type":"WRITE_OFF"}
        3 2024-01-11 {"amount":"340","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn an_installment_that_was_paid_from_behind_is_settled() {
    holds(
        bounds::are_settled,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-01-07"
        schedule.installments = 6
        schedule.period = "P3M"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-20 {"rate":"0.00","type":"RATE_CHANGE"}
        3 2024-01-19 (entered 2024-01-28) {"amount":"203.19","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn extra_installments_without_anything_to_pay_are_settled() {
    holds(
        bounds::are_settled,
        r#"
        schedule.installments = 1
        schedule.periodic_payment = "900.00"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-02 {"count":2,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn a_termination_keeps_what_was_written_off() {
    holds(
        bounds::are_amounts,
        r#"
        schedule.installments = 2
        schedule.period = "P2M"
        schedule.periodic_payment = "450"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"0.03","penalties":"0","principal":"1"},"type":"WRITE_OFF"}
        3 2024-01-01 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn an_installment_that_was_lowered_to_what_was_paid_is_settled() {
    holds(
        bounds::are_settled,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"508.12","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"count":1,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn an_installment_whose_interest_moved_away_is_settled() {
    holds(
        bounds::are_settled,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        expected_disbursement = "2024-02-29"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        1 2024-02-29 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-02-29 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-29"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-02-29 {"amount":"340.89","kind":"REPAYMENT","type":"REPAYMENT"}
        4 2024-03-22 {"of":3,"type":"REVERSAL"}
        5 2024-03-30 {"amount":"1017.46","kind":"REPAYMENT","type":"REPAYMENT"}
        6 2024-04-19 (entered 2024-05-05) {"amount":"3.22","kind":"INTEREST_WAIVER","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_off_lowers_no_principal_that_was_paid() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "NEXT_LAST_INSTALLMENT"
        charge_off = "ZERO_INTEREST"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"SAME_AS_REPAYMENT_PERIOD"}
        schedule.installments = 2
        schedule.period = "P2M"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"514.92","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        3 2024-01-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn interest_that_is_put_off_is_paid_from_behind() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        allocation.default.steps = [["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","INTEREST"],["DUE","PENALTY"],["DUE","FEE"],["DUE","PRINCIPAL"],["DUE","INTEREST"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","INTEREST"]]
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-14 {"amount":"507.45","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn a_charge_after_a_re_aged_loan_moves_no_installment_behind_it() {
    holds(
        bounds::are_in_order,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-28"},"name":"charge","penalty":false},"type":"CHARGE"}
        3 2024-01-25 {"plan":{"first_due":"2024-01-25","installments":1,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_payment_before_the_first_regular_period_earns_no_interest() {
    holds(
        bounds::are_amounts,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.engine = "CUMULATIVE"
        schedule.first_due = "2024-03-05"
        schedule.installments = 1
        schedule.period = "P2W"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1004.6","kind":"REPAYMENT","type":"REPAYMENT"}
        "#,
    );
}

#[test]
fn tranches_after_the_end_are_in_order_with_charges() {
    holds(
        bounds::are_in_order,
        r#"
        schedule.expected_tranches = [{"amount":"50","on":"2024-01-01"},{"amount":"50","on":"2024-02-02"},{"amount":"50","on":"2024-02-02"}]
        schedule.installments = 1
        schedule.fixed_days_of_month = [1,15]
        1 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"1"},"due":{"kind":"ON","value":"2024-02-03"},"name":"charge","penalty":false},"type":"CHARGE"}
        "#,
    );
}

#[test]
fn a_payment_that_a_termination_takes_again_changes_no_balance_that_is_not_shown() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        schedule.installments = 7
        schedule.period = "P15D"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"146.85","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        4 2024-01-17 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn re_amortising_little_in_multiples_leaves_no_negative_principal() {
    holds(
        bounds::are_amounts,
        r#"
        rounding.installment_multiple = "10"
        schedule.first_due = "2024-02-09"
        schedule.installments = 4
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amounts":{"fees":"0","interest":"15.76","penalties":"0","principal":"573"},"type":"WRITE_OFF"}
        3 2024-02-05 {"count":3,"type":"EXTRA_TERMS"}
        4 2024-02-05 {"amounts":{"fees":"0","interest":"20.72","penalties":"0","principal":"327.08"},"type":"WRITE_OFF"}
        5 2024-02-09 {"interest":"DEFAULT","type":"RE_AMORTISE"}
        "#,
    );
}

#[test]
fn charges_in_parts_stay_in_them_when_a_loan_is_extended() {
    holds(
        bounds::are_amounts,
        r#"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        3 2024-01-29 {"charge":{"amount":{"kind":"FLAT","value":"1259.44"},"due":{"kind":"ON","value":"2024-04-30"},"name":"charge","penalty":false},"type":"CHARGE"}
        5 2024-01-31 {"plan":{"first_due":"2024-01-31","installments":4,"interest":"EQUAL_AMORTIZATION_PAYABLE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        6 2024-02-24 {"installments":1,"type":"PAYMENT_HOLIDAY"}
        "#,
    );
}

#[test]
fn a_re_aged_loan_whose_disbursement_is_taken_back_is_quoted_as_agreed() {
    holds(
        bounds::are_in_order,
        r#"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.expected_tranches = [{"amount":"626.03","on":"2024-03-28"}]
        1 2023-12-31 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-02-07 {"plan":{"first_due":"2024-03-04","installments":2,"interest":"DEFAULT","period":"P1M"},"type":"RE_AGE"}
        3 2024-03-01 {"of":1,"type":"REVERSAL"}
        "#,
    );
}

#[test]
fn a_charge_given_up_in_part_moves_as_such() {
    holds(
        bounds::are_amounts,
        r#"
        principal = "71000"
        schedule.installments = 5
        schedule.period = "P15D"
        1 2023-11-27 {"amount":"71000","type":"DISBURSEMENT"}
        3 2024-01-06 {"charge":{"amount":{"kind":"FLAT","value":"213"},"due":{"kind":"ON","value":"2024-03-15"},"name":"charge","penalty":true},"type":"CHARGE"}
        6 2024-01-27 {"amounts":{"fees":"0","interest":"115.59","penalties":"25.17","principal":"6047.79"},"type":"WRITE_OFF"}
        7 2024-02-16 {"count":3,"type":"EXTRA_TERMS"}
        "#,
    );
}

#[test]
fn a_down_payment_is_taken_again_as_such_when_a_loan_is_terminated() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "10135.3"
        rounding.installment_multiple = "10"
        schedule.down_payment = {"automatic":true,"percentage":"2.41"}
        schedule.installments = 6
        1 2024-01-01 {"amount":"4318","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1000","kind":"MERCHANT_ISSUED_REFUND","type":"REPAYMENT"}
        3 2024-02-05 {"amount":"730","kind":"REPAYMENT","type":"REPAYMENT"}
        7 2024-03-25 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn flat_principal_in_multiples_is_not_below_nothing() {
    holds(
        bounds::are_amounts,
        r#"
        interest.method = "FLAT"
        rounding.installment_multiple = "100"
        schedule.engine = "CUMULATIVE"
        schedule.installments = 20        "#,
    );
}

#[test]
fn interest_given_up_before_it_was_borne_stays_asked_for_on_termination() {
    holds(
        bounds::are_amounts,
        r#"
        interest.rate = "39.82"
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        principal = "18797.61"
        schedule.installments = 6
        schedule.period = "P3M"
        1 2023-12-31 {"amount":"18797.61","type":"DISBURSEMENT"}
        3 2024-02-12 {"amounts":{"fees":"0","interest":"5574.51","penalties":"0","principal":"15038.08"},"type":"WRITE_OFF"}
        5 2024-02-17 {"type":"TERMINATION"}        "#,
    );
}

#[test]
fn a_charge_off_asks_for_no_less_than_was_given_up() {
    holds(
        bounds::are_amounts,
        r#"
        charge_off = "ZERO_INTEREST"
        principal = "163000"
        1 2024-04-30 {"amount":"23309","type":"DISBURSEMENT"}
        2 2024-05-08 {"type":"CHARGE_OFF"}
        3 2024-05-08 {"of":2,"type":"REVERSAL"}
        4 2024-05-12 {"amounts":{"fees":"0","interest":"232.04","penalties":"0","principal":"14404.96"},"type":"WRITE_OFF"}
        5 2024-05-25 {"type":"CHARGE_OFF"}        "#,
    );
}

#[test]
fn what_was_put_back_and_paid_by_an_earlier_payment_leaves_no_balance_below_nothing() {
    holds(
        bounds::are_amounts,
        r#"
        charge_off = "ACCELERATE_MATURITY"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1020.01","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"1.02","of":2,"type":"CHARGEBACK"}
        4 2024-01-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn what_is_put_back_beside_the_schedule_is_in_order() {
    holds(
        bounds::are_in_order,
        r#"
        schedule.installments = 1
        1 2024-01-01 {"amount":"100","type":"DISBURSEMENT"}
        2 2024-01-30 {"amount":"101.02","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-02-02 {"amount":"0.1","of":2,"type":"CHARGEBACK"}
        4 2024-02-02 {"amount":"0.1","kind":"REPAYMENT","type":"REPAYMENT"}
        5 2024-02-02 {"amount":"1","type":"DISBURSEMENT"}
        6 2024-02-22 {"amount":"0.01","of":4,"type":"CHARGEBACK"}
        "#,
    );
}

#[test]
fn interest_of_late_principal_that_is_waived_is_asked_for_no_less_than_that() {
    holds(
        bounds::are_amounts,
        r#"
        arrears.late_payment = "MethodLastInstallmentIncrease"
        arrears.tolerance_days = 3
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_DATE","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.installments = 4
        schedule.period = "P1D"
        schedule.periodic_payment = "333.75"
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-06 {"plan":{"first_due":"2024-01-06","installments":1,"interest":"WAIVE_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}

#[test]
fn a_payment_taken_again_pays_no_principal_that_was_put_back_later() {
    holds(
        bounds::are_amounts,
        r#"
        charge_off = "ACCELERATE_MATURITY"
        interest.method = "FLAT"
        schedule.installments = 2
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"1019.72","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-01 {"amount":"1.01","of":2,"type":"CHARGEBACK"}
        4 2024-01-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn interest_that_was_put_off_is_due_when_everything_is() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "LAST_INSTALLMENT"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"ADJUST_LAST_INSTALLMENT","rest":"DAILY"}
        schedule.first_due = "2024-02-22"
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"510.88","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
        3 2024-01-02 {"amounts":{"fees":"0","interest":"0.01","penalties":"0","principal":"0.97"},"type":"WRITE_OFF"}
        4 2024-01-02 {"type":"TERMINATION"}
        "#,
    );
}

#[test]
fn a_payment_on_the_day_on_which_everything_becomes_due_stays_paid() {
    holds(
        bounds::are_amounts,
        r#"
        charge_off = "ACCELERATE_MATURITY"
        interest.accrue_late_interest = false
        interest.recalculation = {"ignore_past_due":false,"payoff_interest":"TILL_PERIOD_END","prepayment":"REDUCE_NEXT_INSTALLMENTS","rest":"DAILY"}
        schedule.installments = 2
        schedule.interest_grace = 1
        1 2024-01-01 {"amount":"1000","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"508.45","kind":"REPAYMENT","type":"REPAYMENT"}
        3 2024-01-02 {"amount":"0.5","kind":"CHARGE_ADJUSTMENT","type":"REPAYMENT"}
        4 2024-01-02 {"type":"CHARGE_OFF"}
        "#,
    );
}

#[test]
fn charges_that_take_more_than_a_multiple_leave_nothing_for_principal() {
    holds(
        bounds::are_amounts,
        r#"
        allocation.default.future = "REAMORTIZATION"
        allocation.default.steps = [["PAST_DUE","INTEREST"],["PAST_DUE","PRINCIPAL"],["PAST_DUE","PENALTY"],["PAST_DUE","FEE"],["DUE","INTEREST"],["DUE","PRINCIPAL"],["DUE","PENALTY"],["DUE","FEE"],["IN_ADVANCE","INTEREST"],["IN_ADVANCE","PRINCIPAL"],["IN_ADVANCE","PENALTY"],["IN_ADVANCE","FEE"]]
        arrears.late_payment = "MethodLastInstallmentIncrease"
        principal = "6666.72"
        rounding.decimals = 3
        rounding.installment_multiple = "5"
        schedule.installments = 1
        1 2024-01-01 {"amount":"666.672","type":"DISBURSEMENT"}
        2 2024-01-01 {"amount":"664.038","kind":"INTEREST_PAYMENT_WAIVER","type":"REPAYMENT"}
        3 2024-01-01 {"charge":{"amount":{"kind":"FLAT","value":"380.003"},"due":{"kind":"ON","value":"2024-01-01"},"name":"charge","penalty":false},"type":"CHARGE"}
        4 2024-01-01 {"plan":{"first_due":"2024-01-01","installments":4,"interest":"EQUAL_AMORTIZATION_FULL_INTEREST","period":"P1M"},"type":"RE_AGE"}
        "#,
    );
}
