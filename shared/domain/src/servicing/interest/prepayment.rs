//! Principal that is paid on top of the installment of its period: those that follow are lower, or there are fewer of them.
//!
//! The balance falls from the day of the payment. To lower installments, the level installment (or the equal part of
//! principal) is computed anew over the periods that follow, for the balance that they begin with. To have fewer, they stay
//! as they are: the last ones have nothing left to ask for.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::Period;
use super::plan::Plan;
use crate::servicing::amounts::plus;

/// What principal that is paid on top of an installment does to those that follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lowering {
    /// They become smaller.
    Amount,
    /// They stay, and there are fewer of them.
    Number,
}

impl Plan {
    /// Principal that the periods after one ask for.
    pub fn principal_after(&self, from: NaiveDate, due: NaiveDate) -> Decimal {
        let Some(at) = self.period_between(from, due) else { return Decimal::ZERO };
        self.periods.iter().skip(at.saturating_add(1)).map(Period::outstanding_principal).sum()
    }

    /// Principal is paid on top of the installment of a period, on a day of it.
    pub fn prepay(&mut self, from: NaiveDate, due: NaiveDate, on: NaiveDate, amount: Decimal, lowering: Lowering) {
        let Some(at) = self.period_between(from, due) else { return };
        let next = at.saturating_add(1);
        let later = next..self.end_of_installments(next);
        self.lowering = Some(lowering);
        if let Some(period) = self.periods.get_mut(at) {
            period.paid_principal += amount;
            period.prepaid += amount;
            period.installment += amount;
            period.level += amount;
            period.equal_part = period.equal_part.map(|part| part + amount);
        }
        self.correct_balance(due.min(on), -amount);
        if lowering == Lowering::Amount {
            self.plan_range(later.clone(), false);
            self.ask_for_rest(later);
            self.settle(on);
        }
    }

    /// Where so little is left that no equal part of it comes to a minor unit, the last period of a range asks for it.
    fn ask_for_rest(&mut self, range: Range<usize>) {
        if self.periods.find_last_open().is_some_and(|last| last >= range.start) {
            return;
        }
        let asked: Decimal = self.periods.iter().map(Period::due_principal).sum();
        let rest = self.total_lent() - asked;
        if let Some(last) = range.last().filter(|_| rest > Decimal::ZERO)
            && let Some(period) = self.periods.get_mut(last)
        {
            period.installment += rest;
            self.refresh();
        }
    }

    /// What was paid on top of the installments of a range.
    pub(super) fn prepaid_in(&self, range: &Range<usize>) -> Decimal {
        let of_range = self.periods.iter().skip(range.start).take(range.len());
        of_range.map(|period| period.prepaid).fold(Decimal::ZERO, plus)
    }

    /// The place after the last period that still asks for something, from one on, where payments made installments fewer:
    /// these stay gone when the others are computed anew.
    pub(super) fn end_of_installments(&self, from: usize) -> usize {
        let all = self.periods.len();
        if self.lowering != Some(Lowering::Number) {
            return all;
        }
        self.periods.find_last_open().filter(|last| *last >= from).map_or(all, |last| last.saturating_add(1))
    }
}
