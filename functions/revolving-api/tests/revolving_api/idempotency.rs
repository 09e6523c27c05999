//! A creation that is sent twice creates once.

use testbed::{Lender, Reply, World};

use crate::support::{LINE, start};

async fn keyed(world: &World, lender: &Lender, key: &str, body: &str) -> Reply {
    let headers = [("authenticationtoken", lender.token.as_str()), ("idempotency-key", key)];
    world.call_with(&headers, "POST", "/v1/revolving", body.to_owned()).await
}

#[tokio::test]
async fn a_repeated_creation_is_answered_as_the_first_was() {
    let world = start().await;
    let lender = world.lender().await;
    for (key, body) in [("named", LINE), ("unnamed", r#"{"client_id":"7","max_credit":1}"#)] {
        let first = keyed(&world, &lender, key, body).await.expect(200);
        let before = world.testbed.snapshot().await;
        let again = keyed(&world, &lender, key, body).await.expect(200);
        assert_eq!(again.text, first.text, "{key}");
        assert_eq!(
            again.headers.get("idempotency-replayed").map(http::HeaderValue::as_bytes),
            Some(b"true".as_slice())
        );
        assert!(!first.headers.contains_key("idempotency-replayed"));
        assert_eq!(world.testbed.snapshot().await, before);
    }
    let total = world.call(&lender.viewer, "GET", "/v1/revolving", "").await.expect(200).json()["total"].clone();
    assert_eq!(total, 2);
}

#[tokio::test]
async fn a_key_of_another_creation_is_refused() {
    let world = start().await;
    let lender = world.lender().await;
    keyed(&world, &lender, "k", LINE).await.expect(200);
    let before = world.testbed.snapshot().await;
    let other = keyed(&world, &lender, "k", r#"{"client_id":"7","max_credit":1}"#).await.expect(422);
    assert_eq!(other.error(), ("INVALID_ARGUMENT".into(), "This Idempotency-Key was used with another body.".into()));
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_refused_creation_leaves_its_key_free() {
    let world = start().await;
    let lender = world.lender().await;
    keyed(&world, &lender, "k", r#"{"client_id":"7"}"#).await.expect(400);
    keyed(&world, &lender, "k", LINE).await.expect(200);
}
