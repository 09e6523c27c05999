//! The principal goes on bearing interest in the new installments.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::{NewPeriods, Period};
use crate::servicing::progressive::book::Book;
use crate::servicing::progressive::{row, schedule};
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// The principal goes on bearing interest in the new installments.
    pub fn re_age_with_interest(&mut self, of: &Transaction, new: &NewPeriods) {
        let on = of.value_date;
        self.take_into_plan(on);
        let components = Components {
            principal: self.plan.outstanding_principal(),
            interest: self.plan.outstanding_interest_till(on),
            ..Components::default()
        };
        self.plan.re_age(on, *new);
        let later_charges = self.lift_later_charges(on);
        let in_advance = self.take_early_payments(on);
        let covered = self.take_charged_rows(on);
        let mut taken = BTreeSet::new();
        let mut moved = Vec::new();
        let periods: Vec<_> = self.plan.periods().to_vec();
        let holds = |period: &Period| period.holds_early_payments && period.due == on;
        let holder = periods.iter().find(|period| holds(period)).map(|period| period.from);
        let given_up = self.take_given_up(on, holder);
        for period in &periods {
            let empty = period.installment.is_zero();
            let known = self.rows.iter().enumerate().position(|(at, row)| {
                row.kind.is_of_periods() && row.from == period.from && !is_paid_beside(row) && !taken.contains(&at)
            });
            let at = known.unwrap_or_else(|| {
                self.rows.push(schedule::row(InstallmentKind::ReAged, period.from, period.due));
                self.rows.len().saturating_sub(1)
            });
            let Some(row) = self.rows.get_mut(at) else { continue };
            let is_made_anew = row.due >= on;
            if row.due != period.due {
                moved.push((row.clone(), period.due));
            }
            row.due = period.due;
            row.kind = InstallmentKind::ReAged;
            row.expected.principal = if empty { Decimal::ZERO } else { period.due_principal() };
            row.expected.interest = if empty { Decimal::ZERO } else { period.due_interest() };
            row.credited.principal = period.credited_principal();
            row.credited.interest = period.credited_interest();
            if holds(period) {
                row.paid_in_advance += in_advance;
                given_up.add_to(row);
                if is_made_anew {
                    row.obligations_met_on = None;
                }
            }
            // To the plan, what was waived or written off counts as paid.
            row.paid.principal = period.paid_principal - row.reduced().principal;
            row.paid.interest = period.paid_interest - row.reduced().interest;
            // What was given up of interest that late principal bore is in no installment.
            row.expected.interest = row.expected.interest.max(row.paid.interest + row.reduced().interest);
            row::update(row, on);
            taken.insert(at);
        }
        self.move_charges(&moved);
        self.drop_rows_without_period(on);
        for row in covered {
            self.move_charges_of(&row, on);
        }
        self.chain_rows();
        self.place_later_charges(&later_charges, on);
        self.post_standing_still(of, components);
    }

    /// Principal that is outstanding beside the plan comes into it, so that it is spread too, and interest that was put back:
    /// what was put back as such, what was lent as that. Down payments stay.
    pub fn take_into_plan(&mut self, on: NaiveDate) {
        let Some(maturity) = self.plan.maturity() else { return };
        let (mut lent, mut put_back, mut interest) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        for row in self.rows.iter_mut().filter(|row| row.kind == InstallmentKind::Additional) {
            let moved = row.outstanding().principal.max(Decimal::ZERO);
            let credited = moved.min(row.credited.principal);
            row.expected.principal -= moved;
            row.credited.principal -= credited;
            let charged_back = row.outstanding().interest.min(row.credited.interest).max(Decimal::ZERO);
            row.expected.interest -= charged_back;
            row.credited.interest -= charged_back;
            interest += charged_back;
            row::update(row, on);
            put_back += credited;
            lent += moved - credited;
        }
        let day = maturity.min(on);
        if put_back > Decimal::ZERO || interest > Decimal::ZERO {
            self.plan.credit(day, put_back, interest);
        }
        if lent > Decimal::ZERO {
            self.plan.lend_at_end(day, lent);
        }
    }
}

/// Whether a row beside the plan has had principal paid, which no period knows of.
fn is_paid_beside(row: &Installment) -> bool {
    row.kind == InstallmentKind::Additional && !row.paid.principal.is_zero()
}
