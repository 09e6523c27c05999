//! Schedules as older systems draw them up: from the terms at once, anew after each change.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use self::charges::{Bases, put_charges};
use self::course::Course;
use self::facts::Facts;
use self::following::{Following, Paid};
use self::ledger::{Ledger, Penalties};
use super::account::{Account, Posting, Standing};
use super::allocation::order::TransactionOrder;
use super::installment::Installment;
use super::position::Position;
use super::replay::ReplayError;
use super::terms::{PayoffInterest, Recalculation, Terms};
use super::transaction::{Components, Event, RepaymentKind, Transaction};

mod amortization;
mod calendar;
mod charges;
mod course;
mod facts;
mod following;
mod late;
mod ledger;
mod level;
mod period;
mod rates;
mod refusal;
mod trial;

/// The account of terms whose engine is [`super::terms::ScheduleEngine::Cumulative`], as it stands on a day.
pub(super) fn replay(terms: &Terms, transactions: &[Transaction], as_of: NaiveDate) -> Result<Account, ReplayError> {
    let facts = Facts::gather(terms, transactions, as_of)?;
    let loan = Loan::new(terms, &facts);
    let (ledger, postings) = loan.post(as_of, false)?;
    Ok(loan.account(as_of, ledger, postings))
}

/// What it takes to pay such an account off on a day, by component, in units of the currency.
pub(super) fn payoff(terms: &Terms, transactions: &[Transaction], on: NaiveDate) -> Result<Components, ReplayError> {
    let facts = Facts::gather(terms, transactions, on)?;
    if facts.paid_out.is_empty() {
        return Ok(Components::default());
    }
    let loan = Loan::new(terms, &facts);
    let (mut ledger, _) = loan.post(on, false)?;
    ledger.penalize_till(on);
    let owed = ledger.outstanding();
    let follows = terms.interest.recalculation.is_some() && !facts.money.iter().any(|transaction| closes(transaction));
    if !follows || owed.total().is_zero() {
        return Ok(owed);
    }
    Ok(loan.post(on, true)?.0.outstanding())
}

/// Interest earned up to a day, in units of the currency: that of each installment in proportion to the days of its
/// period, with its due date.
pub(super) fn interest_earned(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
    till: NaiveDate,
) -> Result<Vec<(NaiveDate, Decimal)>, ReplayError> {
    Ok(earned(terms, &replay(terms, transactions, as_of)?, till))
}

/// The account on a day, what it takes to pay it off and what it has earned up to the end of the day.
pub(super) fn position(terms: &Terms, transactions: &[Transaction], as_of: NaiveDate) -> Result<Position, ReplayError> {
    let account = replay(terms, transactions, as_of)?;
    let payoff = payoff(terms, transactions, as_of)?;
    let interest_earned = earned(terms, &account, as_of).into_iter().map(|(_, interest)| interest).sum();
    Ok(Position { account, payoff, interest_earned })
}

fn earned(terms: &Terms, account: &Account, till: NaiveDate) -> Vec<(NaiveDate, Decimal)> {
    let begun = account.installments.iter().filter(|row| row.from < till);
    let earned = begun.map(|row| {
        let days = rates::days_between(row.from, row.due);
        let interest = row.expected.interest - row.credited.interest;
        if row.due <= till || days.is_zero() {
            (row.due, interest)
        } else {
            (row.due, terms.rounding.money(interest * rates::days_between(row.from, till) / days))
        }
    });
    earned.collect()
}

/// Whether interest follows no payments from then on.
fn closes(transaction: &Transaction) -> bool {
    matches!(transaction.event, Event::ChargeOff | Event::WriteOff { .. })
}

/// A loan with what happened to it.
struct Loan<'a> {
    terms: &'a Terms,
    facts: &'a Facts<'a>,
    /// What the schedule is drawn up for: money that was paid out, or what is planned where none was.
    disbursements: Vec<(NaiveDate, Decimal)>,
}

impl<'a> Loan<'a> {
    fn new(terms: &'a Terms, facts: &'a Facts<'a>) -> Self {
        let planned: Vec<_> =
            terms.schedule.expected_tranches.iter().map(|tranche| (tranche.on, tranche.amount)).collect();
        let disbursements = if !facts.paid_out.is_empty() {
            facts.paid_out.clone()
        } else if planned.is_empty() {
            vec![(terms.expected_disbursement, facts.granted)]
        } else {
            planned
        };
        Self { terms, facts, disbursements }
    }

