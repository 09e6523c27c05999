//! The recovery case of a loan: what is overdue of it, its default, and what stands in the way of asking for it.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::assignment::Assignments;
use super::bucket::Bucket;
use super::claims::Claims;
use super::contact_policy::PastAttempt;
use super::default::{DefaultStatus, LoanDefault};
use super::hold::Hold;
use super::overdue::{Debt, Overdue};
use super::plan::{Pause, Step};
use super::promise::{Promise, PromiseStatus};
use super::settings::RecoverySettings;
use super::summary::Counted;
use crate::accounts::account::Snapshot;
use crate::json::exact;
use crate::moment::Moment;
use crate::servicing::life_cycle::{AccountState, AccountSubState};

mod command;
mod contacting;
mod look;
mod planning;

pub use command::{CaseRefusal, HOLD_FIELDS, HoldAsked, PROMISE_FIELDS, PromiseAsked};
pub use contacting::ATTEMPTS_MAX;
pub use look::{Looking, Turn};
pub use planning::Planning;

/// What recovery knows of a serviced account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDebt {
    /// How it stood when it was last computed. Its own tolerance has been applied.
    pub debt: Debt,
    /// All that was paid on it, in the company's currency.
    #[serde(with = "exact")]
    pub recovered: Decimal,
}

impl AccountDebt {
    /// How an account stands.
    pub fn of(snapshot: &Snapshot) -> Self {
        let (place, arrears) = (snapshot.place(), &snapshot.summary.arrears);
        let is_written_off = place.sub_state == Some(AccountSubState::WrittenOff);
        let since = arrears.past_due_since.filter(|_| place.state == AccountState::ActiveInArrears);
        let debt = match (place.state, since) {
            (AccountState::Closed, _) if is_written_off => Debt::WrittenOff,
            (AccountState::Closed, _) => Debt::Closed,
            (_, Some(since)) => Debt::Overdue(Overdue { since, amount: arrears.overdue.total() }),
            _ => Debt::Current,
        };
        // What came in after a write-off paid no installment.
        let recovered = snapshot.summary.balances.paid.total().saturating_add(snapshot.money.recovered);
        Self { debt, recovered }
    }
}

/// The recovery case of a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCase {
    /// The loan.
    pub loan_id: String,
    /// What is known of its uploaded months.
    #[serde(default, skip_serializing_if = "Claims::is_empty")]
    pub claims: Claims,
    /// What is known of its account, where it is serviced; it counts then, and not the months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountDebt>,
    /// The default that it is in, or was in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<LoanDefault>,
    /// Reasons for which nothing is asked of the borrower.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Hold>,
    /// The collection agency that it is with, and those that it was with.
    #[serde(default, skip_serializing_if = "Assignments::is_empty")]
    pub assignments: Assignments,
    /// Attempts to contact somebody about the loan, the oldest first: as many as the contact policy counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<PastAttempt>,
    /// What it was counted for in the company's figures when it was last written; nothing, where it was written before they were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
}

impl RecoveryCase {
    /// The case of a loan of which nothing is known yet.
    pub fn new(loan_id: &str) -> Self {
        Self {
            loan_id: loan_id.to_owned(),
            claims: Claims::default(),
            account: None,
            default: None,
            holds: Vec::new(),
            assignments: Assignments::default(),
            attempts: Vec::new(),
            counted: None,
        }
    }

    /// How the loan stands on a day.
    pub fn debt(&self, today: NaiveDate) -> Debt {
        self.account.map_or_else(|| self.claims.debt(today), |account| account.debt)
    }

    /// All that came back of the loan, in the company's currency.
    pub fn recovered(&self) -> Decimal {
        self.account.map_or_else(|| self.claims.recovered(), |account| account.recovered)
    }

    /// The default that it is in.
    pub fn live_default(&self) -> Option<&LoanDefault> {
        self.default.as_ref().filter(|default| default.status.is_live())
    }

