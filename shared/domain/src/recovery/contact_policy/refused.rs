//! The rules that forbid whatever the hour is.

use super::attempt::{Attempt, Obstacle, PastAttempt};
use super::policy::{ContactPolicy, WINDOW_DAYS, days_before};
use super::rule::Rule;
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::recovery::contact::Flag;

/// What about the loan or the person forbids an attempt, if anything does.
pub(super) fn refused_by_state(policy: &ContactPolicy, attempt: &Attempt<'_>) -> Option<Rule> {
    let recipient = &attempt.recipient;
    let has = |obstacle: Obstacle| attempt.obstacles.contains(&obstacle);
    let is = |flag: Flag| recipient.flags.contains(&flag);
    let announces_remedy = attempt.channel == Channel::Notice && attempt.announces_remedy;
    let rules = [
        (Rule::LoanClosed, has(Obstacle::Closed)),
        (Rule::AssignedToAgency, has(Obstacle::WithAgency)),
        (Rule::Deceased, is(Flag::Deceased)),
        (Rule::Bankruptcy, is(Flag::Bankruptcy)),
        (Rule::RepresentedByAttorney, is(Flag::RepresentedByAttorney)),
        (Rule::CeaseCommunication, is(Flag::CeaseCommunication) && !announces_remedy),
        (Rule::OptedOut, recipient.opted_out.contains_key(&attempt.channel)),
        (Rule::InactiveContact, !recipient.is_active),
        (Rule::ThirdParty, policy.preset().forbids_third_parties() && !recipient.relationship.owes()),
        (Rule::Disputed, has(Obstacle::Disputed)),
        (Rule::Hardship, has(Obstacle::Hardship)),
    ];
    rules.into_iter().find_map(|(rule, forbids)| forbids.then_some(rule))
}

/// What about earlier attempts forbids another, if anything does.
pub(super) fn refused_by_history(policy: &ContactPolicy, attempt: &Attempt<'_>) -> Option<Rule> {
    let window = days_before(attempt.now, WINDOW_DAYS);
    let counted = |past: &&PastAttempt| is_within(past.at, window) && past.channel != Channel::Notice;
    let of_all = attempt.before.iter().filter(counted).count();
    let of_channel = attempt.before.iter().filter(counted).filter(|past| past.channel == attempt.channel).count();
    let reached = |count: usize, most: Option<u32>| {
        most.is_some_and(|most| usize::try_from(most).is_ok_and(|most| count >= most))
    };
    if reached(of_channel, policy.attempts_max(attempt.channel)) || reached(of_all, policy.attempts_max_over_all()) {
        return Some(Rule::TooManyAttempts);
    }
    let quiet_days = policy.quiet_days_after_conversation();
    let quiet = days_before(attempt.now, quiet_days);
    let spoken = |past: &PastAttempt| past.conversation && past.channel == Channel::Voice && is_within(past.at, quiet);
    let is_quiet = quiet_days > 0 && attempt.channel == Channel::Voice && attempt.before.iter().any(spoken);
    is_quiet.then_some(Rule::TooSoonAfterConversation)
}

/// Whether a moment lies after the beginning of a span that ends now. What is later than now, by a clock that runs ahead, does too.
fn is_within(at: Moment, beginning: Option<Moment>) -> bool {
    beginning.is_none_or(|beginning| at > beginning)
}
