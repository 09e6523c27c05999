//! The search for histories that lead to a state, likely ones first.

use chrono::NaiveDate;
use domain::servicing::installment::Installment;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::Event;
use rust_decimal::Decimal;

use super::candidates::{Candidate, candidates};
use super::history::{happened, tell};
use super::pasts::{self, Past};
use super::pauses;
use super::state::State;
use super::steps::Steps;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{charges, engine, schedule_rows};

/// How unlikely terms are whose level installment the state does not show.
const UNSHOWN: u32 = 6;

/// Histories with the payments of a state that are looked at for pauses.
const PAUSED: u32 = 10;

/// Schedules that are computed to make a payment with and without interest that is given back.
const OF_A_PAYMENT: usize = 8;

/// A search for what led to the state before the payment of a case.
pub struct Search<'a> {
    case: Fields<'a>,
    before: &'a State,
    today: NaiveDate,
    steps: Steps,
}

impl<'a> Search<'a> {
    /// One that has not begun.
    pub fn new(case: Fields<'a>, before: &'a State) -> Result<Self, Stop> {
        Ok(Self { case, before, today: case.date("business_date")?, steps: Steps::new() })
    }

    /// Whether the search was given up.
    pub fn was_given_up(&self) -> bool {
        self.steps.are_used_up()
    }

    /// Shows loans whose state is exactly the one before the payment until one is the right one.
    pub fn find(&self, mut is_right: impl FnMut(&Loan) -> bool) -> Result<(), Stop> {
        let paid_on = self.case.object("payment")?.maybe_date("date")?.unwrap_or(self.today);
        let candidates = self.likely_first(candidates(self.case, self.before, self.today)?);
        let pasts = pasts::pasts(self.case, self.before, self.today, paid_on)?;
        let mut told: Vec<(u32, usize, usize)> = Vec::new();
        for (candidate, (_, unlikely)) in candidates.iter().enumerate() {
            told.extend(pasts.iter().enumerate().map(|(at, past)| (unlikely + past.cost, candidate, at)));
        }
        told.sort_unstable();
        let mut left = PAUSED;
        for (_, candidate, past) in told {
            let (Some((candidate, _)), Some(past)) = (candidates.get(candidate), pasts.get(past)) else { continue };
            if past.depends_on_interest() {
                self.steps.take(self.before.rows.len());
            }
            let Ok(loan) = tell(candidate, self.before, past, self.today) else { continue };
            let fit = self.fit(&loan);
            if matches!(fit, Fit::Exact) {
                self.steps.take(self.before.rows.len() * OF_A_PAYMENT);
                if is_right(&loan) {
                    return Ok(());
                }
            }
            if let Fit::Payments(installments) = fit
                && left > 0
                && self.with_pauses(&loan, &installments, &mut left, &mut is_right)
            {
                return Ok(());
            }
            if self.steps.are_used_up() {
                break;
            }
        }
        Ok(())
    }

    /// The same of a loan with pauses that make up for the difference to its installments without.
    fn with_pauses(
        &self,
        loan: &Loan,
        installments: &[Installment],
        left: &mut u32,
        is_right: &mut impl FnMut(&Loan) -> bool,
    ) -> bool {
        let lists = pauses::between(self.before, installments);
        *left -= u32::from(!lists.is_empty());
        for list in lists {
            let apart = list.first().is_some_and(|(from, _)| self.something_happens_around(loan, *from));
            for (from, until) in list {
                let mut loan = loan.clone();
                happened(&mut loan, from, Event::InterestPause { until });
                match self.fit(&loan) {
                    Fit::Exact => {
                        self.steps.take(self.before.rows.len() * OF_A_PAYMENT);
                        if is_right(&loan) {
                            return true;
                        }
                    }
                    // Another place in the same period makes a difference only where the balance changes within it.
                    _ if !apart => break,
                    _ => {}
                }
            }
        }
        false
    }

    /// Whether the balance changes within the period of a day.
    fn something_happens_around(&self, loan: &Loan, day: NaiveDate) -> bool {
        let rows = self.before.rows.iter().filter(|row| row.from < day && day <= row.due);
        let mut periods = rows.map(|row| (row.from, row.due));
        periods.any(|(from, due)| loan.transactions.iter().any(|it| it.value_date > from && it.value_date < due))
    }

    /// How far a loan was in the state before: today, or when it was last brought up to date, which are the same where
    /// nothing is late. What the engine refuses did not happen.
    fn fit(&self, loan: &Loan) -> Fit {
        let last = loan.transactions.iter().map(|it| it.value_date).max();
        let is_late = self.before.rows.iter().any(|row| row.due < self.today && !row.outstanding.is_zero());
        let days = std::iter::once(self.today).chain(last.filter(|last| is_late && *last < self.today));
        let mut best = Fit::None;
        for day in days.take_while(|_| self.steps.take(self.before.rows.len())) {
            let mut loan = loan.clone();
            loan.computed_on = day;
            match self.fit_as_computed(&loan) {
                Ok(Fit::Exact) => return Fit::Exact,
                Ok(fit @ Fit::Payments(_)) => best = fit,
                Ok(Fit::None) | Err(_) => {}
            }
        }
        best
    }

    fn fit_as_computed(&self, loan: &Loan) -> Result<Fit, Stop> {
        let account = engine::account(loan)?;
        if !self.before.resembles(&account.installments) {
            return Ok(if self.before.is_as_paid(&account.installments) {
                Fit::Payments(account.installments)
            } else {
                Fit::None
            });
        }
        let at_disbursement = charges::paid_out_with(loan, &account);
        let differences = schedule_rows::compare(self.case.object("before")?, &account, at_disbursement, false)?;
        Ok(if differences.is_empty() { Fit::Exact } else { Fit::None })
    }

    /// Terms, each with how unlikely it is: those with a level installment that the state shows come first.
    fn likely_first(&self, candidates: Vec<Candidate>) -> Vec<(Candidate, u32)> {
        let is_shown = |level: Decimal| self.before.rows.iter().any(|row| row.principal + row.interest == level);
        let mut levels: Vec<(Terms, u32)> = Vec::new();
        let mut unlikely = |candidate: &Candidate| {
            if let Some((_, cost)) = levels.iter().rev().find(|(terms, _)| *terms == candidate.terms) {
                return *cost;
            }
            let cost = if level(candidate, self.before, self.today).is_some_and(is_shown) { 0 } else { UNSHOWN };
            levels.push((candidate.terms.clone(), cost));
            cost
        };
        let likely = |candidate: Candidate| {
            let cost = candidate.cost + unlikely(&candidate);
            (candidate, cost)
        };
        candidates.into_iter().map(likely).collect()
    }
}

/// How far a loan was in a state.
enum Fit {
    /// In all that it shows.
    Exact,
    /// In what was paid of each row.
    Payments(Vec<Installment>),
    /// It was not.
    None,
}

/// The installment of candidates before the last one, which takes what rounding has left; none where the engine refuses
/// them.
fn level(candidate: &Candidate, before: &State, today: NaiveDate) -> Option<Decimal> {
    let unchanged = Candidate { changed: Vec::new(), ..candidate.clone() };
    let loan = tell(&unchanged, before, &Past::default(), today).ok()?;
    let installments = engine::account(&loan).ok()?.installments;
    let mut backwards = installments.iter().rev().filter(|row| !row.expected.principal.is_zero());
    let last = backwards.next();
    backwards.next().or(last).map(|row| row.expected.principal + row.expected.interest)
}
