//! The figures as somebody wants to see them.

use rust_decimal::Decimal;

use super::figure::{Executed, Figure, Movement, Promised, Unit};
use super::tally::Tally;
use crate::calendar::Month;
use crate::recovery::action::ActionType;
use crate::recovery::bucket::Bucket;
use crate::recovery::severity::Severity;

/// How many, and how much in the company's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CountAndAmount {
    /// How many.
    pub count: Decimal,
    /// How much.
    pub amount: Decimal,
}

/// What became in a month of what stood in a bucket when it began. Amounts are those that were overdue then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roll {
    /// The bucket.
    pub bucket: Bucket,
    /// What stood in it.
    pub opening: CountAndAmount,
    /// What of that is in a worse one.
    pub worse: CountAndAmount,
    /// What is in the same.
    pub same: CountAndAmount,
    /// What is in a better one.
    pub better: CountAndAmount,
    /// What is in no default any more.
    pub resolved: CountAndAmount,
    /// What was written off.
    pub written_off: CountAndAmount,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthOverview {
    /// The month.
    pub month: Month,
    /// What became of what stood, by buckets.
    pub rolls: Vec<Roll>,
    tally: Tally,
}

/// What a company's recovery comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    standing: Tally,
    /// This month, so far.
    pub this: MonthOverview,
    /// The month before it.
    pub last: MonthOverview,
}

impl Overview {
    /// From what stood when the month before this one began, and the figures of both.
    pub fn of(opening: &Tally, last: (Month, Tally), this: (Month, Tally)) -> Self {
        let after = |before: &Tally, month: &Tally| {
            let mut sum = before.clone();
            sum.add_all(&month.only(Figure::is_standing));
            sum
        };
        let between = after(opening, &last.1);
        let standing = after(&between, &this.1);
        let month = |(month, tally): (Month, Tally), opening: &Tally| MonthOverview {
            month,
            rolls: Bucket::ALL.iter().map(|bucket| roll(*bucket, opening, &tally)).collect(),
            tally,
        };
        Self { standing, this: month(this, &between), last: month(last, opening) }
    }

    /// What is in default now.
    pub fn open(&self) -> CountAndAmount {
        sum(&self.standing, |_, _| true)
    }

    /// What of it is of a severity.
    pub fn of_severity(&self, severity: Severity) -> CountAndAmount {
        sum(&self.standing, |of, _| of == severity)
    }

    /// What of it is in a bucket.
    pub fn of_bucket(&self, bucket: Bucket) -> CountAndAmount {
        sum(&self.standing, |_, of| of == bucket)
    }
}

impl MonthOverview {
    /// What came back of loans in default. Payments of before that were taken back in the month are taken off.
    pub fn recovered(&self) -> Decimal {
        self.tally.get(Figure::Recovered)
    }

    /// What of that came while a promise was open.
    pub fn recovered_by_promise(&self) -> Decimal {
        self.tally.get(Figure::RecoveredByPromise)
    }

    /// Promises.
    pub fn promises(&self, became: Promised) -> CountAndAmount {
        both(&self.tally, |unit| Figure::Promises(became, unit))
    }

    /// How many actions of a type.
    pub fn actions(&self, became: Executed, kind: ActionType) -> Decimal {
        self.tally.get(Figure::Actions(became, kind))
    }
}

fn both(tally: &Tally, figure: impl Fn(Unit) -> Figure) -> CountAndAmount {
    CountAndAmount { count: tally.get(figure(Unit::Count)), amount: tally.get(figure(Unit::Amount)) }
}

fn sum(tally: &Tally, wanted: impl Fn(Severity, Bucket) -> bool) -> CountAndAmount {
    let mut sum = CountAndAmount::default();
    for (figure, number) in tally.iter() {
        match figure {
            Figure::Standing(severity, bucket, Unit::Count) if wanted(severity, bucket) => {
                sum.count = sum.count.saturating_add(number);
            }
            Figure::Standing(severity, bucket, Unit::Amount) if wanted(severity, bucket) => {
                sum.amount = sum.amount.saturating_add(number);
            }
            _ => {}
        }
    }
    sum
}

fn roll(bucket: Bucket, opening: &Tally, month: &Tally) -> Roll {
    let moved = |movement| both(month, |unit| Figure::Moved(bucket, movement, unit));
    let opening = sum(opening, |_, of| of == bucket);
    let [worse, better] = [Movement::Worse, Movement::Better].map(moved);
    let [resolved, written_off] = [Movement::Resolved, Movement::WrittenOff].map(moved);
    // What nothing happened to has not been written at all.
    let same = [worse, better, resolved, written_off].into_iter().fold(opening, |left, gone| CountAndAmount {
        count: left.count.saturating_sub(gone.count),
        amount: left.amount.saturating_sub(gone.amount),
    });
    Roll { bucket, opening, worse, same, better, resolved, written_off }
}
