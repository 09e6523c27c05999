//! What requests cost in calls.

use serde_json::json;

use crate::support::{defaulted, detect, execute, get, id_of, order, pay, post, read, start, upload};

#[tokio::test]
async fn requests_cost_what_the_design_says() {
    let world = start().await;
    let lender = world.lender().await;
    for loan in ["LN-1", "LN-2", "LN-3"] {
        upload(&world, &lender, loan, "2024-1-01", "2024-01-05", 1_000).await;
    }
    let meter = world.testbed.meter();
    get(&world, &lender, "/settings").await;
    meter.reset();
    let found = detect(&world, &lender).await.remove(0);
    assert_eq!(meter.calls(), [("Query", 4), ("TransactWriteItems", 3)], "one list; each case once read, once written");
    meter.reset();
    detect(&world, &lender).await;
    assert_eq!(meter.calls(), [("Query", 1)], "nothing is due any more");
    meter.reset();
    read(&world, &lender, &found).await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("Query", 2)]);
    meter.reset();
    get(&world, &lender, "/defaults").await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("Query", 1)]);
    meter.reset();
    get(&world, &lender, "/defaults?status=open&severity=low").await;
    assert_eq!(meter.calls(), [("BatchGetItem", 2), ("Query", 1)]);
    get(&world, &lender, "/defaults?limit=1").await;
    meter.reset();
    get(&world, &lender, "/defaults?limit=1&page=2").await;
    let calls = [("BatchGetItem", 1), ("GetItem", 1), ("Query", 1), ("TransactWriteItems", 1)];
    assert_eq!(meter.calls(), calls, "where the third begins is kept");
    meter.reset();
    pay(&world, &lender, "LN-1", "2024-1-01", 1_000, "Closed").await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)], "a payment that ends a default");
}

#[tokio::test]
async fn actions_and_contacts_cost_what_the_design_says() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let change = [("BatchGetItem", 1), ("TransactWriteItems", 1)];
    let meter = world.testbed.meter();
    // Both tokens are known from here on.
    order(&world, &lender, &default, &json!({ "action_type": "sms" })).await;
    get(&world, &lender, "/settings").await;
    meter.reset();
    let action = order(&world, &lender, &default, &json!({ "action_types": ["sms", "email", "voice"] })).await;
    assert_eq!(meter.calls(), change, "three actions");
    let action = action["actions"][0].clone();
    meter.reset();
    execute(&world, &lender, &action).await;
    assert_eq!(meter.calls(), change, "an execution");
    meter.reset();
    execute(&world, &lender, &action).await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1)], "one of what was executed");
    meter.reset();
    get(&world, &lender, &format!("/actions/{}", id_of(&action, "action_id"))).await;
    assert_eq!(meter.calls(), [("GetItem", 1)]);
    meter.reset();
    get(&world, &lender, &format!("/actions?default_id={}", id_of(&default, "default_id"))).await;
    assert_eq!(meter.calls(), [("Query", 1)]);
    meter.reset();
    get(&world, &lender, "/actions?status=pending").await;
    assert_eq!(meter.calls(), [("BatchGetItem", 2), ("Query", 1)]);
    meter.reset();
    post(&world, &lender, &format!("/defaults/{}/holds", id_of(&default, "default_id")), &json!({ "kind": "dispute" }))
        .await;
    assert_eq!(meter.calls(), change, "a hold");
    meter.reset();
    let contact = json!({ "loan_id": "LN-1", "contact_name": "J", "phone_number": "+12025550123" });
    post(&world, &lender, "/contacts", &contact).await;
    assert_eq!(meter.calls(), change, "a contact");
    meter.reset();
    get(&world, &lender, "/contacts?loan_id=LN-1").await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
    meter.reset();
    get(&world, &lender, "/contacts").await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("Query", 1)]);
}
