//! In which rows charges are paid, and where they go when rows change.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::{Book, Charged};
use super::charge_part::ChargePart;
use super::row;
use crate::servicing::account::ChargeState;
use crate::servicing::allocation::order::Component;
use crate::servicing::amounts::no_more;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::transaction::{ChargeDue, Components};

impl Book<'_> {
    /// Notes a payment of fees or penalties of a row on the charges that are due in it, oldest first.
    pub fn pay_charges(&mut self, from: NaiveDate, due: NaiveDate, penalty: bool, mut amount: Decimal) {
        for (at, of_each) in self.charges_due_in(from, due, penalty) {
            let left = self.unpaid_of_charge(at, of_each, due);
            let paid = left.min(amount);
            amount -= paid;
            self.note_paid(at, of_each, due, paid);
        }
    }

    /// Notes that a payment of fees or penalties of a row was taken back, youngest charge first.
    pub fn unpay_charges(&mut self, from: NaiveDate, due: NaiveDate, penalty: bool, mut amount: Decimal) {
        for (at, of_each) in self.charges_due_in(from, due, penalty).into_iter().rev() {
            let paid = if of_each {
                self.parts.get(&(at, due)).map_or(Decimal::ZERO, |part| part.paid)
            } else {
                self.charges.get(at).map_or(Decimal::ZERO, |charged| charged.state.paid)
            };
            let taken = paid.min(amount);
            amount -= taken;
            self.note_paid(at, of_each, due, -taken);
        }
    }

    /// The charges that are due in a row, by their places in the list: those with a day of their own first, by that day,
    /// then those of each installment.
    pub fn charges_due_in(&self, from: NaiveDate, due: NaiveDate, penalty: bool) -> Vec<(usize, bool)> {
        if self.charges.is_empty() {
            return Vec::new();
        }
        let is_first = self.rows.iter().any(|row| row.from == from && Some(row.number) == self.first_regular());
        let begins = |day: NaiveDate| is_first || day > from;
        let mut due_here: Vec<(bool, Option<NaiveDate>, usize)> = Vec::new();
        for (at, charged) in self.charges.iter().enumerate().filter(|(_, c)| c.charge.penalty == penalty) {
            let falls_here = |day| charged.kept_in.map_or(begins(day) && day <= due, |kept_in| kept_in == due);
            match charged.charge.due {
                _ if charged.is_in_parts() => due_here.push((true, None, at)),
                ChargeDue::On(day) if falls_here(day) => due_here.push((false, Some(day), at)),
                ChargeDue::On(_) | ChargeDue::EachInstallment | ChargeDue::AtDisbursement => {}
            }
        }
        due_here.sort_unstable();
        due_here.into_iter().map(|(of_each, _, at)| (at, of_each)).collect()
    }

    /// What is open of a charge, in the row of a due date where it is due in parts.
    pub fn unpaid_of_charge(&self, at: usize, of_each: bool, due: NaiveDate) -> Decimal {
        if of_each {
            return self.parts.get(&(at, due)).map_or(Decimal::ZERO, |part| part.open());
        }
        self.charges.get(at).map_or(Decimal::ZERO, Charged::open)
    }

    fn note_paid(&mut self, at: usize, of_each: bool, due: NaiveDate, paid: Decimal) {
        if let Some(charged) = self.charges.get_mut(at) {
            charged.state.paid += paid;
        }
        if of_each {
            self.parts.entry((at, due)).or_default().paid += paid;
        }
    }

    /// The latest day on which a charge is due that is not wholly paid.
    pub fn last_unpaid_charge_due(&self) -> Option<NaiveDate> {
        self.charges
            .iter()
            .filter(|charged| charged.state.amount > charged.state.paid + charged.state.waived)
            .filter_map(|charged| charged.state.due)
            .max()
    }

    /// Charges stay in their row that becomes due before them.
    pub fn keep_charges(&mut self, from: NaiveDate, was_due: NaiveDate, is_due: NaiveDate) {
        let mut here = self.charges_due_in(from, was_due, true);
        here.extend(self.charges_due_in(from, was_due, false));
        for (at, _) in here {
            let Some(charged) = self.charges.get_mut(at) else { continue };
            if charged.kept_in.is_some() || charged.state.due.is_some_and(|due| due > is_due) {
                charged.kept_in = Some(is_due);
            }
        }
    }

    /// Charges that were kept in rows that are no more: what is open of them is due by their own day again, and one
    /// that is settled stays in the row that these were merged into.
    pub fn release_charges(&mut self, merged: &[NaiveDate], into: NaiveDate) {
        for charged in self.charges.iter_mut().filter(|c| c.kept_in.is_some_and(|due| merged.contains(&due))) {
            charged.kept_in = Some(into).filter(|_| charged.open().is_zero());
        }
    }

    /// Charges of each installment follow rows that are merged into the one that was due on a day and now is on
    /// another: what was paid and given up of them goes along, and the rest to a row that is due on a given day, or is
    /// not asked for.
    pub fn merge_charges_of_each(
        &mut self,
        (was_due, is_due): (NaiveDate, NaiveDate),
        merged: &[Installment],
        rest_due: Option<NaiveDate>,
    ) {
        // What was given up is not noted with charges: it is that of the first of them.
        let mut given_up: Vec<Components> = merged.iter().map(|row| row.written_off).collect();
        for (at, charged) in self.charges.iter_mut().enumerate() {
            if !charged.is_in_parts() {
                continue;
            }
            let mut of_row = self.parts.remove(&(at, was_due)).unwrap_or_default();
            let mut rest = Decimal::ZERO;
            for (row, given_up) in merged.iter().zip(&mut given_up) {
                let part = self.parts.remove(&(at, row.due)).unwrap_or_default();
                let left = row::part(given_up, charged.component());
                let gone = no_more(*left, part.open());
                *left -= gone;
                of_row += part.settled();
                of_row.asked += gone;
                rest += part.open() - gone;
            }
            self.parts.insert((at, is_due), of_row);
            match rest_due {
                Some(due) => {
                    self.parts.insert((at, due), ChargePart { asked: rest, ..ChargePart::default() });
                }
                None => charged.state.amount -= rest,
            }
        }
    }

    /// Charges that were due after the last row, which was due on a day, and now fall into one that was added, move there.
    pub fn place_charges_in_new_rows(&mut self, added: &[(NaiveDate, NaiveDate)], after: NaiveDate) {
        let charges: Vec<(Component, ChargeState, NaiveDate)> = self
            .charges
            .iter()
            // What is due in parts has them in rows of the schedule.
            .filter(|charged| !charged.is_in_parts() && charged.kept_in.is_none())
            .filter_map(|charged| {
                let component = charged.component();
                charged.state.due.filter(|due| *due > after).map(|due| (component, charged.state.clone(), due))
            })
            .collect();
        for (component, charge, due) in charges {
            let takes = |dates: &&(NaiveDate, NaiveDate)| due > dates.0 && due <= dates.1 && self.shows_period(**dates);
            let Some(new) = added.iter().find(takes) else { continue };
            let is_in =
                |row: &&mut Installment| row.kind == InstallmentKind::Additional && due > row.from && due <= row.due;
            let Some(extra) = self.rows.iter_mut().find(is_in) else { continue };
            let open = charge.amount - charge.paid - charge.waived;
            let given_up = open.min(*row::part(&mut extra.written_off, component)).max(Decimal::ZERO);
            change_charge(extra, component, &charge, Decimal::NEGATIVE_ONE);
            *row::part(&mut extra.written_off, component) -= given_up;
            let covers = |row: &&mut Installment| row.kind.is_of_schedule() && (row.from, row.due) == *new;
            if let Some(row) = self.rows.iter_mut().find(covers) {
                change_charge(row, component, &charge, Decimal::ONE);
                *row::part(&mut row.written_off, component) += given_up;
            }
        }
        let shown = |dates: &&(NaiveDate, NaiveDate)| self.shows_period(**dates);
        if let Some((_, last)) = added.iter().rfind(shown)
            && let Some(extra) = self.rows.iter_mut().find(|row| row.kind == InstallmentKind::Additional)
        {
            extra.from = extra.from.max(*last).min(extra.due);
        }
        let is_empty = |row: &Installment| {
            let amounts = [row.expected, row.paid, row.waived, row.written_off, row.credited];
            row.kind == InstallmentKind::Additional && amounts == [Components::default(); 5]
        };
        self.rows.retain(|row| !is_empty(row));
    }

    /// Whether a row shows a period of the plan. Where the rows end earlier, as everything was made due, none may.
    fn shows_period(&self, dates: (NaiveDate, NaiveDate)) -> bool {
        self.rows.iter().any(|row| row.kind.is_of_schedule() && (row.from, row.due) == dates)
    }
}

/// Puts a charge into a row, or takes it out, with what was paid and waived of it.
fn change_charge(row: &mut Installment, component: Component, charge: &ChargeState, sign: Decimal) {
    for (sum, amount) in
        [(&mut row.expected, charge.amount), (&mut row.paid, charge.paid), (&mut row.waived, charge.waived)]
    {
        *row::part(sum, component) += amount * sign;
    }
    let met_on = row.obligations_met_on.take();
    if let Some(on) = met_on {
        row::decide(row, on);
    }
}
