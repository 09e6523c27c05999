//! What requests cost in calls.

use serde_json::json;

use crate::support::{event, of, output, start, template};

#[tokio::test]
async fn requests_cost_what_the_design_says() {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &of("sms", "A", "x")).await;
    output(&world, &lender, "/communication/templates").await;
    let meter = world.testbed.meter();
    let own = format!("/communication/templates/{id}");
    meter.reset();
    template(&world, &lender, &of("sms", "B", "x")).await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    for path in [&own, "/communication/templates", "/communication/events"] {
        meter.reset();
        output(&world, &lender, path).await;
        assert_eq!(meter.calls(), [("GetItem", 1)], "{path}");
    }
    meter.reset();
    output(&world, &lender, "/communication/outbox").await;
    assert_eq!(meter.calls(), [("Query", 1)]);
    meter.reset();
    world.call(&lender.token, "PUT", &own, r#"{"name":"C"}"#).await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
    meter.reset();
    world.call(&lender.viewer, "POST", &format!("{own}:preview"), "").await.expect(200);
    assert_eq!(meter.calls(), [("GetItem", 1)]);
    meter.reset();
    event(&world, &lender, "Test", &json!({ "sms": id })).await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    meter.reset();
    output(&world, &lender, "/communication/events/Test").await;
    assert_eq!(meter.calls(), [("GetItem", 1)]);
    meter.reset();
    world.call(&lender.token, "DELETE", "/communication/events/Test", "").await.expect(200);
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    meter.reset();
    world.call(&lender.token, "DELETE", &own, "").await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
}
