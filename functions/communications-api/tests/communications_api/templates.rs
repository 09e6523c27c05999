//! Templates from their creation to their end.

use serde_json::json;

use crate::support::{event, of, output, post, start, template};

#[tokio::test]
async fn a_template_is_created_read_changed_and_deleted() {
    let world = start().await;
    let lender = world.lender().await;
    let body = json!({ "name": "Reminder", "channel": "sms", "client_template_id": "1107", "default_language": "Hindi", "bodies": [
        { "language": "English", "body": "Pay {amount_overdue}" }, { "language": "hi", "body": "{amount_overdue} दें" },
    ] });
    let id = template(&world, &lender, &body).await;
    let path = format!("/communication/templates/{id}");
    let shown = output(&world, &lender, &path).await;
    let at = shown["created_at"].clone();
    let expected = json!({
        "template_id": id, "name": "Reminder", "channel": "sms", "default_language": "hi", "bodies": [
            { "language": "en", "subject": null, "body": "Pay {amount_overdue}" },
            { "language": "hi", "subject": null, "body": "{amount_overdue} दें" },
        ], "client_template_id": "1107", "voice_gender": null, "track_links": false, "custom_variables": [], "created_at": at, "updated_at": at,
    });
    assert_eq!(shown, expected);
    let before = world.testbed.snapshot().await;
    world.call(&lender.token, "PUT", &path, &shown.to_string()).await.expect(200);
    assert_eq!(world.testbed.snapshot().await, before, "what was read can be sent back");
    world.call(&lender.token, "PUT", &path, r#"{"name":"Late","client_template_id":null}"#).await.expect(200);
    let changed = output(&world, &lender, &path).await;
    assert_eq!((&changed["name"], &changed["client_template_id"]), (&json!("Late"), &json!(null)));
    let list = output(&world, &lender, "/communication/templates").await;
    assert_eq!(
        (&list["templates"][0]["name"], &list["templates"][0]["languages"]),
        (&json!("Late"), &json!(["hi", "en"]))
    );
    let gone = world.call(&lender.token, "DELETE", &path, "").await.expect(200).json();
    assert_eq!(gone, json!({ "message": "success", "output": { "template_id": id } }));
    world.call(&lender.token, "GET", &path, "").await.expect(404);
    assert_eq!(output(&world, &lender, "/communication/templates").await["total"], 0);
}

#[tokio::test]
async fn a_channel_has_one_template_of_a_name_and_a_list_has_pages() {
    let world = start().await;
    let lender = world.lender().await;
    for name in ["A", "B", "C"] {
        template(&world, &lender, &of("sms", name, "x")).await;
    }
    let voice = template(&world, &lender, &of("voice", "A", "x")).await;
    let taken = post(&world, &lender, "/communication/templates", &of("sms", "A", "y")).await.expect(409).json();
    assert_eq!(taken, json!({ "message": "There is a template of this name and channel." }));
    let page = output(&world, &lender, "/communication/templates?channel=sms&limit=2").await;
    let names = |page: &serde_json::Value| {
        page["templates"].as_array().expect("a list").iter().map(|it| it["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((names(&page), &page["total"]), (vec![json!("A"), json!("B")], &json!(3)));
    let next = page["next"].as_str().expect("more");
    let path = format!("/communication/templates?channel=sms&limit=2&starting_after={next}");
    let page = output(&world, &lender, &path).await;
    assert_eq!((names(&page), &page["next"]), (vec![json!("C")], &json!(null)));
    let page = output(&world, &lender, "/communication/templates?channel=voice").await;
    assert_eq!(page["templates"][0]["template_id"], voice);
    let other = world.lender().await;
    world.call(&other.token, "GET", &format!("/communication/templates/{voice}"), "").await.expect(404);
    assert_eq!(output(&world, &other, "/communication/templates").await["total"], 0);
}

#[tokio::test]
async fn a_creation_is_repeated_without_harm() {
    let world = start().await;
    let lender = world.lender().await;
    let headers = [
        ("authenticationtoken", lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let body = of("sms", "A", "x").to_string();
    let first = world.call_with(&headers, "POST", "/communication/templates", body.clone()).await.expect(201);
    let before = world.testbed.snapshot().await;
    let second = world.call_with(&headers, "POST", "/communication/templates", body).await.expect(201);
    assert_eq!(first.text, second.text);
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_preview_is_what_would_be_sent() {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &of("sms", "A", "Hi {recipient_name}, pay {amount_overdue}€")).await;
    let path = format!("/communication/templates/{id}:preview");
    let body = json!({ "variables": { "recipient_name": "Keval", "amount_overdue": "500" } });
    let shown = world.call(&lender.viewer, "POST", &path, &body.to_string()).await.expect(200).json();
    let sms = json!({ "alphabet": "GSM-7", "characters": 18, "units": 19, "segments": 1 });
    let expected =
        json!({ "language": "en", "subject": null, "body": "Hi Keval, pay 500€", "sms": sms, "contact_id": null });
    assert_eq!(shown, json!({ "message": "success", "output": expected }));
    let missing =
        post(&world, &lender, &path, &json!({ "variables": { "amount_overdue": "₹5" } })).await.expect(400).json();
    assert_eq!(missing["output"]["errors"]["variables"], "There is no value for recipient_name");
    let none = post(&world, &lender, &format!("/communication/templates/{id}"), &body).await.expect(405);
    assert_eq!(none.headers["allow"], "DELETE, GET, HEAD, PUT");
    let email = template(&world, &lender, &of("email", "A", "<b>{recipient_name}</b>")).await;
    let body = json!({ "variables": { "recipient_name": "<i>", "loan_id": "L<1" } });
    let shown =
        post(&world, &lender, &format!("/communication/templates/{email}:preview"), &body).await.expect(200).json();
    assert_eq!(
        (&shown["output"]["subject"], &shown["output"]["body"]),
        (&json!("About L<1"), &json!("<b>&lt;i&gt;</b>"))
    );
}

#[tokio::test]
async fn who_may_not_is_refused() {
    let world = start().await;
    let lender = world.lender().await;
    let id = template(&world, &lender, &of("sms", "A", "x")).await;
    event(&world, &lender, "Test", &json!({ "sms": id })).await;
    let before = world.testbed.snapshot().await;
    for (method, path) in [
        ("POST", "/communication/templates".to_owned()),
        ("PUT", format!("/communication/templates/{id}")),
        ("DELETE", format!("/communication/templates/{id}")),
        ("PUT", "/communication/events/Test".to_owned()),
        ("DELETE", "/communication/events/Test".to_owned()),
    ] {
        for token in [&lender.viewer, &lender.agent] {
            world.call(token, method, &path, "{}").await.expect(403);
        }
        world.call("no", method, &path, "{}").await.expect(401);
    }
    assert_eq!(world.testbed.snapshot().await, before);
}
