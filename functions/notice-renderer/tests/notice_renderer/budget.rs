//! What requests and messages cost in calls of the table.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::moment::Moment;
use notice_renderer::work;
use platform::notices::NoticeMessage;
use serde_json::json;

use crate::batches::batch;
use crate::setting::Setting;

#[tokio::test]
async fn notices_cost_what_the_design_says() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    setting.output("/recovery/loan/LN-1/notices").await;
    let meter = setting.world.testbed.meter();
    let path = "/recovery/loan/LN-1/notices";
    meter.reset();
    let asked = setting.post(path, &json!({ "template_id": template })).await.expect(202).json()["output"].clone();
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
    let messages = setting.relayed(&setting.loan_pk("LN-1")).await;
    meter.reset();
    setting.work(&messages[0]).await.expect("made");
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1), ("TransactWriteItems", 1)]);
    assert_eq!(setting.objects.calls(), 1);
    let own = format!("/recovery/notices/{}", asked["notice_id"]);
    meter.reset();
    setting.output(&own).await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1)]);
    meter.reset();
    setting.output(path).await;
    assert_eq!(meter.calls(), [("Query", 1)]);
    let link = format!("/notices/{}", asked["notice_link"].as_str().expect("a link"));
    meter.reset();
    setting.world.call("", "GET", &link, "").await.expect(302);
    assert_eq!(meter.calls(), [("GetItem", 2), ("TransactWriteItems", 1)]);
    meter.reset();
    setting.world.call("", "GET", "/notices/0", "").await.expect(404);
    assert_eq!(meter.calls().total(), 0);
    let report = |status: &str, minute: u32| json!({ "tracking_id": "E", "status": status, "occurred_at": format!("2024-01-10T10:{minute:02}:00+05:30"), "place": "P" });
    meter.reset();
    setting.post(&format!("{own}/tracking"), &report("booked", 1)).await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 1), ("TransactWriteItems", 1)]);
    meter.reset();
    setting.post(&format!("{own}/tracking"), &report("delivered", 2)).await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", 2), ("TransactWriteItems", 1)]);
}

#[tokio::test]
async fn a_batch_costs_what_its_loans_do_and_little_more() {
    let setting = Setting::start().await;
    let template = setting.template("Recall").await;
    let ids: Vec<String> = (0..40).map(|number| format!("LN-{number}")).collect();
    for id in &ids {
        setting.loan(id, "Keval").await;
    }
    let meter = setting.world.testbed.meter();
    meter.reset();
    let (id, _) = batch(&setting, &template, &ids).await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("TransactWriteItems", 1)]);
    let path = format!("/recovery/notices/batches/{id}");
    setting.output(&path).await;
    meter.reset();
    setting.output(&path).await;
    assert_eq!(meter.calls(), [("BatchGetItem", 1)]);
    meter.reset();
    setting.output(&format!("{path}/refused")).await;
    assert_eq!(meter.calls(), [("GetItem", 1), ("Query", 1)]);
    let company_id = setting.lender.company.id.clone();
    let batch_id = id.clone();
    meter.reset();
    work(
        &setting.app,
        &NoticeMessage::Batch { company_id: company_id.clone(), batch_id: batch_id.clone() },
        Moment::LAST,
    )
    .await
    .expect("given out");
    assert_eq!(meter.calls(), [("GetItem", 1)]);
    meter.reset();
    work(&setting.app, &NoticeMessage::Part { company_id, batch_id, part: 0 }, Moment::LAST).await.expect("done");
    // The company; the part and what is made, twice, and the part once more; two transactions a loan, and one a step.
    assert_eq!(meter.calls(), [("BatchGetItem", 40 + 5), ("GetItem", 1), ("TransactWriteItems", 80 + 2)]);
    assert_eq!(setting.objects.calls(), 40);
}

#[tokio::test]
async fn a_logo_is_read_once() {
    let setting = Setting::start().await;
    setting.loan("LN-1", "Keval").await;
    let template = setting.template("Recall").await;
    let logo = STANDARD.encode(include_bytes!("../../../../shared/documents/tests/documents/logo.png"));
    let change = json!({ "letterhead": { "name": "Rao & Co", "logo": logo } }).to_string();
    let path = format!("/recovery/notices/templates/{template}");
    let meter = setting.world.testbed.meter();
    meter.reset();
    setting.world.call(&setting.lender.token, "PUT", &path, &change).await.expect(200);
    assert_eq!(meter.calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
    for gets in [2, 1] {
        setting.world.wait(1);
        let asked = json!({ "template_id": template });
        setting.post("/recovery/loan/LN-1/notices", &asked).await.expect(202);
        let messages = setting.relayed(&setting.loan_pk("LN-1")).await;
        meter.reset();
        setting.work(messages.last().expect("a message")).await.expect("made");
        assert_eq!(meter.calls(), [("BatchGetItem", 1), ("GetItem", gets), ("TransactWriteItems", 1)]);
    }
    let files = setting.objects.files();
    assert!(files.values().all(|file| file.windows(8).any(|bytes| bytes == b"/XObject")) && files.len() == 2);
}
