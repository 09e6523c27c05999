use serde_json::{Value, json};

use crate::setting::{Setting, text};

#[tokio::test]
async fn a_secret_is_answered_once_and_stored_never() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let (client_id, secret) = setting.credential(&company, &["viewer", "Admin"]).await;
    assert!(client_id.starts_with("cli_") && secret.starts_with("rcs_"));
    let stored = setting.stored().await;
    assert!(stored.contains(&client_id));
    assert!(!stored.contains(secret.get(4..).expect("long enough")));
    assert_eq!(stored.matches("Asha").count(), 1, "a name is with the company, and in no event");
    let listed = setting.done(&json!({"command": "list_credentials", "company_id": company})).await;
    let expected = json!([{"client_id": client_id, "name": "Asha", "roles": ["viewer", "admin"],
        "issued_at": listed["credentials"][0]["issued_at"], "revoked_at": null}]);
    assert_eq!(listed["credentials"], expected);
    assert_eq!(setting.events(&company).await, ["company.created", "credential.issued"]);
}

#[tokio::test]
async fn a_revoked_credential_takes_its_tokens_with_it() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let (client_id, _) = setting.credential(&company, &["viewer"]).await;
    let (kept, _) = setting.credential(&company, &["viewer"]).await;
    let (revoked_token, _) = setting.token(&company, &client_id).await;
    let (kept_token, _) = setting.token(&company, &kept).await;
    let revoke = json!({"command": "revoke_credential", "company_id": company, "client_id": client_id});
    assert!(setting.done(&revoke).await["revoked_at"].is_string());
    assert_eq!(setting.check(&revoked_token).await.expect_err("refused").status, 401);
    assert!(setting.check(&kept_token).await.is_ok());
    assert!(!setting.stored().await.contains(&format!("CREDENTIAL#{client_id}")), "its secrets are gone");
    assert_eq!(setting.run(&revoke).await.expect_err("refused").error_type(), "Conflict");
}

#[tokio::test]
async fn a_rotated_secret_overlaps_with_the_new_one() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let (client_id, first) = setting.credential(&company, &["viewer"]).await;
    let rotate =
        json!({"command": "rotate_credential", "company_id": company, "client_id": client_id, "overlap_seconds": 3600});
    let rotated = setting.done(&rotate).await;
    assert_ne!(text(&rotated, "client_secret"), first);
    assert_eq!(text(&rotated, "client_id"), client_id);
    assert!(text(&rotated, "replaced_secret_valid_until").starts_with("2027-01-15T09:00:00."));
    let at_once =
        json!({"command": "rotate_credential", "company_id": company, "client_id": client_id, "overlap_seconds": 0});
    assert_eq!(setting.done(&at_once).await.get("replaced_secret_valid_until"), None);
    let by_default = json!({"command": "rotate_credential", "company_id": company, "client_id": client_id});
    assert!(text(&setting.done(&by_default).await, "replaced_secret_valid_until").starts_with("2027-01-16T08:00:00."));
    let told = setting.events(&company).await;
    assert_eq!(told.iter().filter(|event| *event == "credential.rotated").count(), 3);
}

#[tokio::test]
async fn narrowed_roles_bind_tokens_that_were_given_for_more() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let (client_id, _) = setting.credential(&company, &["viewer", "agent"]).await;
    let (token, _) = setting.token(&company, &client_id).await;
    let narrow =
        json!({"command": "update_credential", "company_id": company, "client_id": client_id, "roles": ["agent"]});
    assert_eq!(setting.done(&narrow).await["roles"], json!(["agent"]));
    assert!(setting.check(&token).await.is_err(), "the token is for viewers only");
    let rename = json!({"command": "update_credential", "company_id": company, "client_id": client_id, "name": "Ravi"});
    let renamed = setting.done(&rename).await;
    assert_eq!((&renamed["name"], &renamed["roles"]), (&json!("Ravi"), &json!(["agent"])));
}

#[tokio::test]
async fn a_company_has_at_most_fifty_credentials() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    for _ in 0..50 {
        setting.credential(&company, &["viewer"]).await;
    }
    let issue = json!({"command": "issue_credential", "company_id": company, "name": "Asha", "roles": ["viewer"]});
    assert_eq!(setting.run(&issue).await.expect_err("refused").error_type(), "Conflict");
    let listed = setting.done(&json!({"command": "list_credentials", "company_id": company})).await;
    assert_eq!(listed["credentials"].as_array().map(Vec::len), Some(50));
}

#[tokio::test]
async fn credentials_issued_at_the_same_time_are_all_kept() {
    let setting = Setting::start().await;
    let company = setting.company().await;
    let roles = &["viewer"];
    tokio::join!(
        setting.credential(&company, roles),
        setting.credential(&company, roles),
        setting.credential(&company, roles)
    );
    let listed = setting.done(&json!({"command": "list_credentials", "company_id": company})).await;
    assert_eq!(listed["credentials"].as_array().map_or(0, Vec::len), 3);
    assert_eq!(listed.get("more"), None::<&Value>);
}
