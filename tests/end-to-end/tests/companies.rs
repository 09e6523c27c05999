//! No company sees another's.
#![expect(clippy::indexing_slicing, reason = "a test stops where it fails")]

use end_to_end::{Answer, Api, loan, new_id, part_payment, payment_path, read_loan, transaction, uploaded_loan};
use serde_json::json;

/// Tries each operation on a loan with the token of another company.
fn attempts_on_loan(other: &Api, id: &str) -> Vec<Answer> {
    let change = json!({"applicant_name": "Taken over"});
    let mut payment = part_payment(&json!(1), "UPI-1");
    payment["date_of_default"] = json!("2020-01-23");
    let legacy = other.clone().header("role", "admin");
    vec![
        other.get(&format!("/recovery/loan/{id}")),
        other.get(&format!("/recovery/loan/{id}?fields=payment")),
        other.patch(&format!("/recovery/loan/{id}"), &change),
        other.patch(&payment_path(id), &payment),
        legacy.get(&format!("/legacy/recovery/loan/{id}")),
        legacy.patch(&format!("/legacy/recovery/loan/{id}"), &change),
        legacy.patch(&format!("/legacy/recovery/recovery/update/{id}?allocation_month=2021-7-01"), &payment),
    ]
}

#[test]
fn a_loan_of_another_company_is_not_there() {
    let id = uploaded_loan("X-");
    let before = read_loan(&id);

    for (number, answer) in attempts_on_loan(&Api::other_lender(), &id).into_iter().enumerate() {
        assert_eq!(answer.status, 404, "attempt {number}: {answer:?}");
        assert!(!answer.body.to_string().contains("Shri Ram"), "attempt {number}: {answer:?}");
    }

    assert_eq!(read_loan(&id).body, before.body);
}

#[test]
fn two_companies_may_use_the_same_id() {
    let id = uploaded_loan("X-");
    let mut theirs = loan(&id);
    theirs["applicant_name"] = json!("Another Person");
    let path = format!("/recovery/loan/{id}");
    Api::other_lender().post(&path, &theirs).with_status(201);

    assert_eq!(read_loan(&id).at("/loan_details/applicant_name"), "Shri Ram");
    let read = Api::other_lender().get(&path).with_status(200);
    assert_eq!(read.at("/loan_details/applicant_name"), "Another Person");
}

#[test]
fn a_customer_of_another_company_is_not_there() {
    let (customer, id) = (new_id("C-"), new_id("T-"));
    let path = format!("/recovery/loan/{id}");
    Api::credit_line().post(&path, &transaction(&customer, &id)).with_status(201);
    let other = Api::other_lender();

    other.get(&format!("/recovery/loan/{customer}")).with_status(404);
    other.get(&path).with_status(404);
    other.patch(&payment_path(&id), &part_payment(&json!(1), "UPI-1")).with_status(404);

    // A company without credit lines may not change transactions at all; whose they are makes no difference.
    let change = |customer: &str, id: &str| {
        other.patch(&format!("/recovery/transaction/{customer}/{id}"), &json!({"emi_amount": 1}))
    };
    let (theirs, nobodys) = (change(&customer, &id), change(&new_id("C-"), &new_id("T-")));
    assert_eq!((theirs.status, &theirs.body), (nobodys.status, &nobodys.body));
    assert!(matches!(theirs.status, 403 | 404), "{theirs:?}");
}
