//! What a case counts for, and by how much a change of it changes the figures.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure::{Figure, Movement, Promised};
use super::tally::Tally;
use crate::calendar::Month;
use crate::json::exact;
use crate::recovery::bucket::Bucket;
use crate::recovery::case::RecoveryCase;
use crate::recovery::default::{DefaultStatus, LoanDefault};
use crate::recovery::promise::{Promise, PromiseStatus};
use crate::recovery::severity::Severity;

/// A loan in default as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How bad it was when it was last looked at.
    pub severity: Severity,
    /// Its bucket then.
    pub bucket: Bucket,
    /// What was overdue then, in the company's currency, to its minor unit.
    #[serde(with = "exact")]
    pub amount: Decimal,
}

/// What a case was counted for when it was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The month in which that was.
    pub month: Month,
    /// How it stood before anything of that month was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Standing>,
    /// How it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

impl RecoveryCase {
    /// Notes what the case counts for now, and answers by how much that changes the figures of the month. `before` is the case as it was
    /// read; a case that was written before figures were kept has been counted for nothing.
    ///
    /// `minor_digits` are those of the company's currency.
    pub fn count(&mut self, before: Option<&Self>, today: NaiveDate, minor_digits: u32) -> (Month, Tally) {
        let was = before.and_then(|before| before.counted);
        // Of two writers the later may have the earlier clock.
        let month = was.map_or(Month::of(today), |was| was.month.max(Month::of(today)));
        let last = was.and_then(|was| was.standing);
        let begins = was.is_none_or(|was| was.month < month);
        let opening = if begins { last } else { was.and_then(|was| was.opening) };
        let standing = self.standing(today, minor_digits);
        self.counted = Some(Counted { month, opening, standing });
        let mut tally = Tally::default();
        stand(&mut tally, last, -1);
        stand(&mut tally, standing, 1);
        if let Some(opening) = opening {
            let status = |case: &Self| case.default.as_ref().map(|default| default.status);
            let moved_before = if begins { None } else { moved(opening, last, before.and_then(status)) };
            step(&mut tally, opening, moved_before, -1);
            step(&mut tally, opening, moved(opening, standing, status(self)), 1);
        }
        let was_in = before.and_then(|before| before.default.as_ref());
        if let Some(default) = &self.default {
            let was_in = was_in.filter(|was| was.default_id == default.default_id);
            recovered(&mut tally, was_in, default, minor_digits);
        }
        (month, tally)
    }

    fn standing(&self, today: NaiveDate, minor_digits: u32) -> Option<Standing> {
        let default = self.live_default()?;
        Some(Standing {
            severity: default.severity,
            bucket: Bucket::at(default.overdue.days_past_due(today)),
            amount: default.overdue.amount.round_dp(minor_digits),
        })
    }
}

fn stand(tally: &mut Tally, standing: Option<Standing>, sign: i64) {
    let Some(Standing { severity, bucket, amount }) = standing else { return };
    tally.add_both(|unit| Figure::Standing(severity, bucket, unit), sign, signed(amount, sign));
}

fn step(tally: &mut Tally, opening: Standing, movement: Option<Movement>, sign: i64) {
    let Some(movement) = movement else { return };
    tally.add_both(|unit| Figure::Moved(opening.bucket, movement, unit), sign, signed(opening.amount, sign));
}

fn signed(amount: Decimal, sign: i64) -> Decimal {
    if sign < 0 { -amount } else { amount }
}

/// Where what stood has moved; `None` where it stands in the same bucket.
fn moved(opening: Standing, now: Option<Standing>, status: Option<DefaultStatus>) -> Option<Movement> {
    match now.map(|now| now.bucket.cmp(&opening.bucket)) {
        Some(std::cmp::Ordering::Greater) => Some(Movement::Worse),
        Some(std::cmp::Ordering::Less) => Some(Movement::Better),
        Some(std::cmp::Ordering::Equal) => None,
        None if status == Some(DefaultStatus::WrittenOff) => Some(Movement::WrittenOff),
        None => Some(Movement::Resolved),
    }
}

/// What came back, and what became of a promise, since the default was as it `was`; where it is new, since it began.
fn recovered(tally: &mut Tally, was: Option<&LoanDefault>, default: &LoanDefault, minor_digits: u32) {
    let rounded = |amount: Decimal| amount.round_dp(minor_digits);
    let before = was.map_or(Decimal::ZERO, |was| rounded(was.recovered));
    let came = rounded(default.recovered).saturating_sub(before);
    tally.add(Figure::Recovered, came);
    let Some(promise) = &default.promise else { return };
    let before = was.and_then(|was| was.promise.as_ref()).filter(|before| before.made_at == promise.made_at);
    let amount = rounded(promise.amount);
    let mut count = |became, sign| {
        tally.add_both(|unit| Figure::Promises(became, unit), sign, signed(amount, sign));
    };
    let (from, to) = (before.map(|before| before.status), promise.status);
    if before.is_none() {
        count(Promised::Made, 1);
    }
    for (status, became) in [(PromiseStatus::Kept, Promised::Kept), (PromiseStatus::Broken, Promised::Broken)] {
        match (from == Some(status), to == status) {
            (false, true) => count(became, 1),
            (true, false) => count(became, -1),
            _ => {}
        }
    }
    // What reopens a promise is a payment taken back that had come while it was open.
    let is_open = |promise: &Promise| promise.status == PromiseStatus::Open;
    if before.is_some_and(is_open) || (before.is_some() && is_open(promise)) {
        tally.add(Figure::RecoveredByPromise, came);
    }
}
