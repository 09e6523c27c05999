//! What is kept of the recovery of a loan, in the partition of the loan.
//!
//! The case lies in the head of the loan, right behind the account and before the months: who reads an account, or the head, reads
//! its case with it. What is listed by itself (defaults, actions) begins with `~`, behind all that a reader of the loan asks for.

use super::beginning_with;
use crate::table::Key;

/// The sort key of a case. It is no word of lending, but it sorts between `PROFILE#ACCOUNT` and `PROFILE#ALLOCATION`.
pub const CASE: &str = "PROFILE#AGENDA";
/// What comes before the ULID of a default.
const DEFAULT: &str = "~DEFAULT#";
/// What comes before the ULID of an action.
const ACTION: &str = "~ACTION#";

/// The recovery case of a loan.
pub fn case(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: CASE.to_owned() }
}

/// Those who can be contacted about the loan.
pub fn contacts(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{CASE}#CONTACTS") }
}

/// Whether a sort key is of the case or of what lies beside it.
pub fn belongs(sk: &str) -> bool {
    sk.strip_prefix(CASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

/// A default.
pub fn default(pk: &str, ulid: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{DEFAULT}{ulid}") }
}

/// An action.
pub fn action(pk: &str, ulid: &str) -> Key {
    Key { pk: pk.to_owned(), sk: format!("{ACTION}{ulid}") }
}

/// What the list of work has of the default that the loan is in.
pub fn work(pk: &str) -> Key {
    Key { pk: pk.to_owned(), sk: "~WORK".to_owned() }
}

/// The ULID of the action that a sort key is of; `None` where it is of something else.
pub fn action_ulid(sk: &str) -> Option<&str> {
    sk.strip_prefix(ACTION)
}

/// The bounds of all defaults of a loan.
pub fn defaults() -> (String, String) {
    beginning_with(DEFAULT)
}

/// The bounds of the actions that were created since a default, whose ULID says when it was found.
pub fn actions_since(default_ulid: &str) -> (String, String) {
    (format!("{ACTION}{default_ulid}"), beginning_with(ACTION).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{account, loan};

    #[test]
    fn a_case_lies_between_the_account_and_the_months() {
        let month = domain::calendar::Month::from_sortable("2021-07").expect("a month");
        let keys = [
            account::account("pk").sk,
            account::entries("pk", 0).sk,
            case("pk").sk,
            contacts("pk").sk,
            loan::allocation("pk", None, month).sk,
        ];
        assert!(keys.is_sorted(), "{keys:?}");
        assert!(belongs(&case("pk").sk) && belongs(&contacts("pk").sk) && !belongs(&account::account("pk").sk));
    }
}
