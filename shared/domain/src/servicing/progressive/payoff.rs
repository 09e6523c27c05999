//! What it takes to pay off an account with a progressive schedule.

use chrono::NaiveDate;

use super::book::Book;
use super::operation;
use super::run;
use crate::servicing::installment::Installment;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{PayoffInterest, Terms};
use crate::servicing::transaction::{Components, Transaction};

/// What it takes on a day: all principal, fees and penalties, and interest up to the day that the terms say.
pub(in crate::servicing) fn payoff(
    terms: &Terms,
    transactions: &[Transaction],
    on: NaiveDate,
) -> Result<Components, ReplayError> {
    let standing = operation::in_order(transactions)?;
    let mut book = run::run(terms, &standing)?;
    book.pay_from_kept(on);
    book.recalculate_till(on);
    let owed = book.owed_in_all(on);
    Ok(Components { principal: owed.principal - book.kept.min(owed.principal), ..owed })
}

impl Book<'_> {
    /// What is owed when all of it is paid on a day, whatever is kept for the borrower.
    pub fn owed_in_all(&self, on: NaiveDate) -> Components {
        let rows = self.outstanding();
        if !self.recalculates() {
            return rows;
        }
        let to_period_end = self
            .terms
            .interest
            .recalculation
            .is_some_and(|recalculation| recalculation.payoff_interest == PayoffInterest::TillPeriodEnd);
        // On the day on which it begins, a period has no interest that a payoff could ask for.
        let period = self.row_of(on).filter(|row| to_period_end && on > row.from);
        let due = self.plan.outstanding_on(period.map_or(on, |row| row.due));
        // Rows beside the plan: down payments, interest that was made due, and what was owed after the last due date.
        let is_planned = |row: &Installment| {
            self.plan.periods().iter().any(|period| period.due == row.due && period.from == row.from)
        };
        let (mut principal, mut interest) = (due.principal, due.interest);
        for left in self.rows.iter().filter(|row| !is_planned(row)).map(Installment::outstanding) {
            principal += left.principal;
            interest += left.interest;
        }
        Components { principal, interest, ..rows }
    }
}
