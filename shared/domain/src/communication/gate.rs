//! The last question before a communication leaves: whether it may, now. It was asked when the communication was made, and things may have changed since.

use super::handover::NO_CONTACT;
use super::record::OutgoingCommunication;
use crate::company::Company;
use crate::json::Json;
use crate::moment::Moment;
use crate::recovery::case::RecoveryCase;
use crate::recovery::channel::Channel;
use crate::recovery::contact::BorrowerContact;
use crate::recovery::contact_policy::{Attempt, Decision, Obstacle, PastAttempt, Rule, decide};

/// What is known when it is asked.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The company.
    pub company: &'a Company,
    /// The case of the loan, as it is kept.
    pub case: Option<&'a RecoveryCase>,
    /// All contacts of the loan.
    pub contacts: &'a [BorrowerContact],
    /// The present moment.
    pub now: Moment,
}

/// What becomes of a communication at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// It may go out, to where the contact is reached today.
    Open(Box<OutgoingCommunication>),
    /// Not now: it waits again.
    Later(Box<OutgoingCommunication>),
    /// Not at all.
    Shut(Box<OutgoingCommunication>),
}

/// Whether it may be handed over. It has been counted as an attempt, so how often there were attempts is not asked again.
pub fn at_handover(communication: &OutgoingCommunication, known: &Known<'_>) -> Gate {
    pass(communication, known, &[])
}

/// Whether what has waited may go out now. Where it may, it is an attempt, which the case keeps and counts.
pub fn when_due(communication: &OutgoingCommunication, known: &Known<'_>) -> (Gate, Option<RecoveryCase>) {
    let loan_id = &communication.outgoing.loan_id;
    let mut case = known.case.cloned().unwrap_or_else(|| RecoveryCase::new(loan_id));
    if case.has_lost_count() {
        return (Gate::Shut(Box::new(communication.suppressed(Rule::TooManyAttempts.name()))), None);
    }
    match pass(communication, known, &case.attempts) {
        Gate::Open(open) => {
            let outgoing = &communication.outgoing;
            case.attempted(outgoing.channel, &known.company.settings.recovery.contact_policy, known.now);
            case.contacted(&outgoing.event_name, &outgoing.author, known.now);
            (Gate::Open(Box::new(open.released())), Some(case))
        }
        gate => (gate, None),
    }
}

fn pass(communication: &OutgoingCommunication, known: &Known<'_>, before: &[PastAttempt]) -> Gate {
    let outgoing = &communication.outgoing;
    let contact = known.contacts.iter().find(|contact| contact.contact_id == outgoing.contact_id);
    let Some((contact, address)) = contact.and_then(|contact| Some((contact, address(contact, outgoing.channel)?)))
    else {
        return Gate::Shut(Box::new(communication.failed(NO_CONTACT, None)));
    };
    let settings = &known.company.settings;
    let today = settings.time_zone.date_at(known.now);
    let mut obstacles = known.case.map(|case| case.obstacles(today)).unwrap_or_default();
    obstacles.retain(|obstacle| *obstacle != Obstacle::Closed || !outgoing.to_closed);
    let attempt = Attempt {
        now: known.now,
        channel: outgoing.channel,
        recipient: contact.recipient(),
        company_zone: &settings.time_zone,
        obstacles: &obstacles,
        before,
        announces_remedy: false,
    };
    match decide(&settings.recovery.contact_policy, &attempt) {
        Decision::Allowed => {
            let mut open = communication.clone();
            // A number that the person gave up may be somebody else's by now.
            open.comm_dict.insert(open.address_key().to_owned(), Json::text(address));
            Gate::Open(Box::new(open))
        }
        Decision::Postponed { until, rule } => Gate::Later(Box::new(communication.postponed(until, rule.name()))),
        Decision::Suppressed { rule } => Gate::Shut(Box::new(communication.suppressed(rule.name()))),
    }
}

/// Where a contact is reached by a channel.
fn address(contact: &BorrowerContact, channel: Channel) -> Option<&str> {
    match channel {
        Channel::Email => contact.email.as_ref().map(crate::recovery::contact::EmailAddress::as_str),
        Channel::Sms | Channel::Voice | Channel::Whatsapp => {
            contact.phone_number.as_ref().map(crate::recovery::contact::PhoneNumber::as_str)
        }
        Channel::Notice | Channel::FieldVisit => None,
    }
}
