//! A loan whose history is longer than one page of the table and one answer.

use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::company::CompanyKind;
use domain::lending::history::{Communication, Remark};
use domain::moment::Moment;
use platform::keys::loan as keys;
use platform::keys::loan::History;
use serde_json::Value;
use testbed::{Lender, World};

use crate::support::{SAMPLE_MOMENT, lender, loan_body, payment_body, start};

const COMMUNICATIONS: i64 = 20_000;

/// Where remarks fill the first page, the other sections are read by themselves.
#[tokio::test]
async fn a_page_full_of_remarks_hides_nothing_else() {
    let (world, lender) = loan_with_history().await;
    let pk = keys::loan(&lender.company.id, "1");
    let remark = |number: i64| {
        let id = Moment::from_micros(SAMPLE_MOMENT + number * 1_000).expect("in range");
        let remark = Remark { id, text: "Called; no answer. ".repeat(20), author: "a@example.com".into() };
        raw(keys::history(&pk, History::Remark, id), &remark)
    };
    world.testbed.put_raw((1..4_000).map(remark).collect()).await;
    world.testbed.meter().reset();
    let read = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    assert_eq!(world.testbed.meter().calls(), [("Query", 5)], "the page, then what it did not reach");
    assert_eq!((&read["loan_details"]["loan_id"], &read["truncated"]), (&"1".into(), &true.into()));
    let mut end = read["end_time"].to_string();
    let mut payments = read["payment_history"].as_array().map_or(0, Vec::len);
    for _ in 0..40 {
        let path = format!("/recovery/loan/1?fields=payment,remark&end_time={end}");
        let read = world.call(&lender.token, "GET", &path, "").await.expect(200).json();
        payments += read["payment_history"].as_array().map_or(0, Vec::len);
        if read.get("truncated").is_none() {
            break;
        }
        end = read["end_time"].to_string();
    }
    assert_eq!(payments, 3);
}

fn raw(key: platform::table::Key, entity: &impl serde::Serialize) -> testbed::Item {
    let text = |text: String| AttributeValue::S(text);
    let data = serde_json::to_string(entity).expect("JSON");
    [("pk", text(key.pk)), ("sk", text(key.sk)), ("data", text(data))]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}

async fn loan_with_history() -> (World, Lender) {
    let world = start().await;
    let lender = lender(&world, CompanyKind::Lending).await;
    world.call(&lender.token, "POST", "/recovery/loan/1", &loan_body("1", "")).await.expect(201);
    let pk = keys::loan(&lender.company.id, "1");
    let items = (0..COMMUNICATIONS).map(|number| {
        let id = Moment::from_micros(SAMPLE_MOMENT - (COMMUNICATIONS - number) * 1_000_000).expect("in range");
        let comm_dict =
            serde_json::from_str(r#"{"sms_body":"Dear customer, your instalment is due.","sms_mobile":"9000000000"}"#);
        let message = Communication { id, type_of_comm: "sms".into(), comm_dict: comm_dict.expect("an object") };
        raw(keys::history(&pk, History::Communication, id), &message)
    });
    world.testbed.put_raw(items.collect()).await;
    for _ in 0..3 {
        world
            .call(&lender.token, "PATCH", "/recovery/payments/1?allocation_month=2020-8-01", &payment_body("1", ""))
            .await
            .expect(200);
    }
    (world, lender)
}

fn ids(list: &Value, key: &str) -> Vec<u64> {
    list.as_array().expect("a list").iter().map(|entry| entry[key].as_u64().expect("an id")).collect()
}

#[tokio::test]
async fn a_long_history_is_read_to_its_end_answer_by_answer() {
    let (world, lender) = loan_with_history().await;
    let mut seen = HashSet::new();
    let mut payments = HashSet::new();
    let mut end = String::new();
    for answer in 1.. {
        let path = format!("/recovery/loan/1{end}");
        let reply = world.call(&lender.token, "GET", &path, "").await.expect(200);
        assert!(reply.text.len() < 4_000_000);
        let read = reply.json();
        let page = ids(&read["communication_details"], "communication_id");
        assert!(page.is_sorted_by(|newer, older| newer > older), "newest first");
        assert!(page.iter().all(|id| seen.insert(*id)), "no entry twice");
        payments.extend(ids(&read["payment_history"], "payment_id"));
        assert_eq!(read["loan_details"]["loan_id"], "1");
        if read.get("truncated").is_none() {
            assert!(answer > 1, "one answer cannot hold it all");
            break;
        }
        assert_eq!(read["truncated"], true);
        let (_, rest) = reply.text.rsplit_once("\"end_time\":").expect("where to go on");
        end = format!("?end_time={}", rest.trim_end_matches('}'));
        assert!(answer < 40, "it comes to an end");
    }
    assert_eq!((seen.len(), payments.len()), (usize::try_from(COMMUNICATIONS).expect("small"), 3));
}

#[tokio::test]
async fn the_first_answer_has_the_newest_of_every_section() {
    let (world, lender) = loan_with_history().await;
    world.testbed.meter().reset();
    let read = world.call(&lender.token, "GET", "/recovery/loan/1", "").await.expect(200).json();
    assert_eq!(world.testbed.meter().calls(), [("Query", 1)], "the page reaches down to the communications");
    assert_eq!(read["payment_history"].as_array().map(Vec::len), Some(3));
    assert_eq!(read["remarks"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        ids(&read["communication_details"], "communication_id")[0],
        u64::try_from(SAMPLE_MOMENT - 1_000_000).expect("positive")
    );
    assert_eq!(read["truncated"], true);
}

#[tokio::test]
async fn only_what_is_asked_for_is_read() {
    let (world, lender) = loan_with_history().await;
    world.call(&lender.token, "GET", "/recovery/loan/1?fields=loan", "").await.expect(200);
    let newest = format!("/recovery/loan/1?fields=communication&start_time={}", SAMPLE_MOMENT / 1_000_000 - 10);
    for (path, capacity) in
        [("/recovery/loan/1?fields=loan,payment,remark", 4.0), ("/recovery/loan/1?fields=payment", 2.0), (&newest, 2.0)]
    {
        world.testbed.meter().reset();
        world.call(&lender.token, "GET", path, "").await.expect(200);
        let calls = world.testbed.meter().calls();
        assert!(calls.total() == 1 && calls.capacity() <= capacity, "{path}: {calls:?}");
    }
}

#[tokio::test]
async fn a_change_costs_the_same_however_long_the_history() {
    let (world, lender) = loan_with_history().await;
    world.testbed.meter().reset();
    world
        .call(&lender.token, "PATCH", "/recovery/payments/1?allocation_month=2020-8-01", &payment_body("1", ""))
        .await
        .expect(200);
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("BatchGetItem"), calls.of("TransactWriteItems"), calls.total()), (1, 1, 2));
}