    /// Draws up the installments and applies what moved money. For a payoff, everything is due on the day.
    fn post(&self, as_of: NaiveDate, is_payoff: bool) -> Result<(Ledger<'a>, Vec<Posting>), ReplayError> {
        refusal::of_what_happened(self.terms, self.facts, !self.payments().is_empty())?;
        let mut installments = self.installments(as_of, is_payoff)?;
        let interest = installments.iter().map(|installment| installment.expected.interest).sum();
        let charges = put_charges(&self.facts.charges, &mut installments, &self.bases(interest));
        if let Some((first, _)) = self.facts.paid_out.first() {
            let nothing_due = installments.iter_mut().filter(|installment| installment.outstanding().total().is_zero());
            nothing_due.for_each(|installment| installment.obligations_met_on = Some(*first));
        }
        let penalties = Penalties::new(self.terms, &self.facts.free);
        let mut ledger = Ledger::new(installments, charges, self.terms.allocation.transaction_order, penalties);
        let postings = ledger.apply(&self.facts.money)?;
        for (installment, number) in ledger.installments.iter_mut().zip(1..) {
            installment.number = number;
        }
        Ok((ledger, postings))
    }

    fn installments(&self, as_of: NaiveDate, is_payoff: bool) -> Result<Vec<Installment>, ReplayError> {
        let course = Course::new(self.terms, self.facts, &self.disbursements)?;
        let interest = &self.terms.interest;
        let ignore_past_due = !interest.late_principal_bears();
        let rule = interest.recalculation.map(|rule| Recalculation { ignore_past_due, ..rule });
        let order = self.terms.allocation.transaction_order.unwrap_or(TransactionOrder::PenaltiesFeesInterestPrincipal);
        let bases = self.bases(Decimal::ZERO);
        let mut following = Following::new(rule, order, self.facts, bases, self.payments(), self.open_until(as_of));
        if let Some(method) = self.terms.arrears.late_payment.filter(|_| interest.late_principal_bears()) {
            following = following.raising(method);
        }
        if let Some(rule) = rule.filter(|_| is_payoff) {
            let till = match rule.payoff_interest {
                PayoffInterest::TillDate => as_of,
                PayoffInterest::TillPeriodEnd => following.rest_on(&course.calendar, as_of)?,
            };
            following = following.till(till);
        }
        Ok(course.run(&mut following)?.iter().map(trial::tried).collect())
    }

    fn bases(&self, interest: Decimal) -> Bases<'_> {
        Bases { disbursements: &self.disbursements, interest, rounding: self.terms.rounding }
    }

    /// Payments that interest may follow.
    fn payments(&self) -> Vec<Paid> {
        let paid = |transaction: &&Transaction| match transaction.event {
            Event::Repayment { amount, kind } if kind != RepaymentKind::Recovery => {
                Some(Paid { on: transaction.value_date, amount })
            }
            _ => None,
        };
        self.facts.money.iter().take_while(|transaction| !closes(transaction)).filter_map(paid).collect()
    }

    /// Interest follows payments until the loan is charged off or given up.
    fn open_until(&self, as_of: NaiveDate) -> NaiveDate {
        let closing = self.facts.money.iter().find(|transaction| closes(transaction));
        closing.map_or(as_of, |transaction| transaction.value_date)
    }

    fn account(self, as_of: NaiveDate, ledger: Ledger<'_>, postings: Vec<Posting>) -> Account {
        let made = self.facts.paid_out.len();
        let is_settled = ledger.outstanding().total().is_zero();
        let standing = match (made, is_settled) {
            (0, _) => Standing::Undisbursed,
            (_, false) => Standing::Active,
            _ if ledger.is_written_off => Standing::WrittenOff,
            _ if ledger.overpaid > Decimal::ZERO => Standing::Overpaid,
            _ => Standing::Repaid,
        };
        let planned = self.terms.schedule.expected_tranches.iter().skip(made);
        // Of what is only planned nothing is late.
        let accrued_penalty = if made > 0 { ledger.accrued_penalty(as_of) } else { Decimal::ZERO };
        Account {
            as_of,
            disbursements: self.disbursements,
            planned: planned.map(|tranche| (tranche.on, tranche.amount)).collect(),
            capitalized: Vec::new(),
            redraw: Decimal::ZERO,
            recovered: ledger.recovered,
            installments: ledger.installments,
            postings,
            charges: ledger.charges.into_iter().map(|charge| charge.state).collect(),
            overpaid: ledger.overpaid,
            standing,
            charged_off_on: ledger.charged_off_on,
            accrued_penalty,
        }
    }
}

#[cfg(test)]
mod tests;
