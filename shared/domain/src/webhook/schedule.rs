//! When a delivery that failed is tried again.

/// The waits after the first failure, the second, and so on, in seconds: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h.
pub const WAITS_SECONDS: [u32; 7] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/// How far a wait may differ from these, in thousandths of it: a fifth. What failed together is not to come back together.
pub const JITTER_PERMILLE: u32 = 200;

/// A receiver's own `Retry-After` is honoured up to so many seconds, or to twice the wait where that is longer: an hour.
pub const RETRY_AFTER_SECONDS_MAX: u32 = 3_600;

/// The seconds until the next try after so many failures, or nothing when it has been tried often enough. `jitter_permille` is any number up to
/// twice [`JITTER_PERMILLE`], of which that is the middle; `retry_after` is what the receiver asked for, in seconds.
pub fn wait_after(failures: u32, jitter_permille: u32, retry_after: Option<u32>) -> Option<u32> {
    let index = usize::try_from(failures.checked_sub(1)?).ok()?;
    let wait = *WAITS_SECONDS.get(index)?;
    let permille = u64::from(1_000_u32.saturating_sub(JITTER_PERMILLE))
        .saturating_add(u64::from(jitter_permille.min(JITTER_PERMILLE.saturating_mul(2))));
    let jittered = u64::from(wait).saturating_mul(permille).div_ceil(1_000);
    let jittered = u32::try_from(jittered).unwrap_or(wait);
    let most = RETRY_AFTER_SECONDS_MAX.max(wait.saturating_mul(2));
    Some(retry_after.map_or(jittered, |asked| asked.min(most).max(jittered)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<_> = (0..10).map(|failures| wait_after(failures, JITTER_PERMILLE, None)).collect();
        let expected =
            [None, Some(5), Some(300), Some(1_800), Some(7_200), Some(18_000), Some(36_000), Some(36_000), None, None];
        assert_eq!(waits, expected);
    }

    #[test]
    fn jitter_spreads_a_wait_by_a_fifth() {
        assert_eq!((wait_after(2, 0, None), wait_after(2, 400, None)), (Some(240), Some(360)));
        assert_eq!((wait_after(1, 0, None), wait_after(1, u32::MAX, None)), (Some(4), Some(6)));
    }

    #[test]
    fn a_receiver_may_ask_for_more_time_within_bounds() {
        let asked = |failures, seconds| wait_after(failures, JITTER_PERMILLE, Some(seconds));
        assert_eq!((asked(1, 0), asked(1, 60), asked(1, 90_000)), (Some(5), Some(60), Some(3_600)));
        assert_eq!((asked(5, 60), asked(5, 90_000)), (Some(18_000), Some(36_000)));
    }
}
