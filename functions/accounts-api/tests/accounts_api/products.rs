//! Loan products, and the accounts that are opened of them.

use serde_json::{Value, json};
use testbed::{Lender, Reply, World};

use crate::journey::loan;
use crate::setting::start;

const PRODUCTS: &str = "/v1/products/loans";
const GOLD: &str = "/v1/products/loans/gold";

/// Twelve percent, which accounts may move between 5 and 20; monthly, which they may not.
fn gold() -> Value {
    json!({
        "product_id": "gold",
        "name": "Gold loan",
        "currency_code": "INR",
        "settings": {
            "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
            "schedule": { "repayment_installments": 3, "repayment_period": "P1M" }
        },
        "allowed": { "settings": { "interest": { "rate": { "min": 5, "max": 20 } } } }
    })
}

async fn post(world: &World, token: &str, path: &str, body: &Value) -> Reply {
    world.call(token, "POST", path, &body.to_string()).await
}

async fn put(world: &World, lender: &Lender, path: &str, body: Value) -> Reply {
    world.call(&lender.token, "PUT", path, &body.to_string()).await
}

async fn with_gold() -> (World, Lender) {
    let world = start().await;
    let lender = world.lender().await;
    post(&world, &lender.token, PRODUCTS, &gold()).await.expect(200);
    (world, lender)
}

/// The faults of a reply, as `path: sentence`.
pub fn faults(reply: &Reply) -> Vec<String> {
    let details = reply.json()["error"]["details"].clone();
    let violations =
        details.as_array().into_iter().flatten().filter_map(|detail| detail["field_violations"].as_array());
    let each = |violation: &Value| {
        let text = |key: &str| violation[key].as_str().unwrap_or_default().to_owned();
        format!("{}: {}", text("field"), text("description"))
    };
    violations.flatten().map(each).collect()
}

#[tokio::test]
async fn a_product_is_made_read_changed_and_deleted() {
    let (world, lender) = with_gold().await;
    let read = world.call(&lender.viewer, "GET", GOLD, "").await.expect(200).json();
    assert_eq!((read["state"].as_str(), read["name"].as_str()), (Some("StateActive"), Some("Gold loan")));
    assert_eq!(read["create_time"], read["update_time"]);
    let change = json!({ "name": "Gold", "settings": { "interest": { "rate": 13, "day_count": null } } });
    let changed = put(&world, &lender, GOLD, change).await.expect(200).json();
    let expected = json!({ "rate": 13, "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" });
    assert_eq!((changed["name"].as_str(), &changed["settings"]["interest"]), (Some("Gold"), &expected));
    assert_eq!(changed["settings"]["schedule"], gold()["settings"]["schedule"]);
    assert_eq!(changed["create_time"], read["create_time"]);
    assert!(changed["update_time"].as_str() > read["update_time"].as_str());
    let sent_back = put(&world, &lender, GOLD, changed.clone()).await.expect(200).json();
    assert_eq!(sent_back["settings"], changed["settings"]);
    world.call(&lender.token, "DELETE", GOLD, "").await.expect(200);
    let gone = world.call(&lender.token, "GET", GOLD, "").await.expect(404).json();
    assert_eq!(gone["error"]["message"], "Loan product not found.");
    post(&world, &lender.token, PRODUCTS, &gold()).await.expect(200);
}

#[tokio::test]
async fn an_id_is_made_or_taken_once() {
    let (world, lender) = with_gold().await;
    let taken = post(&world, &lender.token, PRODUCTS, &gold()).await.expect(409).json();
    assert_eq!(taken["error"]["status"], "ALREADY_EXISTS");
    let unnamed = json!({ "name": "Silver loan", "currency_code": "EUR", "state": "StateInactive" });
    let made = post(&world, &lender.token, PRODUCTS, &unnamed).await.expect(200).json();
    let id = made["product_id"].as_str().expect("an id");
    assert!(id.starts_with("prd_") && id.len() == 30, "{id}");
    let read = world.call(&lender.token, "GET", &format!("{PRODUCTS}/{id}"), "").await.expect(200).json();
    assert_eq!(read, made);
}

