//! Orders of recovery actions: what callers, and the company's plan, ask to be done.

use super::action::{ActionStatus, ActionType, RecoveryAction, SCHEDULE_DAYS_MAX};
use super::default::LoanDefault;
use super::plan::{Plan, Step};
use crate::field::{Faults, language_code};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{Field, Kind, moment_from_text, read};

/// The names of types in bodies: those of answers, and others that are understood.
const NAMES: &[&str] =
    &["sms", "sms_reminder", "voice", "call", "voice_call", "email", "whatsapp", "notice", "field_visit", "escalation"];

/// An order as callers send it.
pub const FIELDS: &[Field] = &[
    Field::new("action_type", Kind::Choice(NAMES), "What is done; answered as one action"),
    Field::new(
        "action_types",
        Kind::Choices(NAMES),
        "What is done, each by an action of its own. Without both, what the company's plan says for this many days past due",
    ),
    Field::new(
        "message",
        Kind::Text,
        "What the borrower is told; else the template says it, else a sentence of the system's",
    ),
    Field::new(
        "announces_remedy",
        Kind::Bool,
        "Of a notice: it announces that the lender takes a remedy at law, or may, or that its efforts end; it may go out to who wants to hear nothing more",
    ),
    Field::new(
        "template",
        Kind::Name,
        "The template by which the message is made; of a notice, the notice template: without one it is served by other means",
    ),
    Field::new(
        "language",
        Kind::Name,
        "Language, by ISO 639-1 code or English name; the contact's where it is not said",
    ),
    Field::new("contact_id", Kind::Id, "Whom it reaches; the first contact with a number or address for it otherwise"),
    Field::new(
        "scheduled_at",
        Kind::Time,
        "When it is executed by itself, at most a year ahead; one without waits to be executed",
    ),
];

/// Microseconds of a day.
const MICROS_PER_DAY: i64 = 86_400_000_000;

/// An order that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct ActionOrder {
    /// One type that is answered as one action, or several; what the plan says where it is `None`.
    types: Option<Vec<ActionType>>,
    /// Whether one action is asked for, and answered.
    pub is_single: bool,
    draft: Draft,
}

/// What one action is to be, but for its type.
#[derive(Clone, PartialEq, Eq, Default)]
struct Draft {
    message: Option<String>,
    template: Option<String>,
    language: Option<String>,
    contact_id: Option<String>,
    announces_remedy: bool,
    scheduled_at: Option<Moment>,
}

impl ActionOrder {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object, now: Moment) -> Result<Self, Faults> {
        let said = read(FIELDS, body, None)?;
        let mut faults = Faults::default();
        let one = said.get("action_type").and_then(Json::as_text).and_then(ActionType::from_name);
        let several = said.get("action_types").and_then(Json::as_list).map(|names| types(names, &mut faults));
        if one.is_some() && several.is_some() {
            faults.add("action_types", "Value must not be there together with action_type");
        }
        let draft = Draft {
            message: text(&said, "message", &mut faults),
            template: text(&said, "template", &mut faults),
            language: language(&said, &mut faults),
            contact_id: said.get("contact_id").and_then(Json::as_text).map(str::to_owned),
            announces_remedy: said.get("announces_remedy").and_then(Json::as_bool).unwrap_or(false),
            scheduled_at: scheduled_at(&said, now, &mut faults),
        };
        if draft.message.is_some() && draft.template.is_some() {
            faults.add("template", "Value must not be there together with message");
        }
        let types = one.map(|one| vec![one]).or(several);
        let is_notice = |types: &Vec<ActionType>| types.iter().all(|kind| *kind == ActionType::Notice);
        if draft.announces_remedy && !types.as_ref().is_some_and(is_notice) {
            faults.add("announces_remedy", "Value must not be true of anything but a notice");
        }
        faults.into_result().map(|()| Self { types, is_single: one.is_some(), draft })
    }

    /// The contact that it names.
    pub fn contact_id(&self) -> Option<&str> {
        self.draft.contact_id.as_deref()
    }

    /// The actions that are ordered for a default. `new_id` makes their ids.
    pub fn actions(&self, plan: &Plan, days: i64, ordering: &Ordering<'_>) -> Vec<RecoveryAction> {
        match &self.types {
            Some(types) => types.iter().map(|kind| self.draft.clone().action(*kind, false, ordering)).collect(),
            None => plan
                .at(days)
                .into_iter()
                .map(|step| self.of_step(step).action(step.action_type, false, ordering))
                .collect(),
        }
    }

    /// What a step says, as far as the order does not.
    fn of_step(&self, step: &Step) -> Draft {
        let ours = self.draft.clone();
        let says_what = ours.message.is_some() || ours.template.is_some();
        let (message, template) =
            if says_what { (ours.message, ours.template) } else { (step.message.clone(), step.template.clone()) };
        Draft { message, template, language: ours.language.or_else(|| step.language.clone()), ..self.draft.clone() }
    }
}

