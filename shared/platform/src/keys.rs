//! Every key of the table is made in this module and nowhere else.
//!
//! A partition key begins with the company, so that no query can cross companies; the exceptions are those that are looked up before the company is
//! known, by an unguessable hash (tokens, links), by the client id, or by the digest of a number that was written to.

use std::fmt::Write;

use domain::moment::Moment;

use crate::digest;

pub mod account;
pub mod agency;
pub mod communication;
mod company;
pub mod figures;
mod identity;
pub mod index;
pub mod list;
pub mod loan;
pub mod notice;
pub mod recovery;
pub mod revolving;
pub mod webhook;

pub use company::{company, company_of, event, event_listed, event_lists, events, idempotency, is_event};
pub use identity::{credential, token, token_of_company, tokens_of_company};

/// A text from outside as a part of a key: `#` separates parts, so it is escaped, and with it `%` and control characters.
pub fn part(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '#' | '%') || character.is_control() {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "%{byte:02X}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// The text that [`part`] made a part of a key; `None` where it is none of these.
fn whole(part: &str) -> Option<String> {
    percent_encoding::percent_decode_str(part).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// One of sixteen parts by the hash of a text, for ids of one lender are alike.
fn sixteenth(text: &str) -> u8 {
    let first = digest::sha256(text.as_bytes()).chars().next().and_then(|digit| digit.to_digit(16));
    first.and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0)
}

/// Decimal digits of a moment in a sort key: enough for 2^53 microseconds, so that text order is the order in time.
const MOMENT_DIGITS: usize = 16;

/// A moment as sort keys are ordered by it.
pub fn sortable(moment: Moment) -> String {
    format!("{:0MOMENT_DIGITS$}", moment.micros())
}

/// The inclusive bounds of all sort keys that begin with a prefix.
fn beginning_with(prefix: &str) -> (String, String) {
    (prefix.to_owned(), format!("{prefix}\u{10FFFF}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_part_tells_its_text_and_holds_no_separator(text in any::<String>()) {
            let part = part(&text);
            prop_assert_eq!(whole(&part), Some(text));
            prop_assert!(!part.contains('#') && !part.chars().any(char::is_control));
        }
    }

    #[test]
    fn a_part_cannot_be_taken_for_two() {
        assert_eq!(part("LN-1/2 é"), "LN-1/2 é");
        assert_eq!(part("a#b"), "a%23b");
        assert_eq!(part("a%23b"), "a%2523b");
        assert_eq!(part("a\n\u{85}"), "a%0A%C2%85");
    }

    #[test]
    fn keys_read_as_the_table_design_says() {
        let key = |key: crate::table::Key| format!("{} {}", key.pk, key.sk);
        assert_eq!(key(company("com_1")), "com_1 COMPANY");
        assert_eq!(key(idempotency("com_1", "a#b")), "com_1#IDEMPOTENCY#a%23b REQUEST");
        assert_eq!(key(token("ab12")), "TOKEN#ab12 TOKEN");
        assert_eq!(key(credential("cli_1")), "CREDENTIAL#cli_1 CREDENTIAL");
        assert_eq!(key(event("com_1", "01J")), "com_1 ~EVENT#01J");
    }
}
