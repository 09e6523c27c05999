//! A recovery action: something that is done about a default, once.

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use crate::moment::Moment;

/// Longest message, in characters.
pub const MESSAGE_CHARS_MAX: usize = 2_000;
/// Most actions of a default.
pub const ACTIONS_MAX: u32 = 1_000;
/// How long ahead an action may be scheduled, in days.
pub const SCHEDULE_DAYS_MAX: i64 = 366;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionType {
    /// A text message.
    Sms,
    /// A call.
    Voice,
    /// An e-mail.
    Email,
    /// A message by `WhatsApp`.
    Whatsapp,
    /// A legal notice.
    Notice,
    /// A visit.
    FieldVisit,
    /// The case is handed to somebody within the company; the borrower is not contacted.
    Escalation,
}

impl ActionType {
    /// All there are.
    pub const ALL: [Self; 7] =
        [Self::Sms, Self::Voice, Self::Email, Self::Whatsapp, Self::Notice, Self::FieldVisit, Self::Escalation];

    /// Their names, in the same order.
    pub const NAMES: [&'static str; 7] = ["sms", "voice", "email", "whatsapp", "notice", "field_visit", "escalation"];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        self.channel().map_or("escalation", Channel::name)
    }

    /// The type of that name; `sms_reminder`, `call` and `voice_call` are understood too.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "sms_reminder" => Some(Self::Sms),
            "call" | "voice_call" => Some(Self::Voice),
            name => Self::ALL.into_iter().find(|kind| kind.name() == name),
        }
    }

    /// How it reaches the borrower; `None` where it does not.
    pub fn channel(self) -> Option<Channel> {
        match self {
            Self::Sms => Some(Channel::Sms),
            Self::Voice => Some(Channel::Voice),
            Self::Email => Some(Channel::Email),
            Self::Whatsapp => Some(Channel::Whatsapp),
            Self::Notice => Some(Channel::Notice),
            Self::FieldVisit => Some(Channel::FieldVisit),
            Self::Escalation => None,
        }
    }
}

/// What became of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// It waits for somebody to execute it.
    Pending,
    /// It waits for its time.
    Scheduled,
    /// It was handed over to be sent.
    Sent,
    /// It reached the borrower.
    Delivered,
    /// It could not be sent.
    Failed,
    /// The contact policy refused it.
    Suppressed,
    /// Somebody took it back, or its default was over before its time.
    Cancelled,
}

impl ActionStatus {
    /// All there are.
    pub const ALL: [Self; 7] =
        [Self::Pending, Self::Scheduled, Self::Sent, Self::Delivered, Self::Failed, Self::Suppressed, Self::Cancelled];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Scheduled => "scheduled",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Suppressed => "suppressed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether it can still be executed.
    pub fn is_waiting(self) -> bool {
        matches!(self, Self::Pending | Self::Scheduled)
    }
}

/// A recovery action.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryAction {
    /// Its id.
    pub action_id: String,
    /// The default that it is about.
    pub default_id: String,
    /// The loan.
    pub loan_id: String,
    /// What is done.
    pub action_type: ActionType,
    /// What the borrower is told, where the caller says it; else the template of the action says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The template by which the message is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The language of the message, where it is not the contact's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What became of it.
    pub status: ActionStatus,
    /// When it is to be executed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Moment>,
    /// When it was handed over, refused or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executed_at: Option<Moment>,
    /// Whom it reaches, once that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// The rule by which it was refused or put off, or why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The communication that carries it out, by its id in the history of the loan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub communication_id: Option<Moment>,
    /// The notice that carries it out, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_id: Option<Moment>,
    /// Whether it came to a conversation with the borrower.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conversation: bool,
    /// Of a notice: whether it announces that the lender takes a remedy at law, or may, or that its efforts end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub announces_remedy: bool,
    /// Whether the company's plan created it, by itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_planned: bool,
    /// When it was created.
    pub created_at: Moment,
    /// Who created it.
    pub created_by: String,
}

impl RecoveryAction {
    /// The action after somebody took it back; itself where somebody had.
    ///
    /// # Errors
    /// What it is, where it does not wait any more.
    pub fn cancelled(&self, now: Moment) -> Result<Self, ActionStatus> {
        match self.status {
            ActionStatus::Cancelled => Ok(self.clone()),
            status if status.is_waiting() => {
                Ok(Self { status: ActionStatus::Cancelled, executed_at: Some(now), reason: None, ..self.clone() })
            }
            status => Err(status),
        }
    }
}

/// Leaves the message out: it is written to a person.
impl std::fmt::Debug for RecoveryAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryAction")
            .field("action_id", &self.action_id)
            .field("action_type", &self.action_type)
            .field("status", &self.status)
            .field("scheduled_at", &self.scheduled_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_all_of_their_names() {
        assert!(ActionType::ALL.into_iter().map(ActionType::name).eq(ActionType::NAMES));
        for kind in ActionType::ALL {
            assert_eq!(ActionType::from_name(kind.name()), Some(kind));
        }
        let others =
            [("sms_reminder", ActionType::Sms), ("call", ActionType::Voice), ("voice_call", ActionType::Voice)];
        for (name, kind) in others {
            assert_eq!(ActionType::from_name(name), Some(kind));
        }
        assert_eq!(ActionType::from_name("fax"), None);
    }
}
