//! The functions in one world, loans, and agencies.

use agencies_api::{App, router};
use serde_json::{Value, json};
use testbed::{Lender, Reply, World, gateway, moment};

/// Noon of the tenth of January 2024, where the lenders are.
pub async fn start() -> World {
    World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
        let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
        let accounts = accounts_api::App { table: table.clone(), clock: clock.clone() };
        gateway([
            ("/people", router(App { table: table.clone(), clock: clock.clone() }, tokens.clone())),
            ("/companies", router(App { table, clock }, tokens.clone())),
            ("/v1", accounts_api::router(accounts, tokens.clone())),
            ("", loans_api::router(loans, tokens)),
        ])
    })
    .await
}

/// The path of a company's agencies.
pub fn agencies(lender: &Lender) -> String {
    format!("/companies/{}/collection-agencies", lender.company.id)
}

/// A new agency with an id of the lender's own, by its id.
pub async fn agency(world: &World, lender: &Lender, external_id: &str) -> String {
    let body = json!({ "legalName": format!("Agency {external_id}"), "externalId": external_id }).to_string();
    let made = world.call(&lender.token, "POST", &agencies(lender), &body).await.expect(201).json();
    made["data"]["agencyId"].as_str().expect("an id").to_owned()
}

/// Uploads a month of a loan of customer `cus-1`.
pub async fn upload(world: &World, lender: &Lender, loan_id: &str) {
    let body = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "client_customer_id": "cus-1",
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_000, "date_of_default": "2024-01-05" }],
    });
    let path = format!("/recovery/loan/{loan_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
}

/// The path of the assignment of a loan of customer `cus-1`.
pub fn path(loan_id: &str) -> String {
    format!("/people/cus-1/loans/{loan_id}/collection-agency")
}

/// Assigns a loan, whatever is answered.
pub async fn assign(world: &World, lender: &Lender, loan_id: &str, body: Value) -> Reply {
    world.call(&lender.token, "POST", &path(loan_id), &body.to_string()).await
}

/// Takes a loan back, whatever is answered.
pub async fn unassign(world: &World, lender: &Lender, loan_id: &str, serviced_by: &str) -> Reply {
    let path = format!("{}?servicedBy={serviced_by}", path(loan_id));
    world.call(&lender.token, "DELETE", &path, "").await
}

/// What a path shows in `data`.
pub async fn data(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.viewer, "GET", path, "").await.expect(200).json()["data"].clone()
}

/// Records a payment on the month that [`upload`] uploads, whatever is answered.
pub async fn pay(world: &World, lender: &Lender, loan_id: &str, amount: i64, is_external: Option<bool>) -> Reply {
    let mut body = json!({
        "final_status": "Partially Recovered", "amount_recovered": amount, "payment_method": "Online",
    });
    if let Some(is_external) = is_external {
        body["is_external"] = json!(is_external);
    }
    let path = format!("/recovery/payments/{loan_id}?allocation_month=2024-1-01");
    world.call(&lender.token, "PATCH", &path, &body.to_string()).await
}

/// 1000.00 for three months at 12 percent a year, due on the tenth of February, March and April 2024.
const LOAN: &str = r#"{
    "account_id": "LN-1", "holder_id": "cus-1", "amount": "1000.00",
    "disbursement_details": { "expected_disburse_time": "2024-01-10T10:00:00+05:30" },
    "settings": {
        "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
        "schedule": { "repayment_installments": 3, "repayment_period": "P1M" }
    }
}"#;

/// Makes an account and pays it out.
pub async fn disbursed(world: &World, lender: &Lender, loan_id: &str) {
    let body = LOAN.replace("LN-1", loan_id);
    world.call(&lender.token, "POST", "/v1/accounts/loans", &body).await.expect(200);
    for step in ["submit", "approve", "disburse"] {
        world.call(&lender.token, "POST", &format!("/v1/accounts/loans/{loan_id}:{step}"), "{}").await.expect(200);
    }
}

/// Enters a transaction on an account, whatever is answered.
pub async fn enter(world: &World, lender: &Lender, loan_id: &str, body: Value) -> Reply {
    let path = format!("/v1/accounts/loans/{loan_id}/transactions");
    world.call(&lender.token, "POST", &path, &body.to_string()).await
}

/// The types of the events in a partition that ends so, in the order in which they happened.
pub async fn events(world: &World, pk: &str) -> Vec<String> {
    let (from, to) = platform::keys::events();
    let page = world.table.query(pk, &from, &to, platform::table::Order::Ascending).await.expect("events");
    let event = |item: &platform::table::Item| item.read::<platform::event::Event>().expect("an event").event_type;
    page.items.iter().map(event).collect()
}
