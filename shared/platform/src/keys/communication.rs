//! A company's templates and communication events, and what lies beside communications.

use domain::moment::Moment;

use super::{beginning_with, part, sortable};
use crate::digest;
use crate::table::Key;

/// The directory of a company's templates and events.
pub fn directory(company_id: &str) -> Key {
    Key { pk: part(company_id), sk: "~COMMUNICATIONS".to_owned() }
}

/// A template with all that it says.
pub fn template(company_id: &str, template_id: &str) -> Key {
    Key { pk: part(company_id), sk: format!("TEMPLATE#{}", part(template_id)) }
}

/// A copy of what the directory has of an event, for who triggers it.
pub fn event(company_id: &str, name: &str) -> Key {
    Key { pk: part(company_id), sk: format!("COMMUNICATION#{}", part(name)) }
}

/// What comes before the moment of a message in an outbox.
const MESSAGE: &str = "MESSAGE#";

/// The partition of what a company would have sent, where nothing leaves the system.
pub fn outbox(company_id: &str) -> String {
    format!("{}#OUTBOX", part(company_id))
}

/// A message of the outbox. The same communication has the same one, however often it is put there.
pub fn outbox_message(company_id: &str, made: Moment, shoot_id: &str) -> Key {
    Key { pk: outbox(company_id), sk: format!("{MESSAGE}{}#{}", sortable(made), part(shoot_id)) }
}

/// The bounds of all messages of an outbox, the oldest first.
pub fn outbox_messages() -> (String, String) {
    beginning_with(MESSAGE)
}

/// The bounds of those that were made before one.
pub fn outbox_messages_before(made: Moment, shoot_id: &str) -> (String, String) {
    // The ids are random: none of the same moment differs from this one in its last character alone.
    let mut before = outbox_message("", made, shoot_id).sk;
    before.pop();
    (MESSAGE.to_owned(), before)
}

/// The partition that says about which loans somebody was written to at a number. Who answers names no company, so it is the same for all; the number
/// itself is not in it.
pub fn reached(address: &str) -> String {
    format!("{REACHED}#{}", digest::sha256(address.as_bytes()))
}

/// To which communication links lead. Only the hash of their name is in the key.
pub fn links(token: &str) -> Key {
    Key { pk: format!("MESSAGE_LINK#{}", digest::sha256(token.as_bytes())), sk: "LINK".to_owned() }
}

/// What begins the partitions of numbers that were written to.
pub(super) const REACHED: &str = "ADDRESS";

/// A loan about which somebody was written to at a number: the loan's own partition is the sort key.
pub fn reached_about(address: &str, loan_pk: &str) -> Key {
    Key { pk: reached(address), sk: loan_pk.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_the_table_design_says() {
        let key = |key: Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(directory("com_1")), "com_1 ~COMMUNICATIONS");
        assert_eq!(key(template("com_1", "tpl_1")), "com_1 TEMPLATE#tpl_1");
        assert_eq!(key(event("com_1", "a#1")), "com_1 COMMUNICATION#a%231");
        let message = outbox_message("com_1", Moment::EPOCH, "5f");
        assert_eq!(key(message.clone()), "com_1#OUTBOX MESSAGE#0000000000000000#5f");
        let (from, to) = outbox_messages();
        assert!((from..=to).contains(&message.sk));
        assert!(links("abc").pk.starts_with("MESSAGE_LINK#ba7816bf"));
        let reached = reached_about("+919805265921", "com_1#LOAN#7");
        assert!(reached.pk.starts_with("ADDRESS#") && !reached.pk.contains("9805265921"));
        assert_eq!((reached.sk.as_str(), crate::keys::company_of(&reached.pk)), ("com_1#LOAN#7", None));
    }
}
