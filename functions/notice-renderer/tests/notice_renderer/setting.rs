//! The functions that a notice goes through.

use axum::Router;
use axum::extract::Request;
use domain::moment::Moment;
use domain::notice::record::Stage;
use event_relay::Happened;
use notice_renderer::{App, Unfinished, work};
use platform::event::Event;
use platform::notices::NoticeMessage;
use platform::table::Order;
use serde_json::{Value, json};
use testbed::{Lender, Reply, TestObjects, TestQueue, World, moment};
use tower::ServiceExt;

pub const PUBLIC: &str = "https://api.test";

pub struct Setting {
    pub world: World,
    pub lender: Lender,
    pub objects: TestObjects,
    pub queue: TestQueue,
    pub app: App,
}

impl Setting {
    /// Noon of the tenth of January 2024, where the lender is.
    pub async fn start() -> Self {
        let objects = TestObjects::default();
        let bucket = objects.objects();
        let world = World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
            let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
            let recovery = recovery_api::App { table: table.clone(), clock: clock.clone(), links: testbed::links() };
            let notices = notices_api::router(notices_api::App::new(table, bucket, clock), tokens.clone());
            let (loans, recovery) = (loans_api::router(loans, tokens.clone()), recovery_api::router(recovery, tokens));
            Router::new().fallback(async move |request: Request| {
                let path = request.uri().path();
                let of_notices = path.starts_with("/notices/") || path.starts_with("/recovery/notices");
                let router = match path {
                    _ if of_notices || path.ends_with("/notices") => &notices,
                    _ if path.starts_with("/api/") => &recovery,
                    _ => &loans,
                };
                router.clone().oneshot(request).await
            })
        })
        .await;
        let lender = world.lender().await;
        let queue = TestQueue::default();
        let app = App::new(world.table.clone(), queue.queue(), objects.objects(), world.clock.clone(), PUBLIC);
        Self { world, lender, objects, queue, app }
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.world.call(&self.lender.token, "POST", path, &body.to_string()).await
    }

    pub async fn output(&self, path: &str) -> Value {
        self.world.call(&self.lender.viewer, "GET", path, "").await.expect(200).json()["output"].clone()
    }

    /// A loan in arrears with an applicant of a name.
    pub async fn loan(&self, loan_id: &str, name: &str) {
        let body = json!({
            "loan_id": loan_id, "loan_type": "Card", "applicant_name": name, "total_loan_amount": 100_000,
            "applicant_contact_number": "9805265921", "applicant_language": "Hindi", "payment_link": "https://pay.test/1",
            "applicant_address": [{ "applicant_address_type": "Home", "applicant_address_text": "395/13 Veer Durga Colony",
                "applicant_state": "Rajasthan", "applicant_city": "Jodhpur", "applicant_pincode": 342_001, "applicant_landmark": "" }],
            "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_234.5, "date_of_default": "2024-01-05" }],
        });
        self.post(&format!("/recovery/loan/{loan_id}"), &body).await.expect(201);
    }

    /// A template in English, and its id.
    pub async fn template(&self, name: &str) -> String {
        let body = json!({ "name": name, "case_type": "lrn", "languages": [{ "language": "en", "title": "Recall of {loan_id}", "blocks": [
            { "type": "paragraph", "text": "Dear {recipient_name}, pay." },
            { "type": "amounts", "rows": [{ "label": "Overdue", "variable": "amount_overdue" }] },
            { "type": "payment_code", "text": "Pay here" }, { "type": "signature" },
        ] }] });
        let made = self.post("/recovery/notices/templates", &body).await.expect(201).json();
        made["output"]["template_id"].as_str().expect("an id").to_owned()
    }

    /// What the relay makes of all events under a partition.
    pub async fn relayed(&self, pk: &str) -> Vec<NoticeMessage> {
        let page = self.world.table.query(pk, "~EVENT#", "~EVENT#~", Order::Ascending).await.expect("a page");
        let company_id = self.lender.company.id.clone();
        let happened = |event: Event| Happened { company_id: company_id.clone(), event };
        let events: Vec<_> = page.items.iter().map(|item| happened(item.read().expect("an event"))).collect();
        let (table, clock) = (self.world.table.clone(), self.world.clock.clone());
        let (other, notices) = (TestQueue::default(), TestQueue::default());
        let app = event_relay::App {
            table,
            queue: other.queue(),
            detection: other.queue(),
            communications: other.queue(),
            notices: notices.queue(),
            clock,
        };
        event_relay::relay(&app, &events).await.expect("relayed");
        notices.take().iter().map(|body| serde_json::from_str(body).expect("a message")).collect()
    }

    pub fn loan_pk(&self, loan_id: &str) -> String {
        platform::keys::loan::loan(&self.lender.company.id, loan_id)
    }

    pub async fn work(&self, message: &NoticeMessage) -> Result<(), Unfinished> {
        work(&self.app, message, Moment::LAST).await
    }

    /// Works on what is in the queue until there is nothing left.
    pub async fn drain(&self, first: Vec<NoticeMessage>) {
        let mut messages = first;
        while let Some(message) = messages.pop() {
            self.work(&message).await.expect("done");
            messages.extend(self.queue.take().iter().map(|body| serde_json::from_str(body).expect("a message")));
        }
    }

    /// A notice of a loan that has been made.
    pub async fn made(&self, loan_id: &str, template_id: &str) -> Value {
        let asked =
            self.post(&format!("/recovery/loan/{loan_id}/notices"), &json!({ "template_id": template_id })).await;
        let asked = asked.expect(202).json()["output"].clone();
        assert_eq!(asked["status"], Stage::Requested.name());
        let messages = self.relayed(&self.loan_pk(loan_id)).await;
        self.drain(messages).await;
        self.output(&format!("/recovery/notices/{}", asked["notice_id"])).await
    }
}
