//! A loan's way from upload to closure.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use end_to_end::{
    Api, assert_read_back, days_since, loan, new_id, part_payment, payment_path, read_loan, uploaded_loan,
};
use serde_json::{Value, json};

#[test]
fn a_loan_is_uploaded_changed_paid_in_part_and_closed() {
    let (lender, id) = (Api::lender(), new_id("J-"));
    let path = format!("/recovery/loan/{id}");
    lender.get(&path).with_status(404);
    lender.post(&path, &loan(&id)).with_status(201);

    let changes = json!({"applicant_city_of_birth": "Pali"});
    let refused = lender.patch(&path, &changes).with_status(400);
    assert!(refused.at("/output/errors/applicant_city_of_birth").is_string(), "{refused:?}");
    let changes =
        json!({"applicant_name": "श्री राम", "emi_amount": 6000.5, "applicant_email": "b@example.com,a@example.com"});
    lender.patch(&path, &changes).with_status(200);
    assert_read_back(&changes, read_loan(&id).at("/loan_details"));

    pay_in_part(&lender, &id);
    pay_and_close(&lender, &id);
    assert_history(&id);
}

fn pay_in_part(lender: &Api, id: &str) {
    let mut payment = part_payment(&json!(1000.10), "UPI-1");
    payment["date_of_default"] = json!("2020-01-23");
    lender.patch(&payment_path(id), &payment).with_status(200);

    let read = read_loan(id);
    let default = read.at("/loan_details/defaults/0");
    assert_eq!(
        (&default["date_of_default"], &default["actual_date_of_default"]),
        (&json!("2020-01-23"), &json!("2019-04-07"))
    );
    assert_eq!(
        (&default["final_status"], &default["amount_recovered"]),
        (&json!("Partially Recovered"), &json!(1000.1))
    );
    let dpd: i64 = default["dpd"].as_str().unwrap().parse().unwrap();
    assert!(days_since("2020-01-23").contains(&dpd), "{default}");
}

fn pay_and_close(lender: &Api, id: &str) {
    let payment = json!({
        "final_status": "Closed",
        "amount_recovered": 2000.2,
        "payment_method": "Bank Account Transfer",
        "recovery_method": "Field Collection",
        "closure_with": "Settlement",
        "payment_mode": "NEFT",
        "payment_reference_number": "NEFT-2",
    });
    lender.patch(&payment_path(id), &payment).with_status(200);
}

fn assert_history(id: &str) {
    let read = read_loan(id);
    let default = read.at("/loan_details/defaults/0");
    assert_eq!((&default["final_status"], &default["amount_recovered"]), (&json!("Closed"), &json!(3000.3)));
    let references = read.list("/payment_history").iter().map(|payment| payment["payment_reference_number"].as_str());
    let mut references: Vec<&str> = references.map(Option::unwrap).collect();
    references.sort_unstable();
    assert_eq!(references, ["NEFT-2", "UPI-1"]);
    assert_remarks(read.list("/remarks"));
}

/// One for each change, each with its author, each with a number of its own.
fn assert_remarks(remarks: &[Value]) {
    assert_eq!(remarks.len(), 4, "{remarks:?}");
    for remark in remarks {
        assert!(remark["author"].as_str().is_some_and(|author| !author.is_empty()), "{remark}");
        assert!(remark["remarks"].as_str().is_some_and(|text| !text.is_empty()), "{remark}");
        assert!(remark["created"].is_string(), "{remark}");
    }
    let mut ids: Vec<u64> = remarks.iter().map(|remark| remark["remark_id"].as_u64().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), remarks.len());
}

#[test]
fn a_new_month_is_added_and_a_known_one_refused() {
    let (lender, id) = (Api::lender(), uploaded_loan("M-"));
    let path = format!("/recovery/loan/{id}");
    lender.post(&path, &loan(&id)).with_status(400);

    let mut august = loan(&id);
    august["defaults"][0]["allocation_month"] = json!("2021-8-01");
    august["applicant_occupation"] = json!("Shopkeeper");
    lender.post(&path, &august).with_status(201);

    let read = read_loan(&id);
    let mut months: Vec<&str> =
        read.list("/loan_details/defaults").iter().filter_map(|entry| entry["allocation_month"].as_str()).collect();
    months.sort_unstable();
    assert_eq!(months, ["2021-7-01", "2021-8-01"]);
    assert_eq!(read.at("/loan_details/applicant_occupation"), "Shopkeeper");
}

#[test]
fn only_the_sections_asked_for_are_answered() {
    let (lender, id) = (Api::lender(), uploaded_loan("F-"));
    let sections = |fields: &str| {
        let answer = lender.get(&format!("/recovery/loan/{id}?fields={fields}")).with_status(200);
        answer.body.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(sections("payment"), ["payment_history"]);
    assert_eq!(sections("loan"), ["loan_details"]);
    lender.get(&format!("/recovery/loan/{id}?fields=loan,everything")).with_status(400);
}

#[test]
fn a_repeated_reference_is_the_same_payment() {
    let (lender, id) = (Api::lender(), uploaded_loan("R-"));
    let path = payment_path(&id);
    lender.patch(&path, &part_payment(&json!(500), "UPI-9")).with_status(200);
    lender.patch(&path, &part_payment(&json!(500), "UPI-9")).with_status(200);
    lender.patch(&path, &part_payment(&json!(501), "UPI-9")).with_status(409);

    let read = read_loan(&id);
    assert_eq!(read.list("/payment_history").len(), 1);
    assert_eq!(read.at("/loan_details/defaults/0/amount_recovered"), 500);
}

#[test]
fn an_idempotency_key_answers_the_same_again() {
    let (lender, id, key) = (Api::lender(), new_id("I-"), new_id("key-"));
    let path = format!("/recovery/loan/{id}");
    let lender = lender.header("Idempotency-Key", &key);
    let first = lender.post(&path, &loan(&id)).with_status(201);
    let again = lender.post(&path, &loan(&id)).with_status(201);
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), (None, Some("true")));
    assert_eq!(first.body, again.body);

    let mut other = loan(&id);
    other["applicant_name"] = json!("Another");
    lender.post(&path, &other).with_status(422);
}
