//! The 2020 edition: the same engine in its own presentation.

use domain::company::CompanyKind;
use serde_json::{Value, json};

use crate::support::{call_2020, lender, lender_with, loan_body, payment_body, start};

#[tokio::test]
async fn the_2020_edition_shows_its_own_keys() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    let co_applicant =
        r#""co_applicant":[{"co_applicant_name":"N","co_applicant_address_text":"","co_applicant_city":"Alwar"}],"#;
    let path = "/legacy/recovery/loan/1";
    let added = call_2020(&world, &lender.token, "POST", path, &loan_body("1", co_applicant)).await.expect(201);
    assert_eq!(added.json()["output"], "Loan added successfully");
    let pay = payment_body("10", r#""date_of_default":"2020-07-05","#);
    let paid = "/legacy/recovery/recovery/update/1?allocation_month=2020-8-01";
    call_2020(&world, &lender.token, "PATCH", paid, &pay).await.expect(200);
    let read = call_2020(&world, &lender.token, "GET", &format!("{path}?fields=remark"), "").await.expect(200).json();
    let keys: Vec<_> = read.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["case_tracking_details", "communication_details", "loan_details", "remarks"]);
    assert!(read["remarks"].as_array().unwrap().iter().all(|remark| remark.get("remark_id").is_none()));
    let expected = json!([{"co_applicant_name":"N","co_applicant_address_text":"","co_applicant_city":"Alwar"}]);
    assert_eq!(read["loan_details"]["co_applicant"], expected);
    assert!(read["loan_details"].get("archive").is_none());
    let month = read["loan_details"]["defaults"][0].as_object().unwrap();
    assert!(["dpd", "dpd_bracket", "tags"].iter().all(|key| !month.contains_key(*key)));
}

#[tokio::test]
async fn one_loan_reads_in_both_editions() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    let nested = r#""co_applicant":[{"co_applicant_name":"N","co_applicant_address":[{"co_applicant_city":"Alwar"},{"co_applicant_city":"Kota"}]}],"#;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", nested)).await.expect(201);
    let old = call_2020(&world, &lender.token, "GET", "/legacy/recovery/loan/1", "").await.expect(200).json();
    assert_eq!(old["loan_details"]["co_applicant"], json!([{"co_applicant_name":"N","co_applicant_city":"Alwar"}]));
    let new = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    assert_eq!(new["loan_details"]["co_applicant"][0]["co_applicant_address"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_role_is_required_in_2020_and_selects_one_of_the_tokens_roles() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    world.call(&lender.token, "GET", "/legacy/recovery/loan/1", "").await.expect(401);
    let with = async |role: &'static str, token: &str, method: &str, path: &str, body: &str| {
        let headers = [("authenticationtoken", token), ("role", role), ("content-type", "application/json")];
        world.call_with(&headers, method, path, body.to_owned()).await.status.as_u16()
    };
    assert_eq!(with("viewer", &lender.token, "GET", "/legacy/recovery/loan/1", "").await, 200);
    assert_eq!(with("viewer", &lender.token, "PATCH", "/recovery/loan/1", "{}").await, 403);
    assert_eq!(with("admin", &lender.viewer, "GET", "/recovery/loan/1", "").await, 403);
    assert_eq!(with("emperor", &lender.token, "GET", "/recovery/loan/1", "").await, 403);
}

#[tokio::test]
async fn keys_of_the_companys_own_are_kept_where_its_policy_says_so() {
    let world = start().await;
    let lender = lender_with(&world, CompanyKind::Lending, domain::company::UnknownKeys::Keep).await;
    let own = r#""branch_code":"B7","score":{"model":[1.50,null]},"#;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", own)).await.expect(201);
    let reply = world.call(&lender.token, "GET", "/recovery/loan/1?fields=loan", "").await.expect(200);
    assert!(reply.text.contains(r#""score":{"model":[1.50,null]}"#), "{}", reply.text);
    assert_eq!(reply.json()["loan_details"]["branch_code"], Value::from("B7"));
}
