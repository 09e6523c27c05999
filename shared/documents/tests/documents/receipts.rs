//! Receipts for what field agents collected.

use chrono::NaiveDate;
use documents::receipt::receipt;
use domain::lending::receipt::Receipt;

use crate::reader;
use crate::samples::{self, amount};

fn sample() -> Receipt {
    Receipt {
        number: "RC-20240110-5f0c8a1be2d4".to_owned(),
        received_on: NaiveDate::from_ymd_opt(2024, 1, 10).unwrap(),
        lender: "Demo Finance".to_owned(),
        currency: "INR".to_owned(),
        amount: amount("123456.5"),
        loan_id: "LN-1".to_owned(),
        allocation_month: "2024-1-01".to_owned(),
        visit_id: "FIFVlJzCOXYb".to_owned(),
        borrower: Some("Keval Shah".to_owned()),
        agent: "FOS Test".to_owned(),
        payment_method: Some("Cash".to_owned()),
        payment_mode: None,
        payment_reference_number: Some("JSbhXBjQr0tf".to_owned()),
    }
}

#[test]
fn a_receipt_says_what_was_received_from_whom_for_what() {
    let pages = reader::pages(&samples::file("receipt", &receipt(&sample()).unwrap()));
    assert_eq!(pages.len(), 1);
    samples::assert_says(
        &pages[0],
        &[
            "Receipt",
            "Received with thanks INR 1,23,456.50 towards loan LN-1, on behalf of Demo Finance.",
            "Receipt number RC-20240110-5f0c8a1be2d4",
            "10 January 2024",
            "JSbhXBjQr0tf",
            "FOS Test",
            "carries no signature",
        ],
    );
    assert!(!pages[0].contains("Mode"));
}

#[test]
fn the_same_receipt_has_the_same_bytes() {
    let file = || samples::file("receipt", &receipt(&sample()).unwrap());
    assert_eq!(file(), file());
    let other = Receipt { currency: "XXX".to_owned(), ..sample() };
    assert!(receipt(&other).is_err());
}
