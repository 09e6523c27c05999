//! What a company sets for the recovery of its loans.

use serde::{Deserialize, Serialize};

use super::contact_policy::{self, ContactPolicy};
use super::plan::{self, Plan};
use super::severity::{self, SeverityBounds};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind, read};

/// Longest tolerance, in days.
const TOLERANCE_MAX: u32 = 365;

/// The settings as companies send and read them.
pub const FIELDS: &[Field] = &[
    Field::new("tolerance_days", Kind::Count(0, TOLERANCE_MAX), "Days past due that are not a default yet"),
    Field::new("severity", Kind::Object(severity::FIELDS), "From how many days past due each severity counts"),
    Field::new("plan", Kind::Object(plan::FIELDS), "What is done after how many days past due"),
    Field::elsewhere(
        "contact_policy",
        Kind::Object(contact_policy::FIELDS),
        "Who may be contacted when; it is replaced as a whole",
    ),
];

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecoverySettings {
    /// Days past due that are not a default yet; an account has a tolerance of its own, which comes before it.
    pub tolerance_days: u16,
    /// From how many days past due each severity counts.
    pub severity: SeverityBounds,
    /// What is done when.
    pub plan: Plan,
    /// Who may be contacted when.
    #[serde(default)]
    pub contact_policy: ContactPolicy,
}

impl RecoverySettings {
    /// Changes what a body says; what it does not say stays.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn changed(&self, body: &Object) -> Result<Self, Faults> {
        let read = read(FIELDS, body, Some(&Object::new()))?;
        let tolerance = read.get("tolerance_days").and_then(Json::as_number);
        let mut changed = self.clone();
        if let Some(days) = tolerance.and_then(|days| u16::try_from(days).ok()) {
            changed.tolerance_days = days;
        }
        if let Some(bounds) = read.get("severity").and_then(Json::as_object) {
            let bounds = SeverityBounds::of(bounds, self.severity);
            changed.severity = bounds.map_err(|faults| inside("severity", faults))?;
        }
        if let Some(plan) = read.get("plan").and_then(Json::as_object) {
            changed.plan = Plan::of(plan, &self.plan);
        }
        if let Some(policy) = body.get("contact_policy") {
            changed.contact_policy = self.policy(policy)?;
        }
        Ok(changed)
    }

    /// The policy that a body says. One that says what counts already, as answers show it, changes nothing.
    fn policy(&self, sent: &Json) -> Result<ContactPolicy, Faults> {
        let sent = sent.as_object().ok_or_else(|| Faults::at("contact_policy", "Value must be an object"))?;
        let policy = ContactPolicy::read(sent).map_err(|faults| inside("contact_policy", faults))?;
        Ok(if policy.to_json() == self.contact_policy.to_json() { self.contact_policy.clone() } else { policy })
    }

    /// As an answer shows them.
    pub fn to_json(&self) -> Object {
        Object::from([
            ("tolerance_days".to_owned(), Json::integer(i64::from(self.tolerance_days))),
            ("severity".to_owned(), self.severity.to_json()),
            ("plan".to_owned(), self.plan.to_json()),
            ("contact_policy".to_owned(), Json::Object(self.contact_policy.to_json())),
        ])
    }
}

fn inside(key: &str, faults: Faults) -> Faults {
    let mut outer = Faults::default();
    outer.add_inside(key, faults);
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Object {
        serde_json::from_str(text).expect("an object")
    }

    #[test]
    fn what_a_body_does_not_say_stays() {
        let settings = RecoverySettings::default();
        assert_eq!(settings.changed(&Object::new()), Ok(settings.clone()));
        let changed = settings.changed(&body(r#"{"tolerance_days": 5, "plan": {"automatic": true}}"#)).expect("taken");
        assert_eq!((changed.tolerance_days, changed.plan.automatic), (5, true));
        assert_eq!((changed.plan.steps, changed.severity), (settings.plan.steps, settings.severity));
    }

    #[test]
    fn what_is_shown_can_be_sent_back() {
        let steps = r#"{"plan": {"steps": [{"days_past_due": 9, "action_type": "whatsapp", "message": "Pay", "delay_minutes": 30},
            {"days_past_due": 2, "action_type": "sms", "template": "t"}], "pauses": ["promise"]}}"#;
        let settings = RecoverySettings::default().changed(&body(steps)).expect("taken");
        assert_eq!(settings.plan.steps.iter().map(|step| step.days_past_due).collect::<Vec<_>>(), [2, 9]);
        assert_eq!(RecoverySettings::default().changed(&settings.to_json()), Ok(settings));
    }

    #[test]
    fn a_contact_policy_is_replaced_as_a_whole() {
        let settings = RecoverySettings::default();
        let none = settings.changed(&body(r#"{"contact_policy": {"preset": "none"}}"#)).expect("taken");
        assert_eq!(none.contact_policy, ContactPolicy::from(contact_policy::Preset::None));
        assert_eq!(none.contact_policy.hours(), None);
        let stored = serde_json::to_string(&none).expect("JSON");
        assert_eq!(serde_json::from_str::<RecoverySettings>(&stored).expect("settings"), none);
        let before = stored.replace(r#","contact_policy":{"preset":"none"}"#, "");
        assert_ne!(before, stored, "settings from before there was a policy have the strictest");
        let old: RecoverySettings = serde_json::from_str(&before).expect("settings");
        assert_eq!(old.contact_policy, ContactPolicy::default());
    }

    #[test]
    fn faults_name_their_place() {
        let faults = |text: &str| {
            let faults = RecoverySettings::default().changed(&body(text)).expect_err("refused");
            faults.flat().into_iter().map(|(path, _)| path).collect::<Vec<_>>()
        };
        assert_eq!(faults(r#"{"grace": 1, "tolerance_days": -1}"#), ["grace", "tolerance_days"]);
        assert_eq!(faults(r#"{"severity": {"high": 2.5}}"#), ["severity.high"]);
        assert_eq!(faults(r#"{"severity": {"high": 5}}"#), ["severity.high"]);
        assert_eq!(faults(r#"{"plan": {"steps": [{"action_type": "fax"}]}}"#).len(), 2);
        assert_eq!(faults(r#"{"plan": {"pauses": ["rain"]}}"#).len(), 1);
        assert_eq!(faults(r#"{"contact_policy": 1}"#), ["contact_policy"]);
        let policy = r#"{"contact_policy": {"preset": "india_rbi", "hours": {"from": "07:00", "to": "19:00"}}}"#;
        assert_eq!(faults(policy), ["contact_policy.hours.from"]);
    }
}
