//! A company's recovery plan: what is done after how many days past due.

use serde::{Deserialize, Serialize};

use super::action::ActionType;
use super::hold::HoldKind;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind};

/// Most steps of a plan.
pub const STEPS_MAX: usize = 50;
/// Latest step, in days past due.
const DAY_MAX: u32 = 3_650;

/// A plan as companies set it.
pub const FIELDS: &[Field] = &[
    Field::new("automatic", Kind::Bool, "Whether its steps are taken by themselves when their day comes"),
    Field::new("pauses", Kind::Choices(&["promise", "dispute", "hardship"]), "What makes the plan wait"),
    Field::new("steps", Kind::List(STEP_FIELDS, STEPS_MAX), "Its steps; they are replaced as a whole"),
];

const STEP_FIELDS: &[Field] = &[
    Field::new("days_past_due", Kind::Count(1, DAY_MAX), "The day past due on which it is taken").required(),
    Field::new("action_type", Kind::Choice(&ActionType::NAMES), "What is done").required(),
    Field::new("template", Kind::Name, "The template of the message"),
    Field::new("message", Kind::Text, "The message itself, where there is no template"),
    Field::new("language", Kind::Name, "The language, where it is not the contact's"),
    Field::new("delay_minutes", Kind::Count(0, 1_439), "Minutes after the beginning of the day"),
];

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The day past due on which it is taken.
    pub days_past_due: u16,
    /// What is done.
    pub action_type: ActionType,
    /// The template of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The message itself, where there is no template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The language, where it is not the contact's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How long after the beginning of the day it is executed, in minutes. The contact policy may put it off.
    #[serde(default)]
    pub delay_minutes: u16,
}

impl Step {
    fn of(read: &Object) -> Self {
        let text = |key: &str| read.get(key).and_then(Json::as_text).map(str::to_owned);
        let number = |key: &str| {
            let number = read.get(key).and_then(Json::as_number);
            number.and_then(|number| u16::try_from(number).ok()).unwrap_or_default()
        };
        let named = read.get("action_type").and_then(Json::as_text).and_then(ActionType::from_name);
        Self {
            days_past_due: number("days_past_due"),
            action_type: named.unwrap_or(ActionType::Sms),
            template: text("template"),
            message: text("message"),
            language: text("language"),
            delay_minutes: number("delay_minutes"),
        }
    }
}

/// What makes a plan wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// A promise to pay whose day has not passed.
    Promise,
    /// A dispute.
    Dispute,
    /// Hardship.
    Hardship,
}

impl Pause {
    const ALL: [Self; 3] = [Self::Promise, Self::Dispute, Self::Hardship];

    fn name(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Dispute => "dispute",
            Self::Hardship => "hardship",
        }
    }

    /// The pause that a hold is.
    pub fn of(hold: HoldKind) -> Self {
        match hold {
            HoldKind::Dispute => Self::Dispute,
            HoldKind::Hardship => Self::Hardship,
        }
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Whether its steps are taken by themselves when their day comes.
    pub automatic: bool,
    /// What makes it wait. That the loan is paid, closed, written off or with an agency ends or stops it in any case.
    pub pauses: Vec<Pause>,
    /// Its steps, by their day.
    pub steps: Vec<Step>,
}

/// A text message from the first day, a call from the fourth, an e-mail from the eighth, and somebody's attention from the 31st; by
/// themselves only once the company turns it on.
impl Default for Plan {
    fn default() -> Self {
        let step = |days_past_due, action_type| Step {
            days_past_due,
            action_type,
            template: None,
            message: None,
            language: None,
            delay_minutes: 0,
        };
        let steps = vec![
            step(1, ActionType::Sms),
            step(4, ActionType::Voice),
            step(8, ActionType::Email),
            step(31, ActionType::Escalation),
        ];
        Self { automatic: false, pauses: Pause::ALL.to_vec(), steps }
    }
}

