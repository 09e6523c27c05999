//! New ids and secrets.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use domain::moment::Moment;
use ulid::Ulid;

/// A new id: the prefix and a ULID of that moment, as `evt_01J…`.
pub fn prefixed(prefix: &str, at: Moment) -> String {
    format!("{prefix}{}", ulid(at))
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
pub(crate) fn below(bound: u64) -> u64 {
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
    fn ids_differ_and_sort_by_the_microsecond() {
        let at = |micros| ulid(Moment::from_micros(micros).expect("in range"));
        let early = at(1_700_000_000_000_001);
        let late = at(1_700_000_000_000_002);
        assert!(early < late);
        assert_ne!(early, at(1_700_000_000_000_001));
        assert_eq!(early.len(), 26);
    }
}
