//! The execution of a recovery action: what becomes of it at a moment.
//!
//! There is one way by which an action goes out, whoever executes it, and it asks the contact policy. What it decides on (the action, the case, the
//! contacts) is written under the versions that were read, so that nothing it did not know of can have happened in between.

use super::action::{ActionStatus, RecoveryAction};
use super::case::RecoveryCase;
use super::channel::Channel;
use super::contact::{BorrowerContact, first_for};
use super::contact_policy::{Attempt, Decision, Rule, decide};
use super::default::{DefaultStatus, LoanDefault};
use super::message::default_text;
use super::plan::Pause;
use crate::communication::facts::Facts;
use crate::communication::link::ShortLink;
use crate::communication::of_action::carried;
use crate::communication::record::OutgoingCommunication;
use crate::communication::template::Template;
use crate::company::Company;
use crate::moment::Moment;
use crate::notice::making::Asked;
use crate::notice::of_action::{Unserved, served};
use crate::notice::template::NoticeTemplate;

/// Why an action is cancelled whose default is over.
pub const DEFAULT_OVER: &str = "default_over";
/// Why an action fails that there is nobody for.
pub const NO_CONTACT: &str = "no_contact";
/// Why an action of the plan does not go out: the borrower has promised to pay, and the plan waits.
pub const PROMISED: &str = "promise";

/// What is known when an action is executed.
#[derive(Clone, Copy)]
pub struct Executing<'a> {
    /// The company.
    pub company: &'a Company,
    /// The case of the loan.
    pub case: &'a RecoveryCase,
    /// All contacts of the loan.
    pub contacts: &'a [BorrowerContact],
    /// The present moment.
    pub now: Moment,
    /// Who executes it.
    pub by: &'a str,
    /// Of what its message is made.
    pub wording: Wording<'a>,
}

/// Of what the message of an action is made.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The action's template, with what is known of the loan; `None` where it names none, or one that there is not.
    pub template: Option<(&'a Template, &'a Facts<'a>)>,
    /// The name of the communication for providers and webhooks.
    pub shoot_id: &'a str,
    /// The transaction, of a credit line.
    pub transaction_id: Option<&'a str>,
    /// What its links are replaced by, where its template says that they are tracked.
    pub link: ShortLink<'a>,
    /// Of a notice: its template, with what it needs; `None` where it names none, or one that there is not.
    pub notice: Option<NoticeWording<'a>>,
}

/// Of what the notice of an action is made.
#[derive(Clone, Copy)]
pub struct NoticeWording<'a> {
    /// The template.
    pub template: &'a NoticeTemplate,
    /// What is known of the loan.
    pub facts: &'a Facts<'a>,
    /// The name of its link.
    pub link: &'a str,
    /// Where its file is to lie.
    pub object_key: &'a str,
}

/// What became of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It goes out.
    Sent,
    /// It does not go out.
    Suppressed,
    /// It goes out later, if it may then.
    Postponed,
    /// There is nobody to whom it could go.
    Failed,
    /// Its default is over.
    Cancelled,
}

impl Outcome {
    /// The type of its event.
    pub fn event_type(self) -> &'static str {
        match self {
            Self::Sent => "recovery_action.sent",
            Self::Suppressed => "recovery_action.suppressed",
            Self::Postponed => "recovery_action.postponed",
            Self::Failed => "recovery_action.failed",
            Self::Cancelled => "recovery_action.cancelled",
        }
    }
}

/// An action and its case after an execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// What became of it.
    pub outcome: Outcome,
    /// The action.
    pub action: RecoveryAction,
    /// The case, where it changed: with the attempt, and the default in recovery.
    pub case: Option<RecoveryCase>,
    /// What goes out to the borrower by it.
    pub communication: Option<Box<OutgoingCommunication>>,
    /// The notice that is to be made by it.
    pub notice: Option<Box<Asked>>,
}

/// What becomes of an action now; `None` of one that was executed or cancelled before, which stays as it is.
pub fn execute(action: &RecoveryAction, executing: &Executing<'_>) -> Option<Execution> {
    if !action.status.is_waiting() {
        return None;
    }
    let default = executing.case.live_default().filter(|default| default.default_id == action.default_id);
    let Some(default) = default else {
        return Some(ended(action, Outcome::Cancelled, ActionStatus::Cancelled, DEFAULT_OVER, executing.now));
    };
    let Some(channel) = action.action_type.channel() else {
        return Some(sent(action, default, None, executing));
    };
    let Some(contact) = recipient(action, channel, executing.contacts) else {
        return Some(ended(action, Outcome::Failed, ActionStatus::Failed, NO_CONTACT, executing.now));
    };
    let decision = permission(action, channel, contact, executing);
    let today = executing.company.settings.time_zone.date_at(executing.now);
    let pause = executing.case.pause(&executing.company.settings.recovery, today);
    Some(match decision {
        Decision::Suppressed { rule } => suppressed(action, rule.name(), executing.now),
        Decision::Postponed { until, rule } => postponed(action, until, rule),
        Decision::Allowed if action.is_planned && pause == Some(Pause::Promise) => {
            suppressed(action, PROMISED, executing.now)
        }
        Decision::Allowed => sent(action, default, Some((channel, contact)), executing),
    })
}

