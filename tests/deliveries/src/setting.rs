//! A company with endpoints, events that happen to it, and the two functions with a queue between them.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Router;
use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::webhook::delivery::Delivery;
use domain::webhook::endpoint::{Endpoint, Endpoints};
use domain::webhook::secret::Secret;
use domain::webhook::target::Targets;
use event_relay::Happened;
use platform::event::Event;
use platform::id;
use platform::table::{Item, Order};
use platform::webhooks::{DeliveryMessage, endpoints, find};
use rustls::RootCertStore;
use testbed::{Lender, TestQueue, World, moment};
use webhook_sender::{App, Done, Failed, Poster, work};

/// A world with one company, a queue, and the sender.
pub struct Setting {
    /// The table, the clock and the company's people.
    pub world: World,
    /// The company.
    pub lender: Lender,
    /// The queue of deliveries.
    pub queue: TestQueue,
    /// The sender.
    pub app: App,
}

/// The secret of every endpoint here.
pub fn secret() -> Secret {
    Secret::new([7; 32])
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Object {
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

impl Setting {
    /// Where any address is sent to, and nobody's certificate is trusted.
    pub async fn start() -> Self {
        Self::with(Targets::Any, RootCertStore::empty()).await
    }

    /// Where certain addresses are sent to, and certain certificates are trusted.
    pub async fn with(targets: Targets, roots: RootCertStore) -> Self {
        let world = World::start(moment("2026-01-10T12:00:00+05:30"), |_, _, _| Router::new()).await;
        let lender = world.lender().await;
        let queue = TestQueue::default();
        let poster = Poster::new(targets, roots).expect("ring").within(Duration::from_millis(400));
        let app = App { table: world.table.clone(), queue: queue.queue(), clock: world.clock.clone(), poster };
        Self { world, lender, queue, app }
    }

    /// The same with another limit in time for a try.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.app.poster = self.app.poster.within(limit);
        self
    }

    /// The id of the company.
    pub fn company(&self) -> &str {
        &self.lender.company.id
    }

    /// The time.
    pub fn now(&self) -> Moment {
        self.world.clock.now()
    }

    /// An endpoint that is sent to, and its id.
    pub async fn endpoint(&self, url: &str, events: &str) -> String {
        let id = id::prefixed(id::ENDPOINT, self.now());
        let body = object([("url", url.into()), ("events", [Json::text(events)].into_iter().collect())]);
        let endpoint = Endpoint::create(&id, &body, secret(), Targets::Any, self.now()).expect("an endpoint");
        self.change(|endpoints| endpoints.with(endpoint).expect("room")).await;
        id
    }

    /// Changes the endpoints of the company.
    pub async fn change(&self, change: impl FnOnce(Endpoints) -> Endpoints) {
        let known = endpoints(&self.world.table, self.company()).await.expect("read");
        let told = Event::new("webhook.endpoint_updated", self.now(), Json::Null);
        let changed = change(known.endpoints.clone());
        let writes = known.writes(self.company(), &changed, &told).expect("writes");
        self.world.table.transact(writes).await.expect("stored");
    }

    /// An endpoint.
    pub async fn read(&self, endpoint_id: &str) -> Endpoint {
        let known = endpoints(&self.world.table, self.company()).await.expect("read");
        known.endpoints.find(endpoint_id).expect("there").clone()
    }

    /// Something that happens to a loan.
    pub fn happened(&self, loan_id: &str) -> Happened {
        let data = object([("loan_id", loan_id.into()), ("allocation_months", Json::List(Vec::new()))]);
        let event = Event::new("loan.updated", self.now(), Json::Object(data));
        Happened { company_id: self.company().to_owned(), event }
    }

    /// The relay.
    pub fn relay(&self) -> event_relay::App {
        let App { table, queue, clock, .. } = self.app.clone();
        let (notices, detection) = (TestQueue::default().queue(), TestQueue::default().queue());
        let communications = TestQueue::default().queue();
        event_relay::App { table, queue, notices, detection, communications, clock }
    }

    /// The delivery of something that happens, as the relay makes it: its id.
    pub async fn made(&self, loan_id: &str) -> String {
        event_relay::relay(&self.relay(), &[self.happened(loan_id)]).await.expect("relayed");
        let mut messages = self.messages();
        assert_eq!(messages.len(), 1);
        messages.remove(0).expect("a message").delivery_id
    }

    /// What is in the queue.
    pub fn messages(&self) -> Vec<Option<DeliveryMessage>> {
        self.queue.take().iter().map(|body| serde_json::from_str(body).ok()).collect()
    }

    /// The message of a delivery.
    pub fn message(&self, delivery_id: &str) -> DeliveryMessage {
        DeliveryMessage { company_id: self.company().to_owned(), delivery_id: delivery_id.to_owned() }
    }

    /// One try.
    pub async fn work(&self, delivery_id: &str) -> Result<Done, Failed> {
        let mut outcomes = work(&self.app, &[Some(self.message(delivery_id))]).await;
        assert_eq!(outcomes.len(), 1);
        outcomes.remove(0)
    }

    /// A delivery.
    pub async fn delivery(&self, delivery_id: &str) -> Delivery {
        let found = find(&self.world.table, self.company(), delivery_id).await.expect("read");
        found.expect("there").delivery
    }

    /// What came of the tries of a delivery.
    pub async fn outcomes(&self, delivery_id: &str) -> Vec<&'static str> {
        self.delivery(delivery_id).await.attempts.iter().map(|attempt| attempt.outcome.name()).collect()
    }

    /// The types of the events that lie under the company itself.
    pub async fn told(&self) -> BTreeSet<String> {
        let (from, to) = platform::keys::events();
        let pk = platform::keys::company(self.company()).pk;
        let page = self.world.table.query(&pk, &from, &to, Order::Ascending).await.expect("read");
        let event = |item: &Item| item.read::<Event>().expect("an event").event_type;
        page.items.iter().map(event).collect()
    }
}
