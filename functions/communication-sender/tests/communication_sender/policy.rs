//! No path reaches a provider without passing the contact policy.

use communication_sender::{Done, dispatch};
use domain::moment::Moment;
use serde_json::{Value, json};
use testbed::moment;

use crate::provider::TestProvider;
use crate::setting::{Setting, taken};

async fn contact(setting: &Setting) -> String {
    let contacts = setting.call("GET", "/api/recovery/contacts?loan_id=LN-1", &json!({})).await;
    format!("/api/recovery/contacts/{}", contacts["contacts"][0]["contact_id"].as_str().expect("an id"))
}

#[tokio::test]
async fn what_forbids_it_in_between_is_not_passed_over() {
    let forbids: [(Value, &str); 4] = [
        (json!({ "opted_out": [{ "channel": "sms" }] }), "opted_out"),
        (json!({ "cease_communication": true }), "cease_communication"),
        (json!({ "deceased": true }), "deceased"),
        (json!({ "is_active": false }), "inactive_contact"),
    ];
    for (change, rule) in forbids {
        let provider = TestProvider::start(taken("SM1")).await;
        let setting = Setting::with(&provider).await;
        let message = setting.message("sms").await;
        let contact = contact(&setting).await;
        setting.call("PUT", &contact, &change).await;
        assert_eq!(setting.work(&message).await, Ok(Done::Suppressed), "{rule}");
        assert_eq!(setting.stage().await, ("suppressed", Some(rule.to_owned()), None));
        assert!(provider.take().is_empty());
        assert_eq!(setting.told().await, ["communication.created", "communication.suppressed"]);
    }
}

#[tokio::test]
async fn what_is_paid_in_between_is_not_asked_for() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    let paid = json!({ "final_status": "Closed", "amount_recovered": 1_234.5, "payment_method": "Online" });
    setting.call("PATCH", "/recovery/payments/LN-1?allocation_month=2024-1-01", &paid).await;
    assert_eq!(setting.work(&message).await, Ok(Done::Suppressed));
    assert_eq!(setting.stage().await.1.as_deref(), Some("loan_closed"));
    assert!(provider.take().is_empty());
}

#[tokio::test]
async fn a_try_that_comes_too_late_in_the_day_waits_for_the_next() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    setting.world.clock.set(moment("2024-01-10T18:59:59+05:30"));
    let message = setting.message("sms").await;
    setting.world.clock.set(moment("2024-01-10T19:05:00+05:30"));
    assert_eq!(setting.work(&message).await, Ok(Done::Postponed));
    assert_eq!(setting.shown().await["send_at"], "2024-01-11 02:30:00.000000");
    assert_eq!(dispatch(&setting.app, Moment::LAST).await.expect("done").created, 0, "not yet");
    setting.world.clock.set(moment("2024-01-11T08:00:01+05:30"));
    assert_eq!(dispatch(&setting.app, Moment::LAST).await.expect("done").created, 1);
    let messages = setting.messages().await;
    assert_eq!((setting.work(&messages[0]).await, provider.take().len()), (Ok(Done::Sent), 1));
}

#[tokio::test]
async fn it_goes_to_where_the_person_is_reached_now() {
    let provider = TestProvider::start(taken("SM1")).await;
    let setting = Setting::with(&provider).await;
    let message = setting.message("sms").await;
    let contact = contact(&setting).await;
    setting.call("PUT", &contact, &json!({ "phone_number": "+919805265999" })).await;
    setting.work(&message).await.expect("sent");
    assert_eq!(provider.take()[0].form()["To"], "+919805265999");
    assert_eq!(setting.shown().await["sms_mobile"], "+919805265999");
    let message = setting.message("sms").await;
    setting.call("PUT", &contact, &json!({ "phone_number": null })).await;
    assert_eq!(setting.work(&message).await, Ok(Done::Failed));
    assert_eq!(setting.stage().await.1.as_deref(), Some("no_contact"));
}

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// Some things happen in any order; whatever reached the provider was sent between eight and seven, to who had not opted out then, and no more than
/// twice in the week.
#[tokio::test]
async fn nothing_reaches_a_provider_that_is_forbidden_in_that_moment() {
    let mut sent = 0;
    for seed in 1..=3 {
        let mut random = Random(seed);
        let provider = TestProvider::start(taken("SM1")).await;
        let setting = Setting::with(&provider).await;
        let policy = json!({ "contact_policy": { "preset": "india_rbi", "attempts_max": { "sms": 4 } } });
        setting.call("PUT", "/api/recovery/settings", &policy).await;
        setting.world.wait(61);
        let contact = contact(&setting).await;
        let (mut is_out, mut waiting, mut times) = (false, Vec::new(), Vec::new());
        for _ in 0..60 {
            let random = random.next();
            match random % 5 {
                0 | 1 => {
                    let body = json!({
                        "loan_id": "LN-1", "company_id": setting.lender.company.id, "inbound_bot_id": "b", "allocation_month": "2024-1-01",
                        "source": "crm", "event_name": "sms", "send_to": "applicant", "communication_level": "customer",
                    });
                    let headers = [
                        ("authenticationtoken", setting.lender.agent.as_str()),
                        ("role", "agent"),
                        ("content-type", "application/json"),
                    ];
                    let path = "/communication/trigger/event";
                    setting.world.call_with(&headers, "POST", path, body.to_string()).await;
                }
                2 => {
                    is_out = random & 64 != 0;
                    let out = if is_out { json!([{ "channel": "sms" }]) } else { json!([]) };
                    setting.call("PUT", &contact, &json!({ "opted_out": out })).await;
                }
                3 => {
                    dispatch(&setting.app, Moment::LAST).await.expect("done");
                }
                _ => setting.world.wait(1_800 * (1 + random / 7 % 12)),
            }
            waiting.extend(setting.messages().await);
            if random & 128 != 0 {
                for message in std::mem::take(&mut waiting) {
                    setting.work(&message).await.expect("done");
                    let now = setting.world.clock.now();
                    for _ in provider.take() {
                        let hour = (now.seconds() + 19_800) % 86_400 / 3_600;
                        assert!((8..19).contains(&hour), "{hour}");
                        assert!(!is_out);
                        times.push(now);
                    }
                }
            }
        }
        let week = 7 * 86_400;
        for time in &times {
            let within = times.iter().filter(|other| (0..week).contains(&(time.seconds() - other.seconds()))).count();
            // A message can wait for its turn while others are counted, but more are never counted in a week than these and those of its borders.
            assert!(within <= 8, "{within}");
        }
        sent += times.len();
    }
    assert!(sent > 5, "{sent}");
}
