//! What a loan has earned up to a day.

use std::collections::{BTreeMap, VecDeque};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::entry::{Entry, Source};
use crate::servicing::account::{Account, ChargeState, Standing};
use crate::servicing::accrual::interest_earned_of_installments;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::progressive::part_of;
use crate::servicing::replay::{ReplayError, replay};
use crate::servicing::standing_transactions::standing;
use crate::servicing::terms::{ChargeOffInterest, ScheduleEngine, Terms};
use crate::servicing::transaction::{Charge, Components, Event, Transaction, TransactionId};

/// When a charge that is due on a day is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChargesEarned {
    /// On that day.
    #[default]
    WhenDue,
    /// On the day it was entered, unless it was due before.
    WhenEntered,
}

/// A loan, seen as a source of income.
#[derive(Debug, Clone, Copy)]
pub struct Income<'a> {
    /// What was agreed.
    pub terms: &'a Terms,
    /// What happened.
    pub transactions: &'a [Transaction],
    /// The account that these make.
    pub account: &'a Account,
    /// When charges are earned.
    pub charges: ChargesEarned,
    /// The account as the books knew it before a run brings it up to date, where they recognise of an installment that is
    /// over what it asked for then: what late principal has added since is recognised with the next run.
    pub known: Option<&'a Account>,
}

/// What was earned of one source, with the due date of the installment that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Earned {
    pub installment: NaiveDate,
    pub source: Source,
    pub amount: Decimal,
}

/// A charge that is due on a day.
struct Dated<'a> {
    charge: &'a Charge,
    state: &'a ChargeState,
    due: NaiveDate,
    entered_on: NaiveDate,
    installment: &'a Installment,
}

