//! What requests cost in calls.

use crate::support::{detect, get, pay, read, start, upload};

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
    assert_eq!(meter.calls(), [("GetItem", 1), ("Query", 1)]);
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
