//! An amount that is owed on its own days: due, overdue and defaulted, one state at a time.
//!
//! Each state has its own consequences (a bill, a late fee, a loss in the books), so none may be passed over: a run that
//! comes late catches up state by state, and each change counts from the day on which it was to happen, not from that of
//! the run.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What has become of an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ObligationStatus {
    /// Its due date has not come.
    NotYetDue,
    /// It is to be paid.
    Due,
    /// It should have been paid.
    Overdue,
    /// It is not expected to be paid.
    Defaulted,
    /// It has been paid, and changes no more.
    Paid,
}

/// The days of an obligation. A state without a day is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObligationDates {
    /// The day from which it is due.
    pub due: NaiveDate,
    /// The day from which it is overdue.
    pub overdue: Option<NaiveDate>,
    /// The day from which it is defaulted.
    pub defaulted: Option<NaiveDate>,
}

impl ObligationDates {
    /// The next state and the day from which it counts; none where that day has not come by `today`, or where there is no
    /// further state.
    pub fn next(&self, from: ObligationStatus, today: NaiveDate) -> Option<(ObligationStatus, NaiveDate)> {
        let later = [
            (ObligationStatus::Due, Some(self.due)),
            (ObligationStatus::Overdue, self.overdue),
            (ObligationStatus::Defaulted, self.defaulted),
        ];
        let (status, day) =
            later.into_iter().find_map(|(status, day)| Some((status, day.filter(|_| status > from)?)))?;
        (day <= today).then_some((status, day))
    }

    /// All states that an obligation goes through by a day, in order, each with the day from which it counts.
    pub fn passed(&self, from: ObligationStatus, today: NaiveDate) -> Vec<(ObligationStatus, NaiveDate)> {
        std::iter::successors(self.next(from, today), |(status, _)| self.next(*status, today)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::ObligationStatus::{Defaulted, Due, NotYetDue, Overdue, Paid};
    use super::*;
    use crate::servicing::hand_built::date;

    fn dates() -> ObligationDates {
        ObligationDates {
            due: date("2024-03-01"),
            overdue: Some(date("2024-03-11")),
            defaulted: Some(date("2024-06-01")),
        }
    }

    #[test]
    fn a_state_begins_on_its_day() {
        assert_eq!(dates().next(NotYetDue, date("2024-02-29")), None);
        assert_eq!(dates().next(NotYetDue, date("2024-03-01")), Some((Due, date("2024-03-01"))));
        assert_eq!(dates().next(Due, date("2024-03-10")), None);
        assert_eq!(dates().next(Overdue, date("2024-06-02")), Some((Defaulted, date("2024-06-01"))));
    }

    #[test]
    fn a_late_run_passes_no_state_over() {
        assert_eq!(dates().next(NotYetDue, date("2024-04-01")), Some((Due, date("2024-03-01"))));
        let passed = [(Due, date("2024-03-01")), (Overdue, date("2024-03-11"))];
        assert_eq!(dates().passed(NotYetDue, date("2024-04-01")), passed);
    }

    #[test]
    fn a_state_without_a_day_is_left_out() {
        let never_overdue = ObligationDates { overdue: None, ..dates() };
        assert_eq!(never_overdue.next(Due, date("2024-06-01")), Some((Defaulted, date("2024-06-01"))));
        let never_defaulted = ObligationDates { defaulted: None, ..dates() };
        assert_eq!(never_defaulted.next(Overdue, date("2030-01-01")), None);
    }

    #[test]
    fn what_was_paid_or_defaulted_stays() {
        assert_eq!(dates().next(Paid, date("2030-01-01")), None);
        assert_eq!(dates().next(Defaulted, date("2030-01-01")), None);
    }
}
