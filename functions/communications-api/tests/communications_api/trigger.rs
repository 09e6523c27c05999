//! An event that happens to a loan.

use domain::company::CompanyKind;
use serde_json::{Value, json};
use testbed::{Lender, Reply, World, moment};

use crate::support::{event, of, template};

const TRIGGER: &str = "/communication/trigger/event";

pub async fn start() -> World {
    World::start(moment("2024-01-10T12:00:00+05:30"), |table, clock, tokens| {
        let (loans, recovery) = (
            loans_api::App { table: table.clone(), clock: clock.clone() },
            recovery_api::App { table: table.clone(), clock: clock.clone(), links: testbed::links() },
        );
        let own = communications_api::App { table, clock, links: testbed::links() };
        testbed::gateway([
            ("/communication", communications_api::router(own, tokens.clone())),
            ("/api/recovery", recovery_api::router(recovery, tokens.clone())),
            ("", loans_api::router(loans, tokens)),
        ])
    })
    .await
}

/// A loan with an applicant who has a number and an address, and two co-applicants who have a number.
pub async fn upload(world: &World, lender: &Lender, loan_id: &str) {
    let co_applicant =
        |name: &str, number: &str| json!({ "co_applicant_name": name, "co_applicant_contact_number": number });
    let body = json!({
        "loan_id": loan_id, "client_customer_id": "cus-1", "loan_type": "Card", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "applicant_contact_number": "9805265921", "applicant_email": "keval@example.com", "applicant_language": "Hindi",
        "co_applicant": [co_applicant("Asha", "9805265922"), co_applicant("Ravi", "9805265923")],
        "references": [{ "name": "Friend", "contact_number": "9805265924" }],
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_234.5, "date_of_default": "2024-01-05" }],
    });
    let path = format!("/recovery/loan/{loan_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
}

/// A lender with a loan, and an event that sends an SMS and an e-mail.
pub async fn set_up(world: &World) -> Lender {
    let lender = world.lender().await;
    upload(world, &lender, "LN-1").await;
    let sms = json!({ "name": "Due", "channel": "sms", "client_template_id": "1107", "bodies": [
        { "language": "en", "body": "{recipient_name}: pay {currency} {amount_overdue} due {due_date}" },
        { "language": "hi", "body": "{amount_overdue} दें" },
    ] });
    let sms = template(world, &lender, &sms).await;
    let email = template(world, &lender, &of("email", "Due", "<p>{applicant_name}</p>")).await;
    event(world, &lender, "Test", &json!({ "sms": sms, "email": email })).await;
    lender
}

fn body(lender: &Lender, more: &Value) -> Value {
    let is_lending = lender.company.kind == CompanyKind::Lending;
    let mut body = json!({
        "loan_id": "LN-1", "company_id": lender.company.id, "inbound_bot_id": "bot-1", "allocation_month": "2024-1-01", "source": "crm",
        "event_name": "Test", "send_to": "applicant",
        "communication_level": if is_lending { "customer" } else { "transaction" },
    });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    body
}

pub async fn trigger(world: &World, lender: &Lender, more: &Value) -> Reply {
    let headers =
        [("authenticationtoken", lender.agent.as_str()), ("role", "agent"), ("content-type", "application/json")];
    world.call_with(&headers, "POST", TRIGGER, body(lender, more).to_string()).await
}

/// What the loan's history has, the oldest first.
pub async fn communications(world: &World, lender: &Lender, id: &str) -> Vec<Value> {
    let path = format!("/recovery/loan/{id}?fields=communication,remark");
    let view = world.call(&lender.viewer, "GET", &path, "").await.expect(200).json();
    let view = if view["output"].is_object() { view["output"].clone() } else { view };
    let mut list = view["communication_details"].as_array().expect("a list").clone();
    list.reverse();
    list
}

