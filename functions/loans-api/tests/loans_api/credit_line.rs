//! Customers of credit lines.

use domain::company::CompanyKind;
use serde_json::json;

use crate::support::{lender, payment_body, start, transaction_body};

#[tokio::test]
async fn a_customer_shows_transactions_and_their_sums_by_month() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    for (id, more) in [("9", r#""settlement_amount":45000,"#), ("10", "")] {
        let body =
            transaction_body("189004", id).replace("\"total_claim_amount\"", &format!("{more}\"total_claim_amount\""));
        world.call(&lender.token, "POST", &format!("/recovery/loan/{id}"), &body).await.expect(201);
    }
    let customer = r#""client_customer_id":"189004","#;
    let path = "/recovery/payments/9?allocation_month=2020-8-01";
    world.call(&lender.token, "PATCH", path, &payment_body("3550", customer)).await.expect(200);
    let read = world.call(&lender.token, "GET", "/recovery/loan/189004", "").await.expect(200).json();
    assert_eq!((&read["message"], &read["headers"]["Content-Type"]), (&"success".into(), &"application/json".into()));
    let month = &read["output"]["applicant_details"]["defaults"][0];
    let expected = json!({"final_status":"Partially Recovered","allocation_month":"2020-8-01","amount_recovered":3550,"settlement_amount":45000,"tags":[]});
    assert_eq!(*month, expected);
    let ids: Vec<_> = read["output"]["transactions_details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["transaction_id"].clone())
        .collect();
    assert_eq!(ids, ["10", "9"]);
    assert_eq!(read["output"]["payment_history"][0]["transaction_id"], "9");
}

#[tokio::test]
async fn a_transactions_id_answers_its_customer() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    world.call(&lender.token, "POST", "/recovery/loan/283921", &transaction_body("189004", "283921")).await.expect(201);
    let by_customer = world.call(&lender.token, "GET", "/recovery/loan/189004", "").await.expect(200).text;
    let by_transaction = world.call(&lender.token, "GET", "/recovery/loan/283921", "").await.expect(200).text;
    assert_eq!(by_customer, by_transaction);
    let reply = world.call(&lender.token, "GET", "/recovery/loan/0", "").await.expect(404);
    assert_eq!(reply.message(), "Customer not found");
}

#[tokio::test]
async fn a_transaction_belongs_to_one_customer() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    world.call(&lender.token, "POST", "/recovery/loan/9", &transaction_body("a", "9")).await.expect(201);
    let before = world.testbed.snapshot().await;
    let reply = world.call(&lender.token, "POST", "/recovery/loan/9", &transaction_body("b", "9")).await.expect(409);
    assert_eq!(reply.message(), "transaction_id belongs to another customer");
    let path = "/recovery/payments/9?allocation_month=2020-8-01";
    world.call(&lender.token, "PATCH", path, &payment_body("1", r#""client_customer_id":"b","#)).await.expect(404);
    world.call(&lender.token, "PATCH", "/recovery/transaction/b/9", r#"{"emi_amount":1}"#).await.expect(404);
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn an_update_reaches_the_transaction_and_its_customer() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    world.call(&lender.token, "POST", "/recovery/loan/9", &transaction_body("a", "9")).await.expect(201);
    let body = r#"{"emi_amount":7,"applicant_name":"New","loan_end_date":"2021-01-31","defaults":[{"late_fee":3}],"tags":"x,y"}"#;
    world.call(&lender.token, "PATCH", "/recovery/transaction/a/9", body).await.expect(200);
    let read = world.call(&lender.token, "GET", "/recovery/loan/a", "").await.expect(200).json();
    let data = &read["output"]["transactions_details"][0]["data"];
    assert_eq!(
        (&data["emi_amount"], &data["loan_end_date"], &data["tags"]),
        (&7.into(), &"2021-01-31".into(), &"x,y".into())
    );
    assert_eq!(data["defaults"][0]["late_fee"], 3);
    let details = &read["output"]["applicant_details"];
    assert_eq!((&details["applicant_name"], &details["loan_end_date"]), (&"New".into(), &"2021-01-31".into()));
    assert_eq!(details["defaults"][0]["tags"].as_array().unwrap().len(), 2);
    let remark = read["output"]["remarks"][0]["remarks"].as_str().unwrap();
    assert_eq!(remark, "Transaction 9 updated: applicant_name, emi_amount, loan_end_date, defaults 2020-8-01");
}

#[tokio::test]
async fn references_of_payments_are_apart_for_each_transaction() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    let customer = r#""client_customer_id":"a","payment_reference_number":"RFN","#;
    for id in ["9", "10"] {
        world
            .call(&lender.token, "POST", &format!("/recovery/loan/{id}"), &transaction_body("a", id))
            .await
            .expect(201);
        let path = format!("/recovery/payments/{id}?allocation_month=2020-8-01");
        for _ in 0..2 {
            world.call(&lender.token, "PATCH", &path, &payment_body("5", customer)).await.expect(200);
        }
    }
    let read = world.call(&lender.token, "GET", "/recovery/loan/a?fields=loan,payment", "").await.expect(200).json();
    assert_eq!(read["output"]["payment_history"].as_array().unwrap().len(), 2);
    assert_eq!(read["output"]["applicant_details"]["defaults"][0]["amount_recovered"], 10);
    // A payment says whose it is also where the customer is not asked for.
    let alone = world.call(&lender.token, "GET", "/recovery/loan/a?fields=payment", "").await.expect(200).json();
    assert_eq!(alone["output"]["payment_history"], read["output"]["payment_history"]);
    let payment = &alone["output"]["payment_history"][0];
    assert_eq!((&payment["client_customer_id"], &payment["transaction_id"]), (&"a".into(), &"10".into()));
}
