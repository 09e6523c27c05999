//! Previews with the values of a loan.

use domain::company::CompanyKind;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{event, of, output, post, template};
use crate::trigger::{communications, set_up, start, trigger, upload};

/// What is previewed of a template.
async fn preview(world: &World, lender: &Lender, template_id: &str, body: &Value) -> Value {
    let path = format!("/communication/templates/{template_id}:preview");
    let reply = world.call(&lender.viewer, "POST", &path, &body.to_string()).await;
    reply.expect(200).json()["output"].clone()
}

/// The templates of the event `Test`, by channel.
async fn templates(world: &World, lender: &Lender) -> Value {
    output(world, lender, "/communication/events/Test").await
}

/// Asks the person to be told how to opt out.
async fn tell_how_to_opt_out(world: &World, lender: &Lender) {
    let policy = r#"{"contact_policy":{"preset":"us_regulation_f"}}"#;
    world.call(&lender.token, "PUT", "/api/recovery/settings", policy).await.expect(200);
    world.wait(120);
}

#[tokio::test]
async fn a_preview_of_a_loan_is_what_goes_out_later() {
    let world = start().await;
    let lender = set_up(&world).await;
    let ids = templates(&world, &lender).await;
    let asked = json!({ "loan_id": "LN-1", "allocation_month": "2024-1-01" });
    let before = world.testbed.snapshot().await;
    let sms = preview(&world, &lender, ids["sms"].as_str().expect("an id"), &asked).await;
    let email = preview(&world, &lender, ids["email"].as_str().expect("an id"), &asked).await;
    assert_eq!(world.testbed.snapshot().await, before, "a preview writes nothing");
    assert_eq!((&sms["language"], &sms["body"]), (&json!("hi"), &json!("1234.50 दें")));

    trigger(&world, &lender, &json!({})).await.expect(201);
    let sent = communications(&world, &lender, "LN-1").await;
    let dict = |channel: &str| {
        let found = sent.iter().find(|one| one["type_of_comm"] == channel).expect("sent");
        found["comm_dict"].clone()
    };
    let (sent_sms, sent_email) = (dict("sms"), dict("email"));
    assert_eq!((&sms["body"], &sms["language"]), (&sent_sms["sms_body"], &sent_sms["sms_language"]));
    let counts = (&sms["sms"]["segments"], &sms["sms"]["characters"]);
    assert_eq!(counts, (&sent_sms["message_count"], &sent_sms["character_count"]));
    assert_eq!((&email["body"], &email["subject"]), (&sent_email["email_body"], &sent_email["email_subject"]));
}

#[tokio::test]
async fn a_preview_says_how_to_opt_out_where_what_is_sent_does() {
    let world = start().await;
    let lender = set_up(&world).await;
    tell_how_to_opt_out(&world, &lender).await;
    let ids = templates(&world, &lender).await;
    let id = ids["sms"].as_str().expect("an id");
    let of_loan = preview(&world, &lender, id, &json!({ "loan_id": "LN-1" })).await;
    trigger(&world, &lender, &json!({})).await.expect(201);
    let sent = communications(&world, &lender, "LN-1").await;
    assert_eq!(sent[0]["comm_dict"]["sms_body"], of_loan["body"]);
    assert!(of_loan["body"].as_str().is_some_and(|body| body.contains("STOP")), "{of_loan}");
    let given =
        preview(&world, &lender, id, &json!({ "language": "hi", "variables": { "amount_overdue": "1234.50" } })).await;
    assert_eq!((&given["body"], &given["contact_id"]), (&of_loan["body"], &json!(null)));
}

#[tokio::test]
async fn a_preview_is_for_whom_it_says_in_the_language_that_it_says() {
    let world = start().await;
    let lender = set_up(&world).await;
    let name = template(&world, &lender, &of("sms", "Name", "{recipient_name}")).await;
    let list = world.call(&lender.viewer, "GET", "/api/recovery/contacts?loan_id=LN-1", "").await.expect(200).json();
    let contact = |name: &str| {
        let contacts = list["contacts"].as_array().expect("a list");
        contacts.iter().find(|one| one["contact_name"] == name).expect("a contact")["contact_id"].clone()
    };
    let shown = preview(&world, &lender, &name, &json!({ "loan_id": "LN-1" })).await;
    assert_eq!((&shown["body"], &shown["contact_id"]), (&json!("Keval"), &contact("Keval")));
    let shown = preview(&world, &lender, &name, &json!({ "loan_id": "LN-1", "contact_id": contact("Ravi") })).await;
    assert_eq!((&shown["body"], &shown["contact_id"]), (&json!("Ravi"), &contact("Ravi")));
    let ids = templates(&world, &lender).await;
    let id = ids["sms"].as_str().expect("an id");
    let english = preview(&world, &lender, id, &json!({ "loan_id": "LN-1", "language": "English" })).await;
    assert_eq!(english["body"], "Keval: pay INR 1234.50 due 2024-01-05");
}

#[tokio::test]
async fn a_preview_of_a_loan_costs_one_read() {
    let world = start().await;
    let lender = set_up(&world).await;
    let id = template(&world, &lender, &of("sms", "A", "{loan_id}")).await;
    preview(&world, &lender, &id, &json!({ "loan_id": "LN-1" })).await;
    let meter = world.testbed.meter();
    meter.reset();
    preview(&world, &lender, &id, &json!({ "loan_id": "LN-1" })).await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
}

