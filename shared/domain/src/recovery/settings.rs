//! What a company sets for the recovery of its loans.

use serde::{Deserialize, Serialize};

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
        Ok(changed)
    }

    /// As an answer shows them.
    pub fn to_json(&self) -> Object {
        Object::from([
            ("tolerance_days".to_owned(), Json::integer(i64::from(self.tolerance_days))),
            ("severity".to_owned(), self.severity.to_json()),
            ("plan".to_owned(), self.plan.to_json()),
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
    }
}
