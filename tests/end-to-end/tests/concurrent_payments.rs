//! Many payments at once on one loan.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use end_to_end::{Answer, Api, part_payment, payment_path, read_loan, uploaded_loan};
use serde_json::json;
use std::{collections::BTreeMap, thread};

/// Payments in flight together.
const AT_ONCE: usize = 30;

/// This many of them are one payment, sent again and again.
const REPEATED: usize = 6;

const REFERENCE_REPEATED: &str = "UPI-AGAIN";
const AMOUNT: u64 = 100;

fn references() -> Vec<String> {
    let once = (0..AT_ONCE - REPEATED).map(|number| format!("UPI-{number}"));
    once.chain(std::iter::repeat_n(REFERENCE_REPEATED.to_owned(), REPEATED)).collect()
}

/// Sends all at once; gives each with its answer.
fn pay_all(id: &str, references: Vec<String>) -> Vec<(String, Answer)> {
    let pay = |reference: String| {
        let answer = Api::lender().patch(&payment_path(id), &part_payment(&json!(AMOUNT), &reference));
        (reference, answer)
    };
    thread::scope(|scope| {
        let payments: Vec<_> = references.into_iter().map(|reference| scope.spawn(move || pay(reference))).collect();
        payments.into_iter().map(|payment| payment.join().unwrap()).collect()
    })
}

/// How often each reference is in the history.
fn history(id: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for payment in read_loan(id).list("/payment_history") {
        *counts.entry(payment["payment_reference_number"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// What was answered 200 is in the history once, and nothing else is; the sum agrees.
fn assert_as_answered(id: &str, answers: &[(String, Answer)]) {
    let accepted = answers.iter().filter(|(_, answer)| answer.status == 200);
    let expected: BTreeMap<String, usize> = accepted.map(|(reference, _)| (reference.clone(), 1)).collect();
    assert_eq!(history(id), expected);
    let recovered = read_loan(id).at("/loan_details/defaults/0/amount_recovered").as_u64();
    assert_eq!(recovered, Some(AMOUNT * u64::try_from(expected.len()).unwrap()));
}

#[test]
fn every_accepted_payment_counts_once() {
    let id = uploaded_loan("P-");
    let answers = pay_all(&id, references());
    for (reference, answer) in &answers {
        assert!(matches!(answer.status, 200 | 409 | 503), "{reference}: {answer:?}");
    }
    assert_as_answered(&id, &answers);

    // A caller sends again what was refused for the rush.
    let refused = answers.iter().filter(|(_, answer)| answer.status != 200);
    let again: Vec<_> = refused.flat_map(|(reference, _)| pay_all(&id, vec![reference.clone()])).collect();
    assert!(again.iter().all(|(_, answer)| answer.status == 200), "{again:?}");
    assert_as_answered(&id, &[answers, again].concat());
    assert_eq!(history(&id).len(), AT_ONCE - REPEATED + 1);
}
