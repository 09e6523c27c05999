//! Flat interest: on what was paid out, whatever has been repaid of it, in equal installments. Interest that is put off
//! is due with the first installment after the grace, and within it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::period::{Period, at_least_zero};
use super::plan::Plan;

impl Plan {
    /// Equal parts of what is left of the principal and of the interest; the last one takes what rounding leaves.
    pub(super) fn flat_installments(&mut self, range: Range<usize>) {
        let rounding = self.settings.rounding;
        for period in self.periods.range_mut(range.clone()) {
            // No principal is repaid, so that each period bears its interest.
            period.installment = period.paid() - period.late_paid();
        }
        self.refresh();
        self.make_room_for_interest(range.clone());
        let interest: Decimal = self.in_range(&range).map(interest_asked).sum();
        let repaid = self.repaid_before(range.start);
        let total = self.lent_until(range.start) + interest - repaid;
        let count = Decimal::from(range.len());
        let beyond = Decimal::from(self.count_beyond());
        let exact =
            if beyond.is_zero() { total / count } else { (total - interest) / (count + beyond) + interest / count };
        let last = range.end.saturating_sub(1);
        let own = self.periods.get(last).map_or(Decimal::ZERO, interest_asked);
        let in_multiples = rounding.multiple(rounding.money(exact));
        // Multiples that leave too little for the last one are too coarse.
        let leaves_enough = total - in_multiples * (count - Decimal::ONE) >= own;
        let part = if leaves_enough { in_multiples } else { rounding.money(exact) };
        let remainder = total - part * count;
        let mut excess = Decimal::ZERO;
        for (at, period) in self.periods.iter_mut().enumerate().skip(range.start).take(range.len()) {
            let planned = if at == last { part + remainder } else { part };
            let over = period.paid() - period.late_paid() - (planned + period.credited() + period.deferred_interest);
            if over > Decimal::ZERO {
                excess += over;
            }
            period.installment = if over > Decimal::ZERO { period.paid() - period.late_paid() } else { planned };
            period.level = period.installment;
        }
        self.refresh();
        self.take_from_last(range, excess);
    }

    /// Room for all interest of each period, and of those before it that put theirs off, so that what is due of it is
    /// what was computed. Before, none had any.
    fn make_room_for_interest(&mut self, range: Range<usize>) {
        let mut put_off = Decimal::ZERO;
        for at in range.clone() {
            let Some(period) = self.periods.get_mut(at) else { break };
            let carried = if at == range.start { Decimal::ZERO } else { period.received.interest() };
            let own = period.calculated_interest - carried - period.late.raised;
            let room = if period.interest_grace { Decimal::ZERO } else { put_off + own };
            put_off = if period.interest_grace { put_off + own } else { Decimal::ZERO };
            period.installment = room.max(period.paid() - period.late_paid());
        }
        self.refresh();
    }

    /// What some installments were paid beyond their part is taken from the last ones.
    fn take_from_last(&mut self, range: Range<usize>, mut excess: Decimal) {
        for at in range.rev() {
            let Some(period) = self.periods.get_mut(at).filter(|_| excess > Decimal::ZERO) else { break };
            if period.is_fully_paid() {
                continue;
            }
            let paid = period.paid() - period.late_paid() - period.credited() - period.deferred_interest;
            let lowered = at_least_zero(period.installment - excess).max(paid).max(interest_asked(period));
            excess -= period.installment - lowered;
            period.installment = lowered;
        }
        self.refresh();
    }

    fn in_range(&self, range: &Range<usize>) -> impl Iterator<Item = &Period> {
        self.periods.iter().skip(range.start).take(range.len())
    }

    /// What had been paid out when the interest of a period began to be borne, and what is paid out in it.
    fn lent_until(&self, at: usize) -> Decimal {
        let Some(period) = self.periods.get(at) else { return Decimal::ZERO };
        let within: Decimal = period
            .segments
            .iter()
            .filter(|segment| segment.to != period.from)
            .map(|segment| segment.disbursed + segment.capitalized)
            .sum();
        period.disbursed_before + within
    }

    /// Principal that the periods before one repay, without what was put back in them.
    fn repaid_before(&self, at: usize) -> Decimal {
        self.periods.iter().take(at).map(|period| period.due_principal() - period.credited_principal()).sum()
    }
}

/// Interest that is due in a period that has room for it, without what late principal bore.
fn interest_asked(period: &Period) -> Decimal {
    let due = if period.interest_grace { period.interest } else { period.calculated_interest };
    due - period.late.raised
}
