//! Cards of an account.

use serde_json::{Value, json};
use testbed::{Lender, Reply, World};

use crate::journey::loan;
use crate::products::faults;
use crate::setting::start;

const ACCOUNT: &str = "/v1/accounts/loans/LN-1";
const CARDS: &str = "/v1/accounts/loans/LN-1/cards";

async fn with_account() -> (World, Lender) {
    let world = start().await;
    let lender = world.lender().await;
    world.call(&lender.token, "POST", "/v1/accounts/loans", &loan("LN-1").to_string()).await.expect(200);
    (world, lender)
}

async fn add(world: &World, lender: &Lender, card: &Value) -> Reply {
    world.call(&lender.token, "POST", CARDS, &card.to_string()).await
}

#[tokio::test]
async fn cards_are_added_listed_read_and_deleted() {
    let (world, lender) = with_account().await;
    let card = json!({ "card_id": "c-1", "type": "DEBIT", "account_id": "LN-1" });
    assert_eq!(add(&world, &lender, &card).await.expect(200).json(), card);
    for (id, kind) in [("c-3", "CREDIT"), ("c-2", "DEBIT")] {
        add(&world, &lender, &json!({ "card_id": id, "type": kind })).await.expect(200);
    }
    assert_eq!(world.call(&lender.viewer, "GET", &format!("{CARDS}/c-1"), "").await.expect(200).json(), card);
    let list = async |query: &str| {
        let page = world.call(&lender.viewer, "GET", &format!("{CARDS}?{query}"), "").await.expect(200).json();
        let ids: Vec<_> = page["cards"].as_array().expect("cards").iter().map(|card| card["card_id"].clone()).collect();
        (json!(ids), page["total"].clone(), page["remaining"].clone(), page["next_page_token"].clone())
    };
    assert_eq!(list("").await, (json!(["c-1", "c-3", "c-2"]), json!(3), json!(3), json!("")));
    let (ids, total, remaining, token) = list("page_size=2&order_by=card_id").await;
    assert_eq!((ids, total, remaining), (json!(["c-1", "c-2"]), json!(3), json!(3)));
    let token = token.as_str().expect("a token").to_owned();
    let (ids, _, remaining, token) = list(&format!("order_by=card_id&page_token={token}")).await;
    assert_eq!((ids, remaining, token), (json!(["c-3"]), json!(1), json!("")));
    assert_eq!(list("filter=type%20=%20DEBIT").await.0, json!(["c-1", "c-2"]));
    world.call(&lender.token, "DELETE", &format!("{CARDS}/c-1"), "").await.expect(200);
    assert_eq!(list("").await.0, json!(["c-3", "c-2"]));
    let gone = world.call(&lender.token, "GET", &format!("{CARDS}/c-1"), "").await.expect(404).json();
    assert_eq!(gone["error"]["message"], "Card not found.");
}

