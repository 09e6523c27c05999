//! A notice from its request to the click on its link and its way by a carrier.

use http::header::LOCATION;
use serde_json::json;

use crate::setting::{PUBLIC, Setting};

#[tokio::test]
async fn a_notice_is_made_shown_and_followed() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    let notice = setting.made("LN-1", &template).await;
    assert_eq!((&notice["status"], &notice["case_type"]), (&json!("made"), &json!("lrn")));
    let link = notice["notice_link"].as_str().expect("a link");
    assert_eq!(link.len(), 64);
    assert_eq!(notice["s3_link"], format!("{PUBLIC}/notices/{link}"));
    let files = setting.objects.files();
    let (key, file) = files.first_key_value().expect("a file");
    assert!(!key.contains("LN-1") && !key.contains(link) && key.len() == 68, "{key}");
    assert!(file.starts_with(b"%PDF-1.7"));
    assert_eq!(notice["bytes"], file.len());

    // Nothing is left of what it says but the file.
    let items = setting
        .world
        .table
        .query(&setting.loan_pk("LN-1"), "~LETTER", "~LETTER~", platform::table::Order::Ascending)
        .await;
    assert!(items.expect("a page").items.is_empty());

    // The loan shows it, with no click yet.
    let view = setting.world.call(&setting.lender.viewer, "GET", "/recovery/loan/LN-1?fields=notice,remark", "").await;
    let view = view.expect(200).json();
    let shown = &view["notice_tracking_details"][0];
    assert_eq!((&shown["document_type"], &shown["notice_id"]), (&json!("Notice"), &notice["notice_id"]));
    assert_eq!((&shown["s3_link"], &shown["data"]["notice_click_count"]), (&notice["s3_link"], &json!(0)));
    assert_eq!(view["remarks"][0]["remarks"], "Notice Recall (lrn) requested");

    // The public follows the link without a token; only a GET is a click.
    let follow = async |method: &str, link: &str| {
        setting.world.call_with(&[("accept", "text/html")], method, &format!("/notices/{link}"), "").await
    };
    for (method, clicks) in [("GET", 1), ("HEAD", 1), ("GET", 2)] {
        let reply = follow(method, link).await.expect(302);
        let location = reply.headers[LOCATION].to_str().expect("text");
        assert!(location.starts_with(&format!("http://objects.test/notices/{key}?response-cache-control=no-store")));
        assert!(location.contains("&X-Amz-Expires=300&") && location.contains("&X-Amz-Signature="), "{location}");
        assert_eq!(reply.headers["referrer-policy"], "no-referrer");
        let notice = setting.output(&format!("/recovery/notices/{}", notice["notice_id"])).await;
        assert_eq!(notice["notice_click_count"], clicks);
    }
    let nowhere = "This link leads nowhere, or not any more.\n";
    for other in ["0".repeat(64), "x".repeat(64), "0".to_owned(), link.to_uppercase()] {
        let reply = follow("GET", &other).await.expect(404);
        assert_eq!((reply.text.as_str(), reply.headers.get(LOCATION)), (nowhere, None), "{other}");
    }
    setting.world.wait(180 * 24 * 60 * 60 + 1);
    assert_eq!(follow("GET", link).await.expect(404).text, nowhere);
}

#[tokio::test]
async fn who_may_not_be_served_is_not() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    let path = "/recovery/loan/LN-1/notices";
    let body = json!({ "template_id": template });
    let contacts = setting.world.call(&setting.lender.token, "GET", "/api/recovery/contacts?loan_id=LN-1", "").await;
    let contact = contacts.expect(200).json()["contacts"][0]["contact_id"].as_str().expect("an id").to_owned();
    let put = async |flag: &str| {
        let path = format!("/api/recovery/contacts/{contact}");
        setting.world.call(&setting.lender.token, "PUT", &path, &format!(r#"{{"{flag}":true}}"#)).await.expect(200);
    };
    put("cease_communication").await;
    let before = setting.world.testbed.snapshot().await;
    let refused = setting.post(path, &body).await.expect(409).message();
    assert!(refused.starts_with("The notice may not be served (cease_communication): "), "{refused}");
    assert_eq!(setting.world.testbed.snapshot().await, before);
    let change = r#"{"announces_remedy":true}"#;
    let template_path = format!("/recovery/notices/templates/{template}");
    setting.world.call(&setting.lender.token, "PUT", &template_path, change).await.expect(200);
    setting.post(path, &body).await.expect(202);
    put("deceased").await;
    let refused = setting.post(path, &body).await.expect(409).message();
    assert!(refused.contains("(deceased)"), "{refused}");
}

#[tokio::test]
async fn a_character_that_no_font_has_leaves_a_notice_that_failed() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval 漢").await;
    let template = setting.template("Recall").await;
    let notice = setting.made("LN-1", &template).await;
    assert_eq!(notice["status"], "failed");
    assert_eq!(notice["reason"], "The notice cannot be printed: no font has the character U+6F22");
    assert!(setting.objects.files().is_empty());
    let link = format!("/notices/{}", notice["notice_link"].as_str().expect("a link"));
    setting.world.call("", "GET", &link, "").await.expect(404);
    let tracking = format!("/recovery/notices/{}/tracking", notice["notice_id"]);
    let report =
        json!({ "tracking_id": "E", "status": "booked", "occurred_at": "2024-01-10T10:00:00+05:30", "place": "P" });
    setting.post(&tracking, &report).await.expect(409);
}

