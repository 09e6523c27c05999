//! How many communications one instance of the sender hands over in a second.

use std::sync::Arc;
use std::time::{Duration, Instant};

use communication_sender::provider::{Providers as Deliverers, Twilio};
use communication_sender::{App, Done, work};
use domain::moment::Moment;
use domain::recovery::channel::Channel;
use platform::communications::{CommunicationMessage, ProviderSecret, Providers, TwilioAccount};
use platform::https::Https;
use platform::keys::loan;
use platform::table::Order;
use serde_json::json;
use testbed::{Lender, TestQueue, World, gateway, moment};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::throughput::{self, AT_ONCE, Rate};

/// Communications of each row, each about a loan of its own.
const COMMUNICATIONS: usize = 300;
/// So long the provider takes.
const TAKES: Duration = Duration::from_millis(30);
const HEADER: &str = "\
COMMUNICATIONS: 300 SMS on the embedded table, to a provider on loopback that answers as Twilio does, after 30 ms

Each is claimed, handed over, and noted, as the function does it. Seconds are of this machine.

  at once      communications that are handed over at the same time
  per s        communications in a second
  x            those of the first row in them
  calls        to the table, for each communication; a batch of the queue reads once
  units        capacity units, for each communication
";

/// Measures and prints.
pub(crate) fn run() {
    println!("{HEADER}");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let rates = runtime.block_on(async {
        let mut rates = Vec::new();
        for at_once in AT_ONCE {
            rates.push(rate(at_once).await);
        }
        rates
    });
    throughput::print(&rates);
}

async fn rate(at_once: usize) -> Rate {
    let world = world().await;
    let lender = world.lender().await;
    set_up(&world, &lender).await;
    let mut messages = Vec::new();
    for number in 0..COMMUNICATIONS {
        messages.push(Some(communication(&world, &lender, &format!("LN-{number}")).await));
    }
    let sms: Arc<Twilio> = Arc::new(twilio(&provider().await));
    let (table, clock, queue) = (world.table.clone(), world.clock.clone(), TestQueue::default().queue());
    let app = App { table, queue, clock, providers: Deliverers::default().with(Channel::Sms, sms) };
    let meter = world.testbed.meter();
    meter.reset();
    let begun = Instant::now();
    for batch in messages.chunks(at_once) {
        let outcomes = work(&app, batch).await;
        assert!(outcomes.iter().all(|outcome| *outcome == Ok(Done::Sent)), "every one is sent: {outcomes:?}");
    }
    Rate { at_once, done: COMMUNICATIONS, took: begun.elapsed(), calls: meter.calls() }
}

async fn world() -> World {
    World::start(moment("2026-01-10T12:00:00+05:30"), |table, clock, tokens| {
        let loans = loans_api::App { table: table.clone(), clock: clock.clone() };
        let communications = communications_api::App { table, clock, links: testbed::links() };
        gateway([
            ("/communication", communications_api::router(communications, tokens.clone())),
            ("", loans_api::router(loans, tokens)),
        ])
    })
    .await
}

/// A template, and an event that sends it.
async fn set_up(world: &World, lender: &Lender) {
    let body = json!({ "language": "en", "body": "{applicant_name}: pay {amount_overdue}" });
    let template = json!({ "name": "Due", "channel": "sms", "bodies": [body] }).to_string();
    let made = world.call(&lender.token, "POST", "/communication/templates", &template).await.expect(201).json();
    let event = json!({ "sms": made.pointer("/output/template_id") }).to_string();
    world.call(&lender.token, "PUT", "/communication/events/Due", &event).await.expect(200);
}

/// A loan that is overdue, and an SMS about it.
async fn communication(world: &World, lender: &Lender, loan_id: &str) -> CommunicationMessage {
    let body = json!({
        "loan_id": loan_id, "loan_type": "Card", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "applicant_contact_number": "9805265921",
        "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
    });
    let path = format!("/recovery/loan/{loan_id}");
    world.call(&lender.token, "POST", &path, &body.to_string()).await.expect(201);
    let trigger = json!({
        "loan_id": loan_id, "company_id": lender.company.id, "inbound_bot_id": "bot", "allocation_month": "2026-1-01",
        "source": "crm", "event_name": "Due", "send_to": "applicant", "communication_level": "customer",
    });
    let headers =
        [("authenticationtoken", lender.token.as_str()), ("role", "admin"), ("content-type", "application/json")];
    world.call_with(&headers, "POST", "/communication/trigger/event", trigger.to_string()).await.expect(201);
    let (from, to) = loan::history_bounds(loan::History::Communication, Moment::EPOCH, Moment::LAST);
    let pk = loan::loan(&lender.company.id, loan_id);
    let found = world.table.query(&pk, &from, &to, Order::Descending).await.expect("read");
    let record: serde_json::Value = found.items.first().expect("a communication").read().expect("a record");
    CommunicationMessage {
        company_id: lender.company.id.clone(),
        loan_id: loan_id.to_owned(),
        client_customer_id: None,
        communication_id: record.get("id").and_then(serde_json::Value::as_i64).expect("an id"),
    }
}

fn twilio(url: &str) -> Twilio {
    let account = TwilioAccount {
        base_url: url.to_owned(),
        account_sid: "AC1".to_owned(),
        auth_token: "token".to_owned(),
        sms_from: Some("+15550001".to_owned()),
        whatsapp_from: None,
        voice_from: None,
    };
    let https = Https::new(rustls::RootCertStore::empty(), Duration::from_secs(5)).expect("ring");
    Twilio::new(https, ProviderSecret::known(Providers { twilio: Some(account) }), "https://api.example.com")
}

/// A provider that takes everything: its address.
async fn provider() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    url
}

/// Answers requests on a connection, each once it has come as a whole: its body is the last, and has no end of line.
async fn answer(mut stream: TcpStream) {
    let mut bytes = [0; 16_384];
    loop {
        let Ok(read @ 1..) = stream.read(&mut bytes).await else { return };
        let is_head_alone = bytes.get(..read).is_some_and(|bytes| bytes.ends_with(b"\r\n\r\n"));
        if is_head_alone {
            continue;
        }
        tokio::time::sleep(TAKES).await;
        let body = r#"{"sid":"SM1","status":"queued"}"#;
        let text = format!(
            "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        if stream.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}
