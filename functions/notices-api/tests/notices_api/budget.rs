//! What requests cost in calls.

use crate::support::{TEMPLATES, output, recall, start, template};

#[tokio::test]
async fn requests_cost_what_the_design_says() {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &recall("A")).await;
    output(&world, &lender, TEMPLATES).await;
    let meter = world.testbed.meter();
    let own = format!("{TEMPLATES}/{id}");
    meter.reset();
    template(&world, &lender, &recall("B")).await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    for path in [own.as_str(), TEMPLATES] {
        meter.reset();
        output(&world, &lender, path).await;
        assert_eq!(meter.calls(), [("GetItem", 1)], "{path}");
    }
    meter.reset();
    world.call(&lender.token, "PUT", &own, r#"{"name":"C"}"#).await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
    meter.reset();
    world.call(&lender.viewer, "POST", &format!("{own}:preview"), r#"{"variables":{}}"#).await.expect(400);
    assert_eq!(meter.calls(), [("GetItem", 1)]);
    meter.reset();
    world.call(&lender.token, "DELETE", &own, "").await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
}
