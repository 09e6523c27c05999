//! What it takes to pay off an account with a progressive schedule.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::operation;
use super::repayment::Payment;
use super::row;
use super::run;
use crate::servicing::allocation::order::{AllocationOrder, Component};
use crate::servicing::amounts::no_more;
use crate::servicing::installment::Installment;
use crate::servicing::interest::Plan;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{PayoffInterest, Terms};
use crate::servicing::transaction::{Components, Transaction};

/// What it takes on a day: all principal, fees and penalties, and interest up to the day that the terms say.
pub(in crate::servicing) fn payoff(
    terms: &Terms,
    transactions: &[Transaction],
    on: NaiveDate,
) -> Result<Components, ReplayError> {
    let standing = operation::in_order_on(transactions, on)?;
    Ok(owed(run::run(terms, &standing)?, on))
}

/// What it takes when all that is going to happen has happened.
pub(super) fn owed(mut book: Book<'_>, on: NaiveDate) -> Components {
    book.pay_from_kept(on);
    // Late principal bears interest as long as any other.
    book.pays_off = book.pays_off_till_period_end();
    book.recalculate_till(on);
    book.penalize_till(on);
    book.owed_beyond_kept(on)
}

impl Book<'_> {
    /// Whether a payoff asks for interest to the end of the period.
    pub fn pays_off_till_period_end(&self) -> bool {
        let rule = self.terms.interest.recalculation;
        rule.is_some_and(|rule| rule.payoff_interest == PayoffInterest::TillPeriodEnd)
    }

    /// The day up to which a payoff asks for interest, and on which it counts as made.
    pub(super) fn payoff_counts_from(&self, on: NaiveDate) -> NaiveDate {
        let to_period_end = self.pays_off_till_period_end();
        // On the day on which it begins, a period has no interest that a payoff could ask for.
        let period = self.row_of(on).filter(|row| to_period_end && on > row.from);
        period.map_or(on, |row| row.due)
    }

    /// What is owed where an amount is all principal or more and may be spread over anything; `None` where it is not.
    pub(super) fn owed_by_payoff(
        &mut self,
        on: NaiveDate,
        amount: Decimal,
        order: &AllocationOrder,
    ) -> Option<Components> {
        let may_move =
            self.recalculates() && amount >= self.plan.outstanding_principal() && !self.nothing_moves_from(on);
        if !may_move || amount <= Decimal::ZERO || !order.leaves_nothing_out() {
            return None;
        }
        self.plan.catch_up();
        Some(self.owed_in_all(on)).filter(|owed| amount >= owed.total() || self.counts_from_its_day(on))
    }

    /// Whether a payoff of a day asks for interest to that day.
    fn counts_from_its_day(&self, on: NaiveDate) -> bool {
        self.payoff_counts_from(on) == on
    }

    /// Whether no interest moves any more as principal is paid from a day on, as long as nothing else happens than payments: all
    /// that is open is due, or nothing is owed.
    fn nothing_moves_from(&self, on: NaiveDate) -> bool {
        let mut open = self.rows.iter().skip(self.settled_rows).filter(|row| !row.is_settled());
        if self.plan.defers_interest() {
            // It is due with an earlier installment only as long as that is open.
            return false;
        }
        if self.rows_follow && self.plan.maturity().is_some_and(|maturity| maturity <= on) {
            return open.all(|row| row.due <= on);
        }
        self.plan.outstanding_principal().is_zero() && open.next().is_none()
    }

    /// What is owed where an amount that is paid on a day is all of it or more.
    pub(super) fn owed_if_covered(&self, on: NaiveDate, amount: Decimal) -> Option<Components> {
        // All principal is part of it, which is known without looking at all of the plan: nearly all payments are much less.
        let may_be_all = !self.recalculates() || amount >= self.plan.outstanding_principal();
        may_be_all.then(|| self.owed_in_all(on)).filter(|owed| amount >= owed.total())
    }

    /// What is owed when all of it is paid on a day, whatever is kept for the borrower.
    pub fn owed_in_all(&self, on: NaiveDate) -> Components {
        if !self.recalculates() {
            return self.outstanding();
        }
        let due = self.plan.outstanding_on(self.payoff_counts_from(on));
        // Rows beside the plan: down payments, interest that was made due, and what was owed after the last due date.
        let (mut principal, mut interest) = (due.principal, due.interest);
        for left in self.rows.iter().filter(|row| !is_planned(&self.plan, row)).map(Installment::outstanding) {
            principal += left.principal;
            interest += left.interest;
        }
        let (fees, penalties) = self.outstanding_charges();
        Components { principal, interest, fees, penalties }
    }
}

impl Payment<'_, '_> {
    /// Pays everything that is owed, whatever the order of payment makes of it, and says what is left of an amount. An
    /// amount that is less leaves interest open, which bears nothing.
    pub(super) fn pay_off(&mut self, amount: Decimal) -> Decimal {
        self.book.plan.pay_off(self.book.payoff_counts_from(self.on));
        self.book.sync_after_payment(self.on);
        let owed: Vec<_> = self.book.rows.iter().map(|row| (row.number, row.outstanding())).collect();
        let mut left = amount;
        for component in [Component::Penalty, Component::Fee, Component::Principal, Component::Interest] {
            for (number, mut owed) in owed.iter().copied() {
                let part = no_more(*row::part(&mut owed, component), left);
                if !part.is_zero() {
                    left -= self.pay_component(component, number, part);
                }
            }
        }
        self.leave_interest_open();
        left
    }

    /// The plan has taken all interest for paid: what of it was not is open.
    fn leave_interest_open(&mut self) {
        for row in &self.book.rows {
            let open = row.outstanding().interest;
            if open > Decimal::ZERO && is_planned(&self.book.plan, row) {
                self.book.plan.undo_payment(row.from, row.due, self.on, Decimal::ZERO, open);
            }
        }
    }
}

/// Whether a row shows a period of the plan.
fn is_planned(plan: &Plan, row: &Installment) -> bool {
    row.kind.is_of_schedule() && plan.period_with(row.from, row.due).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment, terms};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::Event;

    #[test]
    fn a_rate_that_counts_from_tomorrow_is_part_of_what_was_agreed_once_it_is_agreed() {
        let lent = disbursement(1, "2024-01-01", "1000");
        let tomorrow = entered(2, "2024-01-02", Event::RateChange { rate: amount("0") });
        let today = Transaction { entered_on: date("2024-01-01"), ..tomorrow.clone() };
        // Without recalculation all that was agreed is owed: 10.19 + 6.39 + 3.43, or no interest.
        for (free, interest) in [(tomorrow, "20.01"), (today, "0")] {
            let quoted = payoff(&terms(), &[lent.clone(), free.clone()], date("2024-01-01")).unwrap();
            assert_eq!(quoted.interest, amount(interest));
            let paid = repayment(3, "2024-01-01", &quoted.total().to_string());
            let account = replay(&terms(), &[lent.clone(), free.clone(), paid], date("2024-01-01")).unwrap();
            assert!(account.installments.iter().all(Installment::is_settled));
            let quoted = payoff(&recalculating(), &[lent.clone(), free], date("2024-01-01")).unwrap();
            assert_eq!(quoted.total(), amount("1000"));
        }
    }
}
