//! A loan is paid off: whatever single installments made of it, they ask for what was paid, and for nothing else.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::due::Due;
use super::period::{Period, at_least_zero};
use super::plan::Plan;

impl Plan {
    /// All principal, and interest up to a day, counts as paid on it; late principal from its due date, as its interest is
    /// kept apart. Installments ask for what they do when interest ends on that day.
    pub fn pay_off(&mut self, on: NaiveDate) {
        let seen = self.as_of_payoff(on);
        let mut paid = Vec::with_capacity(seen.periods.len());
        for (at, asked) in seen.asked_in_all(on).into_iter().enumerate() {
            let (Some(as_seen), Some(period)) = (seen.periods.get(at), self.periods.get_mut(at)) else { break };
            paid.push((period.due.min(on), asked.principal - period.paid_principal));
            period.deferred_interest = as_seen.deferred_interest;
            period.interest_moved_up = as_seen.interest_moved_up;
            period.paid_principal = asked.principal;
            period.paid_interest = asked.interest;
            period.late.raised = period.late.raised.min(asked.interest);
            let beside = period.credited() + period.deferred_interest + period.late.raised;
            period.installment = asked.principal + asked.interest - beside;
        }
        self.moves_interest_up = seen.moves_interest_up;
        for (counts_from, amount) in paid {
            if !amount.is_zero() {
                self.change_balance(counts_from, Change::correction(-amount));
            }
        }
        self.compute_factors(0..self.periods.len());
        self.refresh();
    }

    /// The plan as if interest ended on a day.
    pub(super) fn as_of_payoff(&self, on: NaiveDate) -> Self {
        let mut seen = self.clone();
        seen.stop_interest_after(on);
        seen.refresh();
        seen.settle(on);
        seen
    }

    /// What each period asks for, what was paid of it included: in all what is outstanding, the last ones take the difference.
    fn asked_in_all(&self, on: NaiveDate) -> Vec<Due> {
        let asked = |period: &Period| Due { principal: period.due_principal(), interest: period.due_interest() };
        let mut all: Vec<Due> = self.periods.iter().map(asked).collect();
        let outstanding = self.left_to_pay(on);
        let mut principal = outstanding.principal;
        let mut interest = outstanding.interest;
        for (period, asked) in self.periods.iter().zip(&all) {
            principal -= asked.principal - period.paid_principal;
            interest -= asked.interest - period.paid_interest;
        }
        let begun = |period: &&Period| period.from <= on;
        let current = self.periods.iter().take_while(begun).count();
        // What is asked for too little is so in the last period that has begun.
        if let Some(asked) = all.get_mut(current.saturating_sub(1)) {
            asked.principal += at_least_zero(principal);
            asked.interest += at_least_zero(interest);
        }
        for (period, asked) in self.periods.iter().zip(&mut all).rev() {
            let spare = at_least_zero(-principal).min(asked.principal - period.paid_principal);
            asked.principal -= spare;
            principal += spare;
            let spare = at_least_zero(-interest).min(asked.interest - period.paid_interest);
            asked.interest -= spare;
            interest += spare;
        }
        all
    }

    /// Principal and interest that are not paid when everything is paid on a day. Interest that was paid for a period
    /// that is due later, and that another one has a place for again, is paid: more may have been lent since.
    pub(super) fn left_to_pay(&self, on: NaiveDate) -> Due {
        let beyond = |period: &Period| at_least_zero(period.due_interest() - period.calculated_interest);
        let later = self.periods.iter().rev().take_while(|period| period.due >= on);
        let not_borne: Decimal = later.filter(|period| !period.is_interest_elsewhere()).map(beyond).sum();
        Due {
            principal: at_least_zero(self.total_lent() - self.total_paid_principal()),
            interest: at_least_zero(self.total_interest() - self.total_paid_interest() - not_borne),
        }
    }
}
