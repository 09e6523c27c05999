//! Visits and deposits of field agents.

use domain::company::CompanyKind;
use domain::json::Json;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{lender, loan_body, start, transaction_body};

const COLLECTIONS: &str = "/recovery/fos/collections";
const DEPOSITS: &str = "/recovery/fos/deposits";

/// The sample of the documents.
fn visit(loan_id: &str) -> Value {
    json!({
        "loan_id": loan_id, "allocation_month": "2020-8-01", "visit_id": "FIFVlJzCOXYb", "agent_email": "fostest@example.com",
        "agent_name": "FOS Test", "visit_date": "2020-08-14", "visit_purpose": "Surprise Visit", "is_visit_done": true,
        "is_customer_met": true, "is_recovery_done": true, "agent_marked_status": "Partially Recovered by Agent",
        "amount_recovered": 4000, "collection_receipt_url": "https://example.com/CSjhLf", "payment_method": "Cash",
        "payment_reference_number": "JSbhXBjQr0tf",
    })
}

fn deposit(loans: &[(&str, i64)]) -> Value {
    let total: i64 = loans.iter().map(|(_, amount)| amount).sum();
    let loans: Vec<Value> = loans.iter().map(|(loan, amount)| json!({ "loan_id": loan, "amount": amount })).collect();
    json!({
        "agent_email": "fostest@example.com", "total_amount": total, "deposit_method": "Cash", "branch_type": "company",
        "branch_details": { "branch_name": "Palam" }, "deposit_receipt_no": "208828256917", "loan_data": loans,
    })
}

async fn post(world: &World, lender: &Lender, path: &str, body: &Value, status: u16) -> Value {
    world.call(&lender.token, "POST", path, &body.to_string()).await.expect(status).json()
}

async fn payments(world: &World, lender: &Lender, id: &str) -> Vec<Value> {
    let path = format!("/recovery/loan/{id}?fields=payment");
    let read = world.call(&lender.token, "GET", &path, "").await.expect(200).json();
    let history = if read["output"].is_null() { &read["payment_history"] } else { &read["output"]["payment_history"] };
    history.as_array().expect("a list").clone()
}

/// What was told of a partition, by the type of the event.
async fn told(world: &World, pk: &str, event_type: &str) -> Vec<Json> {
    let (from, to) = platform::keys::events();
    let page = world.table.query(pk, &from, &to, platform::table::Order::Ascending).await.expect("events");
    let events = page.items.iter().map(|item| item.read::<platform::event::Event>().expect("an event"));
    events.filter(|event| event.event_type == event_type).map(|event| event.data).collect()
}

/// A visit is told of as the documents print it, and what was collected is a payment; sent again, it is the same visit.
#[tokio::test]
async fn a_collection_is_a_payment_once() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/318355", &loan_body("318355", "")).await.expect(201);
    let first = post(&world, &lender, COLLECTIONS, &visit("318355"), 201).await;
    assert_eq!(first["output"], json!({ "visit_id": "FIFVlJzCOXYb", "payment_reference_number": "JSbhXBjQr0tf" }));
    assert_eq!(post(&world, &lender, COLLECTIONS, &visit("318355"), 201).await, first);
    let paid = payments(&world, &lender, "318355").await;
    assert_eq!(paid.len(), 1);
    let expected = json!([4000, "Partially Recovered", "Field Collection", "JSbhXBjQr0tf"]);
    let keys = ["amount_recovered", "final_status", "recovery_method", "payment_reference_number"];
    assert_eq!(Value::from(keys.map(|key| paid[0][key].clone()).to_vec()), expected);
    let pk = platform::keys::loan::loan(&lender.company.id, "318355");
    let data: Vec<Value> =
        told(&world, &pk, "fos_collection").await.iter().map(|data| serde_json::to_value(data).unwrap()).collect();
    assert_eq!(data.len(), 1);
    for (key, value) in visit("318355").as_object().expect("an object") {
        assert_eq!(data[0][key], *value, "{key}");
    }
    assert_eq!(told(&world, &pk, "payment.recorded").await.len(), 1);
    let mut other = visit("318355");
    other["amount_recovered"] = json!(4001);
    let refused = post(&world, &lender, COLLECTIONS, &other, 409).await;
    assert_eq!(refused["message"], "visit_id was used for another visit of this loan");
}

