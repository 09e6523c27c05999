//! Links in messages, from their making to the last click.

use communication_sender::Done;
use domain::communication::link::{LINK_DAYS, named};
use domain::json::Json;
use platform::communications::CommunicationMessage;
use platform::keys::communication as keys;
use serde_json::{Value, json};
use testbed::{PUBLIC_URL, Reply};

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, taken};

/// Where the borrower pays, with what a link of a real one has.
const PAYMENT: &str =
    "https://pay.lender.example/l?loan=LN-1&amount=1234.50&key=0123456789abcdef0123456789abcdef0123456789abcdef";

/// A loan with a payment link, and events whose templates track their links.
async fn tracked(provider: &TestProvider) -> Setting {
    let setting = Setting::with(provider).await;
    setting.call("PATCH", "/recovery/loan/LN-1", &json!({ "payment_link": PAYMENT })).await;
    for (name, channel, text) in [
        (
            "sms-links",
            "sms",
            "{recipient_name}: pay {amount_overdue} at {payment_link}. Help: https://lender.example/help?loan={loan_id}",
        ),
        (
            "email-links",
            "email",
            r#"<p><a href="{payment_link}">Pay</a> or <a href='https://lender.example/help'>ask</a></p>"#,
        ),
    ] {
        let mut body = json!({ "language": "en", "body": text });
        if channel == "email" {
            body["subject"] = json!("About {loan_id}");
        }
        let template = json!({ "name": name, "channel": channel, "track_links": true, "bodies": [body] });
        let made = setting.call("POST", "/communication/templates", &template).await;
        let path = format!("/communication/events/{name}");
        setting.call("PUT", &path, &json!({ channel: made["output"]["template_id"] })).await;
    }
    setting
}

/// An SMS with links that has gone out, and its links.
async fn sent() -> (Setting, TestProvider, CommunicationMessage, Vec<String>) {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = tracked(&provider).await;
    let message = setting.message("sms-links").await;
    assert_eq!(setting.work(&message).await, Ok(Done::Sent));
    let said = provider.take()[0].form()["Body"].clone();
    let links = links(&said);
    (setting, provider, message, links)
}

/// The paths of our links in a text.
fn links(text: &str) -> Vec<String> {
    let of = |(at, _)| {
        let rest: &str = &text[at + PUBLIC_URL.len()..];
        let end =
            rest.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '/' | '-'))).unwrap_or(rest.len());
        rest[..end].to_owned()
    };
    text.match_indices(PUBLIC_URL).map(of).collect()
}

async fn follow(setting: &Setting, method: &str, path: &str) -> Reply {
    setting.world.call_with(&[], method, path, "").await
}

async fn leads_nowhere(setting: &Setting, path: &str) {
    let reply = follow(setting, "GET", path).await.expect(404);
    assert_eq!(reply.text, "This link leads nowhere, or not any more.\n", "{path}");
    assert!(!reply.headers.contains_key("location"));
}

async fn clicks_told(setting: &Setting) -> Vec<Json> {
    let events = setting.events().await.into_iter();
    events.filter(|event| event.event_type == "communication.link_clicked").map(|event| event.data).collect()
}

