//! From a payment to the lender's own endpoint: signed as the libraries of the Standard Webhooks specification verify it, in Python and in JavaScript, by the published
//! schema.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use end_to_end::{Api, new_id, setting};
use serde_json::{Value, json};

/// How long a delivery may take: the local engine looks at streams and queues by turns.
const PATIENCE: Duration = Duration::from_mins(1);

/// Verifies what was received with the official library, and its body by the schema of its event.
const VERIFY: &str = "\
import json, sys
import jsonschema
from standardwebhooks import Webhook
given = json.load(sys.stdin)
Webhook(given['secret']).verify(given['body'].encode(), given['headers'])
jsonschema.Draft202012Validator(given['schema']).validate(json.loads(given['body']))
try:
    Webhook(given['secret']).verify((given['body'] + ' ').encode(), given['headers'])
    sys.exit('another body is verified as well')
except Exception as refused:
    print(type(refused).__name__)";

/// The same with the official library for JavaScript.
const VERIFY_IN_JAVASCRIPT: &str = "
const { Webhook } = require('standardwebhooks');
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
new Webhook(given.secret).verify(given.body, given.headers);
try {
    new Webhook(given.secret).verify(given.body + ' ', given.headers);
    process.exit(1);
} catch (refused) {
    console.log(refused.constructor.name);
}";

struct Received {
    headers: BTreeMap<String, String>,
    body: String,
}

/// An endpoint on loopback: its address, and what it receives. It answers 503 as often as it is told, then 204.
fn endpoint(mut failures: usize) -> (String, Receiver<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let Some(request) = read(&stream) else { continue };
            let status = if failures > 0 { "503 Service Unavailable" } else { "204 No Content" };
            failures = failures.saturating_sub(1);
            let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            if sender.send(request).is_err() {
                return;
            }
        }
    });
    (url, receiver)
}

fn read(stream: &TcpStream) -> Option<Received> {
    let mut lines = BufReader::new(stream);
    let mut headers = BTreeMap::new();
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    loop {
        line.clear();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    lines.read_exact(&mut body).ok()?;
    Some(Received { headers, body: String::from_utf8(body).ok()? })
}

/// The next delivery of an event; others that the company has in the meantime are passed over.
fn next(received: &Receiver<Received>, is_it: impl Fn(&Value) -> bool) -> Received {
    loop {
        let one = received.recv_timeout(PATIENCE).expect("a delivery");
        if is_it(&serde_json::from_str(&one.body).expect("a body of JSON")) {
            return one;
        }
    }
}

fn verify(lender: &Api, secret: &str, event: &str, received: &Received) {
    let catalogue = lender.get("/webhooks/events").with_status(200);
    let kind = catalogue.list("/output/events").iter().find(|kind| kind["event"] == event).expect("an event");
    let given = json!({
        "secret": secret, "headers": received.headers, "body": received.body, "schema": kind["schema"],
    });
    for (program, arguments) in [("RECOUP_PYTHON", ["-c", VERIFY]), ("RECOUP_NODE", ["-e", VERIFY_IN_JAVASCRIPT])] {
        refuses_another_body(&setting(program), arguments, &given);
    }
}

/// A program that verifies what it is given, and says how it refuses another body.
fn refuses_another_body(program: &str, arguments: [&str; 2], given: &Value) {
    let child = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("cannot run {program}: {error}"));
    write!(child.stdin.take().expect("an input"), "{given}").expect("written");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{given}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "WebhookVerificationError");
}

fn created(lender: &Api, url: &str, events: &[&str]) -> (String, String) {
    let body = json!({ "url": url, "events": events, "description": "A test" });
    let created = lender.post("/webhooks/endpoints", &body).with_status(201);
    let text = |pointer: &str| created.at(pointer).as_str().expect("a text").to_owned();
    (text("/output/endpoint_id"), text("/output/secret"))
}

