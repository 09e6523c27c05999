//! Who may call.

use end_to_end::{Answer, Api, part_payment, payment_path, read_loan, setting, uploaded_loan};
use serde_json::json;

fn access_token(client_id: &str, client_secret: &str) -> Answer {
    let body = json!({"client_id": client_id, "client_secret": client_secret});
    Api::anonymous().post("/user/public/access-token", &body)
}

#[test]
fn a_token_from_client_credentials_opens_the_api() {
    let id = uploaded_loan("K-");
    let answer = access_token(&setting("CLIENT_ID"), &setting("CLIENT_SECRET")).with_status(200);
    assert_eq!(answer.at("/message"), "success");
    let token = answer.at("/output/access_token").as_str().unwrap_or_default();

    let caller = Api::anonymous().header("authenticationtoken", token);
    let read = caller.get(&format!("/recovery/loan/{id}")).with_status(200);

    assert_eq!(read.at("/loan_details/loan_id"), &json!(id));
}

#[test]
fn wrong_client_credentials_are_refused() {
    let answer = access_token(&setting("CLIENT_ID"), "wrong").with_status(401);
    assert_eq!(answer.at("/output/access_token"), &json!(null));
}

#[test]
fn the_token_is_taken_from_each_of_its_headers() {
    let (id, token) = (uploaded_loan("K-"), setting("TOKEN"));
    let path = format!("/recovery/loan/{id}");
    for (header, value) in [("Authorization", format!("Bearer {token}")), ("X-API-KEY", token)] {
        Api::anonymous().header(header, &value).get(&path).with_status(200);
    }
}

#[test]
fn without_a_known_token_nothing_is_answered() {
    let id = uploaded_loan("K-");
    let path = format!("/recovery/loan/{id}");
    let callers = [Api::anonymous(), Api::anonymous().header("authenticationtoken", "unknown")];
    for caller in callers {
        let answer = caller.get(&path).with_status(401);
        assert!(answer.at("/message").is_string(), "{answer:?}");
        caller.patch(&path, &json!({"emi_amount": 1})).with_status(401);
    }
    assert_eq!(read_loan(&id).at("/loan_details/emi_amount"), 6000);
}

#[test]
fn a_role_that_the_token_lacks_is_refused() {
    let id = uploaded_loan("K-");
    Api::lender().header("role", "emperor").get(&format!("/recovery/loan/{id}")).with_status(403);
}

#[test]
fn a_viewer_reads_and_changes_nothing() {
    let id = uploaded_loan("K-");
    let (viewer, path) = (Api::with_token_of("TOKEN_VIEWER"), format!("/recovery/loan/{id}"));
    viewer.get(&path).with_status(200);
    viewer.patch(&path, &json!({"emi_amount": 1})).with_status(403);
    viewer.patch(&payment_path(&id), &part_payment(&json!(1), "UPI-1")).with_status(403);
    assert_eq!(read_loan(&id).at("/loan_details/emi_amount"), 6000);
}

#[test]
fn an_agent_records_a_payment() {
    let id = uploaded_loan("K-");
    let agent = Api::with_token_of("TOKEN_AGENT");
    agent.patch(&payment_path(&id), &part_payment(&json!(1), "UPI-1")).with_status(200);
    agent.header("role", "admin").patch(&payment_path(&id), &part_payment(&json!(1), "UPI-2")).with_status(403);
}

#[test]
fn the_2020_edition_demands_a_role() {
    let id = uploaded_loan("K-");
    let path = format!("/legacy/recovery/loan/{id}");
    Api::lender().get(&path).with_status(401);
    Api::lender().header("role", "admin").get(&path).with_status(200);
}
