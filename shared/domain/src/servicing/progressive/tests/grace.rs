//! Installments that ask for less, as it was agreed while the loan ran.

use super::methods::assert_rows;
use super::*;
use crate::servicing::allocation::order::FutureInstallments;
use crate::servicing::hand_built::{recalculating, repayment};
use crate::servicing::terms::InterestMethod;

fn holiday(on: &str, installments: u32) -> Transaction {
    entered(2, on, Event::PaymentHoliday { installments })
}

#[test]
fn a_holiday_asks_for_nothing_and_for_its_interest_after_it() {
    let mut terms = recalculating();
    terms.interest.method = InterestMethod::DecliningBalance;
    // 666.67 x 1% a month; two parts of 333.34 and 333.33 repay it a month later.
    let asked = [
        ("2024-02-01", "333.33", "10.00"),
        ("2024-03-01", "0.00", "0.00"),
        ("2024-04-01", "333.34", "13.34"),
        ("2024-05-01", "333.33", "3.33"),
    ];
    assert_rows(&account(&terms, &[holiday("2024-02-01", 1)], "2024-02-01"), &asked);
}

#[test]
fn a_holiday_may_begin_with_the_loan() {
    let mut terms = recalculating();
    terms.interest.method = InterestMethod::DecliningBalance;
    let asked = [
        ("2024-02-01", "0.00", "0.00"),
        ("2024-03-01", "333.33", "20.00"),
        ("2024-04-01", "333.33", "6.67"),
        ("2024-05-01", "333.34", "3.33"),
    ];
    assert_rows(&account(&terms, &[holiday("2024-01-01", 1)], "2024-01-01"), &asked);
}

#[test]
fn level_installments_after_a_holiday_pay_its_interest_too() {
    // (669.98 + 13.40 - x) x 1.01 = x, so that x = 683.38 x 1.01 / 2.01 = 343.39.
    let account = account(&recalculating(), &[holiday("2024-02-01", 1)], "2024-02-01");
    let asked: Vec<_> = account.installments.iter().map(|row| row.expected.total()).collect();
    assert_eq!(asked, [amount("340.02"), Decimal::ZERO, amount("343.39"), amount("343.39")]);
    assert_eq!(account.installments[2].expected.interest, amount("13.40"));
    assert_eq!(sum(&account, |row| row.expected).principal, amount("1000"));
    assert!(account.installments[1].is_settled());
}

#[test]
fn a_grace_of_principal_asks_for_interest_and_makes_the_loan_longer() {
    let grace = entered(2, "2024-03-01", Event::MidTermGrace { principal: 1, interest: 0 });
    let asked = [
        ("2024-02-01", "330.02", "10.00"),
        ("2024-03-01", "0.00", "6.70"),
        ("2024-04-01", "333.32", "6.70"),
        ("2024-05-01", "336.66", "3.37"),
    ];
    assert_rows(&account(&recalculating(), &[grace], "2024-02-01"), &asked);
}

#[test]
fn a_holiday_outlasts_another_rate_and_keeps_payments() {
    let paid = repayment(3, "2024-02-01", "340.02");
    let rate = entered(4, "2024-02-15", Event::RateChange { rate: amount("0") });
    let happened = [holiday("2024-02-01", 1), paid, rate];
    let account = account(&recalculating(), &happened, "2024-02-20");
    let asked: Vec<_> = account.installments.iter().map(|row| row.expected.principal).collect();
    assert_eq!(asked.len(), 4);
    assert_eq!(account.installments[1].expected.total(), Decimal::ZERO);
    assert_eq!(sum(&account, |row| row.expected).principal, amount("1000"));
    // 669.98 x 1% x 13/29 of February's days after the first, until the rate is nothing.
    assert_eq!(account.installments[2].expected.interest, amount("3.00"));
    assert_eq!(sum(&account, |row| row.paid).total(), amount("340.02"));
}

#[test]
fn a_holiday_counts_also_where_payments_do_not_move_interest() {
    let account = account(&without_interest(), &[holiday("2024-02-10", 2)], "2024-02-10");
    let asked: Vec<_> = account.installments.iter().map(|row| row.expected.principal).collect();
    let nothing = Decimal::ZERO;
    assert_eq!(asked, [amount("333.33"), nothing, nothing, amount("333.34"), amount("333.33")]);
}

#[test]
fn free_periods_bear_nothing_and_installments_are_alike_all_the_same() {
    let free = |method| {
        let mut terms = recalculating();
        terms.interest.method = method;
        terms.schedule.interest_free_periods = 1;
        account(&terms, &[], "2024-01-01")
    };
    // 340.02 as if it bore interest leave 10.19 too little for the last one; a third of it less, and another step, are 336.65.
    let level = free(InterestMethod::DecliningBalanceEqualInstallments);
    let asked = [("2024-02-01", "336.65", "0.00"), ("2024-03-01", "330.02", "6.63"), ("2024-04-01", "333.33", "3.33")];
    assert_rows(&level, &asked);
    let equal = free(InterestMethod::DecliningBalance);
    let asked = [("2024-02-01", "333.33", "0.00"), ("2024-03-01", "333.33", "6.67"), ("2024-04-01", "333.34", "3.33")];
    assert_rows(&equal, &asked);
    let flat = free(InterestMethod::Flat);
    let asked =
        [("2024-02-01", "340.00", "0.00"), ("2024-03-01", "330.00", "10.00"), ("2024-04-01", "330.00", "10.00")];
    assert_rows(&flat, &asked);
}

#[test]
fn flat_interest_that_was_put_off_is_due_with_the_first_installment_after_it() {
    let put_off = |principal| {
        let mut terms = recalculating();
        terms.interest.method = InterestMethod::Flat;
        (terms.schedule.principal_grace, terms.schedule.interest_grace) = (principal, 1);
        account(&terms, &[], "2024-01-01")
    };
    // 1,030.00 in three parts, and in two.
    let asked =
        [("2024-02-01", "343.33", "0.00"), ("2024-03-01", "323.33", "20.00"), ("2024-04-01", "333.34", "10.00")];
    assert_rows(&put_off(0), &asked);
    let asked = [("2024-02-01", "0.00", "0.00"), ("2024-03-01", "495.00", "20.00"), ("2024-04-01", "505.00", "10.00")];
    assert_rows(&put_off(1), &asked);
}

#[test]
fn interest_that_was_put_off_is_asked_for_although_all_installments_are_paid_in_part() {
    let mut terms = recalculating();
    terms.interest.rate = amount("300");
    terms.schedule.installments = 6;
    terms.schedule.interest_grace = 1;
    terms.allocation.default.future = FutureInstallments::Reamortization;
    // At a quarter a month, interest of two months is more than an installment.
    let account = account(&terms, &[repayment(2, "2024-01-01", "6")], "2024-01-01");
    // The last that is open asks for all of it: a quarter of 994.00, of 640.26 and of 286.52.
    // 248.50 + 160.06 + 71.63.
    let interest: Decimal = account.installments.iter().map(|row| row.expected.interest).sum();
    assert_eq!(interest, amount("480.19"));
}