#[tokio::test]
async fn a_preview_of_a_transaction_has_the_values_of_its_customer() {
    let world = start().await;
    let lender = world.lender_with(|company| company.kind = CompanyKind::CreditLine).await;
    upload(&world, &lender, "LN-1").await;
    let id = template(&world, &lender, &of("sms", "Due", "{client_customer_id} {loan_id} {amount_overdue}")).await;
    event(&world, &lender, "Test", &json!({ "sms": id })).await;
    let shown = preview(&world, &lender, &id, &json!({ "loan_id": "LN-1" })).await;
    trigger(&world, &lender, &json!({})).await.expect(201);
    let sent = communications(&world, &lender, "cus-1").await;
    assert_eq!((&shown["body"], &shown["body"]), (&json!("cus-1 LN-1 1234.50"), &sent[0]["comm_dict"]["sms_body"]));
}

#[tokio::test]
async fn what_cannot_be_previewed_is_refused() {
    let world = start().await;
    let lender = set_up(&world).await;
    let sms = template(&world, &lender, &of("sms", "A", "{settlement_amount} {recipient_name}")).await;
    let email = template(&world, &lender, &of("email", "A", "{recipient_name}")).await;
    let list = world.call(&lender.viewer, "GET", "/api/recovery/contacts?loan_id=LN-1", "").await.expect(200).json();
    let contacts = list["contacts"].as_array().expect("a list");
    let ravi = contacts.iter().find(|one| one["contact_name"] == "Ravi").expect("a contact")["contact_id"].clone();
    let other = world.lender().await;
    let before = world.testbed.snapshot().await;
    let id = "Value must be a string of 1 to 100 characters, without control characters";
    let of_loan = "Value is for previews of a loan_id";
    for (template_id, body, errors) in [
        (&sms, json!({ "loan_id": "LN-1" }), json!({ "loan_id": "There is no value for settlement_amount" })),
        (&sms, json!({ "loan_id": 7 }), json!({ "loan_id": id })),
        (&sms, json!({ "loan_id": "" }), json!({ "loan_id": id })),
        (&sms, json!({ "loan_id": "LN\u{7}" }), json!({ "loan_id": id })),
        (
            &sms,
            json!({ "loan_id": "LN-1", "allocation_month": "2024-01" }),
            json!({ "allocation_month": domain::calendar::Month::FORMAT }),
        ),
        (
            &sms,
            json!({ "loan_id": "LN-1", "variables": { "today": "x" } }),
            json!({ "variables": "Value is for previews without loan_id" }),
        ),
        (
            &sms,
            json!({ "allocation_month": "2024-1-01", "contact_id": "c" }),
            json!({ "allocation_month": of_loan, "contact_id": of_loan }),
        ),
        (
            &sms,
            json!({ "loan_id": "LN-1", "contact_id": "cnt_1" }),
            json!({ "contact_id": "The loan has no such contact" }),
        ),
        (
            &email,
            json!({ "loan_id": "LN-1", "contact_id": ravi }),
            json!({ "contact_id": "The contact has no e-mail address" }),
        ),
        (&sms, json!({ "loan_id": "LN-1", "x": 1 }), json!({ "x": "Unknown key" })),
    ] {
        let path = format!("/communication/templates/{template_id}:preview");
        let answer = post(&world, &lender, &path, &body).await.expect(400).json();
        assert_eq!(answer, json!({ "message": "Data Validation Failed", "output": { "errors": errors } }), "{body}");
    }
    for (token, template_id, body, sentence) in [
        (&lender.token, sms.as_str(), json!({ "loan_id": "LN-2" }), "Loan not found"),
        (
            &lender.token,
            &sms,
            json!({ "loan_id": "LN-1", "allocation_month": "2024-2-01" }),
            "Loan of this allocation_month not found",
        ),
        (&lender.token, "tpl_1", json!({ "loan_id": "LN-1" }), "Template not found"),
        (&other.token, &sms, json!({ "loan_id": "LN-1" }), "Loan not found"),
    ] {
        let path = format!("/communication/templates/{template_id}:preview");
        let answer = world.call(token, "POST", &path, &body.to_string()).await.expect(404).json();
        assert_eq!(answer, json!({ "message": sentence }), "{body}");
    }
    let changes = world.testbed.snapshot().await.changes_since(&before);
    assert!(changes.is_empty(), "{changes:?}");
}

#[tokio::test]
async fn nobody_who_is_reached_is_named() {
    let world = start().await;
    let lender = set_up(&world).await;
    let body = json!({
        "loan_id": "LN-2", "client_customer_id": "cus-2", "loan_type": "Card", "applicant_name": "Mira", "total_loan_amount": 1,
        "applicant_contact_number": "9805265921",
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1, "date_of_default": "2024-01-05" }],
    });
    world.call(&lender.token, "POST", "/recovery/loan/LN-2", &body.to_string()).await.expect(201);
    let email = template(&world, &lender, &of("email", "A", "{recipient_name}")).await;
    let path = format!("/communication/templates/{email}:preview");
    let answer = post(&world, &lender, &path, &json!({ "loan_id": "LN-2" })).await.expect(400).json();
    let sentence = "The applicant has no e-mail address in use: name another contact";
    assert_eq!(answer["output"]["errors"], json!({ "contact_id": sentence }));
}
