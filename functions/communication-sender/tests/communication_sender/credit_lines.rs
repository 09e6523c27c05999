//! Transactions of credit lines: their communications lie in the customer's history, their cases and contacts with the transaction.

use communication_sender::{Done, dispatch};
use domain::company::CompanyKind;
use domain::moment::Moment;
use domain::recovery::channel::Channel;
use domain::recovery::contact::OptOutMethod;
use platform::communications::{CommunicationMessage, Refusal, opt_out};
use serde_json::{Value, json};
use testbed::moment;

use crate::setting::Setting;

async fn shown(setting: &Setting) -> Value {
    let view = setting.call("GET", "/recovery/loan/cus-1?fields=communication", &json!({})).await;
    view["output"]["communication_details"][0]["comm_dict"].clone()
}

#[tokio::test]
async fn a_communication_about_a_transaction_goes_the_same_way() {
    let setting = Setting::start_as(CompanyKind::CreditLine).await.delivered_by_outbox();
    let message = setting.message("sms").await;
    assert_eq!(message.client_customer_id.as_deref(), Some("cus-1"));
    assert_eq!(CommunicationMessage::of_reference(&message.reference()), Some(message.clone()));
    assert_eq!(setting.work(&message).await, Ok(Done::Sent));
    let sent = shown(&setting).await;
    assert_eq!((&sent["status"], &sent["transaction_id"]), (&json!("sent"), &json!("LN-1")));
    setting.world.clock.set(moment("2024-01-10T22:00:00+05:30"));
    setting.trigger("whatsapp").await;
    setting.world.clock.set(moment("2024-01-11T08:00:01+05:30"));
    assert_eq!(dispatch(&setting.app, Moment::LAST).await.expect("done").created, 1);
    let messages = setting.messages().await;
    assert_eq!(setting.work(&messages[0]).await, Ok(Done::Sent));
    let refusal = Refusal { address: "+919805265921", channel: Channel::Sms, how: OptOutMethod::Reply };
    let now = setting.world.clock.now();
    assert_eq!(opt_out(&setting.world.table, refusal, now).await, Ok(1));
}

#[tokio::test]
async fn an_action_about_a_transaction_is_told_in_the_customers_history() {
    let setting = Setting::start_as(CompanyKind::CreditLine).await.delivered_by_outbox();
    setting.call("POST", "/api/recovery/defaults/detect", &json!({ "loan_id": "LN-1" })).await;
    let known = setting.call("GET", "/api/recovery/defaults?loan_id=LN-1", &json!({})).await;
    let default = known["defaults"][0]["default_id"].as_str().expect("a default").to_owned();
    let path = format!("/api/recovery/defaults/{default}/actions");
    let ordered = setting.call("POST", &path, &json!({ "action_type": "sms" })).await;
    let path = format!("/api/recovery/actions/{}/execute", ordered["action_id"].as_str().expect("an id"));
    setting.call("POST", &path, &json!({})).await;
    let messages = setting.messages().await;
    assert_eq!(setting.work(&messages[0]).await, Ok(Done::Sent));
    let sent = shown(&setting).await;
    assert_eq!((&sent["status"], &sent["transaction_id"]), (&json!("sent"), &json!("LN-1")));
}