#[tokio::test]
async fn an_event_becomes_communications_in_the_persons_language() {
    let world = start().await;
    let lender = set_up(&world).await;
    let answer = trigger(&world, &lender, &json!({})).await.expect(201).json();
    let expected = json!({
        "message": "success", "output": "Successfully triggered communication for event Test",
        "data": { "sms": "Successfully created sms communication", "email": "Successfully created email communication" },
    });
    assert_eq!(answer, expected);
    let sent = communications(&world, &lender, "LN-1").await;
    let [sms, email] = sent.as_slice() else { panic!("{sent:?}") };
    let dict = &sms["comm_dict"];
    assert_eq!((&sms["type_of_comm"], &dict["sms_body"]), (&json!("sms"), &json!("1234.50 दें")));
    for (key, value) in [
        ("sms_mobile", json!("+919805265921")),
        ("sms_language", json!("hi")),
        ("template_name", json!("Due")),
        ("client_template_id", json!("1107")),
        ("message_count", json!(1)),
        ("character_count", json!(11)),
        ("applicant_type", json!("applicant")),
        ("status", json!("created")),
    ] {
        assert_eq!(dict[key], value, "{key}");
    }
    assert_eq!(dict["shoot_id"].as_str().map(str::len), Some(32));
    let dict = &email["comm_dict"];
    assert_eq!((&dict["to"], &dict["email_subject"]), (&json!("keval@example.com"), &json!("About LN-1")));
    assert_eq!(dict["email_body"], "<p>Keval</p>");
    let view = world.call(&lender.viewer, "GET", "/recovery/loan/LN-1?fields=remark", "").await.expect(200).json();
    assert_eq!(view["remarks"][0]["remarks"], "Communication event Test: sms created, email created");
}

#[tokio::test]
async fn each_person_is_reached_once_and_references_never() {
    let world = start().await;
    let lender = set_up(&world).await;
    let count = async |more: Value| {
        let before = communications(&world, &lender, "LN-1").await.len();
        let answer = trigger(&world, &lender, &more).await;
        (answer.json(), communications(&world, &lender, "LN-1").await.len() - before)
    };
    let (answer, sent) = count(json!({ "send_to": "all" })).await;
    assert_eq!(sent, 4, "three numbers and one address");
    assert_eq!(answer["data"]["email"], "Successfully created email communication; 2 without an e-mail address");
    let (_, sent) = count(json!({ "send_to": "applicant_and_co_applicant", "co_app_upto": 1 })).await;
    assert_eq!(sent, 3);
    let (answer, sent) = count(json!({ "send_to": "co_applicant", "co_app_upto": 0 })).await;
    assert_eq!((sent, &answer["message"]), (0, &json!("No communication was created for event Test")));
    let (answer, sent) = count(json!({ "send_to": "co_applicant" })).await;
    assert_eq!(sent, 2);
    let email = "No email communication: nobody whom it is for has an e-mail address";
    assert_eq!(answer["data"]["email"], email);
}

