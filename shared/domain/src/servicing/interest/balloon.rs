//! A balloon: installments as they would be over more periods than there are; the last one takes what is left.
//!
//! The level installment of `N` periods is asked for in the first `n - 1` of them, and the `n`-th pays the balance off: a
//! partially amortizing loan.

use rust_decimal::Decimal;

use super::period::Period;
use super::plan::Plan;

impl Plan {
    /// How many periods installments are computed over beyond those that there are.
    pub(super) fn count_beyond(&self) -> usize {
        let all = self.settings.amortization_installments.and_then(|all| usize::try_from(all).ok()).unwrap_or(0);
        all.saturating_sub(self.periods.len())
    }

    /// These periods, at the regular distance from the last due date.
    pub(super) fn periods_beyond(&self) -> Vec<Period> {
        let beyond = self.count_beyond();
        let Some(maturity) = self.maturity().filter(|_| beyond > 0) else { return Vec::new() };
        let mut longer = self.clone();
        let mut from = maturity;
        for count in 1..=beyond {
            let due = u32::try_from(count).ok().and_then(|count| self.settings.period.after(maturity, count));
            let Some(due) = due else { break };
            longer.periods.push(Period::new(from, due, Decimal::ZERO));
            from = due;
        }
        let first = self.periods.len();
        longer.compute_factors(first..longer.periods.len());
        longer.periods.iter().skip(first).cloned().collect()
    }
}
