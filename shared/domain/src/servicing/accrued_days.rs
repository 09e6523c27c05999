//! The days for which interest has been accrued in the books: none of them twice.
//!
//! Where accruals are booked for ranges of days, each range is a document of its own, and a range that shares a day with
//! another one would book that day's interest again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days in a row, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl DayRange {
    /// Whether a day of this range is one of another.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// Why a range of days cannot be accrued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccrualRefused {
    /// It ends before it begins.
    #[error("the days to accrue end before they begin")]
    Backwards,
    /// A day of it has been accrued.
    #[error("the days from {} to {} have been accrued", .0.from, .0.to)]
    Overlaps(DayRange),
}

/// Ranges of days that have been accrued, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AccruedDays {
    ranges: Vec<DayRange>,
}

impl AccruedDays {
    /// Adds a range, unless a day of it has been accrued.
    pub fn add(&mut self, range: DayRange) -> Result<(), AccrualRefused> {
        if range.to < range.from {
            return Err(AccrualRefused::Backwards);
        }
        // Ranges are in order and share no day: only the last one that begins by the end of this one can share one.
        let at = self.ranges.partition_point(|known| known.from <= range.to);
        let before = at.checked_sub(1).and_then(|before| self.ranges.get(before));
        if let Some(known) = before.filter(|known| known.overlaps(&range)) {
            return Err(AccrualRefused::Overlaps(*known));
        }
        self.ranges.insert(at, range);
        Ok(())
    }

    /// The ranges, in order.
    pub fn ranges(&self) -> &[DayRange] {
        &self.ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::date;

    fn range(from: &str, to: &str) -> DayRange {
        DayRange { from: date(from), to: date(to) }
    }

    /// 5 to 10 March, and 20 March.
    fn accrued() -> AccruedDays {
        let mut days = AccruedDays::default();
        days.add(range("2024-03-20", "2024-03-20")).unwrap();
        days.add(range("2024-03-05", "2024-03-10")).unwrap();
        days
    }

    #[test]
    fn a_shared_day_is_refused() {
        let known = range("2024-03-05", "2024-03-10");
        for (from, to) in [
            ("2024-03-05", "2024-03-10"),
            ("2024-03-01", "2024-03-05"),
            ("2024-03-10", "2024-03-12"),
            ("2024-03-06", "2024-03-07"),
            ("2024-03-01", "2024-03-15"),
        ] {
            assert_eq!(accrued().add(range(from, to)), Err(AccrualRefused::Overlaps(known)), "{from} to {to}");
        }
        assert!(accrued().add(range("2024-03-01", "2024-03-31")).is_err());
    }

    #[test]
    fn days_beside_and_between_are_taken_and_kept_in_order() {
        let mut days = accrued();
        days.add(range("2024-03-11", "2024-03-19")).unwrap();
        days.add(range("2024-03-04", "2024-03-04")).unwrap();
        let firsts: Vec<_> = days.ranges().iter().map(|range| range.from).collect();
        assert_eq!(firsts, ["2024-03-04", "2024-03-05", "2024-03-11", "2024-03-20"].map(date));
    }

    #[test]
    fn a_range_ends_after_it_begins() {
        assert_eq!(accrued().add(range("2024-03-02", "2024-03-01")), Err(AccrualRefused::Backwards));
    }
}
