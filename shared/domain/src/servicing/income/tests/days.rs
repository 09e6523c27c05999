//! The run at the end of a day.

use super::*;

#[test]
fn the_first_day_bears_no_interest() {
    let mut books = Books::of(terms());
    books.close("2024-01-01");
    books.assert(&[]);
    books.close("2024-01-02");
    books.assert(&[("2024-01-02", "1.00", "0", "0")]);
}

#[test]
fn a_run_makes_up_for_days_that_had_none() {
    let mut books = Books::of(terms());
    books.close("2024-01-02");
    books.close("2024-01-05");
    books.assert(&[("2024-01-02", "1.00", "0", "0"), ("2024-01-05", "3.00", "0", "0")]);
}

#[test]
fn a_day_is_closed_once() {
    let mut books = Books::of(terms());
    books.close("2024-01-05");
    books.close("2024-01-05");
    books.assert(&[("2024-01-05", "4.00", "0", "0")]);
}

#[test]
fn where_the_day_of_disbursement_counts_it_earns_at_its_end() {
    let mut terms = terms();
    terms.interest.first_day_counts = true;
    let mut books = Books::of(terms);
    books.close("2024-01-01");
    books.assert(&[("2024-01-01", "1.00", "0", "0")]);
}

#[test]
fn an_installment_that_is_paid_in_advance_goes_on_earning() {
    // Level installment of 353.76: 14.00 of interest and 339.76 of principal. 660.24 earn 0.66 a day, 11.22 to 1 February.
    let mut books = Books::of(terms());
    books.close("2024-01-15");
    books.enter("2024-01-15", repayment(2, "2024-01-15", "353.76"));
    books.close("2024-01-16");
    books.close("2024-02-01");
    books.close("2024-02-02");
    books.assert(&[
        ("2024-01-15", "14.00", "0", "0"),
        ("2024-01-16", "0.66", "0", "0"),
        ("2024-02-01", "10.56", "0", "0"),
        ("2024-02-02", "0.66", "0", "0"),
    ]);
}

#[test]
fn paused_days_earn_nothing() {
    let mut books = Books::of(terms());
    books.enter("2024-01-01", entered(2, "2024-01-05", Event::InterestPause { until: date("2024-01-10") }));
    books.close("2024-01-04");
    books.close("2024-01-08");
    books.close("2024-01-11");
    books.assert(&[("2024-01-04", "3.00", "0", "0"), ("2024-01-11", "1.00", "0", "0")]);
}

#[test]
fn nothing_is_earned_after_the_last_due_date() {
    // 31.00 + 29 days of 677.24 + 31 days of 343.12: 31.00 + 19.64 + 10.64, each of its installment.
    let mut books = Books::of(terms());
    books.close("2024-06-01");
    books.close("2024-06-02");
    books.assert(&[("2024-04-01", "61.28", "0", "0")]);
}

#[test]
fn of_an_installment_that_is_over_the_books_know_what_it_asked_for_before_the_run() {
    // 31.00 in January. For February 19.64 were planned; all 1000 being late, it is 29.00. 10.00 to 11 March.
    let mut terms = terms();
    terms.interest.recalculation =
        terms.interest.recalculation.map(|it| Recalculation { ignore_past_due: false, ..it });
    terms.interest.accrue_late_interest = true;
    let mut books = Books::of(terms);
    let known = replay(&books.terms, &books.transactions, date("2024-01-01")).expect("an account");
    books.with("2024-03-11", |ledger, income, day| {
        ledger.close_day(&Income { known: Some(&known), ..*income }, day).expect("a day");
    });
    books.assert(&[("2024-03-11", "60.64", "0", "0")]);
    books.close("2024-03-12");
    books.assert(&[("2024-03-11", "60.64", "0", "0"), ("2024-03-12", "10.36", "0", "0")]);
}
