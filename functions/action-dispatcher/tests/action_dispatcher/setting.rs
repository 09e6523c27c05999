//! Loans that fell behind, actions that are scheduled for them, and runs.

use action_dispatcher::{App, Bounds, Done, Unfinished, run};
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::channel::Channel;
use platform::event::Event;
use platform::keys;
use platform::recovery::{action_at, default_to_change};
use platform::table::Order;
use platform::{id, table::Item};
use serde_json::{Value, json};
use testbed::{Lender, gateway, moment};

/// A world with one lender who has no hours and no numbers.
pub struct Setting {
    pub world: testbed::World,
    pub lender: Lender,
}

impl Setting {
    /// Noon of the tenth of January 2024, where the lender is.
    pub async fn start() -> Self {
        let world = testbed::World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
            let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
            let recovery = recovery_api::App { table: table.clone(), clock: clock.clone(), links: testbed::links() };
            let communications = communications_api::App { table, clock, links: testbed::links() };
            gateway([
                ("/communication", communications_api::router(communications, tokens.clone())),
                ("/api/recovery", recovery_api::router(recovery, tokens.clone())),
                ("", loans_api::router(loans, tokens)),
            ])
        })
        .await;
        let none = domain::recovery::contact_policy::Preset::None;
        let lender = world.lender_with(|company| company.settings.recovery.contact_policy = none.into()).await;
        Self { world, lender }
    }

    pub fn at(&self, time: &str) {
        self.world.clock.set(moment(time));
    }

    pub fn app(&self) -> App {
        App { table: self.world.table.clone(), clock: self.world.clock.clone(), links: testbed::links() }
    }

    pub async fn run(&self) -> Result<Done, Unfinished> {
        run(&self.app(), Bounds::until(Moment::LAST)).await
    }

    pub async fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let reply = self.world.call(&self.lender.token, method, path, &body.to_string()).await;
        assert!(reply.status.is_success(), "{method} {path}: {}", reply.text);
        reply.json()
    }

    /// Sets up an event `Law` that sends an SMS and an e-mail.
    pub async fn event(&self) {
        let mut templates = json!({});
        for (channel, subject) in [("sms", None), ("email", Some("About {loan_id}"))] {
            let mut body = json!({ "language": "en", "body": "{loan_id}" });
            if let Some(subject) = subject {
                body["subject"] = json!(subject);
            }
            let template = json!({ "name": "Law", "channel": channel, "bodies": [body] });
            let made = self.call("POST", "/communication/templates", &template).await;
            templates[channel] = made["output"]["template_id"].clone();
        }
        self.call("PUT", "/communication/events/Law", &templates).await;
    }

    /// Triggers it, and answers the channels by which something goes out at once.
    pub async fn trigger(&self, loan_id: &str) -> Vec<Channel> {
        let body = json!({
            "loan_id": loan_id, "company_id": self.lender.company.id, "inbound_bot_id": "bot-1", "allocation_month": "2024-1-01",
            "source": "crm", "event_name": "Law", "send_to": "applicant", "communication_level": "customer",
        });
        let headers = [
            ("authenticationtoken", self.lender.agent.as_str()),
            ("role", "agent"),
            ("content-type", "application/json"),
        ];
        let path = "/communication/trigger/event";
        let reply = self.world.call_with(&headers, "POST", path, body.to_string()).await;
        assert!([201, 409].contains(&reply.status.as_u16()), "{}", reply.text);
        let answer = reply.json();
        let went = |channel: &str| {
            let told = answer["data"][channel].as_str().unwrap_or_default();
            told.starts_with("Successfully created") && !told.contains("waits until")
        };
        let channels = [("sms", Channel::Sms), ("email", Channel::Email)];
        channels.into_iter().filter(|(name, _)| went(name)).map(|(_, channel)| channel).collect()
    }

    /// A loan that fell behind on the fifth of January 2024, and the id of its default.
    pub async fn defaulted(&self, loan_id: &str) -> String {
        let body = json!({
            "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
            "applicant_contact_number": "9876543210", "applicant_email": "keval@example.com",
            "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_000, "date_of_default": "2024-01-05" }],
        });
        self.call("POST", &format!("/recovery/loan/{loan_id}"), &body).await;
        let found = self.call("POST", "/api/recovery/defaults/detect", &json!({ "loan_id": loan_id })).await;
        found["defaults"][0]["default_id"].as_str().expect("an id").to_owned()
    }

    /// Orders an action, and answers its id.
    pub async fn order(&self, default_id: &str, body: &Value) -> String {
        let path = format!("/api/recovery/defaults/{default_id}/actions");
        self.call("POST", &path, body).await["action_id"].as_str().expect("an id").to_owned()
    }

    pub async fn action(&self, action_id: &str) -> RecoveryAction {
        let (ulid, loan_id) = id::of_loan(id::ACTION, action_id).expect("an id");
        let known = action_at(&self.world.table, &self.lender.company.id, &loan_id, ulid).await.expect("read");
        known.expect("an action").action
    }

    /// The case of a default.
    pub async fn case(&self, default_id: &str) -> domain::recovery::case::RecoveryCase {
        let (ulid, loan_id) = id::of_loan(id::DEFAULT, default_id).expect("an id");
        let known = default_to_change(&self.world.table, &self.lender.company.id, &loan_id, ulid, false).await;
        known.expect("read").expect("a default").case.case
    }

    /// What was told of a loan, in order: type of the event and action.
    pub async fn told(&self, loan_id: &str) -> Vec<(String, String)> {
        let pk = keys::loan::loan(&self.lender.company.id, loan_id);
        let (mut from, to) = keys::events();
        let mut items: Vec<Item> = Vec::new();
        loop {
            let page = self.world.table.query(&pk, &from, &to, Order::Ascending).await.expect("read");
            items.extend(page.items);
            if !page.more {
                break;
            }
            from = format!("{}\u{1}", items.last().expect("an item").key.sk);
        }
        let event = |item: &Item| {
            let event: Event = item.read().expect("an event");
            let action_id = event.data.as_object()?.get("action_id")?.as_text()?.to_owned();
            // The communication that carries it out names it too.
            event.event_type.starts_with("recovery_action.").then_some((event.event_type, action_id))
        };
        items.iter().filter_map(event).collect()
    }

    /// How often it was told that an action was handed over.
    pub async fn times_sent(&self, loan_id: &str, action_id: &str) -> usize {
        let told = self.told(loan_id).await;
        told.iter().filter(|(kind, of)| kind == "recovery_action.sent" && of == action_id).count()
    }
}