/// Of which default, when and by whom actions are ordered.
#[derive(Clone, Copy)]
pub struct Ordering<'a> {
    /// The default.
    pub default: &'a LoanDefault,
    /// The present moment.
    pub now: Moment,
    /// Who orders them.
    pub by: &'a str,
    /// Makes the id of an action, another each time.
    pub new_id: &'a dyn Fn() -> String,
}

/// The action that a step of the plan is, to be executed at a moment.
pub fn planned(step: &Step, at: Moment, ordering: &Ordering<'_>) -> RecoveryAction {
    let draft = Draft {
        message: step.message.clone(),
        template: step.template.clone(),
        language: step.language.clone(),
        contact_id: None,
        announces_remedy: false,
        scheduled_at: Some(at),
    };
    draft.action(step.action_type, true, ordering)
}

impl Draft {
    fn action(self, action_type: ActionType, is_planned: bool, ordering: &Ordering<'_>) -> RecoveryAction {
        let Self { message, template, language, contact_id, announces_remedy, scheduled_at } = self;
        RecoveryAction {
            action_id: (ordering.new_id)(),
            default_id: ordering.default.default_id.clone(),
            loan_id: ordering.default.loan_id.clone(),
            action_type,
            message,
            template,
            language,
            status: if scheduled_at.is_some() { ActionStatus::Scheduled } else { ActionStatus::Pending },
            scheduled_at,
            executed_at: None,
            contact_id,
            reason: None,
            communication_id: None,
            notice_id: None,
            conversation: false,
            announces_remedy,
            is_planned,
            created_at: ordering.now,
            created_by: ordering.by.to_owned(),
        }
    }
}

fn types(names: &[Json], faults: &mut Faults) -> Vec<ActionType> {
    let types: Vec<ActionType> = names.iter().filter_map(Json::as_text).filter_map(ActionType::from_name).collect();
    let mut distinct = types.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < types.len() {
        faults.add("action_types", "Value names a type more than once");
    }
    if types.is_empty() {
        faults.add("action_types", "Value must name at least one type");
    }
    types
}

/// A text that says something.
fn text(said: &Object, key: &str, faults: &mut Faults) -> Option<String> {
    let text = said.get(key).and_then(Json::as_text)?;
    if text.trim().is_empty() {
        faults.add(key, "Value must not be empty");
    }
    Some(text.to_owned())
}

fn language(said: &Object, faults: &mut Faults) -> Option<String> {
    let code = language_code(said.get("language").and_then(Json::as_text)?);
    if code.is_none() {
        faults.add("language", "Value must be a language, by ISO 639-1 code or English name");
    }
    code.map(str::to_owned)
}

/// A moment in the past is taken: its action is due at once.
fn scheduled_at(said: &Object, now: Moment, faults: &mut Faults) -> Option<Moment> {
    let sent = said.get("scheduled_at").and_then(Json::as_text)?;
    let at = moment_from_text(sent).and_then(|at| Moment::from_micros(at.timestamp_micros()));
    if at.is_none_or(|at| at > now.later(SCHEDULE_DAYS_MAX.saturating_mul(MICROS_PER_DAY))) {
        faults.add("scheduled_at", format!("Value must be at most {SCHEDULE_DAYS_MAX} days ahead"));
    }
    at
}
