//! What lies under a company itself.

use super::communication::REACHED;
use super::{beginning_with, part, sixteenth, whole};
use crate::table::{Key, ListEntry};

/// The company with its settings and credentials.
pub fn company(company_id: &str) -> Key {
    Key { pk: part(company_id), sk: "COMPANY".to_owned() }
}

/// The record of a request made under an idempotency key.
pub fn idempotency(company_id: &str, key: &str) -> Key {
    Key { pk: format!("{}#IDEMPOTENCY#{}", part(company_id), part(key)), sk: "REQUEST".to_owned() }
}

/// What comes before the ULID of an event.
const EVENT: &str = "~EVENT#";

/// Whether a sort key is of an event.
pub fn is_event(sk: &str) -> bool {
    sk.starts_with(EVENT)
}

/// An event of any partition. `~` sorts after every letter, so a query of a loan's own items leaves its events out.
pub fn event(pk: &str, ulid: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{EVENT}{ulid}") }
}

/// The bounds of a partition's events, oldest first.
pub fn events() -> (String, String) {
    beginning_with(EVENT)
}

/// The company that a partition is of; `None` of the three kinds that are looked up before it is known.
pub fn company_of(pk: &str) -> Option<String> {
    const OF_NO_COMPANY: [&str; 4] = ["TOKEN", "CREDENTIAL", "NOTICE_LINK", REACHED];
    let company = pk.split('#').next().filter(|first| !OF_NO_COMPANY.contains(first))?;
    whole(company)
}

/// The parts of a company's list of events, so that no partition of the index takes all of its changes.
pub const EVENT_LISTS: u8 = 16;

/// The place of an event in its company's list, by its ULID, which is in the order of time.
pub fn event_listed(pk: &str, ulid: &str) -> ListEntry {
    let company = pk.split('#').next().unwrap_or_default();
    ListEntry { list: event_list_of(company, sixteenth(pk)), place: ulid.to_owned() }
}

/// The parts of the list of a company's events.
pub fn event_lists(company_id: &str) -> impl Iterator<Item = String> {
    let company = part(company_id);
    (0..EVENT_LISTS).map(move |number| event_list_of(&company, number))
}

fn event_list_of(company: &str, number: u8) -> String {
    format!("{company}#EVENTS#{number:02}")
}
