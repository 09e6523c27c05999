//! The function in a world of its own, beside the lending API, and templates.

use notices_api::{App, router};
use serde_json::{Value, json};
use testbed::{Lender, Reply, World, moment};

pub const TEMPLATES: &str = "/recovery/notices/templates";

/// Noon of the tenth of January 2024, where the lenders are.
pub async fn start() -> World {
    World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
        let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
        let own = router(App::new(table, testbed::TestObjects::default().objects(), clock), tokens.clone());
        testbed::gateway([
            ("/recovery/notices", own.clone()),
            // The receipt of a visit; visits themselves are recorded by the lending API.
            ("/recovery/fos/collections/", own),
            ("", loans_api::router(loans, tokens)),
        ])
    })
    .await
}

/// A template in English and Hindi.
pub fn recall(name: &str) -> Value {
    let blocks = |text: &str| {
        json!([
            { "type": "paragraph", "text": text },
            { "type": "amounts", "rows": [{ "label": "{currency}", "variable": "amount_overdue" }, { "label": "DPD", "variable": "days_past_due" }] },
            { "type": "signature" },
        ])
    };
    json!({ "name": name, "case_type": "lrn", "signatory": { "name": "A. Rao", "office": "Advocate" }, "languages": [
        { "language": "en", "title": "Recall of loan {loan_id}", "blocks": blocks("Dear {recipient_name}, pay within 15 days.") },
        { "language": "Hindi", "title": "ऋण {loan_id} की वापसी", "blocks": blocks("प्रिय {recipient_name}, 15 दिनों के भीतर भुगतान करें।") },
    ] })
}

/// Creates a template, and answers its id.
pub async fn template(world: &World, lender: &Lender, template: &Value) -> String {
    let made = post(world, lender, TEMPLATES, template).await.expect(201).json();
    made["output"]["template_id"].as_str().expect("an id").to_owned()
}

/// A `POST`, whatever is answered.
pub async fn post(world: &World, lender: &Lender, path: &str, body: &Value) -> Reply {
    world.call(&lender.token, "POST", path, &body.to_string()).await
}

/// What a viewer reads at a path.
pub async fn output(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.viewer, "GET", path, "").await.expect(200).json()["output"].clone()
}