#[tokio::test]
async fn a_link_counts_its_clicks_and_leads_on() {
    let (setting, _provider, message, links) = sent().await;
    let shown = setting.shown().await;
    let text = shown["sms_body"].as_str().expect("a text");
    assert!(!text.contains("pay.lender.example") && !text.contains("lender.example/help"), "{text}");
    assert_eq!((&shown["character_count"], &shown["message_count"]), (&json!(text.chars().count()), &json!(1)));
    assert_eq!((links.len(), &shown["click_count"], &shown["clicked_time"]), (2, &json!(0), &json!(null)));
    let expected = [PAYMENT, "https://lender.example/help?loan=LN-1"];
    let meter = setting.world.testbed.meter();
    for (link, target) in links.iter().zip(expected) {
        assert!(named(link.strip_prefix("/l/").expect("a link")).is_some(), "{link}");
        meter.reset();
        let reply = follow(&setting, "GET", link).await.expect(302);
        assert_eq!(meter.calls(), [("GetItem", 2), ("TransactWriteItems", 1)]);
        assert_eq!(reply.headers["location"], target);
        assert_eq!(reply.headers["referrer-policy"], "no-referrer");
        assert_eq!(reply.headers["cache-control"], "no-store");
        setting.world.wait(60);
    }
    follow(&setting, "GET", &links[0]).await.expect(302);
    meter.reset();
    follow(&setting, "HEAD", &links[0]).await.expect(302);
    assert_eq!(meter.calls(), [("GetItem", 2)], "who only looks is not counted");
    let shown = setting.shown().await;
    let expected = json!([{ "target": PAYMENT, "click_count": 2 }, { "target": expected[1], "click_count": 1 }]);
    assert_eq!((&shown["click_count"], &shown["links"]), (&json!(3), &expected));
    let times = ["first_clicked_time", "clicked_time"].map(|key| shown[key].as_str().expect("a time").to_owned());
    assert!(times[0] < times[1], "{times:?}");
    let told = clicks_told(&setting).await;
    assert_eq!(told.len(), 1, "the first click");
    let told = serde_json::to_string(&told[0]).expect("JSON");
    assert!(
        told.contains(&message.communication_id.to_string())
            && !told.contains("lender.example")
            && !told.contains("/l/"),
        "{told}"
    );
    assert_eq!(setting.stage().await.0, "sent");
}

#[tokio::test]
async fn a_link_leads_nowhere_before_its_message_is_out_and_after_its_time() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = tracked(&provider).await;
    let message = setting.message("sms-links").await;
    let text = setting.shown().await["sms_body"].as_str().expect("a text").to_owned();
    let link = links(&text).remove(0);
    let before = setting.world.testbed.snapshot().await;
    leads_nowhere(&setting, &link).await;
    assert_eq!(setting.world.testbed.snapshot().await, before);
    setting.work(&message).await.expect("sent");
    follow(&setting, "GET", &link).await.expect(302);
    setting.world.wait(u64::try_from(LINK_DAYS * 24 * 60 * 60).expect("days") - 60);
    follow(&setting, "GET", &link).await.expect(302);
    setting.world.wait(120);
    leads_nowhere(&setting, &link).await;
}

