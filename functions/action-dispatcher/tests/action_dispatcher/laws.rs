//! On no path goes anything out that the contact policy forbids in that moment.

use std::collections::BTreeSet;

use domain::moment::Moment;
use domain::recovery::action::ActionStatus;
use domain::recovery::channel::Channel;
use domain::recovery::contact_policy::{Attempt, ContactPolicy, Decision, Obstacle, PastAttempt, Preset, decide};
use domain::recovery::hold::HoldKind;
use platform::recovery::{actions_of, contacts_at};
use serde_json::json;

use crate::setting::Setting;

const HOUR: u64 = 3_600;

/// Numbers that are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn index(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).expect("small");
        usize::try_from(self.below(length)).expect("small")
    }

    fn of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.index(values.len())]
    }
}

/// What is known beside the system: the actions that were seen, and the attempts that went out.
#[derive(Default)]
struct Seen {
    ordered: Vec<String>,
    sent: BTreeSet<String>,
    attempts: Vec<PastAttempt>,
    refused: usize,
    planned: usize,
    triggered: usize,
}

impl Seen {
    /// Whatever went out since the last look was permitted when it did.
    async fn look(&mut self, setting: &Setting, default_id: &str, policy: &ContactPolicy) {
        let company = &setting.lender.company;
        let mut anew = Vec::new();
        let all = actions_of(&setting.world.table, &company.id, "LN-1", default_id).await.expect("read");
        let planned = all.iter().filter(|action| action.is_planned).count();
        assert_eq!(all.len(), self.ordered.len() + planned);
        self.planned = planned;
        self.refused = all.iter().filter(|action| action.status == ActionStatus::Suppressed).count();
        for action in all.into_iter().filter(|action| action.status == ActionStatus::Sent) {
            if self.sent.insert(action.action_id.clone()) {
                anew.push(action);
            }
        }
        anew.sort_by_key(|action| action.executed_at);
        for action in anew {
            let now = action.executed_at.expect("it went out");
            let channel = action.action_type.channel().expect("a channel");
            let contact_id = action.contact_id.as_deref().expect("a contact");
            self.went_out(setting, default_id, policy, (now, channel, contact_id)).await;
        }
    }

    /// An event triggers what is permitted, and nothing else.
    async fn trigger(&mut self, setting: &Setting, default_id: &str, policy: &ContactPolicy, contact_id: &str) {
        for channel in setting.trigger("LN-1").await {
            self.went_out(setting, default_id, policy, (setting.world.clock.now(), channel, contact_id)).await;
            self.triggered += 1;
        }
    }

    /// What goes out is permitted in that moment.
    async fn went_out(
        &mut self,
        setting: &Setting,
        default_id: &str,
        policy: &ContactPolicy,
        (now, channel, contact_id): (Moment, Channel, &str),
    ) {
        let company = &setting.lender.company;
        let zone = &company.settings.time_zone;
        let case = setting.case(default_id).await;
        let contacts = contacts_at(&setting.world.table, &company.id, "LN-1").await.expect("read").known;
        let contact = contacts.find(contact_id).expect("a contact");
        let held = case.holds.iter().filter(|hold| hold.until.is_none_or(|until| zone.date_at(now) <= until));
        let obstacles: Vec<Obstacle> = held
            .map(|hold| match hold.kind {
                HoldKind::Dispute => Obstacle::Disputed,
                HoldKind::Hardship => Obstacle::Hardship,
            })
            .collect();
        let attempt = Attempt {
            now,
            channel,
            recipient: contact.recipient(),
            company_zone: zone,
            obstacles: &obstacles,
            before: &self.attempts,
            announces_remedy: false,
        };
        assert_eq!(decide(policy, &attempt), Decision::Allowed, "{channel:?} at {now:?}");
        self.attempts.push(PastAttempt { at: now, channel, conversation: false });
    }
}

