//! New ids and secrets.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::moment::Moment;
use ulid::Ulid;

use crate::digest::sha256;

/// A new id: the prefix and a ULID of that moment, as `evt_01J…`.
pub fn prefixed(prefix: &str, at: Moment) -> String {
    format!("{prefix}{}", ulid(at))
}

/// Begins the id of an event.
pub const EVENT: &str = "evt_";
/// Begins the id of a field agent's visit that the caller gave none.
pub const VISIT: &str = "vis_";
/// Begins the id of a deposit that the caller gave none.
pub const DEPOSIT: &str = "dep_";
/// Begins the id of a default.
pub const DEFAULT: &str = "def_";
/// Begins the id of a recovery action.
pub const ACTION: &str = "act_";
/// Begins the id of a borrower's contact.
pub const CONTACT: &str = "cnt_";

/// Begins the id of a collection agency.
pub const AGENCY: &str = "agn_";
/// Begins the id of a message template.
pub const TEMPLATE: &str = "tpl_";
/// Begins the id of a notice template.
pub const NOTICE_TEMPLATE: &str = "ntp_";
/// Begins the id of a batch of notices.
pub const NOTICE_BATCH: &str = "ntb_";
/// Begins the id of a placement of a loan with one.
pub const PLACEMENT: &str = "plc_";

/// Begins the id of an endpoint for webhooks.
pub const ENDPOINT: &str = "whe_";
/// Begins the id of a delivery to one.
pub const DELIVERY: &str = "whd_";

/// The least ULID of a moment's millisecond.
pub fn least_ulid(at: Moment) -> String {
    Ulid::from_parts(at.micros().unsigned_abs() / 1000, 0).to_string()
}

/// Whether a text is a ULID as they are made here.
pub fn is_ulid(text: &str) -> bool {
    text.len() == ULID_CHARS && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Characters of a ULID.
pub const ULID_CHARS: usize = 26;

/// A new id of something that belongs to a loan: the prefix, a ULID, and the loan's id as base64url. So what is asked for by this id
/// alone is found at once, by the key and not by an index that is a moment behind.
pub fn within_loan(prefix: &str, loan_id: &str, at: Moment) -> String {
    format!("{prefix}{}{}", ulid(at), URL_SAFE_NO_PAD.encode(loan_id))
}

/// The same of a seed instead of a moment: the same id from the same seed of the same loan.
pub fn seeded_within_loan(prefix: &str, loan_id: &str, seed: &str) -> String {
    let hash = sha256(format!("{loan_id}\n{seed}").as_bytes());
    let number = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok()).unwrap_or_default();
    let ulid = Ulid(number);
    format!("{prefix}{ulid}{}", URL_SAFE_NO_PAD.encode(loan_id))
}

/// The ULID and the loan of such an id; `None` where it is none.
pub fn of_loan<'a>(prefix: &str, id: &'a str) -> Option<(&'a str, String)> {
    let (ulid, loan) = id.strip_prefix(prefix)?.split_at_checked(ULID_CHARS)?;
    let is_ulid = ulid.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let loan = String::from_utf8(URL_SAFE_NO_PAD.decode(loan).ok()?).ok()?;
    (is_ulid && !loan.is_empty()).then_some((ulid, loan))
}

/// A new ULID. Ids of one process sort by the microsecond of their moment, not only by its millisecond.
///
/// It is unique, not secret: what must not be guessed is made by [`crate::auth`] from the operating system's entropy.
pub fn ulid(at: Moment) -> String {
    let micros = at.micros().unsigned_abs();
    let within = u128::from(micros % 1000) << RANDOM_BITS;
    let random = unique() & ((1 << RANDOM_BITS) - 1);
    Ulid::from_parts(micros / 1000, within | random).to_string()
}

/// A number below a bound, different each time, for waits that must not all be the same. 0 for a bound of 0.
pub fn below(bound: u64) -> u64 {
    let low_half = u64::try_from(unique() & u128::from(u64::MAX)).unwrap_or_default();
    low_half.checked_rem(bound).unwrap_or_default()
}

/// Of a ULID's 80 random bits, ten say the microsecond within the millisecond.
const RANDOM_BITS: u32 = 70;

/// Bits that no other call has had: a count, hashed under keys that the standard library draws for each process.
fn unique() -> u128 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let keys = RandomState::new();
    (u128::from(keys.hash_one((count, 0_u8))) << 64) | u128::from(keys.hash_one((count, 1_u8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_its_loan() {
        for loan in ["LN-1", "a#1/%", "ऋण-7", "x"] {
            let id = within_loan(DEFAULT, loan, Moment::EPOCH);
            let (ulid, found) = of_loan(DEFAULT, &id).expect("an id");
            assert_eq!((ulid.len(), found.as_str()), (26, loan));
            assert_eq!(of_loan(ACTION, &id), None);
        }
        for none in [
            "",
            "def_",
            "def_01",
            "def_01JD8Z00000000000000000000",
            "def_01JD8Z0000000000000000000!TE4",
            "def_ééééééééééééé",
        ] {
            assert_eq!(of_loan(DEFAULT, none), None, "{none}");
        }
    }

    #[test]
    fn a_seed_makes_one_id_of_each_loan() {
        let id = seeded_within_loan(CONTACT, "LN-1", "applicant-03f2c1");
        assert_eq!(id, seeded_within_loan(CONTACT, "LN-1", "applicant-03f2c1"));
        assert_eq!(of_loan(CONTACT, &id).map(|(_, loan)| loan).as_deref(), Some("LN-1"));
        assert_ne!(id, seeded_within_loan(CONTACT, "LN-1", "applicant-03f2c1-2"));
        assert_ne!(id.get(..30), seeded_within_loan(CONTACT, "LN-2", "applicant-03f2c1").get(..30));
    }

    #[test]
    fn ids_differ_and_sort_by_the_microsecond() {
        let at = |micros| ulid(Moment::from_micros(micros).expect("in range"));
        let early = at(1_700_000_000_000_001);
        let late = at(1_700_000_000_000_002);
        assert!(early < late);
        assert_ne!(early, at(1_700_000_000_000_001));
        assert_eq!(early.len(), 26);
    }
}