#[tokio::test]
async fn products_are_listed_by_pages_filters_and_orders() {
    let (world, lender) = with_gold().await;
    for (id, currency, state) in [("silver", "EUR", "StateActive"), ("tin", "EUR", "StateInactive")] {
        let product = json!({ "product_id": id, "name": id, "currency_code": currency, "state": state });
        post(&world, &lender.token, PRODUCTS, &product).await.expect(200);
    }
    let list = async |query: &str| {
        let page = world.call(&lender.viewer, "GET", &format!("{PRODUCTS}?{query}"), "").await.expect(200).json();
        let ids: Vec<_> =
            page["products"].as_array().expect("a list").iter().map(|it| it["product_id"].clone()).collect();
        (page["total"].clone(), json!(ids), page["next_page_token"].as_str().expect("a token").to_owned())
    };
    let (total, ids, token) = list("page_size=2").await;
    assert_eq!((total, ids), (json!(3), json!(["gold", "silver"])));
    let (total, ids, token) = list(&format!("page_token={token}")).await;
    assert_eq!((total, ids, token.as_str()), (json!(3), json!(["tin"]), ""));
    assert_eq!(list("filter=currency_code%20=%20EUR").await.1, json!(["silver", "tin"]));
    assert_eq!(list("filter=state%20=%20StateActive&order_by=name").await.1, json!(["gold", "silver"]).clone());
    assert_eq!(list("order_by=name%20desc").await.1, json!(["tin", "silver", "gold"]));
    let inactive = json!({ "state": "StateInactive" });
    put(&world, &lender, GOLD, inactive).await.expect(200);
    assert_eq!(list("filter=state%20=%20StateInactive").await.1, json!(["gold", "tin"]));
    world.call(&lender.token, "DELETE", GOLD, "").await.expect(200);
    assert_eq!(list("").await.0, json!(2));
    for (query, parameter) in [("filter=colour%20=%20red", "filter"), ("order_by=colour", "order_by"), ("x=1", "x")] {
        let reply = world.call(&lender.viewer, "GET", &format!("{PRODUCTS}?{query}"), "").await.expect(400);
        assert!(faults(&reply)[0].starts_with(&format!("{parameter}: ")), "{:?}", faults(&reply));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_product_is_named() {
    let (world, lender) = with_gold().await;
    let before = world.testbed.snapshot().await;
    let cases = [
        (json!({}), "name: Value is required"),
        (json!({ "product_id": "" }), "product_id: Value must be 1 to 100 characters"),
        (json!({ "currency_code": "XXZ" }), "currency_code: Value must be an ISO 4217 code, as INR"),
        (json!({ "colour": 1 }), "colour: Unknown key"),
        (json!({ "create_time": "2024-01-01T00:00:00Z" }), "create_time: Value is computed and cannot be set"),
        (json!({ "settings": { "interest": { "rate": "much" } } }), "settings.interest.rate: Value must be a number"),
        (
            json!({ "allowed": { "amount": { "min": 1, "max": 0 } } }),
            "allowed.amount.max: Value must not be less than min",
        ),
        (
            json!({ "allowed": { "settings": { "interest": { "rate": 5 } } } }),
            "allowed.settings.interest.rate: Value must be ANY, FIXED, a list of values, or an object with min and max",
        ),
    ];
    for (body, fault) in cases {
        let reply = post(&world, &lender.token, PRODUCTS, &body).await.expect(400);
        assert!(faults(&reply).iter().any(|known| known == fault), "{fault}: {:?}", faults(&reply));
    }
    let updates = [
        (json!({ "product_id": "silver" }), "product_id: Value must be the id of the path"),
        (json!({ "name": null }), "name: Value is required"),
        (json!({ "update_time": "2024-01-01T00:00:00Z" }), "update_time: Value is computed and cannot be set"),
        (
            json!({ "settings": { "interest": { "rate": 21 } } }),
            "settings.interest.rate: Value must be from 5 to 20, which the product allows",
        ),
    ];
    for (body, fault) in updates {
        assert_eq!(faults(&put(&world, &lender, GOLD, body).await.expect(400)), [fault]);
    }
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn accounts_inherit_and_override_what_the_product_allows() {
    let (world, lender) = with_gold().await;
    let of = |id: &str, own: &Value| {
        let mut account = json!({ "account_id": id, "amount": "1000.00", "product_id": "gold" });
        account.as_object_mut().expect("an object").extend(own.as_object().expect("an object").clone());
        account
    };
    let accounts = "/v1/accounts/loans";
    let made = post(&world, &lender.token, accounts, &of("LN-1", &json!({}))).await.expect(200).json();
    assert_eq!((&made["settings"], made["currency_code"].as_str()), (&gold()["settings"], Some("INR")));
    let own = json!({ "settings": { "interest": { "rate": 20 } } });
    let made = post(&world, &lender.token, accounts, &of("LN-2", &own)).await.expect(200).json();
    assert_eq!(made["settings"]["interest"]["rate"], 20);
    let refused = [
        (
            json!({ "settings": { "interest": { "rate": 20.5 } } }),
            "settings.interest.rate: Value must be from 5 to 20, which the product allows",
        ),
        (
            json!({ "settings": { "schedule": { "repayment_period": "P2W" } } }),
            "settings.schedule.repayment_period: Value must be P1M, which the product fixes",
        ),
        (json!({ "currency_code": "EUR" }), "currency_code: Value must be the product's, INR"),
        (json!({ "product_id": "tin" }), "product_id: No product has the id tin"),
    ];
    for (own, fault) in refused {
        assert_eq!(faults(&post(&world, &lender.token, accounts, &of("LN-3", &own)).await.expect(400)), [fault]);
    }
    put(&world, &lender, GOLD, json!({ "state": "StateInactive", "settings": { "interest": { "rate": 9 } } }))
        .await
        .expect(200);
    let closed = post(&world, &lender.token, accounts, &of("LN-3", &json!({}))).await.expect(400);
    assert_eq!(faults(&closed), ["product_id: No accounts are opened of this product any more"]);
    world.call(&lender.token, "DELETE", GOLD, "").await.expect(200);
    // What was agreed stays agreed, and goes by what the product allowed when it was.
    let kept = "/v1/accounts/loans/LN-1";
    assert_eq!(world.call(&lender.token, "GET", kept, "").await.json()["settings"]["interest"]["rate"], 12);
    put(&world, &lender, kept, json!({ "settings": { "interest": { "rate": 15 } } })).await.expect(200);
    put(&world, &lender, kept, json!({ "settings": { "interest": { "rate": 21 } } })).await.expect(400);
}

#[tokio::test]
async fn products_are_the_companys_its_managers_change_them_and_each_request_counts_once() {
    let (world, lender) = with_gold().await;
    let other = world.lender().await;
    let before = world.testbed.snapshot().await;
    let change = r#"{"name":"x"}"#;
    for (method, path, body) in [("POST", PRODUCTS, change), ("PUT", GOLD, change), ("DELETE", GOLD, "")] {
        world.call(&lender.viewer, method, path, body).await.expect(403);
        world.call(&lender.agent, method, path, body).await.expect(403);
    }
    for (method, body) in [("GET", ""), ("PUT", change), ("DELETE", "")] {
        world.call(&other.token, method, GOLD, body).await.expect(404);
    }
    let listed = world.call(&other.token, "GET", PRODUCTS, "").await.expect(200).json();
    assert_eq!((&listed["total"], &listed["products"]), (&json!(0), &json!([])));
    let mut of_other = loan("LN-1");
    of_other["product_id"] = json!("gold");
    let reply = post(&world, &other.token, "/v1/accounts/loans", &of_other).await.expect(400);
    assert_eq!(faults(&reply), ["product_id: No product has the id gold"]);
    assert_eq!(world.testbed.snapshot().await, before);

    let headers = [
        ("authenticationtoken", lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let unnamed = json!({ "name": "Silver loan", "currency_code": "INR" }).to_string();
    let first = world.call_with(&headers, "POST", PRODUCTS, unnamed.clone()).await.expect(200);
    let again = world.call_with(&headers, "POST", PRODUCTS, unnamed).await.expect(200);
    assert_eq!((first.json(), again.headers["idempotency-replayed"].to_str().ok()), (again.json(), Some("true")));
}

#[tokio::test]
async fn a_product_costs_one_read_and_one_transaction() {
    let (world, lender) = with_gold().await;
    world.call(&lender.token, "GET", GOLD, "").await.expect(200);
    let unnamed = r#"{"name":"Tin loan","currency_code":"INR"}"#;
    let named = r#"{"product_id":"tin","name":"Tin loan","currency_code":"INR"}"#;
    let calls = [
        ("POST", PRODUCTS, unnamed, vec![("TransactWriteItems", 1)]),
        ("POST", PRODUCTS, named, vec![("GetItem", 1), ("TransactWriteItems", 1)]),
        ("GET", GOLD, "", vec![("GetItem", 1)]),
        ("PUT", GOLD, r#"{"name":"n"}"#, vec![("GetItem", 1), ("TransactWriteItems", 1)]),
        ("GET", PRODUCTS, "", vec![("Query", 1), ("BatchGetItem", 1)]),
        ("DELETE", GOLD, "", vec![("GetItem", 1), ("TransactWriteItems", 1)]),
    ];
    for (method, path, body, expected) in calls {
        world.testbed.meter().reset();
        world.call(&lender.token, method, path, body).await.expect(200);
        let made = world.testbed.meter().calls();
        let total: usize = expected.iter().map(|(_, count)| *count).sum();
        assert!(
            expected.iter().all(|(call, count)| made.of(call) == *count) && made.total() == total,
            "{method} {path}"
        );
    }
}
