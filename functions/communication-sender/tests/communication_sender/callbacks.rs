//! What Twilio reports and brings, signed as it is published.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::recovery::channel::Channel;
use form_urlencoded::Serializer;
use platform::communications::CommunicationMessage;
use platform::recovery::contacts_at;
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use testbed::Reply;

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{PUBLIC_URL, Setting, taken};

const PATH: &str = "/communication/callbacks/twilio";

/// The signature that Twilio publishes: the address, then each parameter's name and value in the order of their names.
fn signature(token: &str, address: &str, form: &BTreeMap<&str, &str>) -> String {
    let signed = form.iter().fold(address.to_owned(), |signed, (key, value)| signed + key + value);
    STANDARD.encode(sign(&Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.as_bytes()), signed.as_bytes()))
}

async fn post(setting: &Setting, path: &str, form: &BTreeMap<&str, &str>, signature: &str) -> Reply {
    let body = Serializer::new(String::new()).extend_pairs(form).finish();
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-twilio-signature", signature)];
    setting.world.call_with(&headers, "POST", path, body).await
}

/// A signed callback.
async fn call(setting: &Setting, query: &str, form: &[(&str, &str)]) -> Reply {
    let form: BTreeMap<&str, &str> = form.iter().copied().chain([("AccountSid", "AC1")]).collect();
    let path = format!("{PATH}{query}");
    let signed = signature("token", &format!("{PUBLIC_URL}{path}"), &form);
    post(setting, &path, &form, &signed).await
}

async fn report(setting: &Setting, message: &CommunicationMessage, sid: &str, status: &str) {
    let form = [("MessageSid", sid), ("MessageStatus", status), ("ErrorCode", ""), ("To", "+919805265921")];
    call(setting, &format!("?ref={}", message.reference()), &form).await.expect(204);
}

async fn sent() -> (Setting, TestProvider, CommunicationMessage) {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    setting.work(&message).await.expect("sent");
    (setting, provider, message)
}

#[test]
fn the_signature_is_the_published_one() {
    // The example of Twilio's documentation on the security of webhooks.
    let form = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+12349013030"),
        ("Digits", "1234"),
        ("From", "+12349013030"),
        ("To", "+18005551212"),
    ];
    let address = "https://mycompany.com/myapp.php?foo=1&bar=2";
    assert_eq!(signature("12345", address, &form.into_iter().collect()), "0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
}

#[tokio::test]
async fn reports_move_a_communication_on_whatever_their_order() {
    let (setting, _provider, message) = sent().await;
    let meter = setting.world.testbed.meter();
    meter.reset();
    report(&setting, &message, "SM1", "delivered").await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    let shown = setting.shown().await;
    assert_eq!(shown["status"], "delivered");
    assert!(shown["delivered_time"].as_str().is_some_and(|time| time.starts_with("2024-01-10 06:30:0")), "{shown}");
    let before = setting.world.testbed.snapshot().await;
    for late in ["sent", "delivered", "queued", "failed", "undelivered", "unheard-of"] {
        report(&setting, &message, "SM1", late).await;
    }
    report(&setting, &message, "SM9", "read").await;
    assert_eq!(setting.world.testbed.snapshot().await, before, "late, doubled and foreign reports change nothing");
    report(&setting, &message, "SM1", "read").await;
    assert_eq!(setting.stage().await.0, "read");
    let told = ["communication.created", "communication.sent", "sms", "communication.delivered", "communication.read"];
    assert_eq!(setting.told().await, told);
}

#[tokio::test]
async fn what_did_not_arrive_is_told_with_its_code() {
    let (setting, _provider, message) = sent().await;
    let form = [("MessageSid", "SM1"), ("MessageStatus", "undelivered"), ("ErrorCode", "30003")];
    call(&setting, &format!("?ref={}", message.reference()), &form).await.expect(204);
    let expected = ("failed", Some("undelivered".to_owned()), Some("30003".to_owned()));
    assert_eq!(setting.stage().await, expected);
    let told = setting.told().await;
    assert_eq!(told.iter().filter(|name| *name == "sms").count(), 2, "that it was sent, and that it failed: {told:?}");
}