#[tokio::test]
async fn what_is_no_link_leads_nowhere_and_nothing_is_written() {
    let (setting, _provider, _message, links) = sent().await;
    let (token, _) = named(links[0].strip_prefix("/l/").expect("a link")).expect("a name");
    let key = keys::links(token);
    assert!(setting.world.table.get(&key).await.expect("read").is_some() && !key.pk.contains(token));
    let before = setting.world.testbed.snapshot().await;
    let other = format!("{}{}", &token[..25], if token.ends_with('0') { '1' } else { '0' });
    for link in [
        other.as_str(),
        &token[..25],
        &token.to_lowercase(),
        &format!("{token}-1"),
        &format!("{token}-3"),
        &format!("{token}-9"),
        &format!("{token}-10"),
        &format!("{token}-02"),
        &format!("{token}0"),
        "00000000000000000000000000",
        "%20",
        "https:%2F%2Fevil.example",
        "..%2F..%2Fcommunication",
    ] {
        leads_nowhere(&setting, &format!("/l/{link}")).await;
    }
    for query in ["?to=https://evil.example", "?x=1"] {
        let reply = follow(&setting, "HEAD", &format!("{}{query}", links[0])).await.expect(302);
        assert_eq!(reply.headers["location"], PAYMENT, "nobody else says where it leads");
    }
    for method in ["POST", "PUT", "DELETE"] {
        follow(&setting, method, &links[0]).await.expect(405);
    }
    assert_eq!(setting.world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn links_of_an_e_mail_are_those_of_its_anchors() {
    let provider = TestProvider::start(Behaviour::Answers(200, "", r#"{"MessageId":"010f"}"#.to_owned())).await;
    let setting = tracked(&provider).await;
    let message = setting.message("email-links").await;
    setting.work(&message).await.expect("sent");
    let html =
        provider.take()[0].json()["Content"]["Simple"]["Body"]["Html"]["Data"].as_str().expect("HTML").to_owned();
    let links = links(&html);
    let expected =
        format!(r#"<p><a href="{PUBLIC_URL}{}">Pay</a> or <a href='{PUBLIC_URL}{}'>ask</a></p>"#, links[0], links[1]);
    assert_eq!(html, expected);
    assert_eq!(follow(&setting, "GET", &links[0]).await.expect(302).headers["location"], PAYMENT);
    assert_eq!(follow(&setting, "GET", &links[1]).await.expect(302).headers["location"], "https://lender.example/help");
}

/// Machines follow links the moment a message is there, and sooner than its provider has answered.
#[tokio::test]
async fn a_click_in_between_loses_neither_itself_nor_what_came_of_the_message() {
    let provider = TestProvider::start(Behaviour::Hangs).await;
    let setting = tracked(&provider).await;
    let message = setting.message("sms-links").await;
    let text = setting.shown().await["sms_body"].as_str().expect("a text").to_owned();
    let link = links(&text).remove(0);
    let (outcome, ()) = tokio::join!(setting.work(&message), async {
        while provider.take().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        follow(&setting, "GET", &link).await.expect(302);
    });
    assert_eq!(outcome, Ok(Done::Unknown));
    assert_eq!((setting.stage().await.0, &setting.shown().await["click_count"]), ("unknown", &json!(1)));
    follow(&setting, "GET", &link).await.expect(302);
    assert_eq!(setting.shown().await["click_count"], 2);
    assert_eq!(setting.told().await.iter().filter(|name| *name == "sms").count(), 0);
}

#[tokio::test]
async fn clicks_at_once_are_all_counted() {
    let (setting, _provider, _message, links) = sent().await;
    let clicks = (0..4).map(|_| follow(&setting, "GET", &links[0]));
    for reply in futures_util::future::join_all(clicks).await {
        reply.expect(302);
    }
    assert_eq!(setting.shown().await["click_count"], 4);
    assert_eq!(clicks_told(&setting).await.len(), 1);
}

#[tokio::test]
async fn the_message_of_an_action_has_links_too() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = tracked(&provider).await;
    setting.call("POST", "/api/recovery/defaults/detect", &json!({ "loan_id": "LN-1" })).await;
    let known = setting.call("GET", "/api/recovery/defaults?loan_id=LN-1", &json!({})).await;
    let path =
        format!("/api/recovery/defaults/{}/actions", known["defaults"][0]["default_id"].as_str().expect("an id"));
    let ordered = setting.call("POST", &path, &json!({ "action_type": "sms", "template": "sms-links" })).await;
    let path = format!("/api/recovery/actions/{}/execute", ordered["action_id"].as_str().expect("an id"));
    setting.call("POST", &path, &json!({})).await;
    let message = setting.messages().await.remove(0);
    setting.work(&message).await.expect("sent");
    let links = links(&provider.take()[0].form()["Body"]);
    assert_eq!(follow(&setting, "GET", &links[0]).await.expect(302).headers["location"], PAYMENT);
}

#[tokio::test]
async fn a_preview_is_as_long_as_what_goes_out() {
    let (setting, _provider, _message, links) = sent().await;
    let list: Value = setting.call("GET", "/communication/templates?channel=sms", &json!({})).await;
    let templates = list["output"]["templates"].as_array().expect("a list");
    let id =
        templates.iter().find(|one| one["name"] == "sms-links").expect("it")["template_id"].as_str().expect("an id");
    let asked = json!({ "loan_id": "LN-1", "allocation_month": "2024-1-01" });
    let previewed = setting.call("POST", &format!("/communication/templates/{id}:preview"), &asked).await;
    let previewed = &previewed["output"];
    let shown = setting.shown().await;
    let (token, _) = named(links[0].strip_prefix("/l/").expect("a link")).expect("a name");
    let body = previewed["body"].as_str().expect("a text");
    assert_eq!(body.replace("00000000000000000000000000", token), shown["sms_body"]);
    let counts = (&previewed["sms"]["segments"], &previewed["sms"]["characters"]);
    assert_eq!(counts, (&shown["message_count"], &shown["character_count"]));
    leads_nowhere(&setting, "/l/00000000000000000000000000").await;
}
