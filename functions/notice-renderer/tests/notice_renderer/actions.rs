//! Recovery actions that are notices: from their order to what a carrier reports.

use domain::moment::Moment;
use platform::keys::loan;
use serde_json::{Value, json};

use crate::setting::Setting;

/// A setting with a loan in default, and the path of its default.
async fn defaulted(name: &str) -> (Setting, String) {
    let setting = Setting::start().await;
    setting.loan("LN-1", name).await;
    let found = setting.world.call(&setting.lender.token, "POST", "/api/recovery/defaults/detect", "").await;
    let found = found.expect(200).json();
    let default = found["defaults"][0]["default_id"].as_str().expect("a default").to_owned();
    (setting, format!("/api/recovery/defaults/{default}"))
}

async fn ordered(setting: &Setting, default: &str, order: &Value) -> String {
    let action = setting.post(&format!("{default}/actions"), order).await.expect(201).json();
    format!("/api/recovery/actions/{}", action["action_id"].as_str().expect("an id"))
}

/// Executes an action, and answers it as it is then.
async fn executed(setting: &Setting, action: &str) -> Value {
    setting.post(&format!("{action}/execute"), &json!({})).await.expect(200).json()
}

async fn shown(setting: &Setting, action: &str) -> Value {
    setting.world.call(&setting.lender.viewer, "GET", action, "").await.expect(200).json()
}

async fn report(setting: &Setting, notice: &Value, article: &str, status: &str) {
    let mut body =
        json!({ "tracking_id": article, "status": status, "occurred_at": "2024-01-10T06:00:00Z", "place": "Jodhpur" });
    if status == "returned" {
        body["reason"] = json!("Door locked");
    }
    setting.post(&format!("/recovery/notices/{notice}/tracking"), &body).await.expect(200);
}

#[tokio::test]
async fn an_action_makes_its_notice_and_follows_it() {
    let (setting, default) = defaulted("Keval").await;
    let template = setting.template("Recall").await;
    let meter = setting.world.testbed.meter();
    for named in ["Recall", template.as_str()] {
        setting.world.wait(60);
        let action = ordered(&setting, &default, &json!({ "action_type": "notice", "template": named })).await;
        meter.reset();
        let sent = executed(&setting, &action).await;
        assert_eq!(meter.calls(), [("BatchGetItem", 2), ("GetItem", 1), ("TransactWriteItems", 1)]);
        let notice = sent["notice_id"].clone();
        assert_eq!((&sent["status"], &sent["communication_id"]), (&json!("sent"), &json!(null)));
        let asked = setting.output(&format!("/recovery/notices/{notice}")).await;
        assert_eq!((&asked["status"], &asked["action_id"]), (&json!("requested"), &sent["action_id"]));
        let messages = setting.relayed(&setting.loan_pk("LN-1")).await;
        setting.drain(messages).await;
        assert_eq!(setting.output(&format!("/recovery/notices/{notice}")).await["status"], "made");
        assert_eq!(shown(&setting, &action).await["status"], "sent", "it is not delivered before a carrier says so");
        report(&setting, &notice, "A", "booked").await;
        assert_eq!(shown(&setting, &action).await["status"], "sent");
        report(&setting, &notice, "A", "returned").await;
        let after = shown(&setting, &action).await;
        assert_eq!((&after["status"], &after["reason"]), (&json!("failed"), &json!("returned")));
        report(&setting, &notice, "B", "delivered").await;
        let after = shown(&setting, &action).await;
        assert_eq!((&after["status"], &after["reason"]), (&json!("delivered"), &json!(null)));
    }
}

#[tokio::test]
async fn an_action_fails_whose_notice_cannot_be_made_or_printed() {
    let (setting, default) = defaulted("\u{6f22}").await;
    setting.template("Recall").await;
    let notices = setting.output("/recovery/loan/LN-1/notices").await;
    let action = ordered(&setting, &default, &json!({ "action_type": "notice", "template": "None" })).await;
    let failed = executed(&setting, &action).await;
    assert_eq!((&failed["status"], &failed["reason"]), (&json!("failed"), &json!("no_template")));
    assert_eq!(setting.output("/recovery/loan/LN-1/notices").await, notices);
    let action = ordered(&setting, &default, &json!({ "action_type": "notice" })).await;
    let sent = executed(&setting, &action).await;
    assert_eq!((&sent["status"], &sent["notice_id"]), (&json!("sent"), &json!(null)), "it is served by other means");
    let action = ordered(&setting, &default, &json!({ "action_type": "notice", "template": "Recall" })).await;
    assert_eq!(executed(&setting, &action).await["status"], "sent");
    let messages = setting.relayed(&setting.loan_pk("LN-1")).await;
    setting.drain(messages).await;
    let failed = shown(&setting, &action).await;
    assert_eq!((&failed["status"], &failed["reason"]), (&json!("failed"), &json!("unprintable")));
}

/// What the template says of a remedy at law decides, and nothing of a refused notice is written.
#[tokio::test]
async fn an_action_asks_the_contact_policy_about_its_template() {
    let (setting, default) = defaulted("Keval").await;
    let template = setting.template("Recall").await;
    let contacts = setting.world.call(&setting.lender.viewer, "GET", "/api/recovery/contacts?loan_id=LN-1", "").await;
    let contact = contacts.expect(200).json()["contacts"][0]["contact_id"].as_str().expect("an id").to_owned();
    let flags = json!({ "cease_communication": true }).to_string();
    setting
        .world
        .call(&setting.lender.token, "PUT", &format!("/api/recovery/contacts/{contact}"), &flags)
        .await
        .expect(200);
    let execution = async |announces: bool| {
        let order = json!({ "action_type": "notice", "template": "Recall", "announces_remedy": announces });
        executed(&setting, &ordered(&setting, &default, &order).await).await
    };
    for announces in [false, true] {
        let refused = execution(announces).await;
        assert_eq!((&refused["status"], &refused["notice_id"]), (&json!("suppressed"), &json!(null)), "{refused}");
    }
    let (from, to) = loan::history_bounds(loan::History::Notice, Moment::EPOCH, Moment::LAST);
    let page = setting.world.table.query(&setting.loan_pk("LN-1"), &from, &to, platform::table::Order::Ascending).await;
    assert!(page.expect("a page").items.is_empty());
    let remedy = json!({ "announces_remedy": true }).to_string();
    let path = format!("/recovery/notices/templates/{template}");
    setting.world.call(&setting.lender.token, "PUT", &path, &remedy).await.expect(200);
    assert_eq!(execution(false).await["status"], "sent");
}
