//! When income is recognised.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::books::Books;
use super::earned::{Earned, Income};
use super::entry::{Entry, EntryKind, Source};
use super::waivers::{self, Waived};
use crate::servicing::account::Standing;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Components, TransactionId};

/// The income of a loan as the books have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IncomeLedger {
    books: Books,
    waived: BTreeMap<Source, Waived>,
    /// The day up to which something was recognised last.
    till: Option<NaiveDate>,
}

impl IncomeLedger {
    /// The entries, in the order in which they were made.
    pub fn entries(&self) -> &[Entry] {
        self.books.entries()
    }

    /// The run at the end of a day: recognises what was earned till then, and takes back what was not earned after all.
    pub fn close_day(&mut self, income: &Income<'_>, day: NaiveDate) -> Result<(), ReplayError> {
        let Some(last_due) = income.last_due().filter(|_| income.is_earning()) else { return Ok(()) };
        waivers::note(&mut self.waived, &self.books, income);
        self.clear_after(income, last_due);
        let till = day.min(last_due);
        if income.is_by_installment() {
            return self.recognise_by_installment(income, till);
        }
        if self.is_done(income, till) {
            return Ok(());
        }
        let mut differences = total(self.differences(income.earned_till(till)?));
        differences.extend(self.gone(income));
        if self.books.adjust(till, differences) {
            self.till = Some(till);
        }
        Ok(())
    }

    /// Something happened to the loan: recognises all that is left where it is paid, interest up to the day where it was
    /// charged off or called due at once, and takes back what lies after a schedule that became shorter. A loan whose
    /// disbursement was taken back has earned nothing.
    pub fn after_event(&mut self, income: &Income<'_>, today: NaiveDate) -> Result<(), ReplayError> {
        if income.account.standing == Standing::Undisbursed {
            *self = Self::default();
            return Ok(());
        }
        waivers::note(&mut self.waived, &self.books, income);
        if let Some(on) = income.stopped_on() {
            return self.stop(income, on);
        }
        let Some(last_due) = income.last_due() else { return Ok(()) };
        if income.is_earning() || income.is_settled() {
            self.clear_after(income, last_due);
        }
        if income.is_settled() {
            self.settle(income, last_due, today);
        }
        Ok(())
    }

    /// The loan was charged off: nothing is recognised after that day.
    pub fn charged_off(&mut self, income: &Income<'_>, on: NaiveDate) {
        let first_day_counts = income.terms.interest.first_day_counts;
        self.books.drop_entries(|entry| entry.on > on || (first_day_counts && entry.on == on));
    }

    /// The last disbursement was taken back: the days since then are recognised anew with the next run.
    pub fn disbursement_undone(&mut self, disbursed_on: NaiveDate) {
        self.books.drop_entries(|entry| entry.on >= disbursed_on && entry.kind == EntryKind::Recognised);
    }

    /// Recognises a charge at once: on its due date, or today where that is still to come.
    pub fn recognise_charge(&mut self, income: &Income<'_>, charge: TransactionId, today: NaiveDate) {
        if let Some((earned, due)) = income.dated_charge(charge) {
            let missing = total(self.differences(vec![earned]));
            self.books.raise(due.min(today), missing);
        }
    }

    /// Older systems recognise the last part of an installment's interest anew after a change: it is dropped, and comes
    /// back with what is earned now, at once or with the run of the next day. So does what is more than the installment
    /// of its day asks for. It does not come back where the loan was written off.
    pub fn recompute(&mut self, income: &Income<'_>, at_once: bool) -> Result<(), ReplayError> {
        let is_over = income.account.standing == Standing::WrittenOff;
        if !income.is_by_installment() || !(is_over || income.is_earning()) {
            return Ok(());
        }
        let last = self.till.filter(|till| income.has_part_at(*till));
        self.books.drop_entries(|entry| Some(entry.on) == last);
        self.drop_beyond_installments(income);
        let Some(till) = self.till else { return Ok(()) };
        if at_once && !is_over { self.recognise_by_installment(income, till) } else { Ok(()) }
    }

    /// Whether the books have a day already. Only a charge that is due on it may still be missing.
    fn is_done(&self, income: &Income<'_>, till: NaiveDate) -> bool {
        self.till.is_some_and(|done| till <= done)
            && self.entries().iter().any(|entry| entry.on >= till)
            && !income.has_charge_due_on(till)
    }

