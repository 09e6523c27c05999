//! The search for histories that lead to a state, likely ones first.

use chrono::{Days, NaiveDate};
use domain::servicing::installment::Installment;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::Event;
use rust_decimal::Decimal;

use super::candidates::{Candidate, candidates};
use super::history::{happened, tell};
use super::levels::Levels;
use super::pasts::{self, Past};
use super::pauses;
use super::rates;
use super::state::State;
use super::steps::Steps;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{charges, engine, schedule_rows};

/// Histories with the payments of a state that are looked at for pauses.
const PAUSED: u32 = 10;

/// Schedules that are computed to make a payment with and without interest that is given back.
const OF_A_PAYMENT: usize = 8;

/// How many looks for a pause a look for another rate takes the place of.
const OF_A_RATE: u32 = 3;

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
        let mut levels = Levels::new(self.before, self.today);
        let unlikely = |candidate: Candidate| (candidate.cost + levels.cost(&candidate), candidate);
        let candidates: Vec<_> = candidates(self.case, self.before, self.today)?.into_iter().map(unlikely).collect();
        let pasts = pasts::pasts(self.case, self.before, self.today, paid_on)?;
        let mut left = PAUSED;
        for (candidate, past) in likely_first(&candidates, &pasts) {
            if past.depends_on_interest() {
                self.steps.take(self.size(&candidate.terms));
            }
            let Ok(loan) = tell(candidate, self.before, past, self.today) else { continue };
            let fit = self.fit(&loan);
            if matches!(fit, Fit::Exact) {
                self.steps.take(self.size(&loan.terms) * OF_A_PAYMENT);
                if is_right(&loan) {
                    return Ok(());
                }
            }
            if let Fit::Payments(installments) = fit
                && left > 0
                && (self.with_pauses(&loan, &installments, &mut left, &mut is_right)
                    || self.with_another_rate(&loan, &installments, &mut left, &mut is_right))
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
        *left = left.saturating_sub(u32::from(!lists.is_empty()));
        for list in lists {
            let apart = list.first().is_some_and(|(from, _)| self.something_happens_around(loan, *from));
            for (from, until) in list {
                let mut loan = loan.clone();
                happened(&mut loan, from, Event::InterestPause { until });
                match self.fit(&loan) {
                    Fit::Exact => {
                        self.steps.take(self.size(&loan.terms) * OF_A_PAYMENT);
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

    /// The same of a loan with a rate that leads to the level installment that the state shows.
    fn with_another_rate(
        &self,
        loan: &Loan,
        installments: &[Installment],
        left: &mut u32,
        is_right: &mut impl FnMut(&Loan) -> bool,
    ) -> bool {
        let Some(change) = rates::change(self.before, installments, self.today) else { return false };
        *left = left.saturating_sub(OF_A_RATE);
        let changed = |from: NaiveDate, rate: Decimal| {
            let mut loan = loan.clone();
            happened(&mut loan, from, Event::RateChange { rate });
            loan
        };
        let level = |from: NaiveDate, rate: Decimal| {
            self.steps.take(self.size(&loan.terms));
            let account = engine::account(&changed(from, rate)).ok()?;
            account.installments.get(change.at).map(|row| row.expected.principal + row.expected.interest)
        };
        for days in &change.from {
            let Some(middle) = days.get(days.len() / 2) else { continue };
            for rate in rates::leading_to(change.level, |rate| level(*middle, rate)) {
                for from in days {
                    let loan = changed(*from, rate);
                    if matches!(self.fit(&loan), Fit::Exact) {
                        self.steps.take(self.size(&loan.terms) * OF_A_PAYMENT);
                        if is_right(&loan) {
                            return true;
                        }
                    }
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

    /// How many installments a schedule takes to compute.
    fn size(&self, terms: &Terms) -> usize {
        let planned = usize::try_from(terms.schedule.installments).unwrap_or(usize::MAX);
        planned.max(self.before.rows.len())
    }

    /// How far a loan was in the state before: today, or when it was last brought up to date, which are the same where
    /// nothing is late. What the engine refuses did not happen.
    fn fit(&self, loan: &Loan) -> Fit {
        let now = self.fit_on(loan, self.today);
        let is_late = self.before.rows.iter().any(|row| row.due < self.today && !row.outstanding.is_zero());
        let last = loan.transactions.iter().map(|it| it.value_date).max().filter(|last| *last < self.today);
        let (Some(last), true, Fit::Payments(_) | Fit::None) = (last, is_late, &now) else { return now };
        let then = self.fit_on(loan, last);
        match (&now, &then) {
            (Fit::Payments(now), Fit::Payments(then)) if self.asks_between(then, now) => self.fit_between(loan, last),
            (_, Fit::None) => now,
            _ => then,
        }
    }

    /// Whether the state asks for more interest than some installments and for less than others.
    fn asks_between(&self, less: &[Installment], more: &[Installment]) -> bool {
        let asked = self.before.interest();
        interest(less) < asked && asked < interest(more)
    }

    /// How far a loan was in the state before on a day between the last transaction and today: the later it is, the more
    /// interest is asked for.
    fn fit_between(&self, loan: &Loan, last: NaiveDate) -> Fit {
        let (mut first, mut last) = (last, self.today);
        loop {
            let middle = first + Days::new((last - first).num_days().unsigned_abs() / 2);
            match self.fit_on(loan, middle) {
                Fit::Payments(then) if middle > first => {
                    if interest(&then) < self.before.interest() {
                        first = middle;
                    } else {
                        last = middle;
                    }
                }
                fit => return fit,
            }
        }
    }

    fn fit_on(&self, loan: &Loan, day: NaiveDate) -> Fit {
        if !self.steps.take(self.size(&loan.terms)) {
            return Fit::None;
        }
        let mut loan = loan.clone();
        loan.computed_on = day;
        loan.recalculated_on = day;
        self.fit_as_computed(&loan).unwrap_or(Fit::None)
    }

    fn fit_as_computed(&self, loan: &Loan) -> Result<Fit, Stop> {
        let mut account = engine::account(loan)?;
        if loan.transactions.last().is_some_and(|last| matches!(last.event, Event::RateChange { .. })) {
            self.before.leave_paid_ahead(&mut account.installments, self.today);
        }
        if !self.before.resembles(&account.installments) {
            return Ok(if self.before.is_as_paid(&account.installments) {
                Fit::Payments(account.installments)
            } else {
                Fit::None
            });
        }
        let wanted = self.case.object("before")?;
        let differences = if self.before.is_shown_on_one_day {
            schedule_rows::compare_installments(wanted, &account, false)?
        } else {
            schedule_rows::compare(wanted, &account, charges::paid_out_with(loan, &account), false)?
        };
        Ok(if differences.is_empty() { Fit::Exact } else { Fit::None })
    }
}

/// Each candidate with each past, by how unlikely they are together.
fn likely_first<'b>(
    candidates: &'b [(u32, Candidate)],
    pasts: &'b [Past],
) -> impl Iterator<Item = (&'b Candidate, &'b Past)> {
    let most = |costs: &mut dyn Iterator<Item = u32>| costs.max().unwrap_or_default();
    let last = most(&mut candidates.iter().map(|(cost, _)| *cost)) + most(&mut pasts.iter().map(|past| past.cost));
    (0..=last).flat_map(move |cost| {
        let with_rest = candidates.iter().filter_map(move |(of, candidate)| Some((candidate, cost.checked_sub(*of)?)));
        with_rest.flat_map(move |(candidate, rest)| {
            pasts.iter().filter(move |past| past.cost == rest).map(move |past| (candidate, past))
        })
    })
}

fn interest(installments: &[Installment]) -> Decimal {
    installments.iter().map(|installment| installment.expected.interest).sum()
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
