use domain::company::Role;
use serde_json::json;
use testbed::Fault;

use crate::setting::{Answer, COMPANY, Holder, Setting};

const OTHER_COMPANY: &str = "com_01J00000000000000000000002";

async fn token(setting: &Setting, holder: &Holder) -> String {
    let body = json!({"client_id": holder.id, "client_secret": holder.secret}).to_string();
    let token = setting.post_json(&body).await.text("/output/access_token").to_owned();
    setting.testbed.meter().reset();
    token
}

async fn revoke(setting: &Setting, holder: &Holder, token: &str) -> Answer {
    let form = format!("client_id={}&client_secret={}&token={token}", holder.id, holder.secret);
    setting.post_form("/oauth/revoke", None, &form).await
}

#[tokio::test]
async fn a_client_revokes_its_token_with_one_read_and_one_write() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let token = token(&setting, &holder).await;
    assert!(setting.caller(&token).await.is_ok());
    setting.testbed.meter().reset();
    assert_eq!(revoke(&setting, &holder, &token).await.status, 200);
    assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
    assert_eq!(setting.caller(&token).await.expect_err("revoked").status.as_u16(), 401);
    let state = setting.testbed.snapshot().await;
    assert_eq!(revoke(&setting, &holder, &token).await.status, 200, "once more is no fault");
    assert_eq!(setting.testbed.snapshot().await, state);
}

#[tokio::test]
async fn what_is_no_token_of_the_company_is_answered_as_revoked_and_left_alone() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let (_, others) = setting.company(OTHER_COMPANY, &[&[Role::Admin]]).await;
    let of_other = token(&setting, others.first().expect("a holder")).await;
    let unknown = format!("{}A", of_other.get(..of_other.len() - 1).expect("ASCII"));
    let before = setting.testbed.snapshot().await;
    for token in [of_other.as_str(), unknown.as_str(), "x", "rcp_x"] {
        let answer = revoke(&setting, &holder, token).await;
        assert_eq!((answer.status, answer.body), (200, json!({})));
    }
    assert_eq!(setting.testbed.snapshot().await, before);
    assert!(setting.caller(&of_other).await.is_ok());
}

#[tokio::test]
async fn another_clients_token_is_revoked_by_an_admin_only() {
    let setting = Setting::start().await;
    let (_, holders) = setting.company(COMPANY, &[&[Role::Viewer], &[Role::Admin]]).await;
    let [viewer, admin] = holders.as_slice() else { unreachable!("two holders") };
    let (of_viewer, of_admin) = (token(&setting, viewer).await, token(&setting, admin).await);
    let refused = revoke(&setting, viewer, &of_admin).await;
    assert_eq!((refused.status, refused.text("/error")), (403, "unauthorized_client"));
    assert!(setting.caller(&of_admin).await.is_ok());
    assert_eq!(revoke(&setting, admin, &of_viewer).await.status, 200);
    assert!(setting.caller(&of_viewer).await.is_err());
}

#[tokio::test]
async fn nobody_revokes_without_the_secret() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let token = token(&setting, &holder).await;
    let wrong = Holder { id: holder.id.clone(), secret: format!("rcs_{}", "A".repeat(43)) };
    assert_eq!(revoke(&setting, &wrong, &token).await.status, 401);
    let nameless = setting.post_form("/oauth/revoke", None, &format!("token={token}")).await;
    assert_eq!(nameless.status, 401);
    let form = format!("client_id={}&client_secret={}", holder.id, holder.secret);
    let tokenless = setting.post_form("/oauth/revoke", None, &form).await;
    assert_eq!((tokenless.status, tokenless.text("/error")), (400, "invalid_request"));
    assert!(setting.caller(&token).await.is_ok());
}

#[tokio::test]
async fn a_transaction_in_the_way_is_waited_for() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let token = token(&setting, &holder).await;
    setting.testbed.fail_next(2, Fault::TransactionConflict);
    assert_eq!(revoke(&setting, &holder, &token).await.status, 200);
    assert!(setting.caller(&token).await.is_err());
}
