//! What people record of a case: promises to pay, and holds.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{DefaultStatus, Hold, Moment, Promise, PromiseStatus, RecoveryCase};
use crate::calendar::date_from_text;
use crate::field::{DATE_MESSAGE, Faults};
use crate::json::{Json, Object};
use crate::recovery::action::ACTIONS_MAX;
use crate::recovery::default::LoanDefault;
use crate::recovery::hold::{HOLD_DAYS_MAX, HoldKind};
use crate::recovery::promise::PROMISE_DAYS_MAX;
use crate::resource::{Field, Kind, amount_at, read};

/// A promise as callers send it.
pub const PROMISE_FIELDS: &[Field] = &[
    Field::new("amount", Kind::Amount, "What is promised, in the company's currency").required(),
    Field::new("due_on", Kind::Name, "The last day on which it may be paid, YYYY-MM-DD, in the company's time zone")
        .required(),
];

/// A hold as callers send it.
pub const HOLD_FIELDS: &[Field] = &[
    Field::new("kind", Kind::Choice(&["dispute", "hardship"]), "Why nothing is asked of the borrower").required(),
    Field::new("until", Kind::Name, "The last day on which it holds, YYYY-MM-DD; for ever where it is not said"),
];

/// Why something cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseRefusal {
    /// The default is over.
    #[error("The default is {}", .0.name())]
    Over(DefaultStatus),
    /// There is a promise whose day has not passed.
    #[error("The default has an open promise; cancel it first")]
    HasPromise,
    /// There is no promise that could be cancelled.
    #[error("The default has no open promise")]
    NoPromise,
    /// There is no such hold.
    #[error("The loan has no such hold")]
    NoHold,
    /// No more actions can be ordered for the default.
    #[error("The default has as many actions as it can have, {ACTIONS_MAX}")]
    ActionsFull,
}

/// A promise that was asked to be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseAsked {
    amount: Decimal,
    due_on: NaiveDate,
}

impl PromiseAsked {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object, today: NaiveDate) -> Result<Self, Faults> {
        let said = read(PROMISE_FIELDS, body, None)?;
        let mut faults = Faults::default();
        let amount = amount_at(&said, "amount").unwrap_or_default();
        if amount <= Decimal::ZERO {
            faults.add("amount", "Value must be greater than 0");
        }
        let due_on = day_ahead(&said, "due_on", today, PROMISE_DAYS_MAX, &mut faults);
        faults.into_result().map(|()| Self { amount, due_on: due_on.unwrap_or(today) })
    }
}

/// A hold that was asked to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldAsked {
    kind: HoldKind,
    until: Option<NaiveDate>,
}

impl HoldAsked {
    /// Reads a body.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object, today: NaiveDate) -> Result<Self, Faults> {
        let said = read(HOLD_FIELDS, body, None)?;
        let mut faults = Faults::default();
        let until = day_ahead(&said, "until", today, HOLD_DAYS_MAX, &mut faults);
        // The table of fields has checked that it is one of them.
        let kind = said.get("kind").and_then(Json::as_text).and_then(HoldKind::from_name).unwrap_or(HoldKind::Dispute);
        faults.into_result().map(|()| Self { kind, until })
    }
}

/// A day from today on, and not too far ahead; `None` where none is said.
fn day_ahead(said: &Object, key: &str, today: NaiveDate, most: u64, faults: &mut Faults) -> Option<NaiveDate> {
    let text = said.get(key).and_then(Json::as_text)?;
    let day = date_from_text(text);
    let last = today.checked_add_days(Days::new(most)).unwrap_or(today);
    match day {
        None => faults.add(key, DATE_MESSAGE),
        Some(day) if day < today => faults.add(key, "Value must not be in the past"),
        Some(day) if day > last => faults.add(key, format!("Value must be at most {most} days ahead")),
        Some(_) => {}
    }
    day
}

