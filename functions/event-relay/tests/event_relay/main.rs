//! The function in process, on a table of its own, with events that other functions put there.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use axum::Router;
use domain::json::{Json, Object};
use domain::webhook::endpoint::Endpoint;
use domain::webhook::secret::Secret;
use domain::webhook::target::Targets;
use event_relay::{App, Batch, answer};
use platform::event::Event;
use platform::keys::{self, loan};
use platform::table::{Item, Order};
use platform::webhooks::{DeliveryMessage, endpoints, find};
use serde_json::{Value, json};
use testbed::{Lender, TestQueue, World, moment};

struct Setting {
    world: World,
    lender: Lender,
    queue: TestQueue,
    detection: TestQueue,
    communications: TestQueue,
    notices: TestQueue,
}

impl Setting {
    async fn start() -> Self {
        let world = World::start(moment("2026-01-10T12:00:00+05:30"), |table, clock, tokens| -> Router {
            loans_api::router(loans_api::App { table, clock }, tokens)
        })
        .await;
        let lender = world.lender().await;
        Self {
            world,
            lender,
            queue: TestQueue::default(),
            detection: TestQueue::default(),
            communications: TestQueue::default(),
            notices: TestQueue::default(),
        }
    }

    fn app(&self) -> App {
        let (table, clock) = (self.world.table.clone(), self.world.clock.clone());
        let (detection, communications) = (self.detection.queue(), self.communications.queue());
        let notices = self.notices.queue();
        App { table, queue: self.queue.queue(), notices, detection, communications, clock }
    }

    async fn endpoint(&self, number: u8, events: &[&str]) -> String {
        let (company, now) = (&self.lender.company.id, self.world.clock.now());
        let id = format!("whe_01KEHV000000000000000000{number:02}");
        let body = Object::from([
            ("url".to_owned(), "https://example.com/hook".into()),
            ("events".to_owned(), events.iter().map(|name| Json::text(*name)).collect()),
        ]);
        let endpoint = Endpoint::create(&id, &body, Secret::new([number; 32]), Targets::Public, now).expect("right");
        let known = endpoints(&self.world.table, company).await.expect("read");
        let told = Event::new("webhook.endpoint_created", now, Json::Null);
        let changed = known.endpoints.clone().with(endpoint).expect("room");
        self.world.table.transact(known.writes(company, &changed, &told).expect("writes")).await.expect("stored");
        id
    }

    /// A payment of a borrower, and the records of the stream that it makes.
    async fn paid(&self, loan_id: &str) -> Vec<Value> {
        let call = async |method, path: String, body: Value| {
            let reply = self.world.call(&self.lender.token, method, &path, &body.to_string()).await;
            assert!(reply.status.is_success(), "{}", reply.text);
        };
        let loan = json!({
            "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
            "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
        });
        call("POST", format!("/recovery/loan/{loan_id}"), loan).await;
        let payment = json!({
            "final_status": "Partially Recovered", "amount_recovered": 250.50, "payment_method": "Online",
            "payment_mode": "Paytm", "recovery_method": "Field Collection", "payment_reference_number": "RIO2390",
            "recovery_date": "2026-01-09 00:59:51",
        });
        call("PATCH", format!("/recovery/payments/{loan_id}?allocation_month=2026-1-01"), payment).await;
        let (from, to) = keys::events();
        let pk = loan::loan(&self.lender.company.id, loan_id);
        let page = self.world.table.query(&pk, &from, &to, Order::Ascending).await.expect("read");
        page.items.iter().map(|item| record("INSERT", item)).collect()
    }

    async fn answer(&self, records: &[Value]) -> Value {
        let event = json!({ "Records": records }).to_string();
        let batch: Batch<'_> = serde_json::from_str(&event).expect("a batch");
        serde_json::to_value(answer(&self.app(), &batch).await).expect("JSON")
    }

    async fn body(&self, message: &str) -> (String, Value) {
        let message: DeliveryMessage = serde_json::from_str(message).expect("a message");
        let found = find(&self.world.table, &message.company_id, &message.delivery_id).await.expect("read");
        let delivery = found.expect("there").delivery;
        (delivery.event, serde_json::from_str(&delivery.body).expect("JSON"))
    }
}