/// Nothing is paid by a visit on which nobody was met; the history says that it was made.
#[tokio::test]
async fn a_visit_without_recovery_is_told_of() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let body = json!({
        "loan_id": "1", "allocation_month": "2020-8-01", "agent_email": "a@example.com", "is_visit_done": true,
        "is_customer_met": false, "is_recovery_done": false,
    });
    let made = post(&world, &lender, COLLECTIONS, &body, 201).await;
    assert!(made["output"]["visit_id"].as_str().expect("an id").starts_with("vis_"), "{made}");
    assert!(payments(&world, &lender, "1").await.is_empty());
    let read = world.call(&lender.token, "GET", "/recovery/loan/1?fields=remark", "").await.expect(200).text;
    assert!(read.contains("Visit, customer not met, 2020-8-01"), "{read}");
    let mut elsewhere = body.clone();
    elsewhere["allocation_month"] = json!("2020-7-01");
    post(&world, &lender, COLLECTIONS, &elsewhere, 404).await;
    elsewhere["loan_id"] = json!("2");
    post(&world, &lender, COLLECTIONS, &elsewhere, 404).await;
}

#[tokio::test]
async fn a_visit_to_a_customer_of_a_credit_line_pays_the_transaction() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::CreditLine).await;
    world.call(&lender.token, "POST", "/recovery/loan/9", &transaction_body("c", "9")).await.expect(201);
    let refused = post(&world, &lender, COLLECTIONS, &visit("9"), 400).await;
    assert_eq!(refused["output"]["errors"]["client_customer_id"], "Value is required");
    let mut body = visit("9");
    body["client_customer_id"] = json!("c");
    post(&world, &lender, COLLECTIONS, &body, 201).await;
    assert_eq!(payments(&world, &lender, "c").await[0]["transaction_id"], "9");
}

#[tokio::test]
async fn what_a_visit_cannot_be_is_refused_and_nothing_is_written() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let before = world.testbed.snapshot().await;
    let table: &[(&str, Value, &str)] = &[
        ("amount_recovered", json!(0), "Value must be greater than 0"),
        ("amount_recovered", json!("x"), "Value must be a number"),
        ("agent_marked_status", json!("Paid"), "Value must be one of Partially Recovered by Agent, Closed by Agent"),
        ("payment_method", json!(""), "Value is required"),
        ("agent_email", json!("tempexample.com"), "Invalid Emails, [tempexample.com]"),
        ("visit_date", json!("2020-02-30"), "Value must be of type date with format YYYY-MM-DD"),
        ("is_visit_done", json!(false), ""),
    ];
    for (key, value, sentence) in table {
        let mut body = visit("1");
        body[*key] = value.clone();
        let refused = post(&world, &lender, COLLECTIONS, &body, 400).await;
        if !sentence.is_empty() {
            assert_eq!(refused["output"]["errors"][*key], *sentence, "{key}");
        }
    }
    let mut unknown = visit("1");
    unknown["who"] = json!(1);
    post(&world, &lender, COLLECTIONS, &unknown, 400).await;
    world.call(&lender.viewer, "POST", COLLECTIONS, &visit("1").to_string()).await.expect(403);
    assert_eq!(world.testbed.snapshot().await, before);
}

/// A deposit is told of once; its loans must be there.
#[tokio::test]
async fn a_deposit_is_recorded_once() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/L1", &loan_body("L1", "")).await.expect(201);
    let refused = post(&world, &lender, DEPOSITS, &deposit(&[("L1", 4000), ("L2", 2000)]), 400).await;
    assert_eq!(refused["output"]["errors"]["loan_data"]["1"]["loan_id"], "There is no loan with this id");
    world.call(&lender.token, "POST", "/recovery/loan/L2", &loan_body("L2", "")).await.expect(201);
    let body = deposit(&[("L1", 4000), ("L2", 2000)]);
    let made = post(&world, &lender, DEPOSITS, &body, 201).await;
    assert_eq!(post(&world, &lender, DEPOSITS, &body, 201).await, made);
    let deposit_id = made["output"]["deposit_id"].as_str().expect("an id");
    let pk = platform::keys::loan::deposit(&lender.company.id, deposit_id).pk;
    let events = told(&world, &pk, "fos_deposit").await;
    assert_eq!(events.len(), 1);
    let data = serde_json::to_value(&events[0]).unwrap();
    assert_eq!((&data["deposit_id"], &data["loan_data"]), (&made["output"]["deposit_id"], &body["loan_data"]));
    let other = deposit(&[("L1", 4000)]);
    post(&world, &lender, DEPOSITS, &other, 409).await;
    world.call(&lender.viewer, "POST", DEPOSITS, &body.to_string()).await.expect(403);
}

/// A visit costs a read of it beside what its payment costs; a deposit one read.
#[tokio::test]
async fn visits_and_deposits_keep_to_the_budget() {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    world.testbed.meter().reset();
    post(&world, &lender, COLLECTIONS, &visit("1"), 201).await;
    let calls = world.testbed.meter().calls();
    assert_eq!(calls.total(), 3, "{calls:?}");
    world.testbed.meter().reset();
    post(&world, &lender, DEPOSITS, &deposit(&[("1", 4000)]), 201).await;
    assert_eq!(world.testbed.meter().calls().total(), 2);
}
