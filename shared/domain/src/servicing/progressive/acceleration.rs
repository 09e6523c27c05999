//! Everything that is due later becomes due on one day, and bears interest to that day alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::charge_off::part_of;
use super::portions::Portion;
use super::row;
use super::schedule;
use crate::servicing::allocation::order::Component;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::Period;
use crate::servicing::transaction::{Components, Event, RepaymentKind, Transaction, TransactionId};

const COMPONENTS: [Component; 4] = [Component::Penalty, Component::Fee, Component::Interest, Component::Principal];

impl Book<'_> {
    /// Makes everything due on a day. Payments that had gone to what was due later are taken again.
    pub fn accelerate(&mut self, on: NaiveDate) {
        let maturity = self.rows.iter().filter(|row| row.kind != InstallmentKind::Additional).map(|row| row.due).max();
        let current = self.row_of(on).map(|row| row.number);
        let (Some(number), true) = (current, maturity.is_some_and(|maturity| on < maturity)) else { return };
        let again = self.payments_beyond(on);
        for payment in &again {
            self.undo_payment(payment);
        }
        if self.recalculates() {
            self.plan.accelerate(on);
        }
        self.merge_later_rows(number, on);
        for payment in &again {
            self.take_again(payment);
        }
        if !again.is_empty() {
            self.balance = self.rows.iter().map(|row| row.outstanding().principal).sum();
        }
        self.cover_what_came_later();
    }

    /// A payment that was taken again may have paid more principal than was owed on its day: what was lent or put back later
    /// is covered by what was beyond it, as it is by any overpayment.
    fn cover_what_came_later(&mut self) {
        let events: BTreeMap<TransactionId, &Event> = self.transactions.iter().map(|it| (it.id, &it.event)).collect();
        let mut beyond = Decimal::ZERO;
        for posting in &mut self.postings {
            let Some(event) = events.get(&posting.id).filter(|event| !stands_still(event)) else { continue };
            posting.balance_after += beyond;
            let missing = (-posting.balance_after).max(Decimal::ZERO);
            if missing > Decimal::ZERO {
                let moved = missing.min(posting.components.principal);
                posting.components.principal -= moved;
                posting.overpaid += moved;
                posting.balance_after += moved;
                beyond += moved;
            } else if is_lent(event) && beyond > Decimal::ZERO {
                let covered = beyond.min(posting.balance_after);
                let by_overpayment =
                    !covered.is_zero() && posting.components.total() + posting.overpaid == posting.amount;
                if by_overpayment && takes_back(event) {
                    // What an overpayment had covered at once has been put back with the rest.
                    posting.components.principal += posting.overpaid;
                }
                posting.overpaid += covered;
                posting.balance_after -= covered;
                beyond -= covered;
            }
        }
    }

    /// Payments of which something went to rows that begin after a day, in their order.
    fn payments_beyond(&self, day: NaiveDate) -> Vec<Transaction> {
        self.transactions
            .iter()
            .filter(|transaction| transaction.value_date < day)
            .filter(|transaction| self.portions.of(transaction.id).iter().any(|portion| portion.from > day))
            .map(|transaction| (*transaction).clone())
            .collect()
    }

    fn undo_payment(&mut self, payment: &Transaction) {
        let recalculates = self.recalculates();
        for Portion { mut from, mut due, mut paid } in self.portions.take(payment.id) {
            // An additional row may have become due later since.
            let moved = |row: &&Installment| row.kind == InstallmentKind::Additional && row.from == from;
            if let Some(row) = self.rows.iter().find(moved) {
                due = row.due;
            }
            // Or an installment that was added has come to cover it.
            let is_there = self.rows.iter().any(|row| (row.from, row.due) == (from, due));
            let covers = |row: &&Installment| row.kind.is_of_periods() && row.from < due && due <= row.due;
            if let Some(row) = self.rows.iter().find(covers).filter(|_| !is_there) {
                (from, due) = (row.from, row.due);
            }
            self.unpay_charges(from, due, true, paid.penalties);
            self.unpay_charges(from, due, false, paid.fees);
            if let Some(row) = self.rows.iter_mut().find(|row| (row.from, row.due) == (from, due)) {
                for component in COMPONENTS {
                    row::unpay(row, component, payment.value_date, *row::part(&mut paid, component));
                }
            }
            // The plan knows nothing of what is paid beside it, as down payments are.
            if recalculates && self.plan.period_with(from, due).is_some() {
                self.plan.undo_payment(from, due, payment.value_date, paid.principal, paid.interest);
            }
        }
    }

    /// Takes a payment that was undone; its posting stays in its place.
    fn take_again(&mut self, payment: &Transaction) {
        let Some(at) = self.postings.iter().position(|posting| posting.id == payment.id) else { return };
        let before = self.postings.remove(at);
        self.balance += before.components.principal;
        // What of it was beyond what was owed may have been used since.
        let used = before.overpaid - before.overpaid.min(self.overpaid);
        self.overpaid -= before.overpaid - used;
        let (amount, kind) = match payment.event {
            Event::Repayment { amount, kind } => (amount, kind),
            _ => (before.amount, RepaymentKind::InterestRefund),
        };
        self.repay(payment, kind, amount - used);
        let Some(mut posting) = self.postings.pop() else { return };
        let difference = before.components.principal - posting.components.principal;
        posting.amount = before.amount;
        posting.overpaid += used;
        posting.balance_after = before.balance_after + difference;
        let transactions = self.transactions;
        let shows_none = |id| transactions.iter().any(|it| it.id == id && stands_still(&it.event));
        for later in self.postings.iter_mut().skip(at).filter(|later| !shows_none(later.id)) {
            later.balance_after += difference;
        }
        self.postings.insert(at, posting);
    }

    /// The row that the day lies in takes over what later rows ask for. Charges of later rows that have a day of their own
    /// stay due by that day, in a row behind it, and those of later installments with them; where there is none that is
    /// unpaid, charges of installments that are no more are not asked for.
    fn merge_later_rows(&mut self, number: u32, on: NaiveDate) {
        let later: Vec<Installment> =
            self.rows.iter().filter(|row| row.number != number && row.due > on && row.from >= on).cloned().collect();
        let recalculates = self.recalculates();
        let period = self.plan.periods().last().map(Period::due_interest);
        let rounding = self.terms.rounding;
        let Some((from, was_due)) = self.rows.iter().find(|row| row.number == number).map(|row| (row.from, row.due))
        else {
            return;
        };
        self.keep_charges(from, was_due, on);
        let Some(row) = self.rows.iter_mut().find(|row| row.number == number) else { return };
        let mut charges = Components::default();
        for later in &later {
            row.expected.principal += later.expected.principal;
            for (sum, part) in [
                (&mut row.paid, &later.paid),
                (&mut row.waived, &later.waived),
                (&mut row.written_off, &later.written_off),
                (&mut row.credited, &later.credited),
            ] {
                sum.principal += part.principal;
                sum.interest += part.interest;
            }
            row.paid_in_advance += later.paid_in_advance;
            take_over_charges(row, later);
            charges.fees += later.outstanding().fees;
            charges.penalties += later.outstanding().penalties;
        }
        match period {
            // What was given up may not have been borne yet.
            Some(interest) if recalculates => {
                row.expected.interest = interest.max(row.paid.interest + row.reduced().interest);
            }
            _ => {
                // What was put back is owed whatever has been borne.
                let put_back = row.credited.interest.min(row.outstanding().interest).max(Decimal::ZERO);
                let open = row.outstanding().interest - put_back;
                let gone = row.expected.interest - open;
                row.expected.interest =
                    gone + rounding.money(part_of(&rounding, open.max(Decimal::ZERO), (from, was_due), on));
            }
        }
        row.due = on;
        row::decide(row, on);
        self.rows.retain(|row| row.number == number || !(row.due > on && row.from >= on));
        let last = self.last_unpaid_charge_due().filter(|due| *due > on);
        let dues: Vec<NaiveDate> = later.iter().map(|row| row.due).collect();
        self.release_charges(&dues, on);
        self.merge_charges_of_each((was_due, on), &later, last);
        if let Some(due) = last.filter(|_| !charges.total().is_zero()) {
            let mut extra = schedule::row(InstallmentKind::Additional, on, due);
            extra.expected = charges;
            self.rows.push(extra);
        }
        schedule::number(&mut self.rows);
    }
}

