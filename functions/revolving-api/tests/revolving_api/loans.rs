//! What registered loans do to an account, through what the loan accounts' function calls.

use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{LINE, LoanRoom, create, read, start};

async fn credit(world: &World, lender: &Lender) -> (Value, Value) {
    let account = read(world, lender, "line-1").await;
    (account["consumed_credit"].clone(), account["available_credit"].clone())
}

#[tokio::test]
async fn loans_consume_what_they_are_approved_for_until_they_are_closed() {
    let world = start().await;
    let lender = world.lender().await;
    let room = LoanRoom { world: &world, lender: &lender };
    create(&world, &lender, LINE).await;
    room.approve("line-1", "A", 700).await.expect("enough");
    assert_eq!(credit(&world, &lender).await, (json!("700"), json!("300")));
    let before = world.testbed.snapshot().await;
    room.register("line-1", "B").await.expect("registered");
    let refused = room.approve("line-1", "B", 301).await.expect_err("too much");
    assert_eq!(refused.message, "301 is more than the 300 that the credit line leaves of 1000");
    assert_eq!(credit(&world, &lender).await, (json!("700"), json!("300")));
    assert_ne!(world.testbed.snapshot().await, before, "the application itself is registered");
    room.draw("line-1", "A", 700, 600).await.expect("approved");
    assert_eq!(credit(&world, &lender).await, (json!("700"), json!("300")));
    room.close("line-1", "A", 700).await.expect("repaid");
    assert_eq!(credit(&world, &lender).await, (json!("0"), json!("1000")));
}

#[tokio::test]
async fn loans_consume_what_is_outstanding_where_that_counts() {
    let world = start().await;
    let lender = world.lender().await;
    let room = LoanRoom { world: &world, lender: &lender };
    create(
        &world,
        &lender,
        &LINE.replace("\"client_id\"", "\"exposure_limit_type\":\"OutstandingAmount\",\"client_id\""),
    )
    .await;
    room.approve("line-1", "A", 700).await.expect("enough");
    room.approve("line-1", "B", 700).await.expect("nothing is outstanding yet");
    assert_eq!(credit(&world, &lender).await, (json!("0"), json!("1000")));
    room.draw("line-1", "A", 700, 600).await.expect("enough");
    let refused = room.draw("line-1", "B", 700, 401).await.expect_err("too much");
    assert_eq!(refused.message, "401 is more than the 400 that the credit line leaves of 1000");
    room.draw("line-1", "B", 700, 400).await.expect("just so");
    assert_eq!(credit(&world, &lender).await, (json!("1000"), json!("0")));
}

#[tokio::test]
async fn an_account_with_loans_is_neither_deleted_nor_lowered_below_them() {
    let world = start().await;
    let lender = world.lender().await;
    let room = LoanRoom { world: &world, lender: &lender };
    create(&world, &lender, LINE).await;
    room.approve("line-1", "A", 700).await.expect("enough");
    let before = world.testbed.snapshot().await;
    let put =
        async |body: &str| world.call(&lender.token, "PUT", "/v1/revolving/line-1", body).await.expect(400).error();
    let failed = "FAILED_PRECONDITION".to_owned();
    assert_eq!(
        put(r#"{"max_credit":"699"}"#).await,
        (failed.clone(), "max_credit: Value must be at least the 700 that the loans consume".into())
    );
    assert_eq!(
        put(r#"{"close_time":"2024-06-01T00:00:00Z"}"#).await,
        (
            failed.clone(),
            "close_time: 1 loans of the credit line are not closed; close, reject or withdraw them first".into()
        )
    );
    assert_eq!(
        put(r#"{"client_id":"8"}"#).await,
        (failed.clone(), "client_id: Value cannot change while loans are registered to the account".into())
    );
    let delete = world.call(&lender.token, "DELETE", "/v1/revolving/line-1", "").await.expect(400);
    assert_eq!(delete.error(), (failed, "1 loans are registered to the credit line; close it instead".into()));
    assert_eq!(world.testbed.snapshot().await, before);
    room.close("line-1", "A", 700).await.expect("repaid");
    let close = r#"{"close_time":"2024-06-01T00:00:00Z"}"#;
    let closed = world.call(&lender.token, "PUT", "/v1/revolving/line-1", close).await.expect(200).json();
    assert_eq!(closed["status"], "StatusClosed");
    let refused = room.register("line-1", "B").await.expect_err("closed");
    assert_eq!(refused.message, "the credit line was closed on 2024-06-01");
}

#[tokio::test]
async fn an_expired_account_takes_no_new_loans() {
    let world = start().await;
    let lender = world.lender().await;
    let room = LoanRoom { world: &world, lender: &lender };
    create(&world, &lender, &LINE.replace("\"client_id\"", "\"expire_time\":\"2024-06-02T00:00:00Z\",\"client_id\""))
        .await;
    room.approve("line-1", "A", 100).await.expect("still in use");
    world.clock.advance(std::time::Duration::from_hours(24));
    assert_eq!(read(&world, &lender, "line-1").await["status"], "StatusExpired");
    let refused = room.register("line-1", "B").await.expect_err("expired");
    assert_eq!(refused.message, "the credit line expired on 2024-06-02; set a later expire_time first");
    assert!(room.draw("line-1", "A", 100, 10).await.is_err());
    room.close("line-1", "A", 100).await.expect("repaid as agreed");
}

#[tokio::test]
async fn a_loan_that_is_deleted_gives_back_what_it_consumed() {
    let world = start().await;
    let lender = world.lender().await;
    let room = LoanRoom { world: &world, lender: &lender };
    create(&world, &lender, LINE).await;
    room.approve("line-1", "A", 700).await.expect("enough");
    let known = platform::revolving::Known::load(&world.table, &lender.company.id, "line-1").await.expect("read");
    let zone = &lender.company.settings.time_zone;
    let context = domain::revolving::Context { zone, now: world.clock.now() };
    let writes = known.expect("an account").loan_deletion_writes(&lender.company.id, "A", &context).expect("writes");
    world.table.transact(writes).await.expect("deleted");
    assert_eq!(credit(&world, &lender).await, (json!("0"), json!("1000")));
    world.call(&lender.token, "DELETE", "/v1/revolving/line-1", "").await.expect(200);
}
