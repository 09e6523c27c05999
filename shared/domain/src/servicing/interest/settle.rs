//! The last unpaid installment takes what the others leave, so that installments always add up to the loan.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::{Period, at_least_zero};
use super::plan::Plan;

impl Plan {
    /// Lets installments add up to what was lent and its interest. Interest that later, prepaid periods earned up to
    /// a day and have no place for becomes due in the last unpaid one.
    pub(super) fn settle(&mut self, till: NaiveDate) {
        self.follow_equal_principal();
        self.cap_outstanding_principal();
        // One round for each period whose payments already exceed what is left for it.
        for _ in 0..=self.periods.len() {
            let Some(at) = self.last_unpaid() else { return };
            let paid_already = self.absorb(at);
            if !paid_already {
                self.defer_interest(at, till);
                return;
            }
            self.cap_outstanding_principal();
        }
    }

    /// No installment asks for more principal than is outstanding in all, as it would after a payment in advance.
    fn cap_outstanding_principal(&mut self) {
        let outstanding = self.total_lent() - self.total_paid_principal();
        let mut changed = false;
        for period in &mut self.periods {
            let excess = period.outstanding_principal() - outstanding;
            if excess > Decimal::ZERO {
                let least = at_least_zero(period.paid() - period.late_paid() - period.credited());
                period.installment = (period.installment - excess).max(least);
                changed = true;
            }
        }
        if changed {
            self.refresh();
        }
    }

    fn last_unpaid(&self) -> Option<usize> {
        let unpaid = self.periods.iter().rposition(|period| !period.is_fully_paid());
        unpaid.or_else(|| {
            let at = self.periods.len().checked_sub(1)?;
            let balance = self.periods.get(at)?.closing_balance()?;
            (self.total_paid_principal().is_zero() && balance > Decimal::ZERO).then_some(at)
        })
    }

    /// Sets the installment to what is left for it; true where more than that was paid for it.
    fn absorb(&mut self, at: usize) -> bool {
        if let Some(period) = self.periods.get_mut(at) {
            period.deferred_interest = Decimal::ZERO;
        }
        for period in &mut self.periods {
            period.interest_moved_up = false;
        }
        self.refresh();
        let payable: Decimal = self.periods.iter().map(Period::payable).sum();
        let disbursed: Decimal = self.periods.iter().map(Period::disbursed).sum();
        let interest: Decimal = self.periods.iter().map(Period::due_interest).sum();
        let difference = disbursed + self.total_credited_principal() + interest - payable;
        let Some(period) = self.periods.get_mut(at) else { return false };
        let mut installment = period.installment + difference;
        if period.fixed_interest > Decimal::ZERO {
            installment = installment.max(period.paid_principal + period.fixed_interest);
        }
        let paid = period.paid() - period.late_paid() - period.credited();
        let exceeded = installment < paid;
        period.installment = installment.max(paid);
        self.refresh();
        exceeded
    }

    /// Makes interest of prepaid later periods due in a period.
    pub(super) fn defer_interest(&mut self, at: usize, till: NaiveDate) {
        if at.saturating_add(1) >= self.periods.len() {
            return;
        }
        let Some(due) = self.periods.get(at).map(|period| period.due) else { return };
        let mut draft = self.clone();
        let beyond = draft.overdue_corrections.iter().any(|correction| correction.due > due);
        let own = draft.overdue_corrections.iter().any(|correction| correction.due == due);
        if own && !beyond {
            draft.reverse_overdue();
        }
        draft.stop_interest_after(till);
        draft.refresh();
        let unplaced = draft
            .periods
            .iter()
            .rev()
            .take_while(|period| period.due > due)
            .map(Period::unrecognized_interest)
            .find(|interest| *interest > Decimal::ZERO);
        let Some(interest) = unplaced else { return };
        if let Some(period) = self.periods.get_mut(at) {
            period.deferred_interest = interest;
        }
        for period in self.periods.iter_mut().filter(|period| period.due > due) {
            period.interest_moved_up = true;
        }
        self.refresh();
    }

    /// No interest is borne after a day.
    pub(super) fn stop_interest_after(&mut self, day: NaiveDate) {
        if let Some(at) = self.period_of(day)
            && let Some(period) = self.periods.get_mut(at)
            && let Some(segment) = period.segment_of(day, at == 0)
            && let Some(segment) = period.segments.get_mut(segment)
        {
            segment.to = day;
        }
        self.compute_factors(0..self.periods.len());
        for segment in self.periods.iter_mut().flat_map(|period| &mut period.segments) {
            if segment.to > day {
                segment.factor = Decimal::ZERO;
                segment.factor_to_due = Decimal::ZERO;
            }
        }
    }
}
