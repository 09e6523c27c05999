//! Which templates an event sends.

use serde_json::json;

use crate::support::{event, of, output, start, template};

#[tokio::test]
async fn an_event_names_a_template_for_each_channel() {
    let world = start().await;
    let lender = world.lender().await;
    let sms = template(&world, &lender, &of("sms", "A", "x")).await;
    let email = template(&world, &lender, &of("email", "A", "x")).await;
    event(&world, &lender, "Bounced%20EMI", &json!({ "sms": sms, "email": email })).await;
    let shown = output(&world, &lender, "/communication/events/Bounced%20EMI").await;
    let at = shown["created_at"].clone();
    let expected = json!({ "event_name": "Bounced EMI", "sms": sms, "email": email, "voice": null, "whatsapp": null, "created_at": at, "updated_at": at });
    assert_eq!(shown, expected);
    let path = format!("/communication/templates/{email}");
    let used = world.call(&lender.token, "DELETE", &path, "").await.expect(409).json();
    let sentence = "The template is used by the event Bounced EMI: change or delete it first.";
    assert_eq!(used, json!({ "message": sentence }));
    event(&world, &lender, "Bounced%20EMI", &json!({ "sms": sms })).await;
    assert_eq!(output(&world, &lender, "/communication/events/Bounced%20EMI").await["email"], json!(null));
    world.call(&lender.token, "DELETE", &path, "").await.expect(200);
    let before = world.testbed.snapshot().await;
    event(&world, &lender, "Bounced%20EMI", &json!({ "sms": sms })).await;
    assert_eq!(world.testbed.snapshot().await, before, "nothing differs");
    event(&world, &lender, "Test", &json!({ "sms": sms })).await;
    let list = output(&world, &lender, "/communication/events?limit=1").await;
    assert_eq!(
        (&list["events"][0]["event_name"], &list["total"], &list["next"]),
        (&json!("Bounced EMI"), &json!(2), &json!("Bounced EMI"))
    );
    world.call(&lender.token, "DELETE", "/communication/events/Test", "").await.expect(200);
    world.call(&lender.token, "GET", "/communication/events/Test", "").await.expect(404);
    assert_eq!(output(&world, &lender, "/communication/events").await["total"], 1);
}

/// Two who change at once: one of them decides again on what the other wrote.
#[tokio::test]
async fn a_template_does_not_go_while_an_event_takes_it() {
    let world = start().await;
    let lender = world.lender().await;
    let sms = template(&world, &lender, &of("sms", "A", "x")).await;
    let (path, body) = (format!("/communication/templates/{sms}"), json!({ "sms": sms }).to_string());
    let delete = world.call(&lender.token, "DELETE", &path, "");
    let put = world.call(&lender.token, "PUT", "/communication/events/Test", &body);
    let (deleted, set) = tokio::join!(delete, put);
    let is_there = world.call(&lender.token, "GET", &path, "").await.status == 200;
    let is_set = world.call(&lender.token, "GET", "/communication/events/Test", "").await.status == 200;
    assert_eq!(is_there, is_set, "{} {}", deleted.text, set.text);
    assert_eq!((deleted.status == 200, set.status == 200), (!is_there, is_set));
}
