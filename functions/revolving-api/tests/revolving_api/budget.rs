//! Calls to the table: a read is one, a change is at most one read and one transaction, a page is at most three.

use testbed::World;

use crate::support::{LINE, LoanRoom, create, start};

/// The calls of one request whose token is in the cache.
async fn calls(world: &World, token: &str, method: &str, path: &str, body: &str) -> testbed::Calls {
    world.testbed.meter().reset();
    let reply = world.call(token, method, path, body).await.expect(200);
    let calls = world.testbed.meter().calls();
    assert_eq!(calls.requests(), calls.total(), "nothing is retried: {}", reply.text);
    calls
}

#[tokio::test]
async fn every_operation_keeps_to_the_budget() {
    let world = start().await;
    let lender = world.lender().await;
    let token = &lender.token;
    world.call(token, "GET", "/v1/revolving/none", "").await.expect(404);
    let unnamed = r#"{"client_id":"7","max_credit":1}"#;
    assert_eq!(calls(&world, token, "POST", "/v1/revolving", unnamed).await, [("TransactWriteItems", 1)]);
    let create = calls(&world, token, "POST", "/v1/revolving", LINE).await;
    assert_eq!(create, [("GetItem", 1), ("TransactWriteItems", 1)]);
    assert_eq!(calls(&world, token, "GET", "/v1/revolving/line-1", "").await, [("GetItem", 1)]);
    let put = calls(&world, token, "PUT", "/v1/revolving/line-1", r#"{"notes":"n"}"#).await;
    assert_eq!(put, [("Query", 1), ("TransactWriteItems", 1)]);
    assert_eq!(calls(&world, token, "PUT", "/v1/revolving/line-1", r#"{"notes":"n"}"#).await, [("Query", 1)]);
    let all = [("BatchGetItem", 1), ("Query", 1)];
    assert_eq!(calls(&world, token, "GET", "/v1/revolving", "").await, all);
    assert_eq!(calls(&world, token, "GET", "/v1/revolving?filter=status%3DStatusActive&order_by=notes", "").await, all);
    let by_value = calls(&world, token, "GET", "/v1/revolving?filter=client_id%3D7", "").await;
    assert_eq!(by_value, [("BatchGetItem", 2), ("Query", 1)]);
    let delete = calls(&world, token, "DELETE", "/v1/revolving/line-1", "").await;
    assert_eq!(delete, [("Query", 1), ("TransactWriteItems", 1)]);
}

/// What the loan accounts' function pays beside its own calls: one read, and writes in its own transaction.
#[tokio::test]
async fn a_change_of_a_registered_loan_costs_one_read_more() {
    let world = start().await;
    let lender = world.lender().await;
    let room = LoanRoom { world: &world, lender: &lender };
    create(&world, &lender, LINE).await;
    room.approve("line-1", "A", 700).await.expect("enough");
    world.testbed.meter().reset();
    room.draw("line-1", "A", 700, 100).await.expect("approved");
    assert_eq!(world.testbed.meter().calls(), [("Query", 1), ("TransactWriteItems", 1)]);
}