    /// What makes the company's plan wait on a day, if anything does.
    pub fn pause(&self, settings: &RecoverySettings, today: NaiveDate) -> Option<Pause> {
        let promised = self.live_default().and_then(|default| default.promise.as_ref());
        let promised = promised.filter(|promise| promise.status == PromiseStatus::Open).map(|_| Pause::Promise);
        let held = self.holds.iter().filter(|hold| hold.holds_on(today)).map(|hold| Pause::of(hold.kind));
        promised.into_iter().chain(held).find(|pause| settings.plan.pauses.contains(pause))
    }

    /// The steps of the company's plan that have come and have not been taken: none where the plan waits or is not automatic, or the loan is with
    /// an agency.
    pub fn due_steps<'a>(&self, settings: &'a RecoverySettings, today: NaiveDate) -> Vec<&'a Step> {
        let Some(default) = self.live_default() else { return Vec::new() };
        if !settings.plan.automatic || self.is_with_agency() || self.pause(settings, today).is_some() {
            return Vec::new();
        }
        settings.plan.between(default.plan_day, default.overdue.days_past_due(today))
    }

    /// The day on which the loan has to be looked at again although nothing happens to it. One that has passed means that it is due now.
    pub fn next_look(&self, settings: &RecoverySettings, today: NaiveDate) -> Option<NaiveDate> {
        match self.live_default() {
            Some(default) => self.next_look_at(default, settings, today),
            None => self.first_day_in_default(settings, today),
        }
    }

    fn next_look_at(&self, default: &LoanDefault, settings: &RecoverySettings, today: NaiveDate) -> Option<NaiveDate> {
        let since = default.overdue.since;
        let worse = settings.severity.next_change(since, today);
        let older = Bucket::next_change(since, today);
        let more = self.claims.next_change(today).filter(|_| self.account.is_none());
        let broken = default.promise.as_ref().and_then(Promise::breaks_on);
        let released = self.holds.iter().filter_map(Hold::ends_on).filter(|day| *day > today).min();
        let step = self.next_step(default, settings, today);
        [worse, older, more, broken, released, step].into_iter().flatten().min()
    }

    fn next_step(&self, default: &LoanDefault, settings: &RecoverySettings, today: NaiveDate) -> Option<NaiveDate> {
        if !settings.plan.automatic || self.is_with_agency() || self.pause(settings, today).is_some() {
            return None;
        }
        let day = settings.plan.next_day(default.plan_day.map_or(0, i64::from))?;
        default.overdue.since.checked_add_days(Days::new(u64::from(day)))
    }

    /// The first day on which the loan is in default. Of an account the tolerance is its own.
    fn first_day_in_default(&self, settings: &RecoverySettings, today: NaiveDate) -> Option<NaiveDate> {
        if let Some(account) = self.account {
            return account.debt.overdue().map(|overdue| overdue.since);
        }
        let late = self.claims.debt(today).overdue().and_then(|overdue| overdue.since.checked_add_days(Days::new(1)));
        let late = late.or_else(|| self.claims.next_change(today))?;
        late.checked_add_days(Days::new(u64::from(settings.tolerance_days)))
    }

    /// What is overdue beyond the tolerance on a day.
    fn in_default(&self, settings: &RecoverySettings, today: NaiveDate) -> Option<Overdue> {
        let overdue = self.debt(today).overdue()?;
        let tolerance = if self.account.is_some() { 0 } else { i64::from(settings.tolerance_days) };
        (overdue.days_past_due(today) > tolerance).then_some(overdue)
    }
}

/// A new default of a loan.
fn opened(
    default_id: String,
    loan_id: &str,
    overdue: Overdue,
    looking: &Looking<'_>,
    recovered: Decimal,
) -> LoanDefault {
    LoanDefault {
        default_id,
        loan_id: loan_id.to_owned(),
        status: DefaultStatus::Open,
        severity: looking.settings.severity.at(overdue.days_past_due(looking.today)),
        overdue,
        detected_at: looking.now,
        over_on: None,
        resolved_at: None,
        recovered: Decimal::ZERO,
        recovered_before: recovered,
        promise: None,
        plan_day: None,
        last_contact: None,
        actions: 0,
        history: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
