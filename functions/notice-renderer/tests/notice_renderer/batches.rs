//! Batches.

use serde_json::{Value, json};

use crate::setting::Setting;

/// A batch of loans, asked for, and the path at which it is read.
pub async fn batch(setting: &Setting, template_id: &str, loan_ids: &[String]) -> (String, Value) {
    let body = json!({ "template_id": template_id, "loan_ids": loan_ids });
    let asked = setting.post("/recovery/notices/batches", &body).await.expect(202).json()["output"].clone();
    let id = asked["batch_id"].as_str().expect("an id").to_owned();
    (id, asked)
}

/// How many notices each loan has.
pub async fn notices_of(setting: &Setting, loan_id: &str) -> usize {
    let list = setting.output(&format!("/recovery/loan/{loan_id}/notices")).await;
    list["notices"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn each_loan_of_a_batch_gets_a_notice_or_a_reason() {
    let setting = Setting::start().await;
    let template = setting.template("Recall").await;
    for number in 0..3 {
        setting.loan(&format!("LN-{number}"), "Keval").await;
    }
    setting.loan("LN-X", "Keval 漢").await;
    let ids: Vec<String> = ["LN-0", "LN-NONE", "LN-1", "LN-X", "LN-2"].map(str::to_owned).to_vec();
    let (id, asked) = batch(&setting, &template, &ids).await;
    assert_eq!((&asked["status"], &asked["asked"], &asked["done"]), (&json!("running"), &json!(5), &json!(0)));
    let pk = platform::keys::notice::batch(&setting.lender.company.id, &id).pk;
    let messages = setting.relayed(&pk).await;
    assert_eq!(messages.len(), 1);
    setting.drain(messages).await;
    let path = format!("/recovery/notices/batches/{id}");
    let done = setting.output(&path).await;
    let counts = ["status", "asked", "done", "made", "failed", "refused"].map(|key| done[key].clone());
    assert_eq!(counts, [json!("done"), json!(5), json!(5), json!(3), json!(1), json!(1)]);
    let page = setting.output(&format!("{path}/refused?limit=1")).await;
    assert_eq!(
        page["refused"],
        json!([{ "loan_id": "LN-NONE", "reason": "There is no such loan", "notice_id": null }])
    );
    let next = page["next"].as_str().expect("more");
    let page = setting.output(&format!("{path}/refused?limit=1&starting_after={next}")).await;
    assert_eq!(page["refused"][0]["loan_id"], "LN-X");
    assert_eq!(setting.objects.files().len(), 3);
    // A notice of a batch is made with it, and by no message of its own.
    assert!(setting.relayed(&setting.loan_pk("LN-0")).await.is_empty());
    let notice = setting.output("/recovery/loan/LN-0/notices").await["notices"][0].clone();
    assert_eq!((&notice["batch_id"], &notice["status"]), (&json!(id), &json!("made")));
}

#[tokio::test]
async fn a_batch_that_cannot_be_is_refused() {
    let setting = Setting::start().await;
    let template = setting.template("Recall").await;
    let before = setting.world.testbed.snapshot().await;
    let ids = |count: usize| (0..count).map(|number| json!(format!("LN-{number}"))).collect::<Value>();
    let cases = [
        (json!({ "template_id": template }), json!({ "loan_ids": "Value is required" })),
        (json!({ "template_id": template, "loan_ids": "LN-1" }), json!({ "loan_ids": "Value must be a list" })),
        (
            json!({ "template_id": template, "loan_ids": [] }),
            json!({ "loan_ids": "Value must have 1 to 10000 entries" }),
        ),
        (
            json!({ "template_id": template, "loan_ids": ids(10_001) }),
            json!({ "loan_ids": "A list has at most 10000 elements" }),
        ),
        (
            json!({ "template_id": template, "loan_ids": ["LN-1", 7, "LN-1"] }),
            json!({ "loan_ids": { "1": "Value must be a string of 1 to 100 characters, without control characters", "2": "Value is in the list already" } }),
        ),
        (json!({ "loan_ids": ["LN-1"] }), json!({ "template_id": "Value is required" })),
        (
            json!({ "template_id": template, "loan_ids": ["LN-1"], "x": 1, "language": "xx", "notice_date": "1.1.2024", "allocation_month": "2024-01-01" }),
            json!({ "x": "Unknown key", "notice_date": "Value must be of type date with format YYYY-MM-DD",
                "language": "Value must be a language, by ISO 639-1 code or English name",
                "allocation_month": "Value must be of type date with format YYYY-M-01, the month without leading zero" }),
        ),
    ];
    for (body, errors) in cases {
        let refused = setting.post("/recovery/notices/batches", &body).await.expect(400).json();
        if body["x"] == 1 {
            assert_eq!(refused["output"]["errors"]["x"], "Unknown key");
        } else {
            assert_eq!(refused["output"]["errors"], errors);
        }
        assert_eq!(setting.world.testbed.snapshot().await, before);
    }
    let none = json!({ "template_id": "ntp_1", "loan_ids": ["LN-1"] });
    setting.post("/recovery/notices/batches", &none).await.expect(404);
    let agents =
        setting.world.call(&setting.lender.agent, "POST", "/recovery/notices/batches", &none.to_string()).await;
    agents.expect(403);
}
