use std::time::Duration;

use axum::body::Body;
use domain::company::Role;
use http::Request;
use platform::auth::{ClientId, PlainSecret, Secrets};
use serde_json::{Value, json};
use testbed::Fault;

use crate::setting::{COMPANY, Holder, Setting};

fn body(holder: &Holder) -> String {
    json!({"client_id": holder.id, "client_secret": holder.secret}).to_string()
}

#[tokio::test]
async fn a_token_costs_one_read_and_one_write_and_opens_the_api() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let answer = setting.post_json(&body(&holder)).await;
    assert_eq!(setting.testbed.meter().calls(), [("BatchGetItem", 1), ("TransactWriteItems", 1)]);
    assert_eq!(answer.status, 200);
    let output = &answer.body["output"];
    let expected = json!({"message": "success", "output": {
        "access_token": output["access_token"], "token_type": "Bearer", "expires_in": 15_638_400,
        "expires_at": "2027-07-15T08:00:00.000000Z", "token_id": output["token_id"], "roles": ["viewer", "agent", "admin"],
    }});
    assert_eq!(answer.body, expected);
    assert_eq!(answer.header("cache-control"), "no-store");
    let caller = setting.caller(answer.text("/output/access_token")).await.expect("a caller");
    assert_eq!((caller.company.id.as_str(), caller.role), (COMPANY, Role::Admin));
    assert_eq!(caller.token_id, answer.text("/output/token_id"));
}

#[tokio::test]
async fn neither_token_nor_secret_is_stored() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let answer = setting.post_json(&body(&holder)).await;
    let stored = format!("{:?}", setting.testbed.snapshot().await);
    assert!(stored.contains("token.issued") && stored.contains(&holder.id));
    for plain in [answer.text("/output/access_token"), holder.secret.as_str()] {
        let random = plain.get(plain.len() - 43..).expect("long enough");
        assert!(!stored.contains(random));
    }
}

#[tokio::test]
async fn a_wrong_id_and_a_wrong_secret_are_answered_alike() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let before = setting.testbed.snapshot().await;
    let unknown_id = ClientId::generate(COMPANY, setting.clock.now()).as_str().to_owned();
    let of_nobody = ClientId::generate("com_01J00000000000000000000009", setting.clock.now()).as_str().to_owned();
    let other_secret = PlainSecret::generate().expect("entropy").expose().to_owned();
    let mut answers = Vec::new();
    for (id, secret) in [
        (holder.id.clone(), other_secret),
        (unknown_id, holder.secret.clone()),
        (of_nobody, holder.secret.clone()),
        (holder.id.clone(), "wrong".to_owned()),
        ("wrong".to_owned(), holder.secret.clone()),
        (String::new(), String::new()),
    ] {
        let answer = setting.post_json(&body(&Holder { id, secret })).await;
        assert_eq!(answer.status, 401);
        answers.push(answer.body);
    }
    assert!(
        answers.iter().all(|body| *body == json!({"message": "Authentication failed. API credentials are incorrect."}))
    );
    assert_eq!(setting.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_revoked_credential_is_given_no_token() {
    let setting = Setting::start().await;
    let (mut company, holder) = setting.one_holder().await;
    let token = setting.post_json(&body(&holder)).await.text("/output/access_token").to_owned();
    company.revoke_credential(&holder.id, setting.clock.now()).expect("revoked");
    setting.store(&company).await;
    assert_eq!(setting.post_json(&body(&holder)).await.status, 401);
    assert_eq!(setting.caller(&token).await.expect_err("refused").status.as_u16(), 401);
}

#[tokio::test]
async fn while_a_secret_is_rotated_two_are_good_and_never_three() {
    let setting = Setting::start().await;
    let (_, first) = setting.one_holder().await;
    let now = setting.clock.now();
    let secret_of = |holder: &Holder| PlainSecret::parse(&holder.secret).expect("a secret");
    let next = || {
        let secret = PlainSecret::generate().expect("entropy").expose().to_owned();
        Holder { id: first.id.clone(), secret }
    };
    let (second, third) = (next(), next());
    let overlap = Duration::from_hours(1);
    let rotated = Secrets::first(COMPANY, &secret_of(&first), now).rotated(&secret_of(&second), now, overlap);
    setting.store_secrets(&first.id, &rotated).await;
    let status = async |holder: &Holder| setting.post_json(&body(holder)).await.status;
    assert_eq!((status(&first).await, status(&second).await), (200, 200));
    setting.clock.advance(overlap);
    assert_eq!((status(&first).await, status(&second).await), (401, 200));
    let twice = rotated.rotated(&secret_of(&third), now, overlap);
    setting.clock.set(now);
    setting.store_secrets(&first.id, &twice).await;
    assert_eq!((status(&first).await, status(&second).await, status(&third).await), (401, 200, 200));
    let at_once = rotated.rotated(&secret_of(&third), now, Duration::ZERO);
    setting.store_secrets(&first.id, &at_once).await;
    assert_eq!((status(&second).await, status(&third).await), (401, 200));
}

#[tokio::test]
async fn what_is_wrong_with_the_body_is_said_by_key_and_costs_nothing() {
    let setting = Setting::start().await;
    setting.one_holder().await;
    let errors = async |body: &str| {
        let answer = setting.post_json(body).await;
        assert_eq!(answer.status, 400, "{body}");
        answer.body.pointer("/output/errors").cloned().unwrap_or_default()
    };
    assert_eq!(errors("{}").await, json!({"client_id": "Value is required", "client_secret": "Value is required"}));
    assert_eq!(
        errors(r#"{"client_id":1,"client_secret":null,"scope":"x"}"#).await,
        json!({"client_id": "Value must be a string", "client_secret": "Value must be a string", "scope": "Unknown key"})
    );
    assert_eq!(
        errors(r#"{"client_id":"a","client_id":"b"}"#).await,
        json!({"client_id": "Key is there more than once"})
    );
    for body in ["", "[]", "null", "{", "\"x\""] {
        assert_eq!(errors(body).await, Value::Null, "{body}");
    }
    assert_eq!(setting.testbed.meter().calls().total(), 0);
}

#[tokio::test]
async fn a_form_is_not_json_and_a_get_is_not_a_post() {
    let setting = Setting::start().await;
    assert_eq!(setting.post_form("/user/public/access-token", None, "client_id=x").await.status, 415);
    let get = setting.ask(Request::get("/user/public/access-token").body(Body::empty()).expect("a request")).await;
    assert_eq!((get.status, get.header("allow")), (405, "POST"));
    let unknown = setting.ask(Request::post("/user/public").body(Body::empty()).expect("a request")).await;
    assert_eq!((unknown.status, unknown.body), (404, json!({"message": "Not Found"})));
}

#[tokio::test]
async fn a_table_that_throttles_is_503_and_gives_no_token() {
    let setting = Setting::start().await;
    let (_, holder) = setting.one_holder().await;
    let before = setting.testbed.snapshot().await;
    for fault in [Fault::Throttle, Fault::TransactionThrottled, Fault::ConnectionDrop] {
        setting.testbed.fail_next(20, fault);
        let answer = setting.post_json(&body(&holder)).await;
        setting.testbed.heal();
        assert_eq!(answer.status, 503, "{fault:?}");
        assert!(answer.header("retry-after").parse::<u32>().is_ok());
    }
    assert_eq!(setting.testbed.snapshot().await, before);
}
