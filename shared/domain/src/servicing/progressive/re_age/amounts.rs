//! What is outstanding in equal parts, for a loan whose interest does not follow payments.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::{Due, EqualParts, FixedInstallment, NewPeriods};
use crate::servicing::progressive::book::Book;
use crate::servicing::progressive::{row, schedule};
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// What is outstanding in equal parts, for a loan whose interest does not follow payments: principal, and what is
    /// given of interest, with charges, for one that bears any.
    pub fn re_age_amounts(&mut self, of: &Transaction, new: &NewPeriods, interest: Option<Decimal>) {
        let on = of.value_date;
        let with_interest = interest.is_some();
        let maturity = self.last_of_schedule();
        let mut before = self.outstanding_to_lift(with_interest);
        before.interest = interest.unwrap_or_default();
        let charges = self.lift_outstanding(on, with_interest);
        let lifted = Components { fees: charges.fees, penalties: charges.penalties, ..before };
        let early = self.lift_early_payments(on);
        let given_up = self.lift_given_up(on);
        let cut_off = self.cut_charges_off(on);
        let dropped = self.cut_rows_at(on);
        let until_then = |row: &&Installment| row.kind != InstallmentKind::DownPayment && row.due <= on;
        let begins = self.rows.iter().filter(until_then).map(|row| row.due).max();
        let begins = begins.unwrap_or(self.start);
        let takes_early = |row: &Installment| row.due == on && row.kind != InstallmentKind::DownPayment;
        let has_early = !early.paid.total().is_zero() || !given_up.is_nothing();
        // What was due before the day ends on it, also where that is the day of the disbursement.
        let ends_on_day = has_early || on <= maturity;
        if ends_on_day && !self.rows.iter().any(takes_early) {
            let mut row = schedule::row(InstallmentKind::ReAged, begins.min(on), on);
            row::update(&mut row, on);
            self.rows.push(row);
        }
        if let Some(row) = self.rows.iter_mut().rev().find(|row| takes_early(row))
            && has_early
        {
            row.expected += early.paid;
            row.paid += early.paid;
            row.paid_in_advance += early.in_advance;
            given_up.add_to(row);
            given_up.add_to_expected(row);
            row.obligations_met_on = None;
            row::update(row, on);
        }
        if ends_on_day {
            self.join_empty_row_before(on);
        }
        let mut asked = Vec::new();
        let mut put_back = Components::default();
        for row in &dropped {
            put_back += row.credited.without_charges();
        }
        let mut dropped = dropped.into_iter();
        for (at, mut row) in self.parts_as_rows(&lifted, new, begins, on).into_iter().enumerate() {
            asked.push((row.due, row.expected));
            if at == 0 {
                row.credited = put_back;
            }
            // Each new installment takes the place of one that was, with its charges.
            let replaced = if at == 0 { cut_off.clone() } else { dropped.next() };
            if let Some(replaced) = replaced {
                row::take_charges(&mut row, &replaced);
                row::update(&mut row, on);
                self.move_charges(&[(replaced, row.due)]);
            }
            self.merge_or_push(row, on);
        }
        self.move_put_back(new.first_due, on);
        if with_interest {
            self.spread_charges(&asked);
        }
        schedule::number(&mut self.rows);
        self.ask_first_on_day_of_disbursement(on);
        for row in dropped {
            self.move_charges_of(&row, on);
        }
        self.chain_rows();
        self.plan_from_rows();
        self.post_standing_still(of, lifted);
    }

    /// On the day of the disbursement, a new installment that is due at once comes before what ends there.
    fn ask_first_on_day_of_disbursement(&mut self, on: NaiveDate) {
        let is_then = |row: &Installment| row.kind == InstallmentKind::ReAged && row.from == on && row.due == on;
        let of_day: Vec<usize> =
            self.rows.iter().enumerate().filter(|(_, row)| is_then(row)).map(|(at, _)| at).collect();
        if let [ended, new] = of_day[..] {
            self.rows.swap(ended, new);
            schedule::number(&mut self.rows);
        }
    }

    /// The row that ends on the day of re-ageing takes the days of the one before it that an earlier re-ageing left
    /// empty.
    fn join_empty_row_before(&mut self, on: NaiveDate) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.due == on && row.kind.is_of_schedule()) {
            row.kind = InstallmentKind::ReAged;
        }
        let before = self.rows.iter().enumerate().filter(|(_, row)| row.kind.is_of_periods() && row.due < on);
        let Some((at, before)) = before.max_by_key(|(_, row)| row.due) else { return };
        let is_empty = before.expected.is_nothing() && before.paid.is_nothing();
        if before.kind == InstallmentKind::ReAged && is_empty {
            let from = before.from;
            self.rows.remove(at);
            if let Some(row) = self.rows.iter_mut().find(|row| row.due == on && row.kind.is_of_periods()) {
                row.from = from;
            }
        }
    }

    fn parts_as_rows(
        &self,
        lifted: &Components,
        new: &NewPeriods,
        begins: NaiveDate,
        on: NaiveDate,
    ) -> Vec<Installment> {
        let rounding = &self.terms.rounding;
        let count = usize::try_from(new.count).unwrap_or(0);
        let interest = EqualParts::of(lifted.interest, count, rounding);
        let fees = EqualParts::of(lifted.fees, count, rounding);
        let penalties = EqualParts::of(lifted.penalties, count, rounding);
        let all = EqualParts::in_multiples(lifted.total(), count, rounding);
        let principal =
            EqualParts::with_part(lifted.principal, count, all.part - interest.part - fees.part - penalties.part);
        let mut from = begins;
        let mut rows = Vec::with_capacity(count);
        let mut due = new.first_due;
        for at in 0..count {
            let mut row = schedule::row(InstallmentKind::ReAged, from, due);
            row.expected = Components {
                principal: principal.at(at),
                interest: interest.at(at),
                fees: fees.at(at),
                penalties: penalties.at(at),
            };
            row::update(&mut row, on);
            rows.push(row);
            from = due;
            let Some(next) = new.every.after(due, 1) else { break };
            due = next;
        }
        rows
    }

    /// A new row takes the place of an additional one that is due by then, with what was paid of it.
    fn merge_or_push(&mut self, new: Installment, on: NaiveDate) {
        let known = self
            .rows
            .iter_mut()
            .find(|row| row.kind == InstallmentKind::Additional && row.due <= new.due && row.due > new.from);
        let Some(row) = known else {
            self.rows.push(new);
            return;
        };
        row.kind = InstallmentKind::ReAged;
        row.from = new.from;
        row.due = new.due;
        row.expected.principal = new.expected.principal + row.paid.principal;
        row.expected.interest = new.expected.interest + row.paid.interest;
        row.expected.fees += new.expected.fees;
        row.expected.penalties += new.expected.penalties;
        row.credited += new.credited;
        row::update(row, on);
    }

    /// What was put back in a row beside the schedule, and is spread now, was put back in the first of the new rows.
    fn move_put_back(&mut self, first_due: NaiveDate, on: NaiveDate) {
        let mut moved = Components::default();
        for row in self.rows.iter_mut().filter(|row| row.kind == InstallmentKind::Additional) {
            for (sum, credited, asked) in [
                (&mut moved.principal, &mut row.credited.principal, row.expected.principal),
                (&mut moved.interest, &mut row.credited.interest, row.expected.interest),
            ] {
                let spread = (*credited - asked).max(Decimal::ZERO);
                *credited -= spread;
                *sum += spread;
            }
        }
        let is_first = |row: &&mut Installment| row.kind == InstallmentKind::ReAged && row.due == first_due;
        if let Some(row) = self.rows.iter_mut().rev().find(is_first) {
            row.credited += moved;
            row::update(row, on);
        }
    }

    /// The plan follows rows that were set without it.
    fn plan_from_rows(&mut self) {
        let part = |components: &Components| Due { principal: components.principal, interest: components.interest };
        let fixed: Vec<FixedInstallment> = self
            .rows
            .iter()
            .filter(|row| matches!(row.kind, InstallmentKind::Regular | InstallmentKind::ReAged))
            .map(|row| FixedInstallment {
                from: row.from,
                due: row.due,
                expected: part(&row.expected),
                paid: part(&row.paid),
            })
            .collect();
        let lent = fixed.iter().map(|fixed| fixed.expected.principal).sum();
        self.plan.of_installments(&fixed, lent);
    }
}
