//! The function in a world of its own, and templates.

use communications_api::{App, router};
use serde_json::{Value, json};
use testbed::{Lender, Reply, World, moment};

/// Noon of the tenth of January 2024, where the lenders are.
pub async fn start() -> World {
    World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
        router(App { table, clock, links: testbed::links() }, tokens)
    })
    .await
}

/// An English template of a channel.
pub fn of(channel: &str, name: &str, text: &str) -> Value {
    let mut body = json!({ "language": "en", "body": text });
    if channel == "email" {
        body["subject"] = json!("About {loan_id}");
    }
    json!({ "name": name, "channel": channel, "bodies": [body] })
}

/// Creates a template, and answers its id.
pub async fn template(world: &World, lender: &Lender, template: &Value) -> String {
    let made = post(world, lender, "/communication/templates", template).await.expect(201).json();
    made["output"]["template_id"].as_str().expect("an id").to_owned()
}

/// Sets an event up.
pub async fn event(world: &World, lender: &Lender, name: &str, templates: &Value) {
    let path = format!("/communication/events/{name}");
    world.call(&lender.token, "PUT", &path, &templates.to_string()).await.expect(200);
}

/// A `POST`, whatever is answered.
pub async fn post(world: &World, lender: &Lender, path: &str, body: &Value) -> Reply {
    world.call(&lender.token, "POST", path, &body.to_string()).await
}

/// What a viewer reads at a path.
pub async fn output(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.viewer, "GET", path, "").await.expect(200).json()["output"].clone()
}
