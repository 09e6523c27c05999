//! What requests cost in calls.

use serde_json::json;

use crate::support::{agencies, agency, assign, data, disbursed, enter, path, pay, start, unassign, upload};

#[tokio::test]
async fn requests_cost_what_the_design_says() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    disbursed(&world, &lender, "LN-2").await;
    let meter = world.testbed.meter();
    let body = r#"{"legalName":"A"}"#;
    meter.reset();
    world.call(&lender.token, "POST", &agencies(&lender), body).await.expect(201);
    assert_eq!(meter.calls(), [("TransactWriteItems", 1)]);
    meter.reset();
    let id = agency(&world, &lender, "a").await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)], "whether its externalId is free");
    data(&world, &lender, &agencies(&lender)).await;
    for agency_id in [&id, "ext-a"] {
        meter.reset();
        data(&world, &lender, &format!("{}/{agency_id}", agencies(&lender))).await;
        assert_eq!(meter.calls(), [("GetItem", 1)]);
    }
    meter.reset();
    data(&world, &lender, &agencies(&lender)).await;
    assert_eq!(meter.calls(), [("Query", 1)]);
    meter.reset();
    let changed = r#"{"legalName":"B"}"#;
    world.call(&lender.token, "PUT", &format!("{}/{id}", agencies(&lender)), changed).await.expect(200);
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);

    for loan in ["LN-1", "LN-2"] {
        meter.reset();
        data(&world, &lender, &path(loan)).await;
        assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
        meter.reset();
        data(&world, &lender, &format!("{}/history", path(loan))).await;
        assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
        meter.reset();
        assign(&world, &lender, loan, json!({ "agencyId": "ext-a" })).await.expect(200);
        assert_eq!(meter.calls(), [("GetItem", 1), ("Query", 1), ("TransactWriteItems", 1)]);
    }
    meter.reset();
    pay(&world, &lender, "LN-1", 10, Some(true)).await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)], "as of a loan with no agency");
    meter.reset();
    pay(&world, &lender, "LN-1", 10, None).await.expect(409);
    assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
    meter.reset();
    enter(&world, &lender, "LN-2", json!({ "type": "repayment", "amount": "1.00", "is_external": true }))
        .await
        .expect(200);
    assert_eq!(meter.calls(), [("Query", 1), ("TransactWriteItems", 1)], "as of a loan with no agency");
    meter.reset();
    data(&world, &lender, &format!("{}/{id}/placements", agencies(&lender))).await;
    assert_eq!(meter.calls(), [("Query", 1)]);
    for loan in ["LN-1", "LN-2"] {
        meter.reset();
        unassign(&world, &lender, loan, "creditor").await.expect(200);
        assert_eq!(meter.calls(), [("Query", 1), ("TransactWriteItems", 1)]);
    }
    meter.reset();
    world.call(&lender.token, "DELETE", &format!("{}/{id}", agencies(&lender)), "").await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1), ("TransactWriteItems", 1)]);
}
