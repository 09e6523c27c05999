//! What is outstanding is spread over new installments.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use super::schedule;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::{Due, EqualParts, FixedInstallment, NewPeriods, Period};
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Components, ReAge, ReAgeInterest, Transaction};

impl Book<'_> {
    /// Spreads what is outstanding over new installments, as it is on the day of the transaction, or when the first of them
    /// is due if that is earlier. Where nothing of it is left, as payments that are entered later may have it, it did not
    /// happen.
    pub fn re_age(&mut self, of: &Transaction, plan: &ReAge) -> Result<(), ReplayError> {
        if self.outstanding().total().is_zero() {
            return Ok(());
        }
        let in_equal_parts = !matches!(plan.interest, ReAgeInterest::Default | ReAgeInterest::WaiveInterest);
        if plan.first_due <= self.start && self.recalculates() && in_equal_parts {
            return Err(ReplayError::Unsupported("re-ageing in equal parts into the day of the disbursement"));
        }
        let of = &Transaction { value_date: plan.first_due.min(of.value_date), ..of.clone() };
        let new = NewPeriods { first_due: plan.first_due, count: plan.installments, every: plan.period };
        let recalculates = self.recalculates();
        match (self.bears_interest(), plan.interest) {
            (false, _) => self.re_age_amounts(of, &new, None),
            (true, ReAgeInterest::Default) if recalculates => self.re_age_with_interest(of, &new),
            (true, ReAgeInterest::EqualAmortizationFullInterest) if recalculates => {
                let maturity = self.plan.maturity().unwrap_or(of.value_date);
                self.re_age_equal(of, &new, maturity);
            }
            (true, ReAgeInterest::EqualAmortizationPayableInterest) if recalculates => {
                self.re_age_equal(of, &new, of.value_date);
            }
            (true, ReAgeInterest::EqualAmortizationFullInterest) => {
                let all = self.outstanding_to_lift(true).interest;
                self.re_age_amounts(of, &new, Some(all));
            }
            (true, ReAgeInterest::EqualAmortizationPayableInterest) => {
                let payable = self.interest_scheduled_till(of.value_date);
                self.re_age_amounts(of, &new, Some(payable));
            }
            (true, ReAgeInterest::WaiveInterest) if recalculates => {
                let outstanding = self.plan.outstanding_interest_till(of.value_date);
                let waived = self.waive_oldest_interest(of.value_date, outstanding);
                self.re_age_with_interest(of, &new);
                self.post_waived(waived);
            }
            (true, ReAgeInterest::WaiveInterest) => {
                let outstanding = self.interest_scheduled_till(of.value_date);
                let waived = self.waive_oldest_interest(of.value_date, outstanding);
                self.re_age_amounts(of, &new, Some(Decimal::ZERO));
                self.post_waived(waived);
            }
            (true, ReAgeInterest::Default) => {
                return Err(ReplayError::Unsupported("re-ageing without recalculation of interest"));
            }
        }
        Ok(())
    }

    /// The posting says what was waived.
    fn post_waived(&mut self, interest: Decimal) {
        if let Some(posting) = self.postings.last_mut() {
            posting.components.interest += interest;
            posting.amount += interest;
        }
    }

    /// The principal goes on bearing interest in the new installments.
    fn re_age_with_interest(&mut self, of: &Transaction, new: &NewPeriods) {
        let on = of.value_date;
        self.take_into_plan(on);
        let components = Components {
            principal: self.plan.outstanding_principal(),
            interest: self.plan.outstanding_interest_till(on),
            ..Components::default()
        };
        self.plan.re_age(on, *new);
        let in_advance = self.take_early_payments(on);
        let mut taken = BTreeSet::new();
        let periods: Vec<_> = self.plan.periods().to_vec();
        let holds = |period: &Period| period.holds_early_payments && period.due == on;
        let holder = periods.iter().find(|period| holds(period)).map(|period| period.from);
        let given_up = self.take_given_up(on, holder);
        for period in &periods {
            let empty = period.installment.is_zero();
            let known = self.rows.iter().enumerate().position(|(at, row)| {
                row.kind != InstallmentKind::DownPayment
                    && row.from == period.from
                    && !is_paid_beside(row)
                    && !taken.contains(&at)
            });
            let at = known.unwrap_or_else(|| {
                self.rows.push(schedule::row(InstallmentKind::ReAged, period.from, period.due));
                self.rows.len().saturating_sub(1)
            });
            let Some(row) = self.rows.get_mut(at) else { continue };
            row.due = period.due;
            row.kind = InstallmentKind::ReAged;
            row.expected.principal = if empty { Decimal::ZERO } else { period.due_principal() };
            row.expected.interest = if empty { Decimal::ZERO } else { period.due_interest() };
            if holds(period) {
                row.paid_in_advance += in_advance;
                given_up.add_to(row);
            }
            // To the plan, what was waived or written off counts as paid.
            row.paid.principal = period.paid_principal - row.reduced().principal;
            row.paid.interest = period.paid_interest - row.reduced().interest;
            row::update(row, on);
            taken.insert(at);
        }
        self.drop_rows_without_period(on);
        self.post_standing_still(of, components);
    }

    /// Principal that is outstanding in rows beside the plan, down payments left out.
    fn beside_plan(&self) -> Decimal {
        let beside = |row: &&Installment| row.kind == InstallmentKind::Additional;
        self.rows.iter().filter(beside).map(|row| row.outstanding().principal.max(Decimal::ZERO)).sum()
    }

    /// Principal that is outstanding beside the plan comes into it, so that it is spread too.
    fn take_into_plan(&mut self, on: NaiveDate) {
        let beside = self.beside_plan();
        let Some(maturity) = self.plan.maturity().filter(|_| beside > Decimal::ZERO) else { return };
        self.plan.credit(maturity.min(on), beside, Decimal::ZERO);
        for row in self.rows.iter_mut().filter(|row| row.kind == InstallmentKind::Additional) {
            row.expected.principal = row.paid.principal;
            row::update(row, on);
        }
    }

    /// Principal and interest up to a day, and charges, in equal parts.
    fn re_age_equal(&mut self, of: &Transaction, new: &NewPeriods, interest_till: NaiveDate) {
        let on = of.value_date;
        self.take_into_plan(on);
        let due = self.plan.outstanding_on(interest_till);
        let charges = self.lift_outstanding(on, true);
        let components = Components { principal: due.principal, interest: due.interest, ..charges };
        let early = self.lift_early_payments(on);
        self.plan.re_age_in_equal_parts(on, *new, due, charges.fees + charges.penalties);
        let maturity = self.plan.maturity().unwrap_or(on);
        self.rows.retain(|row| match row.kind {
            InstallmentKind::DownPayment | InstallmentKind::AppliedInterest => true,
            InstallmentKind::Additional => row.due > maturity,
            InstallmentKind::Regular | InstallmentKind::ReAged => row.due < on,
        });
        let periods: Vec<_> = self.plan.periods().to_vec();
        let first_new = periods.len().saturating_sub(usize::try_from(new.count).unwrap_or(0));
        let count = periods.len().saturating_sub(first_new);
        let fees = EqualParts::of(charges.fees, count, &self.terms.rounding);
        let penalties = EqualParts::of(charges.penalties, count, &self.terms.rounding);
        let mut asked = Vec::new();
        for (at, period) in periods.iter().enumerate() {
            let known = self.rows.iter_mut().find(|row| {
                row.kind != InstallmentKind::DownPayment && row.due == period.due && row.from == period.from
            });
            if let (Some(row), true) = (known, period.due < on) {
                row.expected.interest = row.paid.interest;
                row.expected.principal = row.paid.principal;
                row::update(row, on);
                continue;
            }
            let mut row = schedule::row(InstallmentKind::ReAged, period.from, period.due);
            row.expected.principal = period.due_principal();
            row.expected.interest = period.due_interest();
            if period.holds_early_payments {
                row.paid.principal = period.paid_principal;
                row.paid.interest = period.paid_interest;
                row.expected.fees = early.paid.fees;
                row.paid.fees = early.paid.fees;
                row.expected.penalties = early.paid.penalties;
                row.paid.penalties = early.paid.penalties;
                row.paid_in_advance = early.in_advance;
            } else if at >= first_new {
                row.expected.fees = fees.at(at - first_new);
                row.expected.penalties = penalties.at(at - first_new);
            }
            row::update(&mut row, on);
            if at >= first_new {
                asked.push((row.due, row.expected));
            }
            self.rows.push(row);
        }
        schedule::number(&mut self.rows);
        self.spread_charges(&asked);
        self.post_standing_still(of, components);
    }

    /// Interest of the schedule up to a day that has not been paid.
    fn interest_scheduled_till(&self, on: NaiveDate) -> Decimal {
        let open = |row: &Installment| {
            if row.due <= on {
                return row.outstanding().interest;
            }
            (self.plan.interest_till(row.from, row.due, on, false) - row.paid.interest).max(Decimal::ZERO)
        };
        self.rows.iter().filter(|row| row.from < on && row.kind != InstallmentKind::DownPayment).map(open).sum()
    }

    /// What is outstanding in equal parts, for a loan whose interest does not follow payments: principal, and what is
    /// given of interest, with charges, for one that bears any.
    fn re_age_amounts(&mut self, of: &Transaction, new: &NewPeriods, interest: Option<Decimal>) {
        let on = of.value_date;
        let with_interest = interest.is_some();
        let mut before = self.outstanding_to_lift(with_interest);
        before.interest = interest.unwrap_or_default();
        let charges = self.lift_outstanding(on, with_interest);
        let lifted = Components { fees: charges.fees, penalties: charges.penalties, ..before };
        let early = self.lift_early_payments(on);
        let dropped = self.cut_rows_at(on);
        let begins = self.rows.iter().filter(|row| row.kind != InstallmentKind::DownPayment).map(|row| row.due).max();
        let begins = begins.unwrap_or(self.start);
        if let Some(row) =
            self.rows.iter_mut().rev().find(|row| row.due == on && row.kind != InstallmentKind::DownPayment)
            && !early.paid.total().is_zero()
        {
            for (sum, part) in [(&mut row.expected, &early.paid), (&mut row.paid, &early.paid)] {
                sum.principal += part.principal;
                sum.interest += part.interest;
                sum.fees += part.fees;
                sum.penalties += part.penalties;
            }
            row.paid_in_advance += early.in_advance;
            row::update(row, on);
        }
        let mut asked = Vec::new();
        for row in self.parts_as_rows(&lifted, new, begins, on) {
            asked.push((row.due, row.expected));
            self.merge_or_push(row, on);
        }
        if with_interest {
            self.spread_charges(&asked);
        }
        schedule::number(&mut self.rows);
        for row in dropped {
            self.move_charges_of(&row, on);
        }
        self.plan_from_rows();
        self.post_standing_still(of, lifted);
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
        row::update(row, on);
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

    /// What will be lifted of principal and interest.
    fn outstanding_to_lift(&self, with_interest: bool) -> Components {
        let mut sum = Components::default();
        for row in self.rows.iter().filter(|row| !with_interest || row.kind != InstallmentKind::DownPayment) {
            let left = row.outstanding();
            sum.principal += left.principal.max(Decimal::ZERO);
            if with_interest {
                sum.interest += left.interest.max(Decimal::ZERO);
            }
        }
        sum
    }

    /// Takes what is outstanding out of all rows, and says what fees and penalties that were.
    fn lift_outstanding(&mut self, on: NaiveDate, with_interest_and_charges: bool) -> Components {
        let mut charges = Components::default();
        for row in &mut self.rows {
            if with_interest_and_charges && row.kind == InstallmentKind::DownPayment {
                continue;
            }
            let left = row.outstanding();
            row.expected.principal -= left.principal.max(Decimal::ZERO);
            if with_interest_and_charges {
                row.expected.interest -= left.interest.max(Decimal::ZERO);
                row.expected.fees -= left.fees;
                row.expected.penalties -= left.penalties;
                charges.fees += left.fees;
                charges.penalties += left.penalties;
            }
            row::update(row, on);
        }
        charges
    }

    /// Takes what was paid out of rows that are due on or after a day.
    fn lift_early_payments(&mut self, on: NaiveDate) -> Early {
        let mut early = Early::default();
        for row in self.rows.iter_mut().filter(|row| {
            !matches!(row.kind, InstallmentKind::DownPayment | InstallmentKind::Additional) && row.due >= on
        }) {
            let paid = std::mem::take(&mut row.paid);
            for (sum, part, expected) in [
                (&mut early.paid.principal, paid.principal, &mut row.expected.principal),
                (&mut early.paid.interest, paid.interest, &mut row.expected.interest),
                (&mut early.paid.fees, paid.fees, &mut row.expected.fees),
                (&mut early.paid.penalties, paid.penalties, &mut row.expected.penalties),
            ] {
                *sum += part;
                *expected -= part;
            }
            early.in_advance += std::mem::take(&mut row.paid_in_advance);
        }
        early
    }
}

/// Whether a row beside the plan has had principal paid, which no period knows of.
fn is_paid_beside(row: &Installment) -> bool {
    row.kind == InstallmentKind::Additional && !row.paid.principal.is_zero()
}

/// What had been paid for rows that are no more.
#[derive(Default)]
struct Early {
    paid: Components,
    in_advance: Decimal,
}
