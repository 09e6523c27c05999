use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn a_token_is_revoked_by_its_id_or_by_its_text() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let (client_id, _) = setting.credential(&company, &["viewer"]).await;
    let (by_id, record) = setting.token(&company, &client_id).await;
    let (by_text, _) = setting.token(&company, &client_id).await;
    let revoke = json!({"command": "revoke_token", "company_id": company, "token_id": record.token_id});
    assert!(setting.done(&revoke).await["revoked_at"].is_string());
    assert!(setting.check(&by_id).await.is_err());
    assert!(setting.check(&by_text).await.is_ok());
    let revoke_text = json!({"command": "revoke_token", "company_id": company, "token": by_text.expose()});
    let answer = setting.done(&revoke_text).await;
    assert!(setting.check(&by_text).await.is_err());
    assert!(!answer.to_string().contains(by_text.expose()));
    assert_eq!(setting.done(&revoke).await["token_id"], json!(record.token_id), "once more is no fault");
    let told = setting.events(&company).await;
    assert_eq!(told.iter().filter(|event| *event == "token.revoked").count(), 2);
}

#[tokio::test]
async fn a_token_of_another_company_is_not_found() {
    let setting = Setting::start().await;
    let (company, other) = (setting.company().await, setting.company().await);
    let (client_id, _) = setting.credential(&other, &["viewer"]).await;
    let (token, record) = setting.token(&other, &client_id).await;
    for named in [json!({"token_id": record.token_id}), json!({"token": token.expose()}), json!({"token_id": "tok_1"})]
    {
        let mut command = json!({"command": "revoke_token", "company_id": company});
        command.as_object_mut().expect("an object").extend(named.as_object().expect("an object").clone());
        assert_eq!(setting.run(&command).await.expect_err("refused").error_type(), "NotFound");
    }
    assert!(setting.check(&token).await.is_ok());
}

#[tokio::test]
async fn the_newest_tokens_are_listed_without_their_text() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let (client_id, _) = setting.credential(&company, &["viewer"]).await;
    let list = json!({"command": "list_tokens", "company_id": company});
    assert_eq!(setting.done(&list).await, json!({"tokens": [], "more": false}));
    let (first, first_record) = setting.token(&company, &client_id).await;
    let (_, second_record) = setting.token(&company, &client_id).await;
    let listed = setting.done(&list).await;
    assert_eq!(listed["tokens"][0]["token_id"], json!(second_record.token_id));
    assert_eq!(listed["tokens"][1]["token_id"], json!(first_record.token_id));
    assert_eq!(listed["tokens"][1]["client_id"], json!(client_id));
    assert!(!listed.to_string().contains(first.expose()));
}