/// A record as DynamoDB's stream has it.
fn record(name: &str, item: &Item) -> Value {
    let text = |text: &str| json!({ "S": text });
    let image = json!({ "pk": text(&item.key.pk), "sk": text(&item.key.sk), "data": text(&item.data), "expires_at": { "N": "1" } });
    json!({
        "eventID": "1", "eventName": name, "eventSource": "aws:dynamodb",
        "dynamodb": { "SequenceNumber": format!("1000{}", item.key.sk.len()), "NewImage": image, "StreamViewType": "NEW_AND_OLD_IMAGES" },
    })
}

#[tokio::test]
async fn a_payment_becomes_the_documented_event() {
    let setting = Setting::start().await;
    setting.endpoint(1, &["payment"]).await;
    let records = setting.paid("2954").await;
    setting.world.testbed.meter().reset();
    assert_eq!(setting.answer(&records).await, json!({ "batchItemFailures": [] }));
    assert_eq!(setting.world.testbed.meter().calls(), [("GetItem", 1), ("PutItem", 1)]);
    let messages = setting.queue.take();
    assert_eq!(messages.len(), 1);
    let (event, body) = setting.body(&messages[0]).await;
    let data = json!({
        "loan_id": "2954", "amount_recovered": 250.50, "final_status": "Partially Recovered",
        "recovery_method": "Field Collection", "payment_method": "Online", "payment_mode": "Paytm",
        "reference_number": "RIO2390", "closure_with": "", "recovery_date": "2026-01-09 00:59:51",
        "allocation_month": "2026-1-01", "author": "demo.admin@example.com",
    });
    assert_eq!((event.as_str(), &body["event"], &body["data"]), ("payment", &json!("payment"), &data));
    assert!(body["created"].as_str().is_some_and(|at| at.starts_with("2026-01-10 06:30:0")), "{body}");
}

#[tokio::test]
async fn each_endpoint_gets_what_it_selected_and_a_second_run_changes_nothing() {
    let setting = Setting::start().await;
    for (number, events) in [(1, &["payment", "loan.uploaded"][..]), (2, &["*"]), (3, &["default.detected"])] {
        setting.endpoint(number, events).await;
    }
    let records = setting.paid("LN-1").await;
    setting.answer(&records).await;
    let first = setting.queue.take();
    assert_eq!(first.len(), 4);
    let before = setting.world.testbed.snapshot().await;
    setting.world.wait(60);
    setting.answer(&records).await;
    assert_eq!((setting.queue.take(), setting.world.testbed.snapshot().await == before), (first, true));
}

#[tokio::test]
async fn what_cannot_be_carried_on_comes_again() {
    let setting = Setting::start().await;
    setting.endpoint(1, &["*"]).await;
    let mut records = setting.paid("LN-1").await;
    setting.queue.fail(true);
    let number = records[0]["dynamodb"]["SequenceNumber"].clone();
    assert_eq!(setting.answer(&records).await, json!({ "batchItemFailures": [{ "itemIdentifier": number }] }));
    setting.queue.fail(false);
    // The last one cannot be read: what came before it is carried on, and it comes again alone.
    records[1]["dynamodb"]["NewImage"]["data"]["S"] = json!("{");
    records[1]["dynamodb"]["SequenceNumber"] = json!("2000");
    assert_eq!(setting.answer(&records).await, json!({ "batchItemFailures": [{ "itemIdentifier": "2000" }] }));
    assert_eq!(setting.queue.take().len(), 1);
}

#[tokio::test]
async fn other_records_and_companies_without_endpoints_cost_nothing() {
    let setting = Setting::start().await;
    let records = setting.paid("LN-1").await;
    assert_eq!(setting.answer(&records).await, json!({ "batchItemFailures": [] }));
    setting.endpoint(1, &["*"]).await;
    let key = keys::company(&setting.lender.company.id);
    let company = setting.world.table.get(&key).await.expect("read").expect("there");
    let removed = json!({ "eventName": "REMOVE", "dynamodb": { "SequenceNumber": "1", "Keys": {} } });
    let others = [record("INSERT", &company), record("MODIFY", &company), removed];
    assert_eq!(setting.answer(&others).await, json!({ "batchItemFailures": [] }));
    assert!(setting.queue.take().is_empty());
}

