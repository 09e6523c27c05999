//! Terms and payments that may have led to a state.

use std::rc::Rc;

use chrono::NaiveDate;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, TransactionId};
use rust_decimal::Decimal;

use super::candidates::{Candidate, candidates};
use super::pasts::{self, Charged, Past};
use super::state::{self, Row, State};
use super::steps::Steps;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{charges, engine, schedule_rows};

/// How unlikely terms are whose level installment the state does not show.
const UNSHOWN: u32 = 6;

/// Loans whose state is exactly the one before the payment of a case, likely ones first.
pub fn leading_to<'a>(case: Fields<'a>, steps: &'a Steps) -> Result<impl Iterator<Item = Loan> + 'a, Stop> {
    let before = state::read(case.object("before")?.list("rows"))?;
    let today = case.date("business_date")?;
    let paid_on = case.object("payment")?.maybe_date("date")?.unwrap_or(today);
    let candidates = likely_first(candidates(case, &before, today)?, &before, today);
    let pasts = pasts::pasts(case, &before, today, paid_on)?;
    let mut told: Vec<(u32, usize, usize)> = Vec::new();
    for (candidate, (_, unlikely)) in candidates.iter().enumerate() {
        told.extend(pasts.iter().enumerate().map(|(at, past)| (unlikely + past.cost, candidate, at)));
    }
    told.sort_unstable();
    let before = Rc::new(before);
    let shown = Rc::clone(&before);
    Ok(told
        .into_iter()
        .take_while(|_| !steps.are_used_up())
        .filter_map(move |(_, candidate, past)| {
            let ((candidate, _), past) = (candidates.get(candidate)?, pasts.get(past)?);
            tell(candidate, &before, past, today).ok()
        })
        .filter(move |loan| was_state(loan, case, &shown, today, steps)))
}

/// Whether a loan was in the state before, today or when it was last brought up to date, which are the same where nothing
/// is late. What the engine refuses did not happen.
fn was_state(loan: &Loan, case: Fields<'_>, before: &State, today: NaiveDate, steps: &Steps) -> bool {
    let last = loan.transactions.iter().map(|it| it.value_date).max();
    let is_late = before.rows.iter().any(|row| row.due < today && !row.outstanding.is_zero());
    let days = std::iter::once(today).chain(last.filter(|last| is_late && *last < today));
    days.take_while(|_| steps.take(before.rows.len())).any(|day| {
        let mut loan = loan.clone();
        loan.computed_on = day;
        is_state(&loan, case, before).unwrap_or(false)
    })
}

/// Terms, each with how unlikely it is: those with a level installment that the state shows come first.
fn likely_first(candidates: Vec<Candidate>, before: &State, today: NaiveDate) -> Vec<(Candidate, u32)> {
    let is_shown = |level: Decimal| before.rows.iter().any(|row| row.principal + row.interest == level);
    let mut levels: Vec<(Terms, u32)> = Vec::new();
    let mut unlikely = |candidate: &Candidate| {
        if let Some((_, cost)) = levels.iter().rev().find(|(terms, _)| *terms == candidate.terms) {
            return *cost;
        }
        let cost = if level(candidate, before, today).is_some_and(is_shown) { 0 } else { UNSHOWN };
        levels.push((candidate.terms.clone(), cost));
        cost
    };
    let likely = |candidate: Candidate| {
        let cost = candidate.cost + unlikely(&candidate);
        (candidate, cost)
    };
    candidates.into_iter().map(likely).collect()
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

fn is_state(loan: &Loan, case: Fields<'_>, before: &State) -> Result<bool, Stop> {
    let account = engine::account(loan)?;
    if !before.resembles(&account.installments) {
        return Ok(false);
    }
    let at_disbursement = charges::paid_out_with(loan, &account);
    Ok(schedule_rows::compare(case.object("before")?, &account, at_disbursement, false)?.is_empty())
}

/// What led to the state, as far as it can be told. It did happen, so whether it would be admitted is not asked.
fn tell(candidate: &Candidate, before: &State, past: &Past, today: NaiveDate) -> Result<Loan, Stop> {
    let mut loan = Loan::with_terms(candidate.terms.clone(), today);
    loan.terms.allocation.chargeback.clone_from(&past.chargeback_order);
    let start = before.start()?;
    if let Some(amount) = before.disbursed.first().map(|it| it.charged).filter(|amount| !amount.is_zero()) {
        happened(&mut loan, start, charge(amount, false, ChargeDue::AtDisbursement));
    }
    for disbursed in before.paid_out_by(today).0 {
        happened(&mut loan, disbursed.on, Event::Disbursement { amount: disbursed.amount });
    }
    for row in &before.rows {
        for (amount, penalty) in [(row.fees, false), (row.penalties, true)] {
            if !amount.is_zero() {
                let day = charged_on(row, past.charged, start, today);
                happened(&mut loan, day, charge(amount, penalty, ChargeDue::On(row.due)));
            }
        }
    }
    for paid in &past.payments {
        happened(&mut loan, paid.on, Event::Repayment { amount: paid.amount, kind: paid.kind });
        let of = loan.transactions.last().map_or(TransactionId(0), |last| last.id);
        let follows = paid.follows.as_ref().map(|follows| follows.of(of));
        if let Some((on, event)) = follows {
            happened(&mut loan, on.unwrap_or(paid.on), event);
        }
    }
    for (on, event) in &candidate.changed {
        happened(&mut loan, *on, event.clone());
    }
    Ok(loan)
}

fn charged_on(row: &Row, charged: Charged, start: NaiveDate, today: NaiveDate) -> NaiveDate {
    match charged {
        Charged::AtFirst => start,
        Charged::InItsPeriod => row.from.succ_opt().unwrap_or(row.from).min(today),
        Charged::WhenDue => row.due.min(today),
    }
}

fn happened(loan: &mut Loan, on: NaiveDate, event: Event) {
    let transaction = loan.transaction(on, event);
    loan.transactions.push(transaction);
}

fn charge(amount: Decimal, penalty: bool, due: ChargeDue) -> Event {
    Event::Charge { charge: Charge { name: "Charge".to_owned(), penalty, amount: ChargeAmount::Flat(amount), due } }
}
