//! A company that uploads loans and is told of it.

use domain::webhook::target::Targets;
use event_relay::Happened;
use loans_api::App as Loans;
use platform::event::Event;
use platform::table::Order;
use platform::webhooks::{DeliveryMessage, find};
use platform::{keys, keys::loan};
use serde_json::{Value, json};
use testbed::{Lender, Reply, TestQueue, World, gateway, moment};
use webhooks_api::App;

pub struct Setting {
    pub world: World,
    pub lender: Lender,
    pub queue: TestQueue,
}

impl Setting {
    pub async fn start() -> Self {
        let world = World::start(moment("2026-01-10T12:00:00+05:30"), |table, clock, tokens| {
            let loans = Loans { table: table.clone(), clock: clock.clone() };
            let app = App { table, clock, targets: Targets::Public };
            gateway([("/recovery", loans_api::router(loans, tokens.clone())), ("/", webhooks_api::router(app, tokens))])
        })
        .await;
        let lender = world.lender().await;
        Self { world, lender, queue: TestQueue::default() }
    }

    pub async fn call(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.world.call(&self.lender.token, method, path, &body.to_string()).await
    }

    pub async fn get(&self, path: &str) -> Value {
        self.world.call(&self.lender.viewer, "GET", path, "").await.expect(200).json()["output"].clone()
    }

    /// A new endpoint: its id.
    pub async fn endpoint(&self, events: &[&str]) -> String {
        let body = json!({ "url": "https://hooks.example.com/h", "events": events });
        let created = self.call("POST", "/webhooks/endpoints", &body).await.expect(201).json();
        created["output"]["endpoint_id"].as_str().expect("an id").to_owned()
    }

    pub async fn upload(&self, loan_id: &str) {
        let body = json!({
            "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
        });
        self.call("POST", &format!("/recovery/loan/{loan_id}"), &body).await.expect(201);
    }

    /// Carries on what lies under a partition: the deliveries that are put into the queue.
    async fn relay(&self, pk: &str) -> Vec<String> {
        let (from, to) = keys::events();
        let page = self.world.table.query(pk, &from, &to, Order::Ascending).await.expect("read");
        let company_id = self.lender.company.id.clone();
        let happened = |event: Event| Happened { company_id: company_id.clone(), event };
        let events: Vec<_> = page.items.iter().map(|item| happened(item.read().expect("an event"))).collect();
        let (table, clock) = (self.world.table.clone(), self.world.clock.clone());
        let (notices, detection) = (TestQueue::default().queue(), TestQueue::default().queue());
        let (queue, communications) = (self.queue.queue(), TestQueue::default().queue());
        let app = event_relay::App { table, queue, notices, detection, communications, clock };
        event_relay::relay(&app, &events).await.expect("relayed");
        let read = |body: &String| serde_json::from_str::<DeliveryMessage>(body).expect("a message").delivery_id;
        self.queue.take().iter().map(read).collect()
    }

    pub async fn relay_loan(&self, loan_id: &str) -> Vec<String> {
        self.relay(&loan::loan(&self.lender.company.id, loan_id)).await
    }

    pub async fn relay_company(&self) -> Vec<String> {
        self.relay(&keys::company(&self.lender.company.id).pk).await
    }

    /// As if it had been tried for too long.
    pub async fn fails(&self, delivery_id: &str) {
        let company = &self.lender.company.id;
        let mut known = find(&self.world.table, company, delivery_id).await.expect("read").expect("there");
        known.delivery.give_up(domain::webhook::delivery::FailedFor::Exhausted);
        known.store(&self.world.table, self.world.clock.now()).await.expect("stored");
    }
}