/// A row takes over what was paid, waived and written off of the charges of a later one.
fn take_over_charges(row: &mut Installment, later: &Installment) {
    let left = later.outstanding();
    row.expected.fees += later.expected.fees - left.fees;
    row.expected.penalties += later.expected.penalties - left.penalties;
    for (sum, part) in
        [(&mut row.paid, &later.paid), (&mut row.waived, &later.waived), (&mut row.written_off, &later.written_off)]
    {
        sum.fees += part.fees;
        sum.penalties += part.penalties;
    }
}

/// Whether a transaction leaves outstanding what it sums up, and shows no balance.
fn stands_still(event: &Event) -> bool {
    matches!(event, Event::ReAge { .. } | Event::ReAmortise { .. } | Event::ChargeOff | Event::Termination)
}

/// Whether a transaction makes owed again what had been paid.
fn takes_back(event: &Event) -> bool {
    matches!(event, Event::Chargeback { .. } | Event::CreditBalanceRefund { .. })
}

/// Whether a transaction makes principal owed.
fn is_lent(event: &Event) -> bool {
    matches!(
        event,
        Event::Disbursement { .. }
            | Event::CapitalizedIncome { .. }
            | Event::Chargeback { .. }
            | Event::CreditBalanceRefund { .. }
    )
}
