//! Requests that are refused for their form.

use end_to_end::{
    Answer, Api, Edition, loan, new_id, part_payment, payment_path, printed_json, read_loan, uploaded_loan,
};
use serde_json::json;

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

/// A refusal says why, in JSON.
#[track_caller]
fn assert_refused(answer: Answer, status: u16) {
    let answer = answer.with_status(status);
    assert!(answer.at("/message").as_str().is_some_and(|message| !message.is_empty()), "{answer:?}");
}

#[test]
fn another_method_on_a_known_path_is_405() {
    let path = format!("/recovery/loan/{}", uploaded_loan("Q-"));
    for method in ["DELETE", "PUT"] {
        assert_refused(Api::lender().send(method, &path, &[], ()), 405);
    }
}

#[test]
fn an_accept_without_json_is_406() {
    let path = format!("/recovery/loan/{}", uploaded_loan("Q-"));
    assert_refused(Api::lender().send("GET", &path, &[("accept", "text/html")], ()), 406);
    for accept in ["*/*", "application/*", "text/html, application/json;q=0.9"] {
        Api::lender().send("GET", &path, &[("accept", accept)], ()).with_status(200);
    }
}

#[test]
fn another_content_type_is_415() {
    let id = new_id("Q-");
    let path = format!("/recovery/loan/{id}");
    let body = loan(&id).to_string();
    assert_refused(Api::lender().send("POST", &path, &[("content-type", "text/plain")], &body), 415);
    Api::lender().get(&path).with_status(404);
}

#[test]
fn a_body_of_two_megabytes_is_413() {
    let id = new_id("Q-");
    let path = format!("/recovery/loan/{id}");
    let body = json!({"loan_id": id, "applicant_name": "x".repeat(2 * 1024 * 1024)});
    assert_refused(Api::lender().post(&path, &body), 413);
    Api::lender().get(&path).with_status(404);
}

#[test]
fn what_is_not_json_is_400() {
    let id = uploaded_loan("Q-");
    let path = format!("/recovery/loan/{id}");
    for body in ["", "{", "[]", "null", r#"{"emi_amount": 1, "emi_amount": 2}"#, "{\"applicant_name\": \"\\u0000\"}"] {
        assert_refused(Api::lender().send("PATCH", &path, &JSON, body), 400);
    }
    assert_eq!(read_loan(&id).at("/loan_details/emi_amount"), 6000);
}

#[test]
fn an_unknown_key_and_a_wrong_type_are_named() {
    let id = uploaded_loan("Q-");
    let body = json!({"emi_amount": "many", "loan_colour": "green"});
    let answer = Api::lender().patch(&format!("/recovery/loan/{id}"), &body).with_status(400);
    assert_eq!(answer.at("/output/errors/emi_amount"), "Value must be a number");
    assert!(answer.at("/output/errors/loan_colour").is_string(), "{answer:?}");
}

#[test]
fn a_month_with_a_leading_zero_is_400() {
    let id = uploaded_loan("Q-");
    let payment = part_payment(&json!(1), "UPI-1");
    let path = format!("/recovery/payments/{id}?allocation_month=2021-07-01");
    assert_refused(Api::lender().patch(&path, &payment), 400);
}

#[test]
fn what_is_not_there_is_404() {
    let id = new_id("Q-");
    assert_refused(Api::lender().get(&format!("/recovery/loan/{id}")), 404);
    assert_refused(Api::lender().patch(&format!("/recovery/loan/{id}"), &json!({"emi_amount": 1})), 404);
    let payment = printed_json(Edition::Of2022, "update-payment");
    assert_refused(Api::lender().patch(&payment_path(&id), &payment), 404);
    assert_refused(Api::lender().get("/recovery/nothing/here/at/all"), 404);
}
