//! A moment in time to the microsecond, and the integer ids made of one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01 UTC. As an integer below 2^53 until the year 2255, it doubles as the id of a history entry:
/// whole in a JSON number, and rising with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// The first moment, and the least.
    pub const EPOCH: Self = Self(0);

    /// The largest integer that a JSON number holds without loss everywhere, 2^53 - 1.
    pub const LAST: Self = Self(9_007_199_254_740_991);

    /// From microseconds since the epoch; `None` outside [`Moment::EPOCH`]..=[`Moment::LAST`].
    pub fn from_micros(micros: i64) -> Option<Self> {
        (Self::EPOCH.0..=Self::LAST.0).contains(&micros).then_some(Self(micros))
    }

    /// Microseconds since the epoch.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The moment `steps` microseconds later, at most [`Moment::LAST`].
    #[must_use]
    pub fn later(self, steps: i64) -> Self {
        Self(self.0.saturating_add(steps).clamp(Self::EPOCH.0, Self::LAST.0))
    }

    /// As the lending documents print it, in UTC: `2020-08-14 14:29:02.660409`.
    pub fn to_lending_text(self) -> String {
        self.utc().format("%Y-%m-%d %H:%M:%S%.6f").to_string()
    }

    /// RFC 3339 in UTC with microseconds: `2020-08-14T14:29:02.660409Z`.
    pub fn to_rfc3339(self) -> String {
        self.utc().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_prints_as_the_documents_do() {
        let moment = Moment::from_micros(1_597_415_342_660_409).expect("in range");
        assert_eq!(moment.to_lending_text(), "2020-08-14 14:29:02.660409");
        assert_eq!(moment.to_rfc3339(), "2020-08-14T14:29:02.660409Z");
    }

    #[test]
    fn ids_stay_below_two_to_the_fifty_third() {
        assert!(Moment::from_micros(9_007_199_254_740_992).is_none());
        assert_eq!(Moment::LAST.later(1), Moment::LAST);
    }
}