#[tokio::test]
async fn a_carrier_s_reports_are_shown_as_the_document_prints_them() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    let notice = setting.made("LN-1", &template).await;
    let path = format!("/recovery/notices/{}/tracking", notice["notice_id"]);
    let report = |status: &str, at: &str, place: &str| json!({ "tracking_id": "ED670494304IN", "status": status, "occurred_at": format!("{at}+05:30"), "place": place });
    let mut booked = report("booked", "2024-01-03T16:17:42", "Rohini Sector7 SO");
    booked["tariff"] = json!("41.30");
    booked["delivery_location"] = json!("Sonipat HO");
    let first = setting.post(&path, &booked).await.expect(200).json()["output"].clone();
    for (status, at) in [("out_for_delivery", "2024-01-09T09:17:46"), ("delivered", "2024-01-09T15:27:17")] {
        let reply = setting.post(&path, &report(status, at, "Bhuj HO")).await.expect(200).json();
        assert_eq!(reply["output"]["notice_id"], first["notice_id"]);
    }
    let before = setting.world.testbed.snapshot().await;
    setting.post(&path, &report("delivered", "2024-01-09T15:27:17", "Bhuj HO")).await.expect(200);
    setting.post(&path, &report("dispatched", "2024-01-10T10:00:00", "Bhuj HO")).await.expect(409);
    assert_eq!(setting.world.testbed.snapshot().await, before);
    let view = setting.world.call(&setting.lender.viewer, "GET", "/recovery/loan/LN-1?fields=notice", "").await;
    let view = view.expect(200).json();
    let entry = view["notice_tracking_details"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|entry| entry["document_type"] == "Speedpost")
        .expect("the article");
    let event = |date: &str, time: &str, office: &str, description: &str| json!({ "date": date, "time": time, "office": office, "description": description });
    assert_eq!(entry["notice_id"], first["notice_id"]);
    assert_eq!(entry["case_type"], "lrn");
    assert_eq!(
        entry["data"],
        json!({
            "events": [
                event("09/01/2024", "15:27:17", "Bhuj HO", "Item Delivery Confirmed"),
                event("09/01/2024", "09:17:46", "Bhuj HO", "Out for Delivery"),
                event("03/01/2024", "16:17:42", "Rohini Sector7 SO", "Item Booked"),
            ],
            "booked_at": "Rohini Sector7 SO", "article_type": "Inland Speed Post", "speedpost_id": "ED670494304IN",
            "applicant_type": "applicant", "speedpost_tarrif": "41.30", "delivery_location": "Sonipat HO", "speedpost_s3_link": "",
            "speedpost_booked_on": "03/01/2024 16:17:42", "applicant_address_type": "home", "applicant_address_index": 0,
            "speedpost_delivery_status": "Delivered", "co_applicant_address_index": -1, "speedpost_undelivered_reason": "",
            "speedpost_destination_pincode": "342001", "speedpost_delivery_confirmed_on": "09/01/2024 15:27:17",
        })
    );
    let list = setting.output("/recovery/loan/LN-1/notices").await;
    let types: Vec<_> =
        list["notices"].as_array().expect("a list").iter().map(|it| it["document_type"].clone()).collect();
    assert_eq!(types, [json!("Notice"), json!("Speedpost")]);
    assert_eq!(list["notices"][0]["tracking_ids"], json!(["ED670494304IN"]));
}
