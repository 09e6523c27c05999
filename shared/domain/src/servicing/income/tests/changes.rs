//! What events do to income.

use super::*;
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::terms::ChargeOffInterest;
use crate::servicing::transaction::{ReAge, ReAgeInterest, RepaymentKind};

#[test]
fn what_a_late_entry_takes_from_earlier_days_lowers_the_next_day() {
    // 4.00 to 5 January, then 900 earn 0.90 a day: 9.40 to 11 January, of which 9.00 are in the books.
    let mut books = Books::of(terms());
    books.close("2024-01-10");
    books.enter("2024-01-11", repayment(2, "2024-01-05", "104"));
    books.close("2024-01-11");
    books.assert(&[("2024-01-10", "9.00", "0", "0"), ("2024-01-11", "0.40", "0", "0")]);
}

#[test]
fn more_than_a_day_earns_is_taken_back() {
    // 4.00 to 5 January, then 500 earn 0.50 a day: 7.00 to 11 January.
    let mut books = Books::of(terms());
    books.close("2024-01-10");
    books.enter("2024-01-11", repayment(2, "2024-01-05", "504"));
    books.assert(&[("2024-01-10", "9.00", "0", "0")]);
    books.close("2024-01-11");
    books.assert(&[("2024-01-10", "9.00", "0", "0"), ("2024-01-11", "-2.00", "0", "0")]);
}

#[test]
fn a_loan_that_is_paid_has_earned_everything() {
    let mut books = Books::of(terms());
    books.close("2024-01-10");
    books.enter("2024-01-15", repayment(2, "2024-01-15", "1014"));
    books.close("2024-01-15");
    books.assert(&[("2024-01-10", "9.00", "0", "0"), ("2024-01-15", "5.00", "0", "0")]);
}

#[test]
fn a_loan_that_is_paid_as_of_an_earlier_day_gives_back_what_it_did_not_earn() {
    let mut books = Books::of(terms());
    books.close("2024-01-10");
    books.enter("2024-01-12", repayment(2, "2024-01-08", "1007"));
    books.assert(&[("2024-01-10", "9.00", "0", "0"), ("2024-01-12", "-2.00", "0", "0")]);
}

#[test]
fn a_loan_that_is_owed_again_goes_on_earning() {
    let mut books = Books::of(terms());
    books.enter("2024-01-15", repayment(2, "2024-01-15", "1014"));
    books.enter("2024-01-18", reversal(3, "2024-01-18", 2));
    books.close("2024-01-18");
    books.assert(&[("2024-01-15", "14.00", "0", "0"), ("2024-01-18", "3.00", "0", "0")]);
}

#[test]
fn a_charge_off_ends_income_on_its_day() {
    let mut books = Books::of(terms());
    books.close("2024-01-05");
    books.enter("2024-01-11", entered(2, "2024-01-11", Event::ChargeOff));
    books.close("2024-01-12");
    books.assert(&[("2024-01-05", "4.00", "0", "0"), ("2024-01-11", "6.00", "0", "0")]);
}

#[test]
fn a_charge_off_as_of_an_earlier_day_leaves_nothing_in_the_books_after_it() {
    let mut books = Books::of(terms());
    books.close("2024-01-05");
    books.close("2024-01-08");
    books.with("2024-01-09", |ledger, income, _| ledger.charged_off(income, date("2024-01-06")));
    books.enter("2024-01-09", entered(2, "2024-01-06", Event::ChargeOff));
    books.assert(&[("2024-01-05", "4.00", "0", "0"), ("2024-01-06", "1.00", "0", "0")]);
}

#[test]
fn income_after_a_charge_off_follows_what_is_known_of_the_days_before_it() {
    // 4.00 to 5 January, then 500 earn 0.50 a day: 7.00 to 11 January.
    let mut books = Books::of(terms());
    books.enter("2024-01-11", entered(2, "2024-01-11", Event::ChargeOff));
    books.enter("2024-01-20", repayment(3, "2024-01-05", "504"));
    books.assert(&[("2024-01-11", "10.00", "0", "0"), ("2024-01-11", "-3.00", "0", "0")]);
}

#[test]
fn a_charge_off_that_is_taken_back_lets_the_next_run_make_up_for_the_days() {
    let mut books = Books::of(terms());
    books.enter("2024-01-05", entered(2, "2024-01-05", Event::ChargeOff));
    books.enter("2024-01-09", reversal(3, "2024-01-09", 2));
    books.close("2024-01-09");
    books.assert(&[("2024-01-05", "4.00", "0", "0"), ("2024-01-09", "4.00", "0", "0")]);
}

