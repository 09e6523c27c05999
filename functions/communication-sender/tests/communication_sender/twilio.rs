//! What Twilio is sent, and what becomes of what it answers.

use std::sync::Arc;

use communication_sender::Done;
use communication_sender::provider::{Providers as Deliverers, Twilio};
use domain::recovery::channel::Channel;
use platform::communications::{CommunicationMessage, ProviderSecret, Providers};

use crate::provider::{Behaviour, TestProvider};
use crate::setting::{Setting, account, https, taken};

fn pairs(received: &crate::provider::Received) -> Vec<(String, String)> {
    received.form().into_iter().filter(|(key, _)| key != "StatusCallback").collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn an_sms_is_sent_with_every_field_of_the_published_api() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    assert_eq!(setting.work(&message).await, Ok(Done::Sent));
    let requests = provider.take();
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(request.path, "/2010-04-01/Accounts/AC1/Messages.json");
    assert_eq!(request.header("authorization"), "Basic QUMxOnRva2Vu", "AC1:token");
    assert_eq!(request.header("content-type"), "application/x-www-form-urlencoded");
    let expected = [("Body", "Keval: pay 1234.50 & more"), ("From", "+15550001"), ("To", "+919805265921")];
    assert_eq!(pairs(request), owned(&expected));
    let callback = request.form()["StatusCallback"].clone();
    let (address, reference) = callback.split_once("?ref=").expect("a name");
    assert_eq!(address, "https://api.example.com/communication/callbacks/twilio");
    assert_eq!(CommunicationMessage::of_reference(reference), Some(message));
    let shown = setting.shown().await;
    assert_eq!(shown["status"], "sent");
    assert!(shown["sent_time"].as_str().is_some_and(|time| time.starts_with("2024-01-10 06:30:0")), "{shown}");
    let sent = setting.communications().await.remove(0).outgoing.way;
    assert_eq!((sent.provider.as_deref(), sent.provider_id.as_deref(), sent.tries), (Some("twilio"), Some("SM1"), 1));
}

#[tokio::test]
async fn whatsapp_and_calls_are_sent_as_published() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("whatsapp").await;
    setting.work(&message).await.expect("sent");
    let expected = [("Body", "Hi Keval"), ("From", "whatsapp:+15550002"), ("To", "whatsapp:+919805265921")];
    assert_eq!(pairs(&provider.take()[0]), owned(&expected));
    provider.behaves(taken("CA1"));
    let message = setting.message("voice").await;
    setting.work(&message).await.expect("sent");
    let call = provider.take().remove(0);
    assert_eq!(call.path, "/2010-04-01/Accounts/AC1/Calls.json");
    let twiml = r#"<Response><Say voice="woman" language="en-GB">Dear Keval, please call &lt;us&gt; &amp; pay</Say></Response>"#;
    assert_eq!(pairs(&call), owned(&[("From", "+15550003"), ("To", "+919805265921"), ("Twiml", twiml)]));
}

#[tokio::test]
async fn a_messaging_service_chooses_the_number() {
    let provider = TestProvider::start(taken("SM1")).await;
    let mut setting = Setting::start().await;
    let mut providers = account(&provider.url);
    providers.twilio.as_mut().expect("an account").sms_from = Some("MG1".to_owned());
    let twilio = Twilio::new(https(), ProviderSecret::known(providers), "https://api.example.com");
    setting.app.providers = Deliverers::default().with(Channel::Sms, Arc::new(twilio));
    let message = setting.message("sms").await;
    setting.work(&message).await.expect("sent");
    let form = provider.take()[0].form();
    assert_eq!((form["MessagingServiceSid"].as_str(), form.get("From")), ("MG1", None));
}

#[tokio::test]
async fn a_refusal_is_final_and_keeps_the_providers_code() {
    let body = r#"{"code":21610,"message":"Attempt to send to unsubscribed recipient +919805265921","status":400}"#;
    let provider = TestProvider::start(Behaviour::Answers(400, "", body.to_owned())).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    assert_eq!(setting.work(&message).await, Ok(Done::Failed));
    assert_eq!(setting.stage().await, ("failed", Some("refused".to_owned()), Some("21610".to_owned())));
    assert_eq!((setting.work(&message).await, provider.take().len()), (Ok(Done::NothingToDo), 1));
    let shown = setting.shown().await;
    assert_eq!((&shown["error"], &shown["error_code"]), (&"refused".into(), &"21610".into()));
    assert!(!shown.to_string().contains("unsubscribed"), "what it says may name the person");
}

#[tokio::test]
async fn without_an_account_or_over_plain_http_nothing_goes_out() {
    for providers in [Providers::default(), account("http://api.twilio.example")] {
        let mut setting = Setting::start().await;
        let twilio = Twilio::new(https(), ProviderSecret::known(providers), "https://api.example.com");
        setting.app.providers = Deliverers::default().with(Channel::Sms, Arc::new(twilio));
        let message = setting.message("sms").await;
        assert_eq!(setting.work(&message).await, Ok(Done::Failed));
        assert_eq!(setting.stage().await, ("failed", Some("no_provider".to_owned()), None));
    }
    let setting = Setting::start().await;
    let message = setting.message("sms").await;
    assert_eq!(setting.work(&message).await, Ok(Done::Failed), "nobody delivers the channel at all");
}
