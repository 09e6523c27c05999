//! What is reported of an action that went out: whether it reached the borrower, and whether somebody was spoken to.

use super::action::{ActionStatus, RecoveryAction};
use super::case::RecoveryCase;
use super::channel::Channel;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{Field, Kind, read};

/// A report as callers send it.
pub const FIELDS: &[Field] = &[
    Field::new("status", Kind::Choice(&["delivered", "failed"]), "Whether it reached the borrower").required(),
    Field::new(
        "conversation",
        Kind::Bool,
        "Of a call or a visit that reached the borrower: whether they were spoken to. The contact policy counts the days since",
    ),
    Field::new("reason", Kind::Name, "Why it failed"),
];

/// A report that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    status: ActionStatus,
    conversation: bool,
    reason: Option<String>,
}

/// Why something cannot be reported of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportRefusal {
    /// It did not go out, or something else was reported of it.
    Status(ActionStatus),
    /// What is wrong with the report.
    Invalid(Faults),
}

impl Report {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object) -> Result<Self, Faults> {
        let said = read(FIELDS, body, None)?;
        let delivered = said.get("status").and_then(Json::as_text) == Some("delivered");
        let conversation = said.get("conversation").and_then(Json::as_bool).unwrap_or(false);
        let reason = said.get("reason").and_then(Json::as_text).map(str::to_owned);
        let mut faults = Faults::default();
        if conversation && !delivered {
            faults.add("conversation", "Value must not be true of what failed");
        }
        if reason.is_some() && delivered {
            faults.add("reason", "Value must not be there of what was delivered");
        }
        let status = if delivered { ActionStatus::Delivered } else { ActionStatus::Failed };
        faults.into_result().map(|()| Self { status, conversation, reason })
    }

    /// The type of its event.
    pub fn event_type(&self) -> &'static str {
        if self.status == ActionStatus::Delivered { "recovery_action.delivered" } else { "recovery_action.failed" }
    }

    /// The action after the report; itself where the same was reported before.
    ///
    /// # Errors
    /// It did not go out, or something else was reported of it; nobody is spoken to by it.
    pub fn of(&self, action: &RecoveryAction) -> Result<RecoveryAction, ReportRefusal> {
        if self.conversation && !action.action_type.channel().is_some_and(is_spoken) {
            let sentence = format!("Value must not be true of an action of type {}", action.action_type.name());
            return Err(ReportRefusal::Invalid(Faults::at("conversation", sentence)));
        }
        let Self { status, conversation, reason } = self.clone();
        let after = RecoveryAction { status, reason, conversation, ..action.clone() };
        if action.status != ActionStatus::Sent && after != *action {
            return Err(ReportRefusal::Status(action.status));
        }
        Ok(after)
    }
}

/// Whether people speak by it.
fn is_spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Voice | Channel::FieldVisit)
}

impl RecoveryCase {
    /// Knows of the conversation that an action came to, where there was one: the contact policy counts from its attempt.
    pub fn reported(&mut self, action: &RecoveryAction, by: &str, now: Moment) {
        if !action.conversation {
            return;
        }
        let at = |attempt_at: Moment| action.executed_at == Some(attempt_at);
        let made = |channel| action.action_type.channel() == Some(channel);
        if let Some(attempt) = self.attempts.iter_mut().find(|attempt| at(attempt.at) && made(attempt.channel)) {
            attempt.conversation = true;
        }
        let of_action = self.default.as_mut().filter(|default| default.default_id == action.default_id);
        if let Some(default) = of_action {
            default.note("conversation", action.action_type.name(), by, now);
        }
    }
}

#[cfg(test)]
mod tests;
