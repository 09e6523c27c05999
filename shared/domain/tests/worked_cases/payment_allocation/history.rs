//! Terms and payments that may have led to a state.

use chrono::NaiveDate;
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, TransactionId};
use rust_decimal::Decimal;

use super::candidates::{Candidate, candidates};
use super::pasts::{self, Past};
use super::state::{self, State};
use super::steps::Steps;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{charges, engine, schedule_rows};

/// Loans whose state is exactly the one before the payment of a case, in stages: likely ones first.
pub fn leading_to<'a>(case: Fields<'a>, steps: &'a Steps) -> Result<impl Iterator<Item = Vec<Loan>> + 'a, Stop> {
    let before = state::read(case.object("before")?.list("rows"))?;
    let today = case.date("business_date")?;
    let paid_on = case.object("payment")?.maybe_date("date")?.unwrap_or(today);
    let candidates = likely(candidates(case, &before, today)?, &before, today);
    let stages = pasts::stages(case, &before, today, paid_on)?;
    Ok(stages.into_iter().map(move |pasts| {
        let told = candidates.iter().flat_map(|candidate| pasts.iter().map(move |past| (candidate, past)));
        told.take_while(|_| steps.take())
            .filter_map(|(candidate, past)| tell(candidate, &before, past, today).ok())
            .filter(|loan| was_state(loan, case, today))
            .collect()
    }))
}

/// Whether a loan was in the state before, today or when it was last brought up to date. What the engine refuses did
/// not happen.
fn was_state(loan: &Loan, case: Fields<'_>, today: NaiveDate) -> bool {
    let last = loan.transactions.iter().map(|it| it.value_date).max();
    let days = std::iter::once(today).chain(last.filter(|last| *last < today));
    days.into_iter().any(|day| {
        let mut loan = loan.clone();
        loan.computed_on = day;
        is_state(&loan, case).unwrap_or(false)
    })
}

/// Terms with a level installment that the state shows; all where it shows none of theirs.
fn likely(candidates: Vec<Candidate>, before: &State, today: NaiveDate) -> Vec<Candidate> {
    let levels = candidates.iter().map(|candidate| level(candidate, before, today));
    let is_shown = |level: Decimal| before.rows.iter().any(|row| row.principal + row.interest == level);
    let shown: Vec<bool> = levels.map(|level| level.is_some_and(is_shown)).collect();
    let all = !shown.contains(&true);
    candidates.into_iter().zip(shown).filter_map(|(candidate, shown)| (shown || all).then_some(candidate)).collect()
}

/// The installment of candidates before the last one, which takes what rounding has left; none where the engine refuses
/// them.
fn level(candidate: &Candidate, before: &State, today: NaiveDate) -> Option<Decimal> {
    let unchanged = Candidate { changed: None, ..candidate.clone() };
    let loan = tell(&unchanged, before, &Past::default(), today).ok()?;
    let installments = engine::account(&loan).ok()?.installments;
    let mut backwards = installments.iter().rev().filter(|row| !row.expected.principal.is_zero());
    let last = backwards.next();
    backwards.next().or(last).map(|row| row.expected.principal + row.expected.interest)
}

fn is_state(loan: &Loan, case: Fields<'_>) -> Result<bool, Stop> {
    let account = engine::account(loan)?;
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
                happened(&mut loan, start, charge(amount, penalty, ChargeDue::On(row.due)));
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
    if let Some((on, event)) = &candidate.changed {
        happened(&mut loan, *on, event.clone());
    }
    Ok(loan)
}

fn happened(loan: &mut Loan, on: NaiveDate, event: Event) {
    let transaction = loan.transaction(on, event);
    loan.transactions.push(transaction);
}

fn charge(amount: Decimal, penalty: bool, due: ChargeDue) -> Event {
    Event::Charge { charge: Charge { name: "Charge".to_owned(), penalty, amount: ChargeAmount::Flat(amount), due } }
}
