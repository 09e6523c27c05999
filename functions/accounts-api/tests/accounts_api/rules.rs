//! What holds of every operation: who may, what it costs, that it happens once, and that others see nothing of it.

use serde_json::json;
use testbed::{Lender, World};

use crate::journey::loan;
use crate::setting::start;

const REPAYMENT: &str = r#"{"type":"repayment","amount":"100.00"}"#;

/// A lender with a loan that was paid out.
pub async fn paid_out(world: &World) -> Lender {
    let lender = world.lender().await;
    world.call(&lender.token, "POST", "/v1/accounts/loans", &loan("LN-1").to_string()).await.expect(200);
    for verb in ["submit", "approve", "disburse"] {
        world.call(&lender.token, "POST", &format!("/v1/accounts/loans/LN-1:{verb}"), "{}").await.expect(200);
    }
    lender
}

#[tokio::test]
async fn a_role_may_what_it_may() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let transactions = "/v1/accounts/loans/LN-1/transactions";
    let fee = r#"{"type":"fee","amount":"5.00"}"#;
    world.call(&lender.viewer, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200);
    let refused = [
        (&lender.viewer, "/v1/accounts/loans", "{}"),
        (&lender.viewer, transactions, REPAYMENT),
        (&lender.agent, "/v1/accounts/loans", "{}"),
        (&lender.agent, "/v1/accounts/loans/LN-1:writeOff", "{}"),
        (&lender.agent, transactions, fee),
    ];
    for (token, path, body) in refused {
        let reply = world.call(token, "POST", path, body).await.expect(403);
        assert_eq!(reply.json()["error"]["status"], "PERMISSION_DENIED");
    }
    world.call(&lender.agent, "POST", transactions, REPAYMENT).await.expect(200);
    world.call(&lender.token, "POST", transactions, fee).await.expect(200);
}

#[tokio::test]
async fn a_change_is_one_read_and_one_transaction() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.call(&lender.token, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200);
    let calls = [
        ("GET", "/v1/accounts/loans/LN-1", "", 0),
        ("GET", "/v1/accounts/loans/LN-1/schedule", "", 0),
        ("POST", "/v1/accounts/loans/LN-1/transactions", REPAYMENT, 1),
        ("POST", "/v1/accounts/loans/LN-1:lock", "{}", 1),
        ("PUT", "/v1/accounts/loans/LN-1", r#"{"name":"n"}"#, 1),
    ];
    for (method, path, body, writes) in calls {
        world.testbed.meter().reset();
        world.call(&lender.token, method, path, body).await.expect(200);
        let calls = world.testbed.meter().calls();
        let found = (calls.of("Query"), calls.of("TransactWriteItems"), calls.total());
        assert_eq!(found, (1, writes, 1 + writes), "{method} {path}");
    }
}

#[tokio::test]
async fn a_request_with_a_key_happens_once() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let headers = [
        ("authenticationtoken", lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let pay = || world.call_with(&headers, "POST", "/v1/accounts/loans/LN-1/transactions", REPAYMENT);
    let (first, again) = (pay().await.expect(200), pay().await.expect(200));
    assert_eq!(first.json(), again.json());
    assert_eq!(again.headers["idempotency-replayed"], "true");
    let account = world.call(&lender.token, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200).json();
    assert_eq!(account["balances"]["principal_paid"], "90.00");
}

#[tokio::test]
async fn others_see_nothing_of_it() {
    let world = start().await;
    let (lender, other) = (paid_out(&world).await, world.lender().await);
    assert_ne!(lender.company.id, other.company.id);
    let before = world.testbed.snapshot().await;
    for (method, path, body) in [
        ("GET", "/v1/accounts/loans/LN-1", ""),
        ("POST", "/v1/accounts/loans/LN-1/transactions", REPAYMENT),
        ("PUT", "/v1/accounts/loans/LN-1", r#"{"name":"n"}"#),
        ("DELETE", "/v1/accounts/loans/LN-1", ""),
    ] {
        let reply = world.call(&other.token, method, path, body).await.expect(404);
        assert_eq!(reply.json()["error"]["message"], json!("Loan account not found."));
    }
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn an_id_is_taken_once() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let again = world.call(&lender.token, "POST", "/v1/accounts/loans", &loan("LN-1").to_string()).await.expect(409);
    assert_eq!(again.json()["error"]["status"], "ALREADY_EXISTS");
}
