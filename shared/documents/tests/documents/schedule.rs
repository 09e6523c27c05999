//! Repayment schedules.

use documents::DocumentError;
use documents::account::schedule::schedule;

use crate::reader;
use crate::samples::{self, amount};

#[test]
fn a_schedule_says_its_terms_its_installments_and_their_totals() {
    let document = schedule(&samples::issue(), &samples::schedule(24)).unwrap();
    let pages = reader::pages(&samples::file("schedule", &document));
    samples::assert_says(
        &pages[0],
        &[
            "Sahyadri Finance Limited",
            "Reference: DOC-01KAKV5M9Q3Y7ZJ6T0W8C2N4BD",
            "21 November 2026",
            "Repayment schedule",
            "The schedule as it stood on 21 November 2026. All amounts are in INR.",
            "Account LA-2024-000417",
            "Account name Home improvement loan",
            "Holder CUST-88213",
            "Loan amount INR 2,40,000.00",
            "Paid out on 5 November 2024",
            "Interest rate 12% a year",
            "Installments 24",
            "First due date 5 December 2024",
            "Last due date 5 November 2026",
            "Annual percentage rate 12.84%",
            "Total cost of credit INR 1,23,456.78",
            "No. Due date Principal Interest Fees Penalties Total Paid Principal balance",
            "1 5 Dec 2024 10,000.00 2,400.00 590.00 0.00 12,990.00 12,990.00 2,30,000.00",
            "3 5 Feb 2025 10,000.00 2,200.00 0.00 0.00 12,200.00 0.00 2,10,000.00",
        ],
    );
    samples::assert_says(
        &pages[1],
        &[
            "24 5 Nov 2026 10,000.00 100.00 0.00 0.00 10,100.00 0.00 0.00",
            "Total 2,40,000.00 30,000.00 590.00 0.00 2,70,590.00 25,290.00",
            "For Sahyadri Finance Limited This document was made by computer and carries no signature.",
        ],
    );
}

#[test]
fn what_is_not_given_is_not_printed() {
    let mut bare = samples::schedule(3);
    bare.terms.disbursed_on = None;
    bare.terms.interest_rate = None;
    bare.terms.apr = None;
    bare.terms.total_cost_of_credit = None;
    let text = reader::pages(&samples::file("schedule-bare", &schedule(&samples::issue(), &bare).unwrap())).concat();
    for label in ["Paid out on", "Interest rate", "Annual percentage rate", "Total cost of credit", "Tax therein"] {
        assert!(!text.contains(label), "{label}");
    }
}

#[test]
fn tax_has_a_column_where_there_is_any_and_is_within_the_total() {
    let mut taxed = samples::schedule(2);
    taxed.installments[1].tax = Some(amount("15.25"));
    let document = schedule(&samples::signed(), &taxed).unwrap();
    let pages = reader::pages(&samples::file("schedule-taxed", &document));
    samples::assert_says(
        &pages[0],
        &[
            "Penalties Total Tax therein Paid Principal balance",
            "10,000.00 100.00 0.00 0.00 10,100.00 15.25 10,100.00 0.00",
            "Total 20,000.00 300.00 590.00 0.00 20,890.00 15.25 20,890.00",
            "For Sahyadri Finance Limited Meera Kulkarni Head of Loan Servicing",
        ],
    );
}

#[test]
fn a_currency_that_is_none_and_sums_beyond_computing_are_refused() {
    let mut unknown = samples::schedule(1);
    unknown.account.currency_code = "RUPEES".to_owned();
    assert_eq!(schedule(&samples::issue(), &unknown), Err(DocumentError::UnknownCurrency));
    let mut large = samples::schedule(2);
    large.installments[0].paid = rust_decimal::Decimal::MAX;
    large.installments[1].paid = rust_decimal::Decimal::MAX;
    let refused = schedule(&samples::issue(), &large);
    assert_eq!(refused, Err(DocumentError::SumTooLarge { field: "installments.paid" }));
}