#[test]
fn a_loan_called_due_at_once_earns_to_that_day() {
    let mut books = Books::of(terms());
    books.enter("2024-01-11", entered(2, "2024-01-11", Event::Termination));
    books.close("2024-01-12");
    books.assert(&[("2024-01-11", "10.00", "0", "0")]);
}

#[test]
fn a_disbursement_that_is_taken_back_has_earned_nothing() {
    let mut books = Books::of(terms());
    books.close("2024-01-05");
    books.enter("2024-01-06", reversal(2, "2024-01-06", 1));
    books.assert(&[]);
}

#[test]
fn interest_that_was_agreed_as_an_amount_is_earned_in_equal_parts_a_day() {
    // 10.00 to 11 January, in three parts: 3.33 over 35 days, 0.095 a day. What was recognised is due later than it was.
    let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
    let interest = ReAgeInterest::EqualAmortizationPayableInterest;
    let plan = ReAge { first_due: date("2024-02-15"), installments: 3, period, interest };
    let mut books = Books::of(terms());
    books.close("2024-01-10");
    books.enter("2024-01-11", entered(2, "2024-01-11", Event::ReAge { plan }));
    books.assert(&[("2024-01-10", "9.00", "0", "0")]);
    for day in ["2024-01-11", "2024-01-12", "2024-01-13", "2024-02-15"] {
        books.close(day);
    }
    books.assert(&[
        ("2024-01-10", "9.00", "0", "0"),
        ("2024-01-11", "-9.00", "0", "0"),
        ("2024-01-12", "0.10", "0", "0"),
        ("2024-01-13", "0.09", "0", "0"),
        ("2024-02-15", "3.14", "0", "0"),
    ]);
}

#[test]
fn days_since_the_last_disbursement_are_recognised_anew_when_it_is_taken_back() {
    // 4.00 to 5 January, then 1500 earn 1.50 a day; of 1000 alone 10.00 to 11 January.
    let mut books = Books::of(terms());
    books.close("2024-01-04");
    books.enter("2024-01-05", disbursement(2, "2024-01-05", "500"));
    books.close("2024-01-05");
    books.close("2024-01-09");
    books.transactions.push(reversal(3, "2024-01-10", 2));
    books.with("2024-01-10", |ledger, _, _| ledger.disbursement_undone(date("2024-01-05")));
    books.assert(&[("2024-01-04", "3.00", "0", "0")]);
    books.close("2024-01-11");
    books.assert(&[("2024-01-04", "3.00", "0", "0"), ("2024-01-11", "7.00", "0", "0")]);
}

#[test]
fn interest_that_is_waived_after_it_was_recognised_is_not_taken_back() {
    let mut books = Books::of(terms());
    books.close("2024-01-10");
    books.enter("2024-01-10", interest_waiver(2, "2024-01-10", "5"));
    books.close("2024-01-11");
    books.assert(&[("2024-01-10", "9.00", "0", "0"), ("2024-01-11", "1.00", "0", "0")]);
}

#[test]
fn interest_that_is_waived_before_is_not_earned() {
    let mut books = Books::of(terms());
    books.enter("2024-01-10", interest_waiver(2, "2024-01-10", "5"));
    books.close("2024-01-11");
    books.assert(&[("2024-01-11", "5.00", "0", "0")]);
}

fn interest_waiver(id: u64, on: &str, of: &str) -> Transaction {
    entered(id, on, Event::Repayment { amount: amount(of), kind: RepaymentKind::InterestWaiver })
}

/// Loans whose interest follows no payments: 31.00 in January.
fn follows_nothing() -> Terms {
    let mut terms = terms();
    terms.interest.recalculation = None;
    terms
}

#[test]
fn what_was_paid_ahead_counts_for_no_days_before_a_charge_off_where_interest_follows_no_payments() {
    // 16.00 of January are open, of which 10 of 31 days come to 5.16.
    let mut books = Books::of(follows_nothing());
    books.enter("2024-01-05", repayment(2, "2024-01-05", "15"));
    books.enter("2024-01-11", entered(3, "2024-01-11", Event::ChargeOff));
    books.enter("2024-01-20", repayment(4, "2024-01-20", "5"));
    books.assert(&[("2024-01-11", "5.16", "0", "0")]);
}

#[test]
fn interest_to_the_day_is_all_that_is_asked_for_where_a_charge_off_gives_later_interest_up() {
    // 10 of 31 days.
    let terms = Terms { charge_off: ChargeOffInterest::ZeroInterest, ..follows_nothing() };
    let mut books = Books::of(terms);
    books.enter("2024-01-11", entered(2, "2024-01-11", Event::ChargeOff));
    books.assert(&[("2024-01-11", "10.00", "0", "0")]);
}