#[test]
fn a_payment_is_told_as_documented_signed_and_tried_again() {
    let (lender, loan_id) = (Api::lender(), new_id("LN-"));
    let (url, received) = endpoint(1);
    let (endpoint_id, secret) = created(&lender, &url, &["payment"]);
    let loan = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 268_500,
        "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
    });
    lender.post(&format!("/recovery/loan/{loan_id}"), &loan).with_status(201);
    let payment = json!({
        "final_status": "Partially Recovered", "amount_recovered": 250.5, "payment_method": "Online",
        "payment_mode": "Paytm", "payment_reference_number": loan_id,
    });
    lender.patch(&format!("/recovery/payments/{loan_id}?allocation_month=2026-1-01"), &payment).with_status(200);

    let is_it = |body: &Value| body["event"] == "payment" && body["data"]["loan_id"] == loan_id.as_str();
    let (first, second) = (next(&received, is_it), next(&received, is_it));
    let id = first.headers.get("webhook-id").expect("an id").clone();
    assert_eq!((second.headers.get("webhook-id"), &second.body), (Some(&id), &first.body));
    verify(&lender, &secret, "payment", &second);
    let body: Value = serde_json::from_str(&second.body).expect("JSON");
    let keys: Vec<&str> = body["data"].as_object().expect("data").keys().map(String::as_str).collect();
    let mut documented = [
        "loan_id",
        "amount_recovered",
        "final_status",
        "recovery_method",
        "payment_method",
        "payment_mode",
        "reference_number",
        "closure_with",
        "recovery_date",
        "allocation_month",
        "author",
    ];
    documented.sort_unstable();
    assert_eq!((keys, &body["data"]["amount_recovered"]), (documented.to_vec(), &json!(250.5)));

    let path = format!("/webhooks/deliveries/{id}");
    let delivery = delivered(&lender, &path);
    let outcomes: Vec<_> = delivery["attempts"].as_array().expect("tries").iter().map(|it| &it["outcome"]).collect();
    assert_eq!(outcomes, ["refused", "delivered"]);
    Api::other_lender().get(&path).with_status(404);
    lender.post(&format!("{path}:replay"), &json!({})).with_status(202);
    assert_eq!(next(&received, is_it).headers.get("webhook-id"), Some(&id));
    lender.send("DELETE", &format!("/webhooks/endpoints/{endpoint_id}"), &[], ()).with_status(200);
}

/// What is noted of a try is a moment behind its answer.
fn delivered(lender: &Api, path: &str) -> Value {
    for _ in 0..100 {
        let delivery = lender.get(path).with_status(200).at("/output").clone();
        if delivery["status"] == "delivered" {
            return delivery;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("it is not noted that it was delivered")
}

#[test]
fn an_endpoint_is_tested_and_its_secret_rotated() {
    let lender = Api::lender();
    let (url, received) = endpoint(0);
    let (endpoint_id, secret) = created(&lender, &url, &["webhook.endpoint_disabled"]);
    let path = format!("/webhooks/endpoints/{endpoint_id}");
    let rotated = lender.post(&format!("{path}:rotateSecret"), &json!({})).with_status(200);
    let newer = rotated.at("/output/secret").as_str().expect("a secret").to_owned();
    let test = lender.post(&format!("{path}:test"), &json!({})).with_status(202);
    let one = next(&received, |body| body["type"] == "webhook.test");
    assert_eq!(one.headers.get("webhook-id").map(String::as_str), test.at("/output/delivery_id").as_str());
    for secret in [secret, newer] {
        verify(&lender, &secret, "webhook.test", &one);
    }
    lender.send("DELETE", &path, &[], ()).with_status(200);
}

#[test]
fn what_happened_can_be_read_later() {
    let (lender, loan_id) = (Api::lender(), new_id("LN-"));
    let loan = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 268_500,
    });
    lender.post(&format!("/recovery/loan/{loan_id}"), &loan).with_status(201);
    for _ in 0..40 {
        let (mut after, mut is_found) = (String::new(), false);
        loop {
            let path = format!("/events?since=2020-01-01T00:00:00Z&type=loan.uploaded&limit=100{after}");
            let page = lender.get(&path).with_status(200);
            is_found |= page.list("/output/events").iter().any(|it| it["body"]["data"]["loan_id"] == loan_id.as_str());
            let Some(next) = page.at("/output/next").as_str() else { break };
            after = format!("&starting_after={next}");
        }
        if is_found {
            return;
        }
        thread::sleep(Duration::from_secs(1));
    }
    panic!("the upload is not among the events");
}
