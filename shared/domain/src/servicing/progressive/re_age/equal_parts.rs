//! Principal, interest up to a day and charges, in equal parts that bear nothing.

use chrono::NaiveDate;

use crate::servicing::installment::InstallmentKind;
use crate::servicing::interest::{EqualParts, NewPeriods};
use crate::servicing::progressive::book::Book;
use crate::servicing::progressive::{row, schedule};
use crate::servicing::transaction::{Components, Transaction};

impl Book<'_> {
    /// Principal and interest up to a day, and charges, in equal parts.
    pub fn re_age_equal(&mut self, of: &Transaction, new: &NewPeriods, interest_till: NaiveDate) {
        let on = of.value_date;
        self.take_into_plan(on);
        let due = self.plan.outstanding_on(interest_till);
        let charges = self.lift_outstanding(on, true);
        let components = Components { principal: due.principal, interest: due.interest, ..charges };
        let early = self.lift_early_payments(on);
        let count = usize::try_from(new.count).unwrap_or(0);
        let fees = EqualParts::of(charges.fees, count, &self.terms.rounding);
        let penalties = EqualParts::of(charges.penalties, count, &self.terms.rounding);
        self.plan.re_age_in_equal_parts(on, *new, due, fees.and(&penalties));
        let given_up = self.take_given_up(on, None);
        let charges_given_up = self.lift_charges_given_up(on);
        let charges_put_back = self.charges_put_back(on);
        let maturity = self.plan.maturity().unwrap_or(on);
        self.rows.retain(|row| match row.kind {
            InstallmentKind::DownPayment | InstallmentKind::AppliedInterest => true,
            // What was paid and given up of charges stays where it was.
            InstallmentKind::Additional => row.due > maturity || !row.expected.total().is_zero(),
            InstallmentKind::Regular | InstallmentKind::ReAged => row.due < on,
        });
        let periods: Vec<_> = self.plan.periods().to_vec();
        let first_new = periods.len().saturating_sub(count);
        let mut asked = Vec::new();
        for (at, period) in periods.iter().enumerate() {
            let known = self
                .rows
                .iter_mut()
                .find(|row| row.kind.is_of_schedule() && row.due == period.due && row.from == period.from);
            if let (Some(row), true) = (known, period.due < on) {
                row.expected.interest = row.paid.interest + row.reduced().interest;
                row.expected.principal = row.paid.principal + row.reduced().principal;
                row.credited.principal = period.credited_principal();
                row.credited.interest = period.credited_interest();
                row::update(row, on);
                continue;
            }
            let mut row = schedule::row(InstallmentKind::ReAged, period.from, period.due);
            row.expected.principal = period.due_principal();
            row.expected.interest = period.due_interest();
            row.credited.principal = period.credited_principal();
            row.credited.interest = period.credited_interest();
            if period.holds_early_payments {
                // To the plan, what was waived or written off counts as paid.
                given_up.add_to(&mut row);
                row.paid.principal = period.paid_principal - row.reduced().principal;
                row.paid.interest = period.paid_interest - row.reduced().interest;
                row.expected.fees = early.paid.fees;
                row.paid.fees = early.paid.fees;
                row.expected.penalties = early.paid.penalties;
                row.paid.penalties = early.paid.penalties;
                charges_given_up.add_to(&mut row);
                charges_given_up.add_to_expected(&mut row);
                row.paid_in_advance = early.in_advance;
            } else if at >= first_new {
                row.expected.fees = fees.at(at - first_new);
                row.expected.penalties = penalties.at(at - first_new);
            }
            if at == first_new {
                row.credited += charges_put_back;
            }
            row::update(&mut row, on);
            if at >= first_new {
                asked.push((row.due, row.expected));
            }
            self.rows.push(row);
        }
        schedule::number(&mut self.rows);
        self.spread_charges(&asked);
        self.chain_rows();
        self.post_standing_still(of, components);
    }
}