#[tokio::test]
async fn tests_and_replays_go_where_they_are_addressed() {
    let setting = Setting::start().await;
    let (tested, _) = (setting.endpoint(1, &["payment"]).await, setting.endpoint(2, &["*"]).await);
    let pk = keys::company(&setting.lender.company.id).pk;
    let data = |key: &str, value: Json| Json::Object(Object::from([(key.to_owned(), value)]));
    let now = setting.world.clock.now();
    let test = Event::new("webhook.test", now, data("endpoint_id", tested.as_str().into()));
    let foreign = Event::new("webhook.test", now, data("endpoint_id", "whe_other".into()));
    let replay = Event::new(
        "webhook.deliveries_replayed",
        now,
        data("delivery_ids", ["whd_1"].map(Json::text).into_iter().collect()),
    );
    let mut records = Vec::new();
    for event in [&test, &foreign, &replay] {
        let platform::table::Write::Put { item, .. } = event.write(&pk).expect("a write") else { panic!("a put") };
        records.push(record("INSERT", &item));
    }
    setting.answer(&records).await;
    let messages = setting.queue.take();
    assert_eq!(messages.len(), 2, "{messages:?}");
    let of_test = messages.iter().find(|message| !message.contains("\"whd_1\"")).expect("the test");
    let (event, body) = setting.body(of_test).await;
    assert_eq!((event.as_str(), &body["data"]["endpoint_id"]), ("webhook.test", &json!(tested)));
}

#[tokio::test]
async fn other_rules_for_recovery_have_the_cases_of_the_company_looked_at() {
    let setting = Setting::start().await;
    let pk = keys::company(&setting.lender.company.id).pk;
    let changed = |seconds| {
        let at = setting.world.clock.now().later(seconds);
        let event = Event::new("company.recovery_settings_changed", at, Json::Null);
        let platform::table::Write::Put { item, .. } = event.write(&pk).expect("a write") else { panic!("a put") };
        record("INSERT", &item)
    };
    let records = [changed(0), changed(1)];
    setting.answer(&records).await;
    let messages = setting.detection.take_delayed();
    let company = &setting.lender.company.id;
    // No sooner than a function can have forgotten the former rules, and once for both.
    assert_eq!(messages, [(format!(r#"{{"review_company_id":"{company}","list":"due"}}"#), 360)]);
    assert!(setting.queue.take().is_empty(), "nobody has asked to be told");
    setting.detection.fail(true);
    let answered = setting.answer(&records).await;
    assert_eq!(answered["batchItemFailures"].as_array().map(Vec::len), Some(1), "it comes again");
}

#[tokio::test]
async fn a_communication_that_is_ready_goes_to_who_hands_it_over_and_one_that_waits_does_not() {
    let setting = Setting::start().await;
    let pk = loan::loan(&setting.lender.company.id, "LN-1");
    let created = |status: &str, customer: Option<&str>| {
        let data = Json::object([
            ("communication_id", Json::integer(7)),
            ("loan_id", "LN-1".into()),
            ("client_customer_id", customer.into()),
            ("status", status.into()),
        ]);
        let told = Event::new("communication.created", setting.world.clock.now(), data);
        let platform::table::Write::Put { item, .. } = told.write(&pk).expect("a write") else { panic!("a put") };
        record("INSERT", &item)
    };
    let records = [created("created", None), created("waiting", None), created("created", Some("c"))];
    assert_eq!(setting.answer(&records).await, json!({ "batchItemFailures": [] }));
    let company = &setting.lender.company.id;
    let message = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let taken: Vec<Value> = setting.communications.take().iter().map(|text| message(text)).collect();
    let plain = json!({ "company_id": company, "loan_id": "LN-1", "communication_id": 7 });
    let of_customer =
        json!({ "company_id": company, "loan_id": "LN-1", "client_customer_id": "c", "communication_id": 7 });
    assert_eq!(taken, [plain, of_customer]);
    setting.communications.fail(true);
    assert_ne!(setting.answer(&records).await, json!({ "batchItemFailures": [] }), "it comes again");
}
