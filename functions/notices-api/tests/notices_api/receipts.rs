//! Receipts for what field agents collected.

use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{post, start};

fn visit(loan_id: &str, visit_id: &str, is_recovery_done: bool) -> Value {
    let mut visit = json!({
        "loan_id": loan_id, "allocation_month": "2024-1-01", "visit_id": visit_id, "agent_email": "fos@example.com", "agent_name": "FOS Test",
        "visit_date": "2024-01-09", "is_visit_done": true, "is_customer_met": true, "is_recovery_done": is_recovery_done,
    });
    if is_recovery_done {
        let paid = json!({ "agent_marked_status": "Partially Recovered by Agent", "amount_recovered": 400.5, "payment_method": "Cash" });
        visit.as_object_mut().expect("an object").extend(paid.as_object().expect("an object").clone());
    }
    visit
}

async fn set_up() -> (World, Lender) {
    let world = start().await;
    let lender = world.lender().await;
    let loan = json!({
        "loan_id": "LN-1", "client_customer_id": "cus-1", "loan_type": "Card", "applicant_name": "केवल Shah", "total_loan_amount": 100_000,
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_234.5, "date_of_default": "2024-01-05" }],
    });
    post(&world, &lender, "/recovery/loan/LN-1", &loan).await.expect(201);
    post(&world, &lender, "/recovery/fos/collections", &visit("LN-1", "V1", true)).await.expect(201);
    post(&world, &lender, "/recovery/fos/collections", &visit("LN-1", "V2", false)).await.expect(201);
    (world, lender)
}

const RECEIPT: &str = "/recovery/fos/collections/V1/receipt?loan_id=LN-1";

#[tokio::test]
async fn a_collection_has_a_receipt_with_the_same_bytes_always() {
    let (world, lender) = set_up().await;
    let meter = world.testbed.meter();
    let first = world.call(&lender.viewer, "GET", RECEIPT, "").await.expect(200).json();
    let output = &first["output"];
    assert!(output["receipt_number"].as_str().is_some_and(|number| number.starts_with("RC-20240109-")), "{output}");
    let content = output["content"].as_str().expect("a file");
    assert!(content.starts_with("JVBERi0"), "a PDF");
    world.wait(10_000);
    let second = world.call(&lender.viewer, "GET", RECEIPT, "").await.expect(200).json();
    assert_eq!(second, first);
    meter.reset();
    world.call(&lender.viewer, "GET", RECEIPT, "").await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
}

#[tokio::test]
async fn what_has_no_receipt_is_refused() {
    let (world, lender) = set_up().await;
    let other = world.lender().await;
    let before = world.testbed.snapshot().await;
    let refused =
        world.call(&lender.viewer, "GET", "/recovery/fos/collections/V2/receipt?loan_id=LN-1", "").await.expect(409);
    assert_eq!(refused.json(), json!({ "message": "Nothing was collected on this visit." }));
    for path in [
        "/recovery/fos/collections/V3/receipt?loan_id=LN-1",
        "/recovery/fos/collections/V1/receipt?loan_id=LN-2",
        "/recovery/fos/collections/V1/receipt?loan_id=",
        "/recovery/fos/collections/%07/receipt?loan_id=LN-1",
    ] {
        let refused = world.call(&lender.viewer, "GET", path, "").await.expect(404);
        assert_eq!(refused.json(), json!({ "message": "Visit not found" }), "{path}");
    }
    world.call(&other.viewer, "GET", RECEIPT, "").await.expect(404);
    world.call("no", "GET", RECEIPT, "").await.expect(401);
    for (query, errors) in [
        ("", json!({ "loan_id": "Parameter is required" })),
        ("?loan_id=LN-1&x=1", json!({ "x": "Parameter is not known" })),
    ] {
        let path = format!("/recovery/fos/collections/V1/receipt{query}");
        let refused = world.call(&lender.viewer, "GET", &path, "").await.expect(400).json();
        assert_eq!(refused["output"]["errors"], errors, "{path}");
    }
    assert_eq!(world.testbed.snapshot().await, before);
}
