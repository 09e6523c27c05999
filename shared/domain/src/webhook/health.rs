//! For how long an endpoint has failed.

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

const HOUR: i64 = 60 * 60 * 1_000_000;

/// An endpoint that has failed for so long, without a success between, is disabled: 5 days.
const FAILING_MICROS_MAX: i64 = 120 * HOUR;
/// After so long without a failure nothing is known of an endpoint any more: 2 days, more than the longest wait.
const SILENCE_MICROS_MAX: i64 = 48 * HOUR;
/// A failure is noted at most so often: what fails a lot must not be written a lot.
const NOTED_MICROS: i64 = HOUR;

/// Since when an endpoint has failed, without a success between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// The first failure.
    pub since: Moment,
    /// A late one, exact to the hour.
    pub noted: Moment,
}

impl Failing {
    /// What is to be noted after a failure; nothing where what is known says as much.
    pub fn after_failure(known: Option<Self>, now: Moment) -> Option<Self> {
        match known {
            Some(known) if passed(known.noted, now) < NOTED_MICROS => None,
            Some(known) if passed(known.noted, now) < SILENCE_MICROS_MAX => Some(Self { noted: now, ..known }),
            _ => Some(Self { since: now, noted: now }),
        }
    }

    /// Whether it has failed so long that it is to be disabled.
    pub fn is_too_long(self, now: Moment) -> bool {
        passed(self.since, now) >= FAILING_MICROS_MAX
    }
}

fn passed(from: Moment, now: Moment) -> i64 {
    now.micros().saturating_sub(from.micros())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Moment {
        Moment::EPOCH.later(hours * HOUR)
    }

    #[test]
    fn five_days_of_failures_are_too_long() {
        let mut failing = Failing::after_failure(None, at(0)).expect("the first is noted");
        assert_eq!(Failing::after_failure(Some(failing), at(0).later(HOUR - 1)), None);
        for hour in (10..=120).step_by(10) {
            assert!(!failing.is_too_long(at(hour).later(-1)), "{hour}");
            failing = Failing::after_failure(Some(failing), at(hour)).expect("noted");
        }
        assert_eq!(failing, Failing { since: at(0), noted: at(120) });
        assert!(failing.is_too_long(at(120)));
    }

    #[test]
    fn two_failures_far_apart_are_not_five_days() {
        let known = Failing { since: at(0), noted: at(0) };
        assert_eq!(Failing::after_failure(Some(known), at(48)), Some(Failing { since: at(48), noted: at(48) }));
        assert_eq!(Failing::after_failure(Some(known), at(47)), Some(Failing { since: at(0), noted: at(47) }));
    }
}
