//! The notice that carries a recovery action out, and what becomes of the action by it.

use super::making::{Asked, Making, Unmade};
use super::record::{NoticeRecord, Stage};
use super::request::Wanted;
use super::tracking::Status;
use crate::communication::message::RenderFault;
use crate::communication::of_action::{NO_TEMPLATE, NO_VALUE, TOO_LONG};
use crate::lending::Context;
use crate::recovery::action::{ActionStatus, RecoveryAction};
use crate::recovery::channel::Channel;
use crate::recovery::contact::{BorrowerContact, Relationship};
use crate::recovery::contact_policy::Rule;
use crate::recovery::execution::Executing;

/// Why an action fails whose contact is no applicant: notices are addressed to applicants.
pub const NO_APPLICANT: &str = "no_applicant";
/// Why an action fails whose notice cannot be printed.
pub const UNPRINTABLE: &str = "unprintable";
/// Why an action fails whose notice came back.
pub const RETURNED: &str = "returned";

/// Why there is no notice.
pub(crate) enum Unserved {
    /// The contact policy forbids it.
    Suppressed(Rule),
    /// It cannot be made.
    Failed(&'static str),
}

/// The notice of an action that names a template; `None` of anything else: one without is served by other means, and reported by hand.
pub(crate) fn served(
    action: &RecoveryAction,
    channel: Channel,
    contact: &BorrowerContact,
    executing: &Executing<'_>,
) -> Result<Option<Asked>, Unserved> {
    if channel != Channel::Notice || action.template.is_none() {
        return Ok(None);
    }
    let Some(wording) = executing.wording.notice else { return Err(Unserved::Failed(NO_TEMPLATE)) };
    if contact.relationship != Relationship::Applicant {
        return Err(Unserved::Failed(NO_APPLICANT));
    }
    let wanted = Wanted {
        template_id: wording.template.template_id.clone(),
        language: action.language.clone(),
        month: wording.facts.month.sortable(),
        date: None,
        address_index: 0,
    };
    let making = Making {
        wanted: &wanted,
        template: wording.template,
        facts: wording.facts,
        contacts: executing.contacts,
        case: executing.case,
        context: Context { company: executing.company, author: executing.by, now: executing.now },
        id: executing.now,
        batch_id: None,
        action_id: Some(&action.action_id),
        link: wording.link,
        object_key: wording.object_key,
    };
    making.carry_out().map(Some).map_err(|reason| match reason {
        Unmade::Suppressed(rule) => Unserved::Suppressed(rule),
        Unmade::Unfilled(RenderFault::TooLong(_) | RenderFault::TooManySegments(_) | RenderFault::TooManyLinks) => {
            Unserved::Failed(TOO_LONG)
        }
        Unmade::Unfilled(RenderFault::Missing(_) | RenderFault::Wording(_)) | Unmade::NoAddress => {
            Unserved::Failed(NO_VALUE)
        }
    })
}

/// What became of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// It was made, or cannot be.
    Made,
    /// A carrier reports of it.
    Reported(Status),
}

/// What becomes of an action by its notice: the action then, with the type of its event. `None` where that changes nothing: it is not known yet, or somebody
/// has reported what became of it. A second letter that arrives makes good for one that came back.
pub fn follow(
    action: &RecoveryAction,
    notice: &NoticeRecord,
    became: Became,
) -> Option<(RecoveryAction, &'static str)> {
    let came_back = action.status == ActionStatus::Failed && action.reason.as_deref() == Some(RETURNED);
    if action.notice_id != Some(notice.id) || !(action.status == ActionStatus::Sent || came_back) {
        return None;
    }
    let (status, reason, event_type) = match became {
        Became::Made if notice.served.stage == Stage::Failed => {
            (ActionStatus::Failed, Some(UNPRINTABLE), "recovery_action.failed")
        }
        Became::Reported(Status::Delivered) => (ActionStatus::Delivered, None, "recovery_action.delivered"),
        Became::Reported(Status::Returned) if !came_back => {
            (ActionStatus::Failed, Some(RETURNED), "recovery_action.failed")
        }
        Became::Made | Became::Reported(_) => return None,
    };
    Some((RecoveryAction { status, reason: reason.map(str::to_owned), ..action.clone() }, event_type))
}
