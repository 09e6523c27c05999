//! Grace while a loan runs: the next periods ask for no principal, for no interest, or for neither.
//!
//! Interest is borne all the same, and due with the first installment that asks for interest again. Periods without
//! principal make the loan as much longer, so that as many installments as before repay it.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::plan::Plan;

impl Plan {
    /// Lets the first periods that are due on or after a day ask for no principal, and so many for no interest. Says how
    /// many of them asked for principal before.
    pub fn grace(&mut self, day: NaiveDate, principal: u32, interest: u32) -> u32 {
        let first = self.due_from(day).start;
        let mut more = 0_u32;
        for (at, period) in (0_u32..).zip(self.periods.iter_mut().skip(first)) {
            if at < principal && !period.mid_term_grace {
                period.mid_term_grace = true;
                more = more.saturating_add(1);
            }
            if at < interest {
                period.interest_grace = true;
            }
        }
        more
    }

    /// Installments of a range that are in such a grace ask for their interest alone, or for nothing; the others repay the
    /// loan. Where a range has some, it begins with them: what was agreed on a day is for the periods that follow it.
    pub(super) fn mid_term_grace(&mut self, range: Range<usize>) {
        let within = |plan: &Self, at: &usize| plan.periods.get(*at).is_some_and(|period| period.mid_term_grace);
        let Some(last) = range.clone().rev().find(|at| within(self, at)) else { return };
        for at in (range.start..=last).filter(|at| within(self, at)).collect::<Vec<_>>() {
            self.refresh();
            let Some(period) = self.periods.get_mut(at) else { continue };
            period.principal_grace = true;
            period.equal_part = period.equal_part.map(|_| Decimal::ZERO);
            let interest = if period.interest_grace { Decimal::ZERO } else { period.calculated_interest };
            period.installment = interest.max(period.paid());
            period.level = period.installment;
        }
        self.refresh();
        let rest = last.saturating_add(1)..range.end;
        if !rest.is_empty() {
            self.level_installments(rest);
        }
    }
}
