//! A look at a case: what has come about with its default, by the day or by what happened to the loan.

use super::{Debt, DefaultStatus, Moment, NaiveDate, Overdue, PromiseStatus, RecoveryCase, RecoverySettings, opened};
use crate::recovery::default::LoanDefault;

/// Who looks, when, and by which rules.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    /// The company's settings.
    pub settings: &'a RecoverySettings,
    /// Today's date in the company's time zone.
    pub today: NaiveDate,
    /// The present moment.
    pub now: Moment,
    /// Who is named as the author of what comes about.
    pub by: &'a str,
    /// Makes the id of a default. Only detection has it: nobody else opens one.
    pub new_default_id: Option<&'a dyn Fn() -> String>,
}

/// What came about with a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It was found.
    Detected,
    /// One that was over was found not to be: what it was over is owed again.
    Reopened,
    /// It got worse or better.
    SeverityChanged,
    /// A promise was kept.
    PromiseKept,
    /// A promise was broken.
    PromiseBroken,
    /// It is over.
    Resolved,
    /// Its loan was written off.
    WrittenOff,
}

impl Turn {
    /// The type of its event.
    pub fn event_type(self) -> &'static str {
        match self {
            Self::Detected => "default.detected",
            Self::Reopened => "default.reopened",
            Self::SeverityChanged => "default.severity_changed",
            Self::PromiseKept => "promise.kept",
            Self::PromiseBroken => "promise.broken",
            Self::Resolved => "default.resolved",
            Self::WrittenOff => "default.written_off",
        }
    }
}

impl RecoveryCase {
    /// Brings the default up to the day, and tells what came about. Looking twice changes nothing the second time.
    pub fn look(&mut self, looking: &Looking<'_>) -> Vec<Turn> {
        let (debt, recovered) = (self.debt(looking.today), self.recovered());
        self.assignments.count(recovered);
        match &mut self.default {
            Some(default) if default.status.is_live() => follow(default, debt, recovered, looking),
            _ => self.detect(looking),
        }
    }

    fn detect(&mut self, looking: &Looking<'_>) -> Vec<Turn> {
        let Some(new_id) = looking.new_default_id else { return Vec::new() };
        let Some(overdue) = self.in_default(looking.settings, looking.today) else { return Vec::new() };
        let (days, recovered) = (overdue.days_past_due(looking.today), self.recovered());
        if let Some(default) = self.default.as_mut().filter(|default| is_same_debt(default, overdue)) {
            reopen(default, overdue, recovered, looking);
            return vec![Turn::Reopened];
        }
        let mut default = opened(new_id(), &self.loan_id, overdue, looking, recovered);
        default.note(
            "detected",
            format!("overdue since {}, {days} days past due", overdue.since),
            looking.by,
            looking.now,
        );
        self.default = Some(default);
        vec![Turn::Detected]
    }
}

/// What is owed since before a default was over shows that it was not: a payment was taken back, or a write-off undone.
fn is_same_debt(default: &LoanDefault, overdue: Overdue) -> bool {
    default.over_on.is_some_and(|over_on| overdue.since < over_on)
}

fn reopen(default: &mut LoanDefault, overdue: Overdue, recovered: rust_decimal::Decimal, looking: &Looking<'_>) {
    default.recovered = recovered_since(default, recovered);
    default.status = if default.last_contact.is_some() { DefaultStatus::InRecovery } else { DefaultStatus::Open };
    default.severity = looking.settings.severity.at(overdue.days_past_due(looking.today));
    (default.overdue, default.over_on, default.resolved_at) = (overdue, None, None);
    default.note("reopened", format!("owed again since {}", overdue.since), looking.by, looking.now);
}

/// What came back since a default was found.
fn recovered_since(default: &LoanDefault, recovered: rust_decimal::Decimal) -> rust_decimal::Decimal {
    recovered.saturating_sub(default.recovered_before).max(rust_decimal::Decimal::ZERO)
}

fn follow(default: &mut LoanDefault, debt: Debt, recovered: rust_decimal::Decimal, looking: &Looking<'_>) -> Vec<Turn> {
    default.recovered = recovered_since(default, recovered);
    let mut turns: Vec<Turn> = promised(default, debt, recovered, looking).into_iter().collect();
    turns.extend(match debt {
        Debt::Overdue(overdue) => aged(default, overdue, looking),
        Debt::Current => Some(over(default, Turn::Resolved, "what was overdue is paid", looking)),
        Debt::Closed => Some(over(default, Turn::Resolved, "nothing is owed any more", looking)),
        Debt::WrittenOff => Some(over(default, Turn::WrittenOff, "the loan is written off", looking)),
    });
    turns
}

fn promised(
    default: &mut LoanDefault,
    debt: Debt,
    recovered: rust_decimal::Decimal,
    looking: &Looking<'_>,
) -> Option<Turn> {
    let promise = default.promise.as_mut()?;
    let is_paid = matches!(debt, Debt::Current | Debt::Closed);
    let status = promise.status_on(looking.today, recovered, is_paid);
    if status == promise.status {
        return None;
    }
    promise.status = status;
    let (what, why, turn) = match status {
        PromiseStatus::Kept => ("promise_kept", "what was promised came in time", Some(Turn::PromiseKept)),
        PromiseStatus::Broken => ("promise_broken", "its day passed without it", Some(Turn::PromiseBroken)),
        PromiseStatus::Open | PromiseStatus::Cancelled => ("promise_open", "a payment was taken back", None),
    };
    default.note(what, why, looking.by, looking.now);
    turn
}

fn aged(default: &mut LoanDefault, overdue: Overdue, looking: &Looking<'_>) -> Option<Turn> {
    default.overdue = overdue;
    let days = overdue.days_past_due(looking.today);
    let severity = looking.settings.severity.at(days);
    if severity == default.severity {
        return None;
    }
    let why = format!("{days} days past due: {} instead of {}", severity.name(), default.severity.name());
    default.severity = severity;
    default.note("severity_changed", why, looking.by, looking.now);
    Some(Turn::SeverityChanged)
}

fn over(default: &mut LoanDefault, turn: Turn, why: &str, looking: &Looking<'_>) -> Turn {
    let (status, what) = match turn {
        Turn::WrittenOff => (DefaultStatus::WrittenOff, "written_off"),
        _ => (DefaultStatus::Resolved, "resolved"),
    };
    default.status = status;
    (default.over_on, default.resolved_at) = (Some(looking.today), Some(looking.now));
    default.note(what, why, looking.by, looking.now);
    turn
}
