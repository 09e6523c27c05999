//! A lender with a loan and events for it, the functions that communications come through, and a queue between them.

use std::sync::Arc;
use std::time::Duration;

use aws_credential_types::Credentials;
use communication_sender::provider::{Outbox, Providers as Deliverers, Ses, SesSettings, Twilio};
use communication_sender::{App, Done, Failed, work};
use domain::communication::CHANNELS;
use domain::communication::record::OutgoingCommunication;
use domain::company::CompanyKind;
use domain::recovery::channel::Channel;
use event_relay::{Happened, relay};
use platform::communications::{CommunicationMessage, ProviderSecret, Providers, TwilioAccount};
use platform::event::Event;
use platform::https::Https;
use platform::keys::loan::{self, History};
use platform::signed::AwsCaller;
use platform::table::{Item, Order};
use serde_json::{Value, json};
use testbed::{Lender, TestQueue, World, moment};

use crate::provider::{Behaviour, TestProvider};

/// A world with one lender, whose loan `LN-1` is overdue.
pub struct Setting {
    pub world: World,
    pub lender: Lender,
    pub queue: TestQueue,
    pub app: App,
    relayed: std::sync::Mutex<usize>,
}

/// Where the API is reached from outside.
pub const PUBLIC_URL: &str = testbed::PUBLIC_URL;

pub fn https() -> Https {
    Https::new(rustls::RootCertStore::empty(), Duration::from_millis(400)).expect("ring")
}

pub fn aws(service: &'static str, endpoint: &str, world: &World) -> AwsCaller {
    let credentials = Credentials::new("AKID", "secret", Some("session".to_owned()), None, "test");
    let (region, endpoint) = ("ap-south-1".to_owned(), endpoint.to_owned());
    AwsCaller { service, region, endpoint, credentials, clock: world.clock.clone() }
}

/// An account at a provider that the test has started.
pub fn account(url: &str) -> Providers {
    let number = |text: &str| Some(text.to_owned());
    Providers {
        twilio: Some(TwilioAccount {
            base_url: url.to_owned(),
            account_sid: "AC1".to_owned(),
            auth_token: "token".to_owned(),
            sms_from: number("+15550001"),
            whatsapp_from: number("+15550002"),
            voice_from: number("+15550003"),
        }),
    }
}

/// What Twilio answers to a message that it takes.
pub fn taken(sid: &str) -> Behaviour {
    Behaviour::Answers(201, "", json!({ "sid": sid, "status": "queued", "error_code": null }).to_string())
}

impl Setting {
    /// Noon of the tenth of January 2024, where the lender is. Nobody delivers anything yet.
    pub async fn start() -> Self {
        Self::start_as(CompanyKind::Lending).await
    }

