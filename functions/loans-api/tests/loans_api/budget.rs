//! Calls to the table: a read is one, a change is at most one read and one transaction.

use domain::company::CompanyKind;
use testbed::World;

use crate::support::{call_2020, lender, loan_body, payment_body, start, transaction_body};

/// The calls of one request whose token is in the cache.
async fn calls(world: &World, token: &str, method: &str, path: &str, body: &str) -> Vec<(String, usize)> {
    world.testbed.meter().reset();
    let reply = call_2020(world, token, method, path, body).await;
    assert!(reply.status.is_success(), "{method} {path}: {}", reply.text);
    let calls = world.testbed.meter().calls();
    assert_eq!(calls.requests(), calls.total(), "nothing is retried");
    ["GetItem", "BatchGetItem", "Query", "TransactWriteItems"]
        .into_iter()
        .map(|operation| (operation.to_owned(), calls.of(operation)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn read(operation: &str) -> Vec<(String, usize)> {
    vec![(operation.to_owned(), 1)]
}

fn change(operation: &str) -> Vec<(String, usize)> {
    vec![(operation.to_owned(), 1), ("TransactWriteItems".to_owned(), 1)]
}

#[tokio::test]
async fn loans_keep_to_the_budget_in_both_editions() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "GET", "/recovery/loan/none", "").await.expect(404);
    for (prefix, payments, id) in
        [("/recovery", "/recovery/payments", "1"), ("/legacy/recovery", "/legacy/recovery/recovery/update", "2")]
    {
        let loan = format!("{prefix}/loan/{id}");
        let upload = loan_body(id, "");
        assert_eq!(calls(&world, &lender.token, "POST", &loan, &upload).await, change("BatchGetItem"));
        let month =
            upload.replace("\"total_claim_amount\"", "\"allocation_month\":\"2020-9-01\",\"total_claim_amount\"");
        assert_eq!(calls(&world, &lender.token, "POST", &loan, &month).await, change("BatchGetItem"));
        assert_eq!(
            calls(&world, &lender.token, "PATCH", &loan, r#"{"total_loan_amount":60000}"#).await,
            change("BatchGetItem")
        );
        let named = r#"{"defaults":[{"allocation_month":"2020-9-01","late_fee":1}]}"#;
        assert_eq!(calls(&world, &lender.token, "PATCH", &loan, named).await, change("BatchGetItem"));
        assert_eq!(calls(&world, &lender.token, "PATCH", &loan, r#"{"tags":"a"}"#).await, change("Query"));
        let pay = format!("{payments}/{id}?allocation_month=2020-8-01");
        let paid = payment_body("1", r#""date_of_default":"2020-07-05","#);
        assert_eq!(calls(&world, &lender.token, "PATCH", &pay, &paid).await, change("BatchGetItem"));
        let referenced = payment_body("1", r#""date_of_default":"2020-07-05","payment_reference_number":"R","#);
        assert_eq!(calls(&world, &lender.token, "PATCH", &pay, &referenced).await, change("BatchGetItem"));
        assert_eq!(calls(&world, &lender.token, "PATCH", &pay, &referenced).await, read("BatchGetItem"));
        assert_eq!(calls(&world, &lender.token, "GET", &loan, "").await, read("Query"));
    }
    for fields in ["loan", "payment", "remark", "notice", "communication", "loan,payment", "loan,remark"] {
        let path = format!("/recovery/loan/1?fields={fields}");
        let expected =
            if ["notice", "communication"].contains(&fields) { vec![("Query".into(), 2)] } else { read("Query") };
        assert_eq!(calls(&world, &lender.token, "GET", &path, "").await, expected, "{fields}");
    }
}

#[tokio::test]
async fn credit_lines_keep_to_the_budget_in_both_editions() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    world.call(&lender.token, "GET", "/recovery/loan/none", "").await.expect(404);
    for (prefix, payments, id) in
        [("/recovery", "/recovery/payments", "1"), ("/legacy/recovery", "/legacy/recovery/recovery/update", "2")]
    {
        let upload = transaction_body("c", id);
        assert_eq!(
            calls(&world, &lender.token, "POST", &format!("{prefix}/loan/{id}"), &upload).await,
            change("BatchGetItem")
        );
        let transaction = format!("{prefix}/transaction/c/{id}");
        assert_eq!(
            calls(&world, &lender.token, "PATCH", &transaction, r#"{"total_loan_amount":60000}"#).await,
            change("BatchGetItem")
        );
        let pay = format!("{payments}/{id}?allocation_month=2020-8-01");
        let paid = payment_body("1", r#""client_customer_id":"c","date_of_default":"2020-07-05","#);
        assert_eq!(calls(&world, &lender.token, "PATCH", &pay, &paid).await, change("BatchGetItem"));
        assert_eq!(calls(&world, &lender.token, "GET", &format!("{prefix}/loan/c"), "").await, read("Query"));
    }
}

#[tokio::test]
async fn an_idempotency_key_costs_no_further_call() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let headers = [("authenticationtoken", lender.token.as_str()), ("idempotency-key", "k")];
    for (replayed, calls) in [(false, 2), (true, 2)] {
        world.testbed.meter().reset();
        let path = "/recovery/payments/1?allocation_month=2020-8-01";
        let reply = world.call_with(&headers, "PATCH", path, payment_body("1", "")).await.expect(200);
        assert_eq!(reply.headers.contains_key("idempotency-replayed"), replayed);
        assert_eq!(world.testbed.meter().calls().total(), calls);
    }
}

/// The rows of the table of calls that cost more than one read, and why: what is asked for lies apart.
#[tokio::test]
async fn what_lies_apart_costs_what_the_table_of_calls_says() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    world.call(&lender.token, "POST", "/recovery/loan/9", &transaction_body("c", "9")).await.expect(201);
    let by_transaction = calls(&world, &lender.token, "GET", "/recovery/loan/9", "").await;
    assert_eq!(by_transaction, [("GetItem".to_owned(), 1), ("Query".to_owned(), 2)]);
    let bounded = calls(&world, &lender.token, "GET", "/recovery/loan/c?start_time=1", "").await;
    assert_eq!(bounded, [("Query".to_owned(), 5)]);
    let apart = calls(&world, &lender.token, "GET", "/recovery/loan/c?fields=communication,remark", "").await;
    assert_eq!(apart, [("Query".to_owned(), 2)]);
    let no_month =
        calls(&world, &lender.token, "PATCH", "/recovery/transaction/c/9", r#"{"defaults":[{"late_fee":1}]}"#).await;
    let expected = [("BatchGetItem", 1), ("Query", 1), ("TransactWriteItems", 1)]
        .map(|(operation, count)| (operation.to_owned(), count));
    assert_eq!(no_month, expected);
}

#[tokio::test]
async fn a_token_costs_one_call_and_then_none_for_a_minute() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    for (waited, expected) in [(0, 3), (1, 2), (61, 3)] {
        world.wait(waited);
        world.testbed.meter().reset();
        world.call(&lender.token, "GET", "/recovery/loan/none?fields=payment", "").await.expect(404);
        assert_eq!(world.testbed.meter().calls().total(), expected, "after {waited} s");
    }
}
