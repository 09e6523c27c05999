//! A borrower's promise to pay: so much until a day. It pauses the company's plan, and is kept or broken by what is paid.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::json::exact;
use crate::moment::Moment;

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseStatus {
    /// Its day has not passed.
    Open,
    /// It was paid in time.
    Kept,
    /// Its day has passed, and it was not paid.
    Broken,
    /// Somebody took it back.
    Cancelled,
}

impl PromiseStatus {
    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A promise to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// How much, in the company's currency.
    #[serde(with = "exact")]
    pub amount: Decimal,
    /// The last day on which it can be paid, in the company's time zone.
    pub due_on: NaiveDate,
    /// When it was made.
    pub made_at: Moment,
    /// Who recorded it.
    pub by: String,
    /// What had come back of the loan in all when it was made.
    #[serde(with = "exact")]
    pub recovered_before: Decimal,
    /// What became of it.
    pub status: PromiseStatus,
}

/// How long ahead a promise may be made, in days.
pub const PROMISE_DAYS_MAX: u64 = 180;

impl Promise {
    /// What it is on a day, by what has come back of the loan in all until then; `is_paid` says that nothing is overdue any more.
    ///
    /// What was kept or broken stays so once its day has passed. Before, a payment that is taken back opens it again.
    pub fn status_on(&self, today: NaiveDate, recovered: Decimal, is_paid: bool) -> PromiseStatus {
        let is_over = matches!(self.status, PromiseStatus::Broken | PromiseStatus::Cancelled);
        if is_over || (self.status == PromiseStatus::Kept && today > self.due_on) {
            return self.status;
        }
        if is_paid || recovered.saturating_sub(self.recovered_before) >= self.amount {
            PromiseStatus::Kept
        } else if today > self.due_on {
            PromiseStatus::Broken
        } else {
            PromiseStatus::Open
        }
    }

    /// The day on which it is broken unless it is paid; `None` when that is decided.
    pub fn breaks_on(&self) -> Option<NaiveDate> {
        let day = self.due_on.checked_add_days(Days::new(1));
        day.filter(|_| self.status == PromiseStatus::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    fn promise(status: PromiseStatus) -> Promise {
        Promise {
            amount: 500.into(),
            due_on: date("2026-01-10"),
            made_at: Moment::EPOCH,
            by: "desk".to_owned(),
            recovered_before: 100.into(),
            status,
        }
    }

    #[test]
    fn a_promise_is_kept_by_payments_until_its_day_and_broken_after_it() {
        let promise = promise(PromiseStatus::Open);
        let on = |day, recovered: i64| promise.status_on(date(day), recovered.into(), false);
        assert_eq!(on("2026-01-10", 599), PromiseStatus::Open);
        assert_eq!(on("2026-01-10", 600), PromiseStatus::Kept);
        assert_eq!(on("2026-01-11", 599), PromiseStatus::Broken);
        assert_eq!(promise.status_on(date("2026-01-10"), 100.into(), true), PromiseStatus::Kept);
        assert_eq!(promise.breaks_on(), Some(date("2026-01-11")));
    }

    #[test]
    fn what_is_decided_stays_but_a_payment_taken_back_in_time_opens_it_again() {
        let status = |status, day| promise(status).status_on(date(day), 100.into(), false);
        assert_eq!(status(PromiseStatus::Kept, "2026-01-10"), PromiseStatus::Open);
        assert_eq!(status(PromiseStatus::Kept, "2026-01-11"), PromiseStatus::Kept);
        let paid_late = promise(PromiseStatus::Broken).status_on(date("2026-01-12"), 600.into(), true);
        assert_eq!(paid_late, PromiseStatus::Broken);
        assert_eq!(status(PromiseStatus::Cancelled, "2026-01-12"), PromiseStatus::Cancelled);
    }
}
