//! Interest of late principal that is owed beside the installments as they were agreed: the late installment itself, or
//! the last one, is raised by it, and the plan goes on as if principal had been paid when it was due.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::period::{Period, at_least_zero, days};
use super::plan::Plan;
use crate::servicing::amounts::{no_less, no_more, plus};
use crate::servicing::terms::LatePaymentRecalculation;

/// Interest of late principal. Amounts are in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LateInterest {
    /// What the principal of this installment has borne since its due date, not rounded.
    exact: Decimal,
    /// What of that is asked for, in whichever installment: rounded as a whole, so that it does not matter on which days
    /// it was looked at.
    counted: Decimal,
    /// What this installment is raised by.
    pub raised: Decimal,
    /// Interest that had been paid of this installment when it was raised first.
    pub paid_before: Decimal,
}

impl Plan {
    /// Raises installments by the interest that late principal has borne up to a day, and no longer than to the last due
    /// date. True where something was added.
    pub fn raise_overdue(&mut self, until: NaiveDate, method: LatePaymentRecalculation) -> bool {
        let Some(until) = self.rest_of(until) else { return false };
        let since = self.late_until;
        if since.is_some_and(|day| until <= day) {
            return false;
        }
        self.late_until = Some(until);
        let late: Vec<(usize, Decimal)> = self
            .periods
            .iter()
            .enumerate()
            .filter(|(_, period)| period.is_late_on(Some(until)))
            .map(|(at, period)| {
                let from = since.map_or(period.due, |day| day.max(period.due));
                (at, self.borne(period.outstanding_principal(), from, until))
            })
            .collect();
        let mut changed = false;
        for (at, exact) in late {
            changed |= self.raise(at, exact, method);
        }
        if changed {
            self.refresh();
            self.settle(until);
        }
        changed
    }

    /// The day up to which late principal bears interest as of a day.
    fn rest_of(&self, day: NaiveDate) -> Option<NaiveDate> {
        let day = day.min(self.maturity()?);
        if !self.counts_to_period_end(false) {
            return Some(day);
        }
        self.period_of(day).and_then(|at| self.periods.get(at)).map(|period| period.due).or(Some(day))
    }

    /// Interest of an amount for the days after one date up to another, as the periods bear it on these days, not rounded
    /// to money.
    pub(super) fn borne(&self, amount: Decimal, from: NaiveDate, until: NaiveDate) -> Decimal {
        let round = |value| self.settings.rounding.intermediate(value);
        let mut interest = Decimal::ZERO;
        for period in self.periods.iter().filter(|period| period.due > from && period.from < until) {
            for segment in period.segments.iter().filter(|segment| !segment.paused) {
                let (first, last) = (segment.from.max(from), segment.to.min(until));
                let to_due = days(segment.from, period.due);
                if first < last && !to_due.is_zero() {
                    let to_end = round(amount * segment.factor_to_due.exact());
                    interest += round(round(to_end / to_due) * days(first, last));
                }
            }
        }
        interest
    }

    fn raise(&mut self, at: usize, exact: Decimal, method: LatePaymentRecalculation) -> bool {
        let Some(late) = self.periods.get(at).map(|period| period.late) else { return false };
        let exact = late.exact + exact;
        self.set_late_interest(at, exact, method)
    }

    /// The principal of an installment has borne so much since it is late. True where something else is asked for.
    pub(super) fn set_late_interest(&mut self, at: usize, exact: Decimal, method: LatePaymentRecalculation) -> bool {
        let rounding = self.settings.rounding;
        let Some(late) = self.periods.get_mut(at).map(|period| &mut period.late) else { return false };
        late.exact = exact;
        let counted = rounding.money(late.exact);
        let more = counted - late.counted;
        late.counted = counted;
        let raised = match method {
            LatePaymentRecalculation::OverdueInstallmentsIncrease => self.periods.get_mut(at),
            LatePaymentRecalculation::LastInstallmentIncrease => self.periods.last_mut(),
        };
        if let Some(period) = raised {
            if period.late.raised.is_zero() {
                period.late.paid_before = period.paid_interest;
            }
            // What moved on with an installment is asked for there.
            period.late.raised = at_least_zero(period.late.raised + more);
        }
        !more.is_zero()
    }

    /// Late principal is in the balance again from the day up to which it has borne interest beside the plan.
    pub(super) fn bear_from(&mut self, day: Option<NaiveDate>, late: Decimal) {
        let Some(day) = day.filter(|_| !late.is_zero()) else { return };
        if let Some(at) = self.change_balance(day, Change::correction(late)) {
            self.compute_factors(at..at.saturating_add(1));
        }
    }
}

impl Period {
    /// Interest that is asked for where the installment has no place for its own: what was paid of that, and beside the
    /// installment what late principal bore.
    pub(super) fn interest_beside_installment(&self) -> Decimal {
        let own = no_more(self.late.paid_before, self.paid_interest);
        no_less(plus(self.late.raised, own), self.paid_interest)
    }

    /// What is paid of the interest that late principal bore: ordinary interest is paid first.
    pub(super) fn late_paid(&self) -> Decimal {
        if self.late.raised.is_zero() {
            return Decimal::ZERO;
        }
        // Ordinary interest that is put off, or has no place in the installment, is not asked for.
        let ordinary = at_least_zero(self.interest - self.late.raised);
        (self.paid_interest - ordinary).clamp(Decimal::ZERO, self.late.raised)
    }

    /// Whether its principal was late on the day up to which that has borne interest beside the plan, if any.
    pub(super) fn is_late_on(&self, day: Option<NaiveDate>) -> bool {
        day.is_some_and(|day| self.due < day) && !self.holds_early_payments
    }

    /// Interest of late principal that is not paid moves on with the installment, and nothing of it is late any more.
    pub(super) fn move_late_interest_on(&mut self) {
        self.fixed_interest += std::mem::take(&mut self.late).raised;
    }
}
