//! What is outstanding is spread over new installments.

mod amounts;
mod equal_parts;
mod later_charges;
mod lift;
mod with_interest;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::NewPeriods;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{ReAge, ReAgeInterest, Transaction};

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
                let beside = self.interest_beside_plan(of.value_date);
                let outstanding = self.plan.outstanding_interest_till(of.value_date) + beside;
                self.waive_outstanding_interest(of.value_date, outstanding);
                self.re_age_with_interest(of, &new);
                self.post_interest(outstanding);
            }
            (true, ReAgeInterest::WaiveInterest) => {
                let outstanding = self.interest_scheduled_till(of.value_date);
                let waived = self.waive_oldest_interest(of.value_date, outstanding);
                self.re_age_amounts(of, &new, Some(Decimal::ZERO));
                self.post_interest(waived);
            }
            (true, ReAgeInterest::Default) => {
                return Err(ReplayError::Unsupported("re-ageing without recalculation of interest"));
            }
        }
        // What was paid early is where the new installments have it: no payment is taken again.
        self.portions.forget();
        Ok(())
    }

    /// The posting says what interest was outstanding, and waived.
    fn post_interest(&mut self, interest: Decimal) {
        if let Some(posting) = self.postings.last_mut() {
            posting.amount += interest - posting.components.interest;
            posting.components.interest = interest;
        }
    }

    /// Interest due by a day in rows that the plan does not know of: it was made due by hand.
    fn interest_beside_plan(&self, on: NaiveDate) -> Decimal {
        let is_beside = |at: &usize, row: &Installment| row.due <= on && !self.plan_has(*at);
        let beside = self.rows.iter().enumerate().filter(|(at, row)| is_beside(at, row));
        beside.map(|(_, row)| row.outstanding().interest.max(Decimal::ZERO)).sum()
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
}