#[tokio::test]
async fn the_contact_policy_decides() {
    let world = start().await;
    let lender = set_up(&world).await;
    let contacts =
        world.call(&lender.viewer, "GET", "/api/recovery/contacts?loan_id=LN-1", "").await.expect(200).json();
    let applicant = contacts["contacts"][0]["contact_id"].as_str().expect("an id").to_owned();
    let path = format!("/api/recovery/contacts/{applicant}");
    let out = json!({ "opted_out": [{ "channel": "sms" }] }).to_string();
    world.call(&lender.token, "PUT", &path, &out).await.expect(200);
    let answer = trigger(&world, &lender, &json!({})).await.expect(201).json();
    let suppressed = "Suppressed sms communication (opted_out): The person does not want to be reached by this channel";
    assert_eq!(answer["data"]["sms"], suppressed);
    world.call(&lender.token, "PUT", &path, r#"{"cease_communication":true}"#).await.expect(200);
    let before = world.testbed.snapshot().await;
    let answer = trigger(&world, &lender, &json!({})).await.expect(409).json();
    assert_eq!(answer["message"], "No communication was created for event Test");
    assert_eq!(answer["output"]["errors"].as_object().map(serde_json::Map::len), Some(2));
    assert_eq!(world.testbed.snapshot().await, before);
    world.call(&lender.token, "PUT", &path, r#"{"cease_communication":false,"opted_out":[]}"#).await.expect(200);
    let policy = r#"{"contact_policy":{"preset":"india_rbi","attempts_max":{"sms":1}}}"#;
    world.call(&lender.token, "PUT", "/api/recovery/settings", policy).await.expect(200);
    // Settings are remembered with the token for a minute. One e-mail went out before, and no SMS.
    world.wait(120);
    trigger(&world, &lender, &json!({})).await.expect(201);
    let answer = trigger(&world, &lender, &json!({})).await.expect(201).json();
    assert!(answer["data"]["sms"].as_str().is_some_and(|it| it.contains("too_many_attempts")), "{answer}");
}

#[tokio::test]
async fn what_comes_at_night_waits() {
    let world = start().await;
    let lender = set_up(&world).await;
    world.clock.set(moment("2024-01-10T22:00:00+05:30"));
    let answer = trigger(&world, &lender, &json!({})).await.expect(201).json();
    let waits = "Successfully created sms communication; waits until 2024-01-11T02:30:00.000000Z (outside_hours)";
    assert_eq!(answer["data"]["sms"], waits);
    let sent = communications(&world, &lender, "LN-1").await;
    let dict = &sent[0]["comm_dict"];
    assert_eq!((&dict["status"], &dict["send_at"]), (&json!("waiting"), &json!("2024-01-11 02:30:00.000000")));
    let due = moment("2024-01-11T08:00:00+05:30");
    let (from, to) = platform::keys::index::due_until(due);
    let mut waiting = 0;
    for shard in platform::keys::index::clock_shards(platform::keys::index::Timer::Communications) {
        let page = world.table.due(&shard, (&from, &to), 10).await.expect("a page");
        waiting += page.items.len();
    }
    assert_eq!(waiting, 2);
}

#[tokio::test]
async fn a_loan_that_is_closed_is_told_of_only_when_that_is_asked_for() {
    let world = start().await;
    let lender = set_up(&world).await;
    let email = template(&world, &lender, &of("email", "Thanks", "Thank you, {applicant_name}")).await;
    event(&world, &lender, "Thanks", &json!({ "email": email })).await;
    let paid = json!({ "final_status": "Closed", "amount_recovered": 1_234.5, "payment_method": "Online" }).to_string();
    let path = "/recovery/payments/LN-1?allocation_month=2024-1-01";
    world.call(&lender.token, "PATCH", path, &paid).await.expect(200);
    let thanks = json!({ "event_name": "Thanks" });
    let answer = trigger(&world, &lender, &thanks).await.expect(409).json();
    let closed = "Suppressed email communication (loan_closed): The loan is closed, and nothing is owed";
    assert_eq!(answer["output"]["errors"]["email"], closed);
    trigger(&world, &lender, &json!({ "event_name": "Thanks", "send_to_closed_acc": true })).await.expect(201);
    let answer = trigger(&world, &lender, &json!({ "send_to_closed_acc": true })).await.expect(400).json();
    let missing = "There is no value for amount_overdue (template Due)";
    assert_eq!(answer["output"]["errors"]["sms"], missing, "nothing is overdue any more");
}

#[tokio::test]
async fn a_transaction_of_a_credit_line_is_told_of_in_its_customers_history() {
    let world = start().await;
    let lender = world.lender_with(|company| company.kind = CompanyKind::CreditLine).await;
    upload(&world, &lender, "LN-1").await;
    let sms = template(
        &world,
        &lender,
        &of("sms", "Due", "{client_customer_id} {loan_id} {amount_overdue} {total_loan_amount}"),
    )
    .await;
    event(&world, &lender, "Test", &json!({ "sms": sms })).await;
    let meter = world.testbed.meter();
    trigger(&world, &lender, &json!({})).await.expect(201);
    meter.reset();
    trigger(&world, &lender, &json!({})).await.expect(201);
    assert_eq!(meter.calls(), [("BatchGetItem", 2), ("TransactWriteItems", 1)]);
    let sent = communications(&world, &lender, "cus-1").await;
    assert_eq!(sent[0]["comm_dict"]["sms_body"], "cus-1 LN-1 1234.50 100000");
    assert_eq!(sent[0]["comm_dict"]["transaction_id"], "LN-1");
    trigger(&world, &lender, &json!({ "loan_id": "LN-2" })).await.expect(404);
}

#[tokio::test]
async fn a_request_costs_two_reads_and_is_made_once() {
    let world = start().await;
    let lender = set_up(&world).await;
    trigger(&world, &lender, &json!({})).await.expect(201);
    let meter = world.testbed.meter();
    meter.reset();
    trigger(&world, &lender, &json!({})).await.expect(201);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1), ("TransactWriteItems", 1)]);
    let headers = [
        ("authenticationtoken", lender.agent.as_str()),
        ("role", "agent"),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let asked = body(&lender, &json!({})).to_string();
    let first = world.call_with(&headers, "POST", TRIGGER, asked.clone()).await.expect(201);
    let before = world.testbed.snapshot().await;
    let second = world.call_with(&headers, "POST", TRIGGER, asked).await.expect(201);
    assert_eq!((first.text, world.testbed.snapshot().await), (second.text, before));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_and_nothing_is_written() {
    let world = start().await;
    let lender = set_up(&world).await;
    let before = world.testbed.snapshot().await;
    let id = "Value must be a string of 1 to 100 characters, without control characters";
    let send_to = "Value must be one of applicant, co_applicant, applicant_and_co_applicant, all";
    for (key, value, sentence) in [
        ("loan_id", json!(7), id),
        ("source", json!(""), id),
        ("x", json!(1), "Unknown key"),
        ("company_id", json!("com_1"), "Value must be the id of the company that the token is of"),
        ("communication_level", json!("transaction"), "Value must be customer for companies that lend"),
        ("communication_level", json!("x"), "Value must be one of customer, transaction"),
        ("send_to", json!("reference"), send_to),
        ("allocation_month", json!("2024-01-01"), domain::calendar::Month::FORMAT),
        ("co_app_upto", json!(51), "Value must be a whole number from 0 to 50"),
        ("send_to_closed_acc", json!("true"), "Value must be true or false"),
    ] {
        let answer = trigger(&world, &lender, &json!({ (key): value })).await.expect(400).json();
        assert_eq!(answer["output"]["errors"], json!({ (key): sentence }));
    }
    for key in [
        "loan_id",
        "company_id",
        "inbound_bot_id",
        "allocation_month",
        "source",
        "event_name",
        "send_to",
        "communication_level",
    ] {
        let mut asked = body(&lender, &json!({}));
        asked.as_object_mut().expect("an object").remove(key);
        let headers =
            [("authenticationtoken", lender.agent.as_str()), ("role", "agent"), ("content-type", "application/json")];
        let answer = world.call_with(&headers, "POST", TRIGGER, asked.to_string()).await.expect(400).json();
        assert_eq!(answer["output"]["errors"][key], "Value is required", "{key}");
    }
    for (more, sentence) in [
        (json!({ "event_name": "None" }), "Communication event not found"),
        (json!({ "loan_id": "LN-2" }), "Loan not found"),
        (json!({ "allocation_month": "2024-2-01" }), "Loan of this allocation_month not found"),
    ] {
        let answer = trigger(&world, &lender, &more).await.expect(404).json();
        assert_eq!(answer, json!({ "message": sentence }));
    }
    let asked = body(&lender, &json!({})).to_string();
    world.call(&lender.token, "POST", TRIGGER, &asked).await.expect(401);
    let headers =
        [("authenticationtoken", lender.viewer.as_str()), ("role", "viewer"), ("content-type", "application/json")];
    world.call_with(&headers, "POST", TRIGGER, asked).await.expect(403);
    assert_eq!(world.testbed.snapshot().await, before);
}