impl Income<'_> {
    /// Whether each installment has entries of its own, and nothing is taken back, as in older systems.
    pub(super) fn is_by_installment(&self) -> bool {
        self.terms.schedule.engine == ScheduleEngine::Cumulative
    }

    /// The last due date.
    pub fn last_due(&self) -> Option<NaiveDate> {
        self.account.installments.iter().map(|installment| installment.due).max()
    }

    /// The last due date of the schedule, before anything that came to be due after it.
    pub fn maturity(&self) -> Option<NaiveDate> {
        let of_schedule = |installment: &&Installment| installment.kind != InstallmentKind::Additional;
        self.account.installments.iter().filter(of_schedule).map(|installment| installment.due).max()
    }

    /// The day on which the loan was charged off or called due at once, and earns nothing more.
    pub fn stopped_on(&self) -> Option<NaiveDate> {
        let posted = |id: TransactionId| self.account.postings.iter().any(|posting| posting.id == id);
        self.account.charged_off_on.or_else(|| {
            let terminated = |it: &&Transaction| matches!(it.event, Event::Termination) && posted(it.id);
            standing(self.transactions).into_iter().find(terminated).map(|it| it.value_date)
        })
    }

    /// Whether days earn anything.
    pub fn is_earning(&self) -> bool {
        self.account.standing == Standing::Active && self.stopped_on().is_none()
    }

    /// Whether nothing is owed.
    pub fn is_settled(&self) -> bool {
        matches!(self.account.standing, Standing::Repaid | Standing::Overpaid)
    }

    /// The value date of the payment that left nothing owed.
    pub fn settled_on(&self) -> Option<NaiveDate> {
        self.account.installments.iter().filter_map(|installment| installment.obligations_met_on).max()
    }

    /// Interest earned up to the end of a day, in units of the currency.
    pub(super) fn interest_till(&self, till: NaiveDate) -> Result<Vec<Earned>, ReplayError> {
        let rows = interest_earned_of_installments(self.terms, self.transactions, self.account.as_of, till)?;
        let mut known = self.known_interest(till);
        let interest_of = |(due, amount): (NaiveDate, Decimal)| {
            let known = known.get_mut(&due).and_then(VecDeque::pop_front);
            interest(due, known.unwrap_or(amount))
        };
        Ok(rows.into_iter().map(interest_of).collect())
    }

    /// Interest that counts as earned when the loan was charged off or called due at once on a day. Where it follows no
    /// payments, that is, of the installment the day lies in, a part of what was not paid of it by then, and all of
    /// that where later interest was given up with the charge-off.
    pub(super) fn interest_when_stopped(&self, on: NaiveDate) -> Result<Decimal, ReplayError> {
        if self.terms.interest.recalculation.is_some() && !self.is_by_installment() {
            return Ok(self.interest_till(on)?.iter().map(|earned| earned.amount).sum());
        }
        let rounding = &self.terms.rounding;
        let account = replay(self.terms, &self.until_stopped(on), self.account.as_of)?;
        let of = |row: &Installment| {
            if row.due <= on {
                return row.expected.interest - row.credited.interest;
            }
            let open = row.outstanding().interest;
            match self.terms.charge_off {
                ChargeOffInterest::Regular => rounding.money(part_of(rounding, open, (row.from, row.due), on)),
                ChargeOffInterest::ZeroInterest | ChargeOffInterest::AccelerateMaturity => open,
            }
        };
        let begun = account.installments.iter().filter(|row| row.kind != InstallmentKind::Additional && row.from <= on);
        Ok(begun.map(of).sum())
    }

    /// What had happened when the loan was charged off or called due at once on a day, and what terms have become
    /// since.
    fn until_stopped(&self, on: NaiveDate) -> Vec<Transaction> {
        let standing = standing(self.transactions);
        let stops =
            |it: &&&Transaction| it.value_date == on && matches!(it.event, Event::ChargeOff | Event::Termination);
        let last = standing.iter().find(stops).map(|it| it.id);
        let posted = |id: TransactionId| self.account.postings.iter().any(|posting| posting.id == id);
        let by_then =
            |it: &&&Transaction| it.value_date < on || it.value_date == on && Some(it.id) <= last || !posted(it.id);
        standing.iter().filter(by_then).map(|it| (*it).clone()).collect()
    }

    /// What installments that are over asked for as interest before the run, without what was put back, by due date.
    fn known_interest(&self, till: NaiveDate) -> BTreeMap<NaiveDate, VecDeque<Decimal>> {
        let mut known: BTreeMap<NaiveDate, VecDeque<Decimal>> = BTreeMap::new();
        let rows = self.known.into_iter().flat_map(|account| &account.installments);
        for row in rows.filter(|row| row.kind != InstallmentKind::DownPayment && row.due < till) {
            known.entry(row.due).or_default().push_back(row.expected.interest - row.credited.interest);
        }
        known
    }

    /// Interest and charges earned up to the end of a day. Where the day of disbursement bears interest, so does the day.
    pub(super) fn earned_till(&self, till: NaiveDate) -> Result<Vec<Earned>, ReplayError> {
        let first_day_counts = self.terms.interest.first_day_counts && !self.is_by_installment();
        let whole_day = if first_day_counts { till.succ_opt().ok_or(ReplayError::OutOfRange)? } else { till };
        let mut earned = self.interest_till(whole_day)?;
        earned.extend(self.charges_till(Some(till)));
        Ok(earned)
    }

    /// All that the installments ask for beside the principal, without what was put back: that was earned before.
    pub(super) fn all_earned(&self) -> Vec<Earned> {
        let of = |row: &Installment| interest(row.due, row.expected.interest - row.credited.interest);
        let mut earned: Vec<Earned> = self.account.installments.iter().map(of).collect();
        earned.extend(self.charges_till(None));
        earned
    }

    /// Charges earned up to a day, or all of them.
    fn charges_till(&self, till: Option<NaiveDate>) -> Vec<Earned> {
        let mut earned = Vec::new();
        let mut dated_of: BTreeMap<NaiveDate, Components> = BTreeMap::new();
        for it in self.dated_charges() {
            add(dated_of.entry(it.installment.due).or_default(), it.charge.penalty, it.state.amount);
            let entered = self.charges == ChargesEarned::WhenEntered && it.due >= it.entered_on;
            let day = if entered { it.entered_on } else { it.due };
            if till.is_none_or(|till| day <= till) {
                let source = Source::Charge { id: it.state.id, penalty: it.charge.penalty };
                earned.push(Earned { installment: it.installment.due, source, amount: it.state.amount });
            }
        }
        // What an installment asks for beside them is due with it.
        for (due, beside) in self.asked_beside(dated_of) {
            if till.is_some_and(|till| due > till) {
                continue;
            }
            for (penalty, amount) in [(false, beside.fees), (true, beside.penalties)] {
                let source = Source::OfInstallment { due, penalty };
                earned.push(Earned { installment: due, source, amount });
            }
        }
        earned
    }

    /// Fees and penalties that installments ask for beside charges that are due on a day, by due date. Where such a
    /// charge was spread over other installments, it was earned on its day, and is not earned again with its parts.
    fn asked_beside(&self, dated_of: BTreeMap<NaiveDate, Components>) -> BTreeMap<NaiveDate, Components> {
        let mut beside: BTreeMap<NaiveDate, Components> = BTreeMap::new();
        for row in &self.account.installments {
            let asked = beside.entry(row.due).or_default();
            asked.fees += row.expected.fees - row.credited.fees;
            asked.penalties += row.expected.penalties - row.credited.penalties;
        }
        for (due, dated) in dated_of {
            let asked = beside.entry(due).or_default();
            asked.fees -= dated.fees;
            asked.penalties -= dated.penalties;
        }
        cover(beside.values_mut().map(|asked| &mut asked.fees).collect());
        cover(beside.values_mut().map(|asked| &mut asked.penalties).collect());
        beside
    }

    /// Whether the account has a source, whatever it has earned.
    pub(super) fn has(&self, source: Source) -> bool {
        match source {
            Source::Interest => true,
            Source::Charge { id, .. } => self.account.charges.iter().any(|state| state.id == id),
            Source::OfInstallment { due, .. } => self.account.installments.iter().any(|row| row.due == due),
        }
    }

    /// Whether a charge is due on a day.
    pub(super) fn has_charge_due_on(&self, day: NaiveDate) -> bool {
        self.account.charges.iter().any(|state| state.due == Some(day))
    }

    /// Whether interest up to a day is a part of what an installment asks for.
    pub(super) fn has_part_at(&self, till: NaiveDate) -> bool {
        let rows = &self.account.installments;
        rows.iter().all(|row| row.due != till) && rows.iter().any(|row| !row.expected.interest.is_zero())
    }

    /// The day whose installment an entry belongs to: that of the charge it is of, where charges are earned when they
    /// are entered.
    pub(super) fn day_of(&self, entry: &Entry) -> NaiveDate {
        if self.charges != ChargesEarned::WhenEntered {
            return entry.on;
        }
        let is_of = |state: &ChargeState| {
            entry.of.keys().any(|source| matches!(source, Source::Charge { id, .. } if *id == state.id))
        };
        self.account.charges.iter().find(|state| is_of(state)).and_then(|state| state.due).unwrap_or(entry.on)
    }

    /// What a charge that is due on a day came to, and that day.
    pub(super) fn dated_charge(&self, id: TransactionId) -> Option<(Earned, NaiveDate)> {
        let it = self.dated_charges().find(|it| it.state.id == id)?;
        let source = Source::Charge { id, penalty: it.charge.penalty };
        Some((Earned { installment: it.installment.due, source, amount: it.state.amount }, it.due))
    }

    fn dated_charges(&self) -> impl Iterator<Item = Dated<'_>> {
        self.account.charges.iter().filter_map(|state| {
            let due = state.due?;
            let transaction = self.transactions.iter().find(|it| it.id == state.id)?;
            let Event::Charge { charge } = &transaction.event else { return None };
            let takes = |row: &&Installment| row.kind != InstallmentKind::DownPayment && due <= row.due;
            let installment = self.account.installments.iter().filter(takes).min_by_key(|row| row.due)?;
            Some(Dated { charge, state, due, entered_on: transaction.entered_on, installment })
        })
    }
}

fn interest(installment: NaiveDate, amount: Decimal) -> Earned {
    Earned { installment, source: Source::Interest, amount }
}

/// What lies below zero is taken from what lies above, the first of it first.
fn cover(amounts: Vec<&mut Decimal>) {
    let mut below: Decimal = amounts.iter().map(|amount| (-**amount).max(Decimal::ZERO)).sum();
    for amount in amounts {
        let covered = below.min(*amount).max(Decimal::ZERO);
        below -= covered;
        *amount = (*amount - covered).max(Decimal::ZERO);
    }
}

fn add(sum: &mut Components, penalty: bool, amount: Decimal) {
    if penalty {
        sum.penalties += amount;
    } else {
        sum.fees += amount;
    }
}