impl Plan {
    /// What the plan says for so many days past due: of each type, the last step that has come.
    pub fn at(&self, days_past_due: i64) -> Vec<&Step> {
        self.between(None, days_past_due)
    }

    /// The steps that come after a day and until another; of each type the last.
    pub fn between(&self, after: Option<u16>, days_past_due: i64) -> Vec<&Step> {
        let come = |step: &&Step| {
            i64::from(step.days_past_due) <= days_past_due && after.is_none_or(|day| step.days_past_due > day)
        };
        let mut last: Vec<&Step> = Vec::new();
        for step in self.steps.iter().filter(come) {
            last.retain(|before| before.action_type != step.action_type);
            last.push(step);
        }
        last
    }

    /// The day past due of the first step after a day.
    pub fn next_day(&self, after: i64) -> Option<u16> {
        self.steps.iter().map(|step| step.days_past_due).filter(|day| i64::from(*day) > after).min()
    }

    /// A plan of a body that [`FIELDS`] has been read of; what it does not say is as in `before`.
    pub(super) fn of(read: &Object, before: &Self) -> Self {
        let list = |key: &str| read.get(key).and_then(Json::as_list);
        let automatic = read.get("automatic").and_then(Json::as_bool).unwrap_or(before.automatic);
        let pause = |name: &Json| Pause::ALL.into_iter().find(|pause| Some(pause.name()) == name.as_text());
        let pauses = list("pauses").map(|names| names.iter().filter_map(pause).collect());
        let steps = list("steps").map(|steps| steps.iter().filter_map(Json::as_object).map(Step::of).collect());
        let mut steps: Vec<Step> = steps.unwrap_or_else(|| before.steps.clone());
        steps.sort_by_key(|step| step.days_past_due);
        Self { automatic, pauses: pauses.unwrap_or_else(|| before.pauses.clone()), steps }
    }

    /// As an answer shows it.
    pub fn to_json(&self) -> Json {
        let steps = self.steps.iter().map(|step| {
            Json::Object(Object::from([
                ("days_past_due".to_owned(), Json::integer(i64::from(step.days_past_due))),
                ("action_type".to_owned(), step.action_type.name().into()),
                ("template".to_owned(), step.template.clone().into()),
                ("message".to_owned(), step.message.clone().into()),
                ("language".to_owned(), step.language.clone().into()),
                ("delay_minutes".to_owned(), Json::integer(i64::from(step.delay_minutes))),
            ]))
        });
        Json::Object(Object::from([
            ("automatic".to_owned(), self.automatic.into()),
            ("pauses".to_owned(), self.pauses.iter().map(|pause| Json::text(pause.name())).collect()),
            ("steps".to_owned(), steps.collect()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(plan: &Plan, days: i64) -> Vec<&'static str> {
        plan.at(days).into_iter().map(|step| step.action_type.name()).collect()
    }

    #[test]
    fn the_default_plan_adds_a_channel_at_each_bound() {
        let plan = Plan::default();
        let table: [(i64, &[&str]); 8] = [
            (0, &[]),
            (1, &["sms"]),
            (3, &["sms"]),
            (4, &["sms", "voice"]),
            (7, &["sms", "voice"]),
            (8, &["sms", "voice", "email"]),
            (30, &["sms", "voice", "email"]),
            (31, &["sms", "voice", "email", "escalation"]),
        ];
        for (days, expected) in table {
            assert_eq!(types(&plan, days), expected, "{days} days");
        }
    }

    #[test]
    fn steps_are_taken_once_and_of_each_type_the_last() {
        let mut plan = Plan::default();
        plan.steps.push(Step { days_past_due: 40, ..plan.steps[0].clone() });
        let days = |after, days| plan.between(after, days).iter().map(|step| step.days_past_due).collect::<Vec<_>>();
        assert_eq!(days(Some(4), 8), [8]);
        assert!(days(Some(8), 8).is_empty());
        assert_eq!(days(None, 40), [4, 8, 31, 40]);
        assert_eq!((plan.next_day(8), plan.next_day(40)), (Some(31), None));
    }
}