    /// The same of a lender of credit lines: the loan is a transaction of the customer `cus-1`.
    pub async fn start_as(kind: CompanyKind) -> Self {
        let world = World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
            let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
            let recovery = recovery_api::App { table: table.clone(), clock: clock.clone(), links: testbed::links() };
            let own = communications_api::App { table, clock, links: testbed::links() };
            let secret = ProviderSecret::known(account("https://twilio.example"));
            let callbacks = communications_api::Callbacks { secret, public_url: PUBLIC_URL.to_owned() };
            let communications = communications_api::router_with(own, tokens.clone(), callbacks);
            testbed::gateway([
                ("/communication", communications.clone()),
                ("/l/", communications),
                ("/api/recovery", recovery_api::router(recovery, tokens.clone())),
                ("", loans_api::router(loans, tokens)),
            ])
        })
        .await;
        let lender = world.lender_with(|company| company.kind = kind).await;
        let queue = TestQueue::default();
        let providers = Deliverers::default();
        let app = App { table: world.table.clone(), queue: queue.queue(), clock: world.clock.clone(), providers };
        let setting = Self { world, lender, queue, app, relayed: std::sync::Mutex::new(0) };
        setting.upload("LN-1").await;
        for (channel, text) in [
            ("sms", "{recipient_name}: pay {amount_overdue} & more"),
            ("email", "<p>Dear {applicant_name}</p>"),
            ("voice", "Dear {recipient_name}, please call <us> & pay"),
            ("whatsapp", "Hi {recipient_name}"),
        ] {
            setting.event(channel, text).await;
        }
        setting
    }

    /// All channels go to one server that speaks both APIs.
    pub async fn with(provider: &TestProvider) -> Self {
        let mut setting = Self::start().await;
        let twilio = Twilio::new(https(), ProviderSecret::known(account(&provider.url)), PUBLIC_URL);
        let settings = SesSettings {
            from: "info@lender.example".to_owned(),
            reply_to: Some("desk@lender.example".to_owned()),
            configuration_set: Some("recoup".to_owned()),
        };
        let ses = Ses::new(https(), aws("ses", &provider.url, &setting.world), Some(settings));
        let (twilio, mut providers) = (Arc::new(twilio), Deliverers::default().with(Channel::Email, Arc::new(ses)));
        for channel in [Channel::Sms, Channel::Voice, Channel::Whatsapp] {
            providers = providers.with(channel, twilio.clone());
        }
        setting.app.providers = providers;
        setting
    }

    /// All channels go to the local outbox.
    pub async fn with_outbox() -> Self {
        Self::start().await.delivered_by_outbox()
    }

    pub fn delivered_by_outbox(mut self) -> Self {
        let setting = &mut self;
        let outbox = Arc::new(Outbox::new(setting.world.table.clone()));
        let all = CHANNELS.into_iter();
        setting.app.providers = all.fold(Deliverers::default(), |all, channel| all.with(channel, outbox.clone()));
        self
    }

    pub async fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let reply = self.world.call(&self.lender.token, method, path, &body.to_string()).await;
        assert!(reply.status.is_success(), "{method} {path}: {}", reply.text);
        reply.json()
    }

    pub async fn upload(&self, loan_id: &str) {
        let body = json!({
            "loan_id": loan_id, "client_customer_id": "cus-1", "loan_type": "Card", "applicant_name": "Keval", "total_loan_amount": 100_000,
            "applicant_contact_number": "9805265921", "applicant_email": "keval@example.com",
            "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_234.5, "date_of_default": "2024-01-05" }],
        });
        self.call("POST", &format!("/recovery/loan/{loan_id}"), &body).await;
    }

    /// An event of the name of a channel, which sends by it.
    async fn event(&self, channel: &str, text: &str) {
        let mut body = json!({ "language": "en", "body": text });
        if channel == "email" {
            body["subject"] = json!("About {loan_id}");
        }
        let mut template = json!({ "name": "Due", "channel": channel, "bodies": [body] });
        if ["sms", "whatsapp"].contains(&channel) {
            template["client_template_id"] = json!("1107");
        }
        let made = self.call("POST", "/communication/templates", &template).await;
        let path = format!("/communication/events/{channel}");
        self.call("PUT", &path, &json!({ channel: made["output"]["template_id"] })).await;
    }

    /// An event happens to the loan.
    pub async fn trigger(&self, event: &str) -> Value {
        self.trigger_about("LN-1", event).await
    }

    pub async fn trigger_about(&self, loan_id: &str, event: &str) -> Value {
        let is_lending = self.lender.company.kind == CompanyKind::Lending;
        let body = json!({
            "loan_id": loan_id, "company_id": self.lender.company.id, "inbound_bot_id": "bot-1", "allocation_month": "2024-1-01",
            "source": "crm", "event_name": event, "send_to": "applicant", "communication_level": if is_lending { "customer" } else { "transaction" },
        });
        let token = self.lender.agent.as_str();
        let headers = [("authenticationtoken", token), ("role", "agent"), ("content-type", "application/json")];
        let reply = self.world.call_with(&headers, "POST", "/communication/trigger/event", body.to_string()).await;
        reply.expect(201).json()
    }

    fn pk(&self) -> String {
        let company = &self.lender.company;
        match company.kind {
            CompanyKind::Lending => loan::loan(&company.id, "LN-1"),
            CompanyKind::CreditLine => loan::customer(&company.id, "cus-1"),
        }
    }

    /// All that was told of the loan, the oldest first.
    pub async fn events(&self) -> Vec<Event> {
        let (from, to) = platform::keys::events();
        let items = self.world.table.query_all(&self.pk(), (from, to)).await.expect("read");
        items.iter().map(|item| item.read().expect("an event")).collect()
    }

    /// The names of what was told of communications, in the order of time.
    pub async fn told(&self) -> Vec<String> {
        let mut events = self.events().await;
        // What is told in one moment has no order.
        events.sort_by(|one, other| (one.at, &one.event_type).cmp(&(other.at, &other.event_type)));
        let names = events.into_iter().map(|event| event.event_type);
        names.filter(|name| name.starts_with("communication.") || ["sms", "email"].contains(&name.as_str())).collect()
    }

    /// The stream brings what has happened since, and the messages that come of it.
    pub async fn messages(&self) -> Vec<CommunicationMessage> {
        let events = self.events().await;
        let seen = std::mem::replace(&mut *self.relayed.lock().expect("whole"), events.len());
        let company_id = &self.lender.company.id;
        let happened = |event: &Event| Happened { company_id: company_id.clone(), event: event.clone() };
        let events: Vec<Happened> = events.iter().skip(seen).map(happened).collect();
        let communications = self.queue.queue();
        let (table, queue, clock) = (self.world.table.clone(), TestQueue::default().queue(), self.world.clock.clone());
        let (notices, detection) = (TestQueue::default().queue(), TestQueue::default().queue());
        let app = event_relay::App { table, queue, notices, detection, communications, clock };
        relay(&app, &events).await.expect("relayed");
        self.taken().into_iter().map(|(message, _)| message).collect()
    }

    /// What was put into the queue, each with the seconds for which it is kept back.
    pub fn taken(&self) -> Vec<(CommunicationMessage, u64)> {
        let read = |(body, delay): (String, u64)| (serde_json::from_str(&body).expect("a message"), delay);
        self.queue.take_delayed().into_iter().map(read).collect()
    }

    /// An event happens to the loan, and its one message comes.
    pub async fn message(&self, event: &str) -> CommunicationMessage {
        self.trigger(event).await;
        let mut messages = self.messages().await;
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages.remove(0)
    }

    pub async fn work(&self, message: &CommunicationMessage) -> Result<Done, Failed> {
        let mut outcomes = work(&self.app, &[Some(message.clone())]).await;
        assert_eq!(outcomes.len(), 1);
        outcomes.remove(0)
    }

    /// The communications of the loan, the oldest first.
    pub async fn communications(&self) -> Vec<OutgoingCommunication> {
        let (from, to) =
            loan::history_bounds(History::Communication, domain::moment::Moment::EPOCH, domain::moment::Moment::LAST);
        let page = self.world.table.query(&self.pk(), &from, &to, Order::Ascending).await.expect("read");
        page.items.iter().map(|item: &Item| item.read().expect("a communication")).collect()
    }

    /// The latest communication as its stage, and why it is there.
    pub async fn stage(&self) -> (&'static str, Option<String>, Option<String>) {
        let last = self.communications().await.pop().expect("a communication");
        (last.outgoing.stage.name(), last.outgoing.way.reason, last.outgoing.way.code)
    }

    /// What a reader of the loan sees of the latest communication.
    pub async fn shown(&self) -> Value {
        let view = self.call("GET", "/recovery/loan/LN-1?fields=communication", &json!({})).await;
        view["communication_details"][0]["comm_dict"].clone()
    }
}
