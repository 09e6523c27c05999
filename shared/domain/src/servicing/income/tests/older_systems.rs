//! Income in the way of older systems: each installment has entries of its own.

use super::*;
use crate::servicing::allocation::order::TransactionOrder;
use crate::servicing::terms::{InterestCalculation, InterestMethod, ScheduleEngine};

/// 10.00 of interest in each of three months.
fn flat() -> Terms {
    let mut terms = terms();
    terms.schedule.engine = ScheduleEngine::Cumulative;
    terms.interest.rate = amount("12");
    terms.interest.method = InterestMethod::Flat;
    terms.interest.calculation = InterestCalculation::SameAsRepaymentPeriod;
    terms.interest.recalculation = None;
    terms.allocation.transaction_order = Some(TransactionOrder::PenaltiesFeesInterestPrincipal);
    terms
}

#[test]
fn a_run_after_several_due_dates_makes_an_entry_on_each() {
    // 12 of 31 days of March.
    let mut books = Books::of(flat());
    books.close("2024-03-13");
    books.assert(&[
        ("2024-02-01", "10.00", "0", "0"),
        ("2024-03-01", "10.00", "0", "0"),
        ("2024-03-13", "3.87", "0", "0"),
    ]);
}

#[test]
fn what_was_recognised_counts_for_the_earliest_installments() {
    // 10 of 31 days of January.
    let mut books = Books::of(flat());
    books.close("2024-01-11");
    books.close("2024-03-01");
    books.assert(&[
        ("2024-01-11", "3.23", "0", "0"),
        ("2024-02-01", "6.77", "0", "0"),
        ("2024-03-01", "10.00", "0", "0"),
    ]);
}

#[test]
fn a_paid_loan_has_earned_everything_on_the_day_it_was_paid() {
    let mut books = Books::of(flat());
    books.close("2024-01-11");
    books.enter("2024-01-20", repayment(2, "2024-01-15", "1030"));
    books.assert(&[("2024-01-11", "3.23", "0", "0"), ("2024-01-15", "26.77", "0", "0")]);
}

#[test]
fn a_payment_that_is_taken_back_drops_the_last_part_until_the_next_run() {
    let mut books = Books::of(flat());
    books.enter("2024-01-05", repayment(2, "2024-01-05", "100"));
    books.close("2024-01-10");
    books.close("2024-01-11");
    books.transactions.push(reversal(3, "2024-01-12", 2));
    books.with("2024-01-12", |ledger, income, _| ledger.recompute(income, false).expect("a change"));
    books.assert(&[("2024-01-10", "2.90", "0", "0")]);
    books.close("2024-01-12");
    books.assert(&[("2024-01-10", "2.90", "0", "0"), ("2024-01-12", "0.65", "0", "0")]);
}

#[test]
fn a_write_off_drops_the_last_part_for_good() {
    let mut books = Books::of(flat());
    books.close("2024-02-04");
    books.close("2024-02-05");
    books.transactions.push(entered(2, "2024-02-06", Event::WriteOff { amounts: None }));
    books.with("2024-02-06", |ledger, income, _| ledger.recompute(income, false).expect("a change"));
    books.close("2024-02-06");
    books.assert(&[("2024-02-01", "10.00", "0", "0"), ("2024-02-04", "1.03", "0", "0")]);
}

#[test]
fn a_charge_after_the_last_due_date_is_earned_anew_where_a_paid_loan_is_owed_again() {
    let mut books = Books::of(flat());
    books.enter("2024-01-05", fee(2, "2024-05-01", "20"));
    books.enter("2024-01-15", repayment(3, "2024-01-15", "1050"));
    books.assert(&[("2024-01-15", "30.00", "20", "0")]);
    books.transactions.push(reversal(4, "2024-01-25", 3));
    books.with("2024-01-25", |ledger, income, _| ledger.recompute(income, false).expect("a change"));
    books.assert(&[]);
}

#[test]
fn interest_that_was_recognised_early_stays_as_long_as_its_installment_asks_for_it() {
    let mut books = Books::of(flat());
    books.enter("2024-03-05", fee(2, "2024-03-20", "20"));
    books.close("2024-03-01");
    books.enter("2024-03-15", repayment(3, "2024-03-15", "1050"));
    books.transactions.push(reversal(4, "2024-03-25", 3));
    books.with("2024-03-25", |ledger, income, _| ledger.recompute(income, false).expect("a change"));
    books.assert(&[
        ("2024-02-01", "10.00", "0", "0"),
        ("2024-03-01", "10.00", "0", "0"),
        ("2024-03-15", "10.00", "20", "0"),
    ]);
}