impl RecoveryCase {
    /// The case as a change of one of the loan's defaults finds it.
    ///
    /// # Errors
    /// The loan has been in another default since.
    pub fn of_default(&self, default: &LoanDefault) -> Result<Self, CaseRefusal> {
        let is_last = self.default.as_ref().is_some_and(|last| last.default_id == default.default_id);
        if is_last { Ok(self.clone()) } else { Err(CaseRefusal::Over(default.status)) }
    }

    /// The default that actions can be ordered for.
    ///
    /// # Errors
    /// It is over.
    pub fn to_order(&self) -> Result<&LoanDefault, CaseRefusal> {
        self.live_default().ok_or_else(|| over(self.default.as_ref()))
    }

    /// Counts actions that are ordered for the default that the loan is in.
    ///
    /// # Errors
    /// The default is over, or would have more than [`ACTIONS_MAX`].
    pub fn ordered(&mut self, count: usize) -> Result<(), CaseRefusal> {
        let default = live(&mut self.default)?;
        let actions = u32::try_from(count).ok().and_then(|count| default.actions.checked_add(count));
        default.actions = actions.filter(|actions| *actions <= ACTIONS_MAX).ok_or(CaseRefusal::ActionsFull)?;
        Ok(())
    }

    /// Records a promise on the default that the loan is in.
    ///
    /// # Errors
    /// The default is over, or has an open promise.
    pub fn promised(&mut self, asked: PromiseAsked, by: &str, now: Moment) -> Result<(), CaseRefusal> {
        let recovered_before = self.recovered();
        let default = live(&mut self.default)?;
        if default.promise.as_ref().is_some_and(|promise| promise.status == PromiseStatus::Open) {
            return Err(CaseRefusal::HasPromise);
        }
        let PromiseAsked { amount, due_on } = asked;
        let status = PromiseStatus::Open;
        default.promise = Some(Promise { amount, due_on, made_at: now, by: by.to_owned(), recovered_before, status });
        default.note("promise_made", format!("{amount} until {due_on}"), by, now);
        Ok(())
    }

    /// Takes an open promise back.
    ///
    /// # Errors
    /// The default is over, or has none.
    pub fn promise_cancelled(&mut self, by: &str, now: Moment) -> Result<(), CaseRefusal> {
        let default = live(&mut self.default)?;
        let promise = default.promise.as_mut().filter(|promise| promise.status == PromiseStatus::Open);
        promise.ok_or(CaseRefusal::NoPromise)?.status = PromiseStatus::Cancelled;
        default.note("promise_cancelled", "it was taken back", by, now);
        Ok(())
    }

    /// Places a hold on the loan, in place of one of the same kind.
    ///
    /// # Errors
    /// The default is over.
    pub fn held(&mut self, asked: HoldAsked, by: &str, now: Moment) -> Result<(), CaseRefusal> {
        let default = live(&mut self.default)?;
        let HoldAsked { kind, until } = asked;
        let why = until.map_or_else(|| kind.name().to_owned(), |until| format!("{} until {until}", kind.name()));
        default.note("hold_placed", why, by, now);
        self.holds.retain(|hold| hold.kind != kind);
        self.holds.push(Hold { kind, until, placed_at: now, by: by.to_owned() });
        Ok(())
    }

    /// Lifts a hold, also when its default is over: it would hold for the next one.
    ///
    /// # Errors
    /// There is none of the kind.
    pub fn lifted(&mut self, kind: HoldKind, by: &str, now: Moment) -> Result<(), CaseRefusal> {
        let before = self.holds.len();
        self.holds.retain(|hold| hold.kind != kind);
        if self.holds.len() == before {
            return Err(CaseRefusal::NoHold);
        }
        if let Some(default) = &mut self.default {
            default.note("hold_lifted", kind.name(), by, now);
        }
        Ok(())
    }
}

fn live(default: &mut Option<LoanDefault>) -> Result<&mut LoanDefault, CaseRefusal> {
    let refusal = over(default.as_ref());
    default.as_mut().filter(|default| default.status.is_live()).ok_or(refusal)
}

fn over(default: Option<&LoanDefault>) -> CaseRefusal {
    CaseRefusal::Over(default.map_or(DefaultStatus::Resolved, |default| default.status))
}
