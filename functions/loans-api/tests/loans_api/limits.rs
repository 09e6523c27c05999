//! What is accepted can be read back: a loan and a customer stay within what one answer holds.

use domain::company::{CompanyKind, UnknownKeys};
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{call_2020, lender, lender_with, start};

/// Sixty months from January of a year.
fn months(year: u32, more: &str) -> String {
    let month = |number: u32| {
        let (year, month) = (year + number / 12, number % 12 + 1);
        format!(
            r#"{{{more}"allocation_month":"{year}-{month}-01","total_claim_amount":127718.25,"date_of_default":"2020-05-15","settlement_amount":1}}"#
        )
    };
    (0..60).map(month).collect::<Vec<_>>().join(",")
}

async fn upload(world: &World, lender: &Lender, id: &str, ids: &str, months: &str) -> (u16, Value) {
    let body = format!(r#"{{{ids},"loan_type":"x","applicant_name":"A","total_loan_amount":1,"defaults":[{months}]}}"#);
    let reply = world.call(&lender.token, "POST", &format!("/recovery/loan/{id}"), &body).await;
    (reply.status.as_u16(), reply.json())
}

#[tokio::test]
async fn a_loan_has_at_most_thirty_years_of_months() {
    let world = start().await;
    let lender = lender_with(&world, CompanyKind::Lending, UnknownKeys::Keep).await;
    let own = format!(r#""own":"{}","#, "x".repeat(900));
    for year in (1990..2020).step_by(5) {
        assert_eq!(upload(&world, &lender, "1", r#""loan_id":"1""#, &months(year, &own)).await.0, 201);
    }
    let expected = json!({"message": "Data Validation Failed", "output": {"errors": {"defaults": "There can be at most 360 months"}}});
    assert_eq!(upload(&world, &lender, "1", r#""loan_id":"1""#, &months(2020, "")).await, (400, expected.clone()));
    let one =
        r#"{"defaults":[{"allocation_month":"2020-1-01","total_claim_amount":1,"date_of_default":"2020-01-01"}]}"#;
    assert_eq!(world.call(&lender.token, "PATCH", "/recovery/loan/1", one).await.expect(400).json(), expected);
    let reply = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200);
    assert!(reply.text.len() < 3_800_000, "{}", reply.text.len());
    assert_eq!(reply.json()["loan_details"]["defaults"].as_array().map(Vec::len), Some(360));
    assert!(reply.json().get("truncated").is_none());
}

#[tokio::test]
async fn a_customers_sums_are_over_all_transactions_also_where_not_all_fit() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    for number in 100..150 {
        let ids = format!(r#""client_customer_id":"c","transaction_id":"{number}""#);
        assert_eq!(upload(&world, &lender, &number.to_string(), &ids, &months(2000, "")).await.0, 201);
    }
    let ids = r#""client_customer_id":"c","transaction_id":"150""#;
    let refused = upload(&world, &lender, "150", ids, &months(2000, "")).await;
    assert_eq!(
        (refused.0, &refused.1["output"]["errors"]["defaults"]),
        (400, &json!("There can be at most 3000 months"))
    );
    let reply = world.call(&lender.token, "GET", "/recovery/loan/149", "").await.expect(200);
    assert!(reply.text.len() < 3_800_000, "{}", reply.text.len());
    let output = &reply.json()["output"];
    assert_eq!(output["applicant_details"]["defaults"][0]["settlement_amount"], 50);
    assert_eq!(output["transactions_details"][0]["transaction_id"], "149", "the one asked for comes first");
    let shown = output["transactions_details"].as_array().map_or(0, Vec::len);
    assert_eq!(output.get("transactions_truncated").is_some(), shown < 50, "{shown} shown");
    assert!((20..50).contains(&shown), "{shown} shown");
}

#[tokio::test]
async fn keys_of_the_companys_own_and_tags_have_limits() {
    let world = start().await;
    let lender = lender_with(&world, CompanyKind::Lending, UnknownKeys::Keep).await;
    let own = format!(r#""a":"x","own":"{}","#, "x".repeat(1_000));
    let (status, answer) = upload(&world, &lender, "1", r#""loan_id":"1""#, &months(2000, &own)).await;
    let expected = json!("Keys of your own must be at most 1000 bytes in all");
    assert_eq!((status, &answer["output"]["errors"]["defaults"]["0"]["own"]), (400, &expected));
    assert_eq!(upload(&world, &lender, "1", r#""loan_id":"1","tags":"a""#, &months(2000, "")).await.0, 201);
    let tags = (0..20).map(|number| format!("tag{number}")).collect::<Vec<_>>().join(",");
    let reply =
        world.call(&lender.token, "PATCH", "/recovery/loan/1", &json!({ "tags": tags }).to_string()).await.expect(400);
    assert_eq!(reply.json()["output"]["errors"]["tags"], "A month can have at most 20 tags");
}

#[tokio::test]
async fn the_2020_edition_takes_a_list_of_addresses_too_and_checks_it() {
    let world = start().await;
    let lender = lender_with(&world, CompanyKind::Lending, UnknownKeys::Keep).await;
    let body = |address: &str| {
        format!(
            r#"{{"co_applicant":[{{"co_applicant_city":"Alwar","co_applicant_address":{address}}}],"loan_id":"1","loan_type":"x","applicant_name":"A","total_loan_amount":1}}"#
        )
    };
    let path = "/legacy/recovery/loan/1";
    for wrong in ["\"flat text\"", r#"[{"co_applicant_city":5}]"#] {
        call_2020(&world, &lender.token, "POST", path, &body(wrong)).await.expect(400);
    }
    call_2020(&world, &lender.token, "POST", path, &body(r#"[{"co_applicant_city":"Kota"}]"#)).await.expect(201);
    let read = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    let expected = json!([{"co_applicant_address": [{"co_applicant_city": "Alwar"}, {"co_applicant_city": "Kota"}]}]);
    assert_eq!(read["loan_details"]["co_applicant"], expected);
}
