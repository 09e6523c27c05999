//! What is read and written when a communication is handed to a provider.

use domain::communication::record::OutgoingCommunication;
use domain::moment::Moment;
use domain::recovery::channel::Channel;

use super::links::links_write;
use super::{CommunicationMessage, KnownCommunication};
use crate::keys::{self, communication, loan, recovery};
use crate::table::{Condition, Item, Key, TableError, Write};

/// How long it is remembered about which loans somebody was written to at a number, in seconds: two years from the last time.
const REACHED_SECONDS: i64 = 2 * 365 * 24 * 60 * 60;

/// Where a communication lies, with what decides whether it may go out.
#[derive(Debug, Clone)]
pub struct Place {
    /// The company.
    pub company: Key,
    /// The communication.
    pub communication: Key,
    /// The case of the loan.
    pub case: Key,
    /// The contacts of the loan.
    pub contacts: Key,
}

impl Place {
    /// The place of a communication; `None` where a message names none.
    pub fn of(message: &CommunicationMessage) -> Option<Self> {
        let pk = loan::loan(&message.company_id, &message.loan_id);
        Some(Self {
            company: keys::company(&message.company_id),
            communication: message.key()?,
            case: recovery::case(&pk),
            contacts: recovery::contacts(&pk),
        })
    }

    /// All of its keys.
    pub fn keys(&self) -> [Key; 4] {
        [self.company.clone(), self.communication.clone(), self.case.clone(), self.contacts.clone()]
    }
}

/// The writes by which who hands a communication over claims it: under its version and that of the contacts, so that no opt-out that comes in between is
/// passed over. Of a number that can be answered from it is noted about which loan it is, and its links lead on from now on.
pub fn claim_writes(
    known: &KnownCommunication,
    sending: &OutgoingCommunication,
    (place, contacts): (&Place, Option<u64>),
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let mut writes = known.writes(sending, now)?;
    let check = |version| Write::Check { key: place.contacts.clone(), condition: Condition::Version(version) };
    writes.extend(contacts.map(check));
    let is_answered = matches!(sending.outgoing.channel, Channel::Sms | Channel::Whatsapp);
    if let Some(address) = sending.address().filter(|_| is_answered) {
        writes.push(reached_write(address, &place.contacts.pk, Some(now))?);
    }
    writes.extend(links_write(known.pk(), sending, now)?);
    Ok(writes)
}

/// The write by which it is noted about which loan somebody was written to at a number: for two years from a moment, or for good.
pub(super) fn reached_write(address: &str, loan_pk: &str, from: Option<Moment>) -> Result<Write, TableError> {
    let item = Item::of(communication::reached_about(address, loan_pk), None, &())?;
    let item = match from {
        Some(from) => item.expiring(from.seconds().saturating_add(REACHED_SECONDS)),
        None => item,
    };
    Ok(Write::Put { item, condition: Condition::None })
}