#[tokio::test]
async fn what_is_wrong_with_a_card_is_named() {
    let (world, lender) = with_account().await;
    add(&world, &lender, &json!({ "card_id": "c-1" })).await.expect(200);
    let before = world.testbed.snapshot().await;
    let cases = [
        (json!({ "account_id": "LN-2" }), "account_id: Value must be the id of the path"),
        (json!({ "colour": "red" }), "colour: Unknown key"),
        (json!({ "type": 7 }), "type: Value must be a string of 1 to 100 characters, without control characters"),
        (
            json!({ "card_id": "" }),
            "card_id: Value must be a string of 1 to 100 characters, without control characters",
        ),
    ];
    for (card, fault) in cases {
        assert_eq!(faults(&add(&world, &lender, &card).await.expect(400)), [fault]);
    }
    let again = add(&world, &lender, &json!({ "card_id": "c-1", "type": "DEBIT" })).await.expect(409).json();
    assert_eq!(again["error"]["status"], "ALREADY_EXISTS");
    for (method, path) in [("GET", "/v1/accounts/loans/LN-2/cards"), ("DELETE", "/v1/accounts/loans/LN-1/cards/c-2")] {
        world.call(&lender.token, method, path, "").await.expect(404);
    }
    let list = world.call(&lender.token, "GET", &format!("{CARDS}?filter=colour%20=%20red"), "").await.expect(400);
    assert!(faults(&list)[0].starts_with("filter: "));
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_closed_account_takes_no_cards_and_a_deleted_one_leaves_none() {
    let (world, lender) = with_account().await;
    let made = add(&world, &lender, &json!({})).await.expect(200).json();
    assert!(made["card_id"].as_str().is_some_and(|id| id.starts_with("crd_")));
    world.call(&lender.token, "POST", &format!("{ACCOUNT}:withdraw"), "{}").await.expect(200);
    let closed = add(&world, &lender, &json!({})).await.expect(400).json();
    assert_eq!(closed["error"]["status"], "FAILED_PRECONDITION");
    assert_eq!(closed["error"]["message"], "The account is StateClosed; it takes no cards.");
    world.call(&lender.token, "DELETE", ACCOUNT, "").await.expect(200);
    world.call(&lender.token, "POST", "/v1/accounts/loans", &loan("LN-1").to_string()).await.expect(200);
    assert_eq!(world.call(&lender.token, "GET", CARDS, "").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn an_account_has_only_so_many_cards() {
    let (world, lender) = with_account().await;
    for id in 0..100 {
        add(&world, &lender, &json!({ "card_id": id.to_string() })).await.expect(200);
    }
    let more = add(&world, &lender, &json!({})).await.expect(400).json();
    assert_eq!(more["error"]["message"], "The account has 100 cards, as many as it can have.");
    // The account itself went through all of it unharmed, and is still in its list.
    let listed = world.call(&lender.token, "GET", "/v1/accounts/loans", "").await.expect(200).json();
    assert_eq!(listed["accounts"][0]["account_id"], "LN-1");
}

#[tokio::test]
async fn cards_are_the_companys_its_managers_change_them_and_each_request_counts_once() {
    let (world, lender) = with_account().await;
    let other = world.lender().await;
    add(&world, &lender, &json!({ "card_id": "c-1" })).await.expect(200);
    let before = world.testbed.snapshot().await;
    let card = format!("{CARDS}/c-1");
    for (method, path, body) in [("POST", CARDS, "{}"), ("DELETE", card.as_str(), "")] {
        world.call(&lender.viewer, method, path, body).await.expect(403);
        world.call(&lender.agent, method, path, body).await.expect(403);
        world.call(&other.token, method, path, body).await.expect(404);
    }
    world.call(&other.token, "GET", CARDS, "").await.expect(404);
    world.call(&other.token, "GET", &card, "").await.expect(404);
    assert_eq!(world.testbed.snapshot().await, before);
    let headers = [
        ("authenticationtoken", lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let first = world.call_with(&headers, "POST", CARDS, r#"{"card_id":"c-2"}"#).await.expect(200);
    let again = world.call_with(&headers, "POST", CARDS, r#"{"card_id":"c-2"}"#).await.expect(200);
    assert_eq!((first.json(), again.headers["idempotency-replayed"].to_str().ok()), (again.json(), Some("true")));
}

#[tokio::test]
async fn a_change_of_cards_is_one_read_and_one_transaction() {
    let (world, lender) = with_account().await;
    add(&world, &lender, &json!({ "card_id": "c-1" })).await.expect(200);
    let card = format!("{CARDS}/c-1");
    let calls = [("POST", CARDS, "{}", 1), ("GET", CARDS, "", 0), ("GET", &card, "", 0), ("DELETE", &card, "", 1)];
    for (method, path, body, writes) in calls {
        world.testbed.meter().reset();
        world.call(&lender.token, method, path, body).await.expect(200);
        let made = world.testbed.meter().calls();
        let found = (made.of("BatchGetItem"), made.of("TransactWriteItems"), made.total());
        assert_eq!(found, (1, writes, 1 + writes), "{method} {path}");
    }
}

/// Of two that add the same card at a time one has it.
#[tokio::test]
async fn a_race_has_one_winner() {
    let (world, lender) = with_account().await;
    let card = json!({ "card_id": "c-1" });
    let both = tokio::join!(add(&world, &lender, &card), add(&world, &lender, &card));
    let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}