#[tokio::test]
async fn nothing_goes_out_that_is_forbidden_in_that_moment() {
    let (mut sent, mut refused, mut planned, mut triggered) = (0, 0, 0, 0);
    for seed in 1..=3 {
        let setting = Setting::start().await;
        let default_id = setting.defaulted("LN-1").await;
        setting.event().await;
        let kinds = ["sms", "voice", "email"];
        let steps: Vec<_> = (5..30)
            .map(|day| {
                json!({
                    "days_past_due": day, "action_type": kinds[day % 3], "message": "Please pay",
                })
            })
            .collect();
        let policy = json!({ "plan": { "automatic": true, "steps": steps }, "contact_policy": {
            "preset": "us_regulation_f", "attempts_max": { "sms": 3, "voice": 2 }, "attempts_max_over_all": 9,
        } });
        setting.call("PUT", "/api/recovery/settings", &policy).await;
        let body = policy["contact_policy"].to_string();
        let body = platform::http::body::parse(body.as_bytes()).expect("JSON");
        let policy = ContactPolicy::read(body.as_object().expect("an object")).expect("a policy");
        assert_eq!(policy.preset(), Preset::UsRegulationF);
        setting.world.wait(61);
        let found = setting.call("GET", "/api/recovery/contacts?loan_id=LN-1", &json!({})).await;
        let contact_id = found["contacts"][0]["contact_id"].as_str().expect("an id");
        let contact = format!("/api/recovery/contacts/{contact_id}");
        let holds = format!("/api/recovery/defaults/{default_id}/holds");
        let (mut random, mut seen) = (Random(seed), Seen::default());
        for _ in 0..80 {
            match random.below(12) {
                0..=2 => {
                    let kind = random.of(&["sms", "voice", "email", "whatsapp"]);
                    seen.ordered.push(setting.order(&default_id, &json!({ "action_type": kind })).await);
                }
                3 => {
                    let at = setting
                        .world
                        .clock
                        .now()
                        .later(i64::try_from(random.below(30) * HOUR).expect("small") * 1_000_000);
                    let order = json!({ "action_type": random.of(&["sms", "voice"]), "scheduled_at": at.to_rfc3339() });
                    seen.ordered.push(setting.order(&default_id, &order).await);
                }
                4 | 5 if !seen.ordered.is_empty() => {
                    let which = random.index(seen.ordered.len());
                    let path = format!("/api/recovery/actions/{}/execute", seen.ordered[which]);
                    let empty = json!({});
                    let again = || setting.call("POST", &path, &empty);
                    let (one, other) = tokio::join!(again(), again());
                    assert_eq!(one["status"], other["status"]);
                }
                6 => {
                    let flags = json!({
                        "cease_communication": random.below(8) == 0,
                        "opted_out": if random.below(2) == 0 { json!([{ "channel": random.of(&["sms", "voice"]) }]) } else { json!([]) },
                    });
                    setting.call("PUT", &contact, &flags).await;
                }
                7 if random.below(2) == 0 => {
                    setting.call("POST", &holds, &json!({ "kind": "dispute" })).await;
                    setting.run().await.expect("done");
                    seen.look(&setting, &default_id, &policy).await;
                    setting.call("DELETE", &format!("{holds}/dispute"), &json!({})).await;
                }
                8 => seen.trigger(&setting, &default_id, &policy, contact_id).await,
                9 => {
                    let one = json!({ "loan_id": "LN-1" });
                    setting.call("POST", "/api/recovery/defaults/detect", &one).await;
                }
                10 => {
                    let path = "/recovery/payments/LN-1?allocation_month=2024-1-01";
                    let paid = json!({
                        "final_status": "Partially Recovered", "amount_recovered": 1, "payment_method": "Online",
                    });
                    setting.call("PATCH", path, &paid).await;
                }
                _ => setting.world.wait(random.below(20) * HOUR),
            }
            seen.look(&setting, &default_id, &policy).await;
            if random.below(3) == 0 {
                let _ = tokio::join!(setting.run(), setting.run());
                seen.look(&setting, &default_id, &policy).await;
            }
        }
        sent += seen.sent.len();
        refused += seen.refused;
        planned += seen.planned;
        triggered += seen.triggered;
    }
    assert!(sent > 10 && refused > 10, "{sent} sent, {refused} refused");
    assert!(planned > 10 && triggered > 3, "{planned} planned, {triggered} triggered");
}
