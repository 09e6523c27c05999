//! What is refused, in whole answers. After each the table is as it was.

use serde_json::{Value, json};

use crate::support::{agencies, agency, assign, start, upload};

/// The answer to one fault, or to several of which the first is named.
fn invalid(faults: &[(&str, &str)]) -> Value {
    let errors: serde_json::Map<String, Value> =
        faults.iter().map(|(key, sentence)| ((*key).to_owned(), json!(sentence))).collect();
    let (key, sentence) = faults[0];
    json!({ "status": 400, "message": format!("{key}: {sentence}"), "errors": errors })
}

fn said(status: u16, message: &str) -> Value {
    json!({ "status": status, "message": message })
}

async fn try_all(cases: Vec<(&str, String, String, Value)>) {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    upload(&world, &lender, "LN-2").await;
    let id = agency(&world, &lender, "a").await;
    assign(&world, &lender, "LN-2", json!({ "agencyId": id })).await.expect(200);
    let before = world.testbed.snapshot().await;
    let mut faults = Vec::new();
    for (method, path, body, expected) in cases {
        let path = path.replace("{agencies}", &agencies(&lender));
        let reply = world.call(&lender.token, method, &path, &body).await;
        let answer: Value = serde_json::from_str(&reply.text).unwrap_or_else(|_| reply.text.clone().into());
        if answer != expected || u64::from(reply.status.as_u16()) != expected["status"].as_u64().unwrap() {
            faults.push(format!("{method} {path} {body}\n    {answer}\n    where is expected\n    {expected}"));
        }
        for change in world.testbed.snapshot().await.changes_since(&before) {
            faults.push(format!("{method} {path} {body}\n    {change}"));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

const ID: &str = "Value must be a string of 1 to 100 characters, without control characters";
const PHONE: &str =
    "Value must be a telephone number with + and country code (E.164), 8 to 15 digits, as +919805265926";

#[tokio::test]
async fn an_agency_that_cannot_be_is_refused() {
    let create = |body: &str, expected: Value| ("POST", "{agencies}".to_owned(), body.to_owned(), expected);
    let change = |body: &str, expected: Value| ("PUT", "{agencies}/ext-a".to_owned(), body.to_owned(), expected);
    let mut cases = vec![
        create("{}", invalid(&[("legalName", "Value is required")])),
        create(r#"{"legalName":null}"#, invalid(&[("legalName", "Value must not be null")])),
        create(r#"{"legalName":""}"#, invalid(&[("legalName", "Value must not be empty")])),
        create(
            r#"{"legalName":"A","agencyId":"agn_1"}"#,
            invalid(&[("agencyId", "Value is computed and cannot be set")]),
        ),
        create(r#"{"x":1}"#, invalid(&[("x", "Unknown key"), ("legalName", "Value is required")])),
        create("", said(400, "The body is empty; a JSON document is expected.")),
        create("[]", said(400, "The body must be a JSON object.")),
        change(r#"{"legalName":null}"#, invalid(&[("legalName", "Value must not be null")])),
        ("PUT", "{agencies}/ext-b".to_owned(), "{}".to_owned(), said(404, "Collection agency not found")),
        ("PUT", "{agencies}/agn_1".to_owned(), "{}".to_owned(), said(404, "Collection agency not found")),
        ("GET", "{agencies}/ext-".to_owned(), String::new(), said(404, "Collection agency not found")),
        ("GET", "{agencies}/agn_1/placements".to_owned(), String::new(), said(404, "Collection agency not found")),
        ("GET", "/companies/com_1/collection-agencies".to_owned(), String::new(), said(404, "Company not found")),
        ("GET", "/companies/ext-1/collection-agencies".to_owned(), String::new(), said(404, "Company not found")),
        (
            "PATCH",
            "{agencies}".to_owned(),
            "{}".to_owned(),
            said(405, "You tried to access an endpoint with an invalid method."),
        ),
        ("GET", "/companies/nothing".to_owned(), String::new(), said(404, "Not Found")),
    ];
    for (key, raw, sentence) in [
        ("legalName", "7", "Value must be a string"),
        ("externalId", "7", ID),
        ("externalId", r#""""#, ID),
        ("contactPhone", r#""9805265926""#, PHONE),
        ("contactPhone", r#""+91 98052 65926""#, PHONE),
        ("contactPhone", "919805265926", "Value must be a string"),
        ("contactEmail", r#""nobody""#, "Value must be an e-mail address, as name@example.com"),
        ("mailingAddress", "7", "Value must be an object or a string"),
    ] {
        let rest = if key == "legalName" { "" } else { r#","legalName":"A""# };
        let body = format!(r#"{{"{key}":{raw}{rest}}}"#);
        cases.push(create(&body, invalid(&[(key, sentence)])));
        cases.push(change(&body, invalid(&[(key, sentence)])));
    }
    try_all(cases).await;
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let limit = "Value must be a whole number from 1 to 100";
    let mut cases = Vec::new();
    for path in ["{agencies}", "{agencies}/ext-a/placements"] {
        for (query, key, sentence) in [
            ("limit=0", "limit", limit),
            ("limit=101", "limit", limit),
            ("limit=-1", "limit", limit),
            ("limit=1.5", "limit", limit),
            ("limit=", "limit", limit),
            ("page=2", "page", "Parameter is not known"),
            ("limit=2&limit=3", "limit", "Parameter is given more than once"),
        ] {
            cases.push(("GET", format!("{path}?{query}"), String::new(), invalid(&[(key, sentence)])));
        }
    }
    let cursor = "Value must be the placementId of the last placement of a page";
    let path = "{agencies}/ext-a/placements?startingAfter=plc_1".to_owned();
    cases.push(("GET", path, String::new(), invalid(&[("startingAfter", cursor)])));
    let cursor = "Value must be the agencyId of the last agency of a page";
    let path = "{agencies}?startingAfter=ext-a".to_owned();
    cases.push(("GET", path, String::new(), invalid(&[("startingAfter", cursor)])));
    try_all(cases).await;
}

#[tokio::test]
async fn an_assignment_that_cannot_be_is_refused() {
    let path = "/people/cus-1/loans/LN-1/collection-agency";
    let post = |body: &str, expected: Value| ("POST", path.to_owned(), body.to_owned(), expected);
    let at = |key: &str, sentence: &str| invalid(&[(key, sentence)]);
    let servicers = "Value must be one of creditor, thirdPartyServicer, debtCollectionAgency";
    let delete = |query: &str, expected: Value| ("DELETE", format!("{path}{query}"), String::new(), expected);
    let not_found = || said(404, "Loan not found");
    let cases = vec![
        post("{}", at("agencyId", "Value is required")),
        post(r#"{"agencyId":null}"#, at("agencyId", "Value is required")),
        post(r#"{"agencyId":7}"#, at("agencyId", ID)),
        post(r#"{"agencyId":""}"#, at("agencyId", ID)),
        post(r#"{"agencyId":"ext-"}"#, at("agencyId", "No collection agency has this id")),
        post(r#"{"agencyId":"ext-b"}"#, at("agencyId", "No collection agency has this id")),
        post(r#"{"agencyId":"a"}"#, at("agencyId", "No collection agency has this id")),
        post(
            r#"{"agencyId":"ext-a","status":"Assigned"}"#,
            at("status", "Value must be one of unassigned, pendingAssignment, assigned"),
        ),
        post(
            r#"{"agencyId":"ext-a","assignedOnDate":"2024-01-11"}"#,
            at("assignedOnDate", "Value must not be in the future"),
        ),
        post(
            r#"{"agencyId":"ext-a","assignedOnDate":"2023-02-29"}"#,
            at("assignedOnDate", "Value must be of type date with format YYYY-MM-DD"),
        ),
        post(r#"{"agencyId":"ext-a","assignedOnDate":20240101}"#, at("assignedOnDate", "Value must be a string")),
        post(r#"{"agencyId":"ext-a","servicedBy":"creditor"}"#, at("servicedBy", "Unknown key")),
        post(
            r#"{"agencyId":"ext-a","status":"unassigned"}"#,
            at("agencyId", "The loan is not assigned to this collection agency"),
        ),
        post("", said(400, "The body is empty; a JSON document is expected.")),
        ("POST", format!("{path}?x=1"), r#"{"agencyId":"ext-a"}"#.to_owned(), at("x", "Parameter is not known")),
        ("GET", format!("{path}?x=1"), String::new(), at("x", "Parameter is not known")),
        delete("", at("servicedBy", "Parameter is required")),
        delete("?servicedBy=", at("servicedBy", servicers)),
        delete("?servicedBy=agency", at("servicedBy", servicers)),
        delete("?servicedBy=creditor&x=1", at("x", "Parameter is not known")),
        ("GET", "/people/cus-2/loans/LN-1/collection-agency".to_owned(), String::new(), not_found()),
        ("GET", "/people/ext-/loans/LN-1/collection-agency".to_owned(), String::new(), not_found()),
        ("GET", "/people/cus-1/loans/ext-/collection-agency".to_owned(), String::new(), not_found()),
        ("GET", "/people/cus-1/loans/LN-9/collection-agency/history".to_owned(), String::new(), not_found()),
        ("PUT", path.to_owned(), "{}".to_owned(), said(405, "You tried to access an endpoint with an invalid method.")),
        (
            "DELETE",
            "{agencies}/ext-a".to_owned(),
            String::new(),
            said(409, "1 loans are assigned to the collection agency: unassign them first."),
        ),
    ];
    try_all(cases).await;
}
