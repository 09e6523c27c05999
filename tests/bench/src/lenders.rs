//! Companies with a token each, set up as an operator sets them up.

use company_admin::{App, handle_text};
use domain::json::{Json, Object};
use platform::auth::TokenRecord;
use platform::clock::Clock;
use platform::table::Table;
use std::collections::BTreeSet;

/// A company that sends requests.
pub(crate) struct Lender {
    pub(crate) company_id: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) token: String,
}

impl Lender {
    /// Creates a company of a kind, `lending` or `credit_line`, with one credential and a token for it.
    pub(crate) async fn set_up(table: &Table, clock: &Clock, kind: &str) -> Self {
        let app = App { table: table.clone(), clock: clock.clone() };
        let created = command(
            &app,
            &format!(
                r#"{{"command":"create_company","name":"Lender","kind":"{kind}","time_zone":"Asia/Kolkata","currency":"INR",
                "bifurcation_variables":["expected_emi","late_fee","penalty"]}}"#
            ),
        )
        .await;
        let company_id = text(&created, "company_id");
        let issued = command(
            &app,
            &format!(
                r#"{{"command":"issue_credential","company_id":"{company_id}","name":"bench@example.com","roles":["admin"]}}"#
            ),
        )
        .await;
        let (client_id, client_secret) = (text(&issued, "client_id"), text(&issued, "client_secret"));
        let token = token(&app, &company_id, &client_id).await;
        Self { company_id, client_id, client_secret, token }
    }
}

async fn command(app: &App, text: &str) -> Object {
    match handle_text(app, text).await {
        Ok(Json::Object(answer)) => answer,
        Ok(_) => panic!("a command answers an object"),
        Err(error) => panic!("the command fails: {error}"),
    }
}

fn text(answer: &Object, key: &str) -> String {
    answer.get(key).and_then(Json::as_text).expect("the answer has the key").to_owned()
}

async fn token(app: &App, company_id: &str, client_id: &str) -> String {
    let roles = BTreeSet::from([domain::company::Role::Admin]);
    let issued = TokenRecord::issue(company_id, client_id, roles, app.clock.now()).expect("a token");
    app.table.transact(issued.writes).await.expect("the token is stored");
    issued.plain.expose().to_owned()
}