    fn settle(&mut self, income: &Income<'_>, last_due: NaiveDate, today: NaiveDate) {
        if income.is_by_installment() {
            let missing = total(self.differences(income.all_earned()));
            self.books.raise(income.settled_on().unwrap_or(today), missing);
            return;
        }
        let on = last_due.min(today);
        if self.till.is_some_and(|till| last_due <= till) {
            self.books.take_back_after(on);
        }
        let mut differences = total(self.differences(income.all_earned()));
        differences.extend(self.gone(income));
        if self.books.adjust(on, differences) {
            self.till = Some(on);
        }
    }

    /// Interest up to a day, as entries up to that day have it, is what is recognised; charges are left as they are.
    fn stop(&mut self, income: &Income<'_>, on: NaiveDate) -> Result<(), ReplayError> {
        let missing = income.interest_when_stopped(on)? - self.books.recognised_till(Source::Interest, on);
        self.books.adjust(on, BTreeMap::from([(Source::Interest, missing)]));
        Ok(())
    }

    /// Entries after a day are taken back, or dropped in the way of older systems.
    fn clear_after(&mut self, income: &Income<'_>, day: NaiveDate) {
        if income.is_by_installment() {
            self.books.drop_entries(|entry| entry.on > day);
        } else {
            self.books.take_back_after(day);
        }
    }

    /// Drops entries with which the books have more on the days of an installment than it asks for, as they do once a
    /// loan is owed again that was paid early.
    fn drop_beyond_installments(&mut self, income: &Income<'_>) {
        let mut asked: BTreeMap<NaiveDate, (Components, Components)> = BTreeMap::new();
        for row in &income.account.installments {
            asked.entry(row.due).or_default().0 += row.expected;
        }
        self.books.drop_entries(|entry| {
            let Some((_, (asked, known))) = asked.range_mut(income.day_of(entry)..).next() else { return false };
            let mut with_it = *known;
            with_it += entry.components();
            let is_beyond =
                with_it.interest > asked.interest || with_it.fees > asked.fees || with_it.penalties > asked.penalties;
            if !is_beyond {
                *known = with_it;
            }
            is_beyond
        });
    }

    fn recognise_by_installment(&mut self, income: &Income<'_>, till: NaiveDate) -> Result<(), ReplayError> {
        let mut by_installment: BTreeMap<NaiveDate, BTreeMap<Source, Decimal>> = BTreeMap::new();
        for (installment, source, amount) in self.differences(income.earned_till(till)?) {
            let is_over = installment <= till || self.till.is_none_or(|done| till >= done);
            if is_over {
                *by_installment.entry(installment).or_default().entry(source).or_default() += amount;
            }
        }
        for (installment, missing) in by_installment {
            if self.books.raise(installment.min(till), missing) {
                self.till = Some(till);
            }
        }
        Ok(())
    }

    /// What was recognised of charges that are not on the account any more, below zero.
    fn gone(&self, income: &Income<'_>) -> BTreeMap<Source, Decimal> {
        let is_gone = |source: &Source| !income.has(*source);
        self.books.all().filter(|(source, _)| is_gone(source)).map(|(source, amount)| (*source, -*amount)).collect()
    }

    /// By how much what was earned differs from what is recognised, earlier installments first. What is waived is not
    /// earned, and what of it had been recognised is gone from the books already.
    fn differences(&self, earned: Vec<Earned>) -> Vec<(NaiveDate, Source, Decimal)> {
        let mut left: BTreeMap<Source, Decimal> = BTreeMap::new();
        let mut last: BTreeMap<Source, usize> = BTreeMap::new();
        for (at, earned) in earned.iter().enumerate() {
            *left.entry(earned.source).or_default() += earned.amount;
            last.insert(earned.source, at);
        }
        for (source, left) in &mut left {
            let waived = self.waived.get(source).copied().unwrap_or_default();
            let standing = (self.books.recognised(*source) - waived.recognised).max(Decimal::ZERO);
            *left = standing + waived.amount.min(*left);
        }
        let mut differences = Vec::new();
        for (at, earned) in earned.into_iter().enumerate() {
            let left = left.entry(earned.source).or_default();
            let is_last = last.get(&earned.source) == Some(&at);
            let covered = if is_last { *left } else { earned.amount.min(*left) };
            *left -= covered;
            differences.push((earned.installment, earned.source, earned.amount - covered));
        }
        differences
    }
}

fn total(differences: Vec<(NaiveDate, Source, Decimal)>) -> BTreeMap<Source, Decimal> {
    let mut total: BTreeMap<Source, Decimal> = BTreeMap::new();
    for (_, source, amount) in differences {
        *total.entry(source).or_default() += amount;
    }
    total
}
