//! What is overdue is spread over the installments that remain.

use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::transaction::{Components, ReAmortiseInterest, Transaction};

impl Book<'_> {
    /// Spreads what is overdue over the installments that remain.
    pub fn re_amortise(&mut self, of: &Transaction, interest: ReAmortiseInterest) {
        let on = of.value_date;
        if !self.rows.iter().any(|row| row.due > on && is_of_schedule(row)) {
            // Earlier events have ended the loan since: there is nothing to spread over.
            self.post_standing_still(of, Components::default());
            return;
        }
        let mut overdue = Components::default();
        for row in self.rows.iter().filter(|row| row.due <= on) {
            let left = row.outstanding();
            overdue.principal += left.principal;
            overdue.interest += left.interest;
        }
        if interest == ReAmortiseInterest::WaiveInterest {
            overdue.interest = self.waive_oldest_interest(on, overdue.interest);
        } else if !self.recalculates() {
            // It stays where it is.
            overdue.interest = Decimal::ZERO;
        }
        if self.recalculates() {
            match interest {
                ReAmortiseInterest::Default | ReAmortiseInterest::WaiveInterest => self.plan.re_amortise(on),
                ReAmortiseInterest::EqualAmortizationInterestSplit => self.plan.re_amortise_with_equal_interest(on),
            }
            self.sync_after_payment(on);
        } else {
            self.re_amortised = true;
            self.spread_overdue_principal(of, overdue.principal);
        }
        self.post_standing_still(of, overdue);
    }

    /// Rows that were due ask for no more than was paid; the others take the difference in equal parts.
    fn spread_overdue_principal(&mut self, of: &Transaction, mut overdue: Decimal) {
        let on = of.value_date;
        let rounding = self.terms.rounding;
        for row in self.rows.iter_mut().filter(|row| row.due <= on) {
            row.expected.principal -= row.outstanding().principal;
            row::update(row, on);
        }
        let mut later: Vec<_> = self.rows.iter_mut().filter(|row| row.due > on && is_of_schedule(row)).collect();
        let count = later.len();
        if count == 0 {
            return;
        }
        let part = rounding.multiple(rounding.money(overdue / Decimal::from(count)));
        for (at, row) in later.iter_mut().enumerate() {
            let more = if at.saturating_add(1) == count { overdue } else { part };
            row.expected.principal += more;
            overdue -= more;
            row::decide(row, on);
        }
    }
}

fn is_of_schedule(row: &Installment) -> bool {
    matches!(row.kind, InstallmentKind::Regular | InstallmentKind::ReAged)
}
