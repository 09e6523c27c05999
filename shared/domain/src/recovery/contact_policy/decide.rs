//! The decision.

use super::attempt::Attempt;
use super::policy::ContactPolicy;
use super::refused::{refused_by_history, refused_by_state};
use super::rule::Rule;
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// Whether somebody may be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// Not before a moment, at which it is to be asked again.
    Postponed {
        /// The next permitted moment.
        until: Moment,
        /// What forbids it until then.
        rule: Rule,
    },
    /// No. What is to go out does not go out.
    Suppressed {
        /// What forbids it.
        rule: Rule,
    },
}

/// Whether an attempt to contact somebody may be made now. The module says by which rules.
pub fn decide(policy: &ContactPolicy, attempt: &Attempt<'_>) -> Decision {
    if let Some(rule) = refused_by_state(policy, attempt) {
        return Decision::Suppressed { rule };
    }
    if attempt.channel == Channel::Notice {
        return Decision::Allowed;
    }
    let company = std::slice::from_ref(attempt.company_zone);
    let zones = if attempt.recipient.zones.is_empty() { company } else { attempt.recipient.zones };
    match policy.timetable().next_open(zones, attempt.now) {
        None => Decision::Suppressed { rule: Rule::OutsideHours },
        Some(until) if until > attempt.now => Decision::Postponed { until, rule: Rule::OutsideHours },
        Some(_) => refused_by_history(policy, attempt).map_or(Decision::Allowed, |rule| Decision::Suppressed { rule }),
    }
}
