//! An empty system and the way commands go in.

use company_admin::{App, CommandError, handle_text};
use domain::moment::Moment;
use http::{HeaderMap, HeaderName, HeaderValue};
use platform::auth::{Authenticator, PlainToken, RoleHeader, TokenRecord};
use platform::clock::Clock;
use platform::http::problem::Problem;
use platform::table::Table;
use serde_json::{Value, json};
use testbed::Testbed;

pub(crate) struct Setting {
    pub(crate) testbed: Testbed,
    pub(crate) app: App,
}

impl Setting {
    pub(crate) async fn start() -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        let clock = Clock::stepping(Moment::from_micros(1_800_000_000_000_000).expect("in range"));
        Self { testbed, app: App { table, clock } }
    }

    pub(crate) async fn run(&self, command: &Value) -> Result<Value, CommandError> {
        let answer = handle_text(&self.app, &command.to_string()).await?;
        Ok(serde_json::from_str(&serde_json::to_string(&answer).expect("serializes")).expect("JSON"))
    }

    pub(crate) async fn done(&self, command: &Value) -> Value {
        self.run(command).await.expect("done")
    }

    /// The id of a new company.
    pub(crate) async fn company(&self) -> String {
        text(&self.done(&create_company()).await, "company_id")
    }

    /// Client id and secret of a new credential.
    pub(crate) async fn credential(&self, company_id: &str, roles: &[&str]) -> (String, String) {
        let command = json!({"command": "issue_credential", "company_id": company_id, "name": "Asha", "roles": roles});
        let issued = self.done(&command).await;
        (text(&issued, "client_id"), text(&issued, "client_secret"))
    }

    /// A token of a credential, as the identity API gives it.
    pub(crate) async fn token(&self, company_id: &str, client_id: &str) -> (PlainToken, TokenRecord) {
        let roles = [domain::company::Role::Viewer].into();
        let issued = TokenRecord::issue(company_id, client_id, roles, self.app.clock.now()).expect("a token");
        self.app.table.transact(issued.writes).await.expect("stored");
        (issued.plain, issued.record)
    }

    /// Whether the token is good, on an instance that remembers nothing.
    pub(crate) async fn check(&self, token: &PlainToken) -> Result<(), Problem> {
        let name = HeaderName::from_static("authenticationtoken");
        let value = HeaderValue::from_str(token.expose()).expect("a header value");
        let authenticator = Authenticator::new(self.app.table.clone(), self.app.clock.clone());
        authenticator.authenticate(&HeaderMap::from_iter([(name, value)]), RoleHeader::Optional).await.map(drop)
    }

    /// The types of the events so far, oldest first.
    pub(crate) async fn events(&self, company_id: &str) -> Vec<String> {
        let (from, to) = platform::keys::events();
        let order = platform::table::Order::Ascending;
        let page = self.app.table.query(company_id, &from, &to, order).await.expect("read");
        let events = page.items.iter().map(|item| item.read::<platform::event::Event>().expect("an event"));
        events.map(|event| event.event_type).collect()
    }

    /// Everything stored, as text, to look for what must not be there.
    pub(crate) async fn stored(&self) -> String {
        format!("{:?}", self.testbed.snapshot().await)
    }
}

pub(crate) fn create_company() -> Value {
    json!({"command": "create_company", "name": "Shri Finance", "kind": "lending", "time_zone": "Asia/Kolkata", "currency": "INR"})
}

pub(crate) fn text(answer: &Value, key: &str) -> String {
    answer.get(key).and_then(Value::as_str).expect(key).to_owned()
}
