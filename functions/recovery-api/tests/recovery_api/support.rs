//! The functions in one world, and loans that fell behind.

use serde_json::{Value, json};
use testbed::{Lender, World, gateway, moment};

/// Noon of the tenth of January 2024, where the lenders are.
pub async fn start() -> World {
    World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
        let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
        let accounts = accounts_api::App { table: table.clone(), clock: clock.clone() };
        let recovery = recovery_api::App { table, clock, links: testbed::links() };
        gateway([
            ("/api/recovery", recovery_api::router(recovery, tokens.clone())),
            ("/v1", accounts_api::router(accounts, tokens.clone())),
            ("", loans_api::router(loans, tokens)),
        ])
    })
    .await
}

/// Uploads a month of a loan, or a further one.
pub async fn upload(world: &World, lender: &Lender, loan_id: &str, month: &str, since: &str, claim: i64) {
    let body = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "defaults": [{ "allocation_month": month, "total_claim_amount": claim, "date_of_default": since }],
    });
    let path = format!("/recovery/loan/{loan_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
}

/// Records a payment on a month.
pub async fn pay(world: &World, lender: &Lender, loan_id: &str, month: &str, amount: i64, status: &str) {
    let body = json!({ "final_status": status, "amount_recovered": amount, "payment_method": "Online" });
    let path = format!("/recovery/payments/{loan_id}?allocation_month={month}");
    world.call(&lender.token, "PATCH", &path, &body.to_string()).await.expect(200);
}

/// What detection finds.
pub async fn detect(world: &World, lender: &Lender) -> Vec<Value> {
    let found = world.call(&lender.token, "POST", "/api/recovery/defaults/detect", "").await.expect(200).json();
    assert_eq!(found["more"], false);
    found["defaults"].as_array().expect("a list").clone()
}

/// What a path shows.
pub async fn get(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.viewer, "GET", &format!("/api/recovery{path}"), "").await.expect(200).json()
}

/// The default of a value that shows one.
pub async fn read(world: &World, lender: &Lender, default: &Value) -> Value {
    get(world, lender, &format!("/defaults/{}", default["default_id"].as_str().expect("an id"))).await
}

/// What happened to a default, in order.
pub fn history(default: &Value) -> Vec<&str> {
    default["history"].as_array().expect("a list").iter().map(|entry| entry["what"].as_str().expect("a word")).collect()
}

/// Uploads a loan that fell behind on the fifth of January 2024, whose applicant has a number and an address, and finds its default.
pub async fn defaulted(world: &World, lender: &Lender, loan_id: &str) -> Value {
    let body = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "applicant_contact_number": "9876543210", "applicant_email": "keval@example.com",
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_000, "date_of_default": "2024-01-05" }],
    });
    let path = format!("/recovery/loan/{loan_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
    let body = json!({ "loan_id": loan_id });
    let found = post(world, lender, "/defaults/detect", &body).await;
    found["defaults"][0].clone()
}

/// What a request that creates or does something answers.
pub async fn post(world: &World, lender: &Lender, path: &str, body: &Value) -> Value {
    let reply = world.call(&lender.agent, "POST", &format!("/api/recovery{path}"), &body.to_string()).await;
    assert!(reply.status.is_success(), "{path}: {}", reply.text);
    reply.json()
}

/// Orders actions for a default.
pub async fn order(world: &World, lender: &Lender, default: &Value, body: &Value) -> Value {
    post(world, lender, &format!("/defaults/{}/actions", id_of(default, "default_id")), body).await
}

/// Executes an action.
pub async fn execute(world: &World, lender: &Lender, action: &Value) -> Value {
    post(world, lender, &format!("/actions/{}/execute", id_of(action, "action_id")), &json!({})).await
}

/// Sets what a company sets, and waits until it is known everywhere.
pub async fn set(world: &World, lender: &Lender, settings: &Value) {
    world.call(&lender.token, "PUT", "/api/recovery/settings", &settings.to_string()).await.expect(200);
    world.wait(61);
}

pub fn id_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("an id")
}

/// The types of what was told of a loan, in order, those left out that do not begin so.
pub async fn told(world: &World, lender: &Lender, loan_id: &str, prefix: &str) -> Vec<String> {
    use platform::keys;
    let (from, to) = keys::events();
    let pk = keys::loan::loan(&lender.company.id, loan_id);
    let page = world.table.query(&pk, &from, &to, platform::table::Order::Ascending).await.expect("events");
    let types = page.items.iter().map(|item| item.read::<platform::event::Event>().expect("an event").event_type);
    types.filter(|event_type| event_type.starts_with(prefix)).collect()
}
