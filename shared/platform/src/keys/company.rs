//! What lies under a company itself.

use super::{beginning_with, part};
use crate::table::Key;

/// The company with its settings and credentials.
pub fn company(company_id: &str) -> Key {
    Key { pk: part(company_id), sk: "COMPANY".to_owned() }
}

/// The record of a request made under an idempotency key.
pub fn idempotency(company_id: &str, key: &str) -> Key {
    Key { pk: format!("{}#IDEMPOTENCY#{}", part(company_id), part(key)), sk: "REQUEST".to_owned() }
}

/// An event of any partition. `~` sorts after every letter, so a query of a loan's own items leaves its events out.
pub fn event(pk: &str, ulid: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("~EVENT#{ulid}") }
}

/// The bounds of a partition's events, oldest first.
pub fn events() -> (String, String) {
    beginning_with("~EVENT#")
}
