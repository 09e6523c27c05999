//! The secret with the accounts: fetched when it is needed, once.

use std::sync::Arc;

use communication_sender::Done;
use communication_sender::provider::{Providers as Deliverers, Twilio};
use domain::recovery::channel::Channel;
use platform::communications::{ProviderSecret, SecretError};
use serde_json::json;

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, aws, https, taken};

fn answer(secret: &str) -> Behaviour {
    Behaviour::Answers(200, "", json!({ "Name": "s", "SecretString": secret }).to_string())
}

#[tokio::test]
async fn the_accounts_are_fetched_once_by_a_signed_call() {
    let provider = TestProvider::start(taken("SM1")).await;
    let account = json!({ "twilio": {
        "base_url": provider.url, "account_sid": "AC1", "auth_token": "t", "sms_from": "+15550001",
    } });
    let keeper = TestProvider::start(Behaviour::Answers(503, "", String::new())).await;
    let mut setting = Setting::start().await;
    let secret = ProviderSecret::new("arn:secret", https(), aws("secretsmanager", &keeper.url, &setting.world));
    let twilio = Twilio::new(https(), secret, "https://api.example.com");
    setting.app.providers = Deliverers::default().with(Channel::Sms, Arc::new(twilio));
    let message = setting.message("sms").await;
    assert_eq!(setting.work(&message).await, Ok(Done::ToBeTriedAgain), "nothing is lost while it is out of reach");
    setting.taken();
    keeper.take();
    keeper.behaves(answer(&account.to_string()));
    setting.world.wait(30);
    assert_eq!(setting.work(&message).await, Ok(Done::Sent));
    let another = setting.message("sms").await;
    assert_eq!(setting.work(&another).await, Ok(Done::Sent));
    let requests = keeper.take();
    let [request] = requests.as_slice() else { panic!("{} requests", requests.len()) };
    assert_eq!((request.path.as_str(), request.json()), ("/", json!({ "SecretId": "arn:secret" })));
    assert_eq!(request.header("x-amz-target"), "secretsmanager.GetSecretValue");
    assert!(request.header("authorization").contains("/ap-south-1/secretsmanager/aws4_request"));
    assert_eq!(provider.take().len(), 2);
}

#[tokio::test]
async fn a_secret_that_is_none_is_told_without_its_text() {
    let setting = Setting::start().await;
    for (behaviour, said) in [
        (answer("{\"twilio\": \"hunter2\"}"), "no JSON of accounts"),
        (Behaviour::Answers(400, "", "{}".to_owned()), "status 400"),
    ] {
        let keeper = TestProvider::start(behaviour).await;
        let secret = ProviderSecret::new("s", https(), aws("secretsmanager", &keeper.url, &setting.world));
        assert_eq!(secret.get().await, Err(SecretError::Unreadable(said.to_owned())));
    }
}