#[tokio::test]
async fn a_report_says_what_became_of_what_nobody_knew() {
    let provider = TestProvider::start(Behaviour::Closes).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("voice").await;
    setting.work(&message).await.expect("done");
    assert_eq!(setting.stage().await.0, "unknown");
    let form = [("CallSid", "CA1"), ("CallStatus", "no-answer")];
    call(&setting, &format!("?ref={}", message.reference()), &form).await.expect(204);
    assert_eq!(setting.stage().await, ("failed", Some("undelivered".to_owned()), Some("no-answer".to_owned())));
    let message = setting.message("voice").await;
    setting.work(&message).await.expect("done");
    let form = [("CallSid", "CA2"), ("CallStatus", "completed")];
    call(&setting, &format!("?ref={}", message.reference()), &form).await.expect(204);
    assert_eq!(setting.stage().await.0, "delivered");
    let sent = setting.communications().await.pop().expect("a communication").outgoing.way;
    assert_eq!((sent.provider.as_deref(), sent.provider_id.as_deref()), (Some("twilio"), Some("CA2")));
}

#[tokio::test]
async fn what_is_not_signed_by_the_account_is_refused_and_changes_nothing() {
    let (setting, _provider, message) = sent().await;
    let path = format!("{PATH}?ref={}", message.reference());
    let address = format!("{PUBLIC_URL}{path}");
    let form: BTreeMap<&str, &str> =
        [("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("AccountSid", "AC1")].into_iter().collect();
    let before = setting.world.testbed.snapshot().await;
    let mut other = form.clone();
    other.insert("MessageStatus", "failed");
    let wrong = [
        String::new(),
        "no base64!".to_owned(),
        signature("another", &address, &form),
        signature("token", &format!("{PUBLIC_URL}{PATH}"), &form),
        signature("token", &address, &other),
    ];
    for signature in wrong {
        post(&setting, &path, &form, &signature).await.expect(403);
    }
    let mut foreign = form.clone();
    foreign.insert("AccountSid", "AC2");
    post(&setting, &path, &foreign, &signature("token", &address, &foreign)).await.expect(403);
    let body = Serializer::new(String::new()).extend_pairs(&form).finish();
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    setting.world.call_with(&kind, "POST", &path, body).await.expect(403);
    setting.world.call_with(&kind, "POST", &path, "a=1&a=2").await.expect(400);
    setting.world.call_with(&kind, "POST", "/communication/callbacks/ses", "").await.expect(404);
    assert_eq!(setting.world.testbed.snapshot().await, before);
    // Signed, and about nothing that there is.
    let form = [("MessageSid", "SM1"), ("MessageStatus", "delivered")];
    for query in ["?ref=none", &format!("?ref={}", CommunicationMessage { communication_id: 7, ..message }.reference())]
    {
        call(&setting, query, &form).await.expect(204);
    }
    assert_eq!(setting.world.testbed.snapshot().await, before);
}

/// The channels that the contacts of a loan have opted out of.
async fn opted_out(setting: &Setting, loan_id: &str) -> Vec<Channel> {
    let found = contacts_at(&setting.world.table, &setting.lender.company.id, loan_id).await.expect("read");
    found.known.contacts.iter().flat_map(|contact| contact.opted_out.keys().copied()).collect()
}

#[tokio::test]
async fn who_answers_stop_is_written_to_no_more_about_any_loan() {
    let (setting, provider, _) = sent().await;
    setting.upload("LN-2").await;
    setting.upload("LN-3").await;
    setting.trigger_about("LN-2", "sms").await;
    let message = CommunicationMessage {
        company_id: setting.lender.company.id.clone(),
        loan_id: "LN-2".to_owned(),
        client_customer_id: None,
        communication_id: communication_of(&setting, "LN-2").await,
    };
    setting.work(&message).await.expect("sent");
    let said = async |text: &str| {
        let form = [("From", "+919805265921"), ("To", "+15550001"), ("Body", text), ("MessageSid", "SMin")];
        call(&setting, "", &form).await.expect(204);
    };
    said("I will pay on Friday").await;
    assert!(opted_out(&setting, "LN-1").await.is_empty());
    let waiting = setting.message("sms").await;
    let meter = setting.world.testbed.meter();
    meter.reset();
    said(" Stop.").await;
    assert_eq!(meter.calls(), [("GetItem", 2), ("Query", 1), ("TransactWriteItems", 2)]);
    for loan_id in ["LN-1", "LN-2"] {
        assert_eq!(opted_out(&setting, loan_id).await, [Channel::Sms], "{loan_id}");
    }
    assert!(opted_out(&setting, "LN-3").await.is_empty(), "nobody was written to about it");
    let before = setting.world.testbed.snapshot().await;
    said("STOP").await;
    assert_eq!(setting.world.testbed.snapshot().await, before, "once");
    provider.take();
    setting.work(&waiting).await.expect("done");
    assert_eq!((setting.stage().await.1.as_deref(), provider.take().len()), (Some("opted_out"), 0));
    let form = [("From", "whatsapp:+919805265921"), ("Body", "hello"), ("OptOutType", "STOP")];
    call(&setting, "", &form).await.expect(204);
    assert_eq!(opted_out(&setting, "LN-1").await, [Channel::Sms, Channel::Whatsapp]);
    let form = [("From", "+919999999999"), ("Body", "STOP")];
    call(&setting, "", &form).await.expect(204);
}

#[tokio::test]
async fn who_answers_start_is_written_to_again_about_every_loan() {
    let (setting, provider, _) = sent().await;
    setting.upload("LN-2").await;
    setting.trigger_about("LN-2", "sms").await;
    let message = CommunicationMessage {
        company_id: setting.lender.company.id.clone(),
        loan_id: "LN-2".to_owned(),
        client_customer_id: None,
        communication_id: communication_of(&setting, "LN-2").await,
    };
    setting.work(&message).await.expect("sent");
    let said = async |text: &str, taken_as: &str| {
        let form = [("From", "+919805265921"), ("Body", text), ("OptOutType", taken_as)];
        call(&setting, "", &form).await.expect(204);
    };
    let before = setting.world.testbed.snapshot().await;
    for nothing in ["HELP", "info", "START", "yes", "unstop", "Yes, on Friday"] {
        said(nothing, "").await;
    }
    said("stop?", "HELP").await;
    assert_eq!(opted_out(&setting, "LN-1").await, [Channel::Sms], "whatever the provider took it for");
    said("hello", "START").await;
    assert!(setting.world.testbed.snapshot().await != before);
    said("STOP", "").await;
    for loan_id in ["LN-1", "LN-2"] {
        assert_eq!(opted_out(&setting, loan_id).await, [Channel::Sms], "{loan_id}");
    }
    let told = setting.events().await.len();
    for nothing in ["HELP", "INFO", "I want to START again"] {
        said(nothing, "").await;
    }
    let form = [("From", "whatsapp:+919805265921"), ("Body", "START")];
    call(&setting, "", &form).await.expect(204);
    assert_eq!(opted_out(&setting, "LN-1").await, [Channel::Sms], "by that channel alone");
    assert_eq!(setting.events().await.len(), told);
    // Nothing of where they opted out is forgotten meanwhile.
    let pk = platform::keys::loan::loan(&setting.lender.company.id, "LN-2");
    let note = platform::keys::communication::reached_about("+919805265921", &pk);
    let is_kept = async || !setting.world.table.get(&note).await.expect("read").expect("a note").is_expired(i64::MAX);
    assert!(is_kept().await);
    let meter = setting.world.testbed.meter();
    meter.reset();
    said("Start!", "").await;
    assert_eq!(meter.calls(), [("GetItem", 2), ("Query", 1), ("TransactWriteItems", 2)]);
    for loan_id in ["LN-1", "LN-2"] {
        assert!(opted_out(&setting, loan_id).await.is_empty(), "{loan_id}");
    }
    assert!(!is_kept().await);
    let events = setting.events().await;
    assert_eq!(events.last().map(|event| event.event_type.as_str()), Some("contact.updated"));
    assert_eq!(events.len(), told + 1, "and one of the other loan");
    let after = setting.world.testbed.snapshot().await;
    said("START", "").await;
    assert_eq!(setting.world.testbed.snapshot().await, after, "once");
    provider.take();
}

#[tokio::test]
async fn who_answers_start_does_not_end_what_somebody_else_has_entered() {
    let (setting, _provider, _) = sent().await;
    let list = setting.call("GET", "/api/recovery/contacts?loan_id=LN-1", &serde_json::json!({})).await;
    let contact = format!("/api/recovery/contacts/{}", list["contacts"][0]["contact_id"].as_str().expect("an id"));
    for entered in [serde_json::json!({ "channel": "sms" }), serde_json::json!({ "channel": "sms", "how": "reply" })] {
        setting.call("PUT", &contact, &serde_json::json!({ "opted_out": [entered] })).await;
        for text in ["START", "STOP", "YES"] {
            let form = [("From", "+919805265921"), ("Body", text)];
            call(&setting, "", &form).await.expect(204);
            assert_eq!(opted_out(&setting, "LN-1").await, [Channel::Sms], "{text}");
        }
        setting.call("PUT", &contact, &serde_json::json!({ "opted_out": [] })).await;
    }
}

/// The id of the one communication of a loan.
async fn communication_of(setting: &Setting, loan_id: &str) -> i64 {
    let view =
        setting.call("GET", &format!("/recovery/loan/{loan_id}?fields=communication"), &serde_json::json!({})).await;
    view["communication_details"][0]["communication_id"].as_i64().expect("an id")
}