/// Whether a contact may be contacted now.
fn permission(
    action: &RecoveryAction,
    channel: Channel,
    contact: &BorrowerContact,
    executing: &Executing<'_>,
) -> Decision {
    let Executing { company, case, now, .. } = *executing;
    if channel != Channel::Notice && case.has_lost_count() {
        return Decision::Suppressed { rule: Rule::TooManyAttempts };
    }
    let zone = &company.settings.time_zone;
    let attempt = Attempt {
        now,
        channel,
        recipient: contact.recipient(),
        company_zone: zone,
        obstacles: &case.obstacles(zone.date_at(now)),
        before: &case.attempts,
        announces_remedy: match executing.wording.notice {
            Some(notice) => notice.template.contents.announces_remedy,
            None => action.announces_remedy,
        },
    };
    decide(&company.settings.recovery.contact_policy, &attempt)
}

/// The contact that the action names, else the one that is contacted first by the channel.
fn recipient<'a>(
    action: &RecoveryAction,
    channel: Channel,
    contacts: &'a [BorrowerContact],
) -> Option<&'a BorrowerContact> {
    match &action.contact_id {
        Some(named) => contacts.iter().find(|known| known.contact_id == *named && known.is_reached_by(channel)),
        None => first_for(contacts, channel),
    }
}

fn sent(
    action: &RecoveryAction,
    default: &LoanDefault,
    to: Option<(Channel, &BorrowerContact)>,
    executing: &Executing<'_>,
) -> Execution {
    let Executing { company, case, now, by, .. } = *executing;
    let (before, mut action, mut communication, mut notice) = (action, action.clone(), None, None);
    (action.status, action.executed_at, action.reason) = (ActionStatus::Sent, Some(now), None);
    let mut case = case.clone();
    if let Some((channel, contact)) = to {
        action.contact_id = Some(contact.contact_id.clone());
        if action.message.is_none() && action.template.is_none() {
            action.message = default_text(company, channel, &action.loan_id, default.overdue);
        }
        match carried(&action, channel, contact, (default, executing)) {
            Ok(made) => communication = made.map(Box::new),
            Err(reason) => return ended(before, Outcome::Failed, ActionStatus::Failed, reason, now),
        }
        match served(&action, channel, contact, executing) {
            Ok(asked) => notice = asked.map(Box::new),
            Err(Unserved::Suppressed(rule)) => return suppressed(before, rule.name(), now),
            Err(Unserved::Failed(reason)) => return ended(before, Outcome::Failed, ActionStatus::Failed, reason, now),
        }
        action.communication_id = communication.as_ref().map(|made| made.id);
        action.notice_id = notice.as_ref().map(|asked| asked.record.id);
        case.attempted(channel, &company.settings.recovery.contact_policy, now);
    }
    if let Some(default) = &mut case.default {
        if default.status == DefaultStatus::Open {
            default.status = DefaultStatus::InRecovery;
        }
        if to.is_some() {
            default.last_contact = Some(now);
        }
        default.note("action_sent", action.action_type.name(), by, now);
    }
    Execution { outcome: Outcome::Sent, action, case: Some(case), communication, notice }
}

fn suppressed(action: &RecoveryAction, reason: &str, now: Moment) -> Execution {
    ended(action, Outcome::Suppressed, ActionStatus::Suppressed, reason, now)
}

fn postponed(action: &RecoveryAction, until: Moment, rule: Rule) -> Execution {
    let mut action = action.clone();
    action.status = ActionStatus::Scheduled;
    (action.scheduled_at, action.reason) = (Some(until), Some(rule.name().to_owned()));
    Execution { outcome: Outcome::Postponed, action, case: None, communication: None, notice: None }
}

fn ended(action: &RecoveryAction, outcome: Outcome, status: ActionStatus, reason: &str, now: Moment) -> Execution {
    let mut action = action.clone();
    (action.status, action.executed_at, action.reason) = (status, Some(now), Some(reason.to_owned()));
    Execution { outcome, action, case: None, communication: None, notice: None }
}

#[cfg(test)]
mod tests;
