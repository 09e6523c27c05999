//! The communication that carries a recovery action out, and what becomes of the action by it.

use super::CHANNELS;
use super::compose::{completed, compose};
use super::message::{Message, RenderFault};
use super::plan::Draft;
use super::record::{Making, Origin, OutgoingCommunication, Stage, make};
use crate::calendar::Month;
use crate::recovery::action::{ActionStatus, RecoveryAction};
use crate::recovery::channel::Channel;
use crate::recovery::contact::BorrowerContact;
use crate::recovery::default::LoanDefault;
use crate::recovery::execution::Executing;

/// Why an action fails whose template there is not.
pub const NO_TEMPLATE: &str = "no_template";
/// Why an action fails whose template has a variable that the loan has no value for.
pub const NO_VALUE: &str = "no_value";
/// Why an action fails whose message is longer than its channel takes.
pub const TOO_LONG: &str = "too_long";
/// Where communications of actions come from.
const SOURCE: &str = "recovery";

/// The communication of an action that goes out to a contact; `None` of what is no message.
///
/// # Errors
/// Why there is no message.
pub(crate) fn carried(
    action: &RecoveryAction,
    channel: Channel,
    contact: &BorrowerContact,
    (default, executing): (&LoanDefault, &Executing<'_>),
) -> Result<Option<OutgoingCommunication>, &'static str> {
    if !CHANNELS.contains(&channel) {
        return Ok(None);
    }
    let message = message(action, channel, contact, executing)?;
    let since = default.overdue.since;
    let month = executing.case.claims.month_since(since).unwrap_or_else(|| Month::of(since));
    let origin = Origin {
        loan_id: &action.loan_id,
        month,
        event_name: "recovery_action",
        inbound_bot_id: &action.action_id,
        source: SOURCE,
        to_closed: false,
        action_id: Some(&action.action_id),
    };
    Ok(Some(make(&Making {
        origin,
        draft: Draft { channel, contact, waits: None },
        template: executing.wording.template.map(|(template, _)| template),
        message: &message,
        link_token: executing.wording.link.token,
        author: executing.by,
        id: executing.now,
        shoot_id: executing.wording.shoot_id.to_owned(),
        transaction_id: executing.wording.transaction_id,
    })))
}

fn message(
    action: &RecoveryAction,
    channel: Channel,
    contact: &BorrowerContact,
    executing: &Executing<'_>,
) -> Result<Message, &'static str> {
    let language = action.language.as_deref().or(contact.preferred_language.as_deref());
    let settings = &executing.company.settings;
    let made = match (&action.template, executing.wording.template) {
        (None, _) => {
            let subject = format!("{}: {}", settings.name, action.loan_id);
            let text = action.message.as_deref().unwrap_or_default();
            Message::plain(channel, action.language.as_deref().unwrap_or("en"), &subject, text)
                .and_then(|plain| completed(plain, channel, executing.company))
        }
        (Some(_), Some((template, facts))) if template.channel == channel => {
            compose(template, language, executing.company, executing.wording.link, |name| {
                facts.value(name, &contact.contact_name)
            })
        }
        _ => return Err(NO_TEMPLATE),
    };
    made.map_err(|fault| match fault {
        RenderFault::TooLong(_) | RenderFault::TooManySegments(_) | RenderFault::TooManyLinks => TOO_LONG,
        RenderFault::Missing(_) | RenderFault::Wording(_) => NO_VALUE,
    })
}

/// What becomes of an action by how far its communication is: the action then, with the type of its event. `None` where that changes nothing: it is not
/// known yet, or somebody has reported what became of it.
pub fn follow(
    action: &RecoveryAction,
    communication: &OutgoingCommunication,
) -> Option<(RecoveryAction, &'static str)> {
    if action.status != ActionStatus::Sent || action.communication_id != Some(communication.id) {
        return None;
    }
    let (status, event_type) = match communication.outgoing.stage {
        Stage::Delivered | Stage::Read => (ActionStatus::Delivered, "recovery_action.delivered"),
        Stage::Failed => (ActionStatus::Failed, "recovery_action.failed"),
        Stage::Suppressed => (ActionStatus::Suppressed, "recovery_action.suppressed"),
        Stage::Created | Stage::Waiting | Stage::Sending | Stage::Sent | Stage::Unknown => return None,
    };
    let is_delivered = status == ActionStatus::Delivered;
    let reason = communication.outgoing.way.reason.clone().filter(|_| !is_delivered);
    Some((RecoveryAction { status, reason, ..action.clone() }, event_type))
}
