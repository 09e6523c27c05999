//! The last unpaid installment takes what the others leave, so that installments always add up to the loan.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::Shape;
use super::period::{Period, at_least_zero};
use super::plan::Plan;
use super::unit_interest::UnitInterest;
use crate::servicing::amounts::{compare, minus, plus};
use crate::servicing::terms::InterestMethod;

/// What became of what is left for an installment.
enum Absorbed {
    /// The installment asks for it.
    All,
    /// More than that has been paid for it.
    LessThanPaid,
    /// More than that is asked for in interest that was agreed as an amount.
    LessThanGiven,
}

/// Whether a period is known to ask for the principal that interest leaves of its installment, and for nothing else.
fn leaves_principal(period: &Period) -> bool {
    match period.shape {
        Shape::Plain => true,
        Shape::Alone => {
            let taken = plus(period.paid_principal, period.interest);
            !period.paid_principal.is_sign_negative() && compare(taken, period.installment) != Ordering::Greater
        }
        Shape::Paid | Shape::Any => false,
    }
}

impl Plan {
    /// Lets installments add up to what was lent and its interest. Interest that later, prepaid periods earned up to
    /// a day and have no place for becomes due in the last unpaid one.
    pub(super) fn settle(&mut self, till: NaiveDate) {
        if self.is_known_to_add_up(till) || self.find_out_whether_settled(till) {
            return;
        }
        let version = self.periods.version();
        self.let_add_up(till);
        self.let_principal_add_up();
        if self.periods.version() == version && self.periods.find_last_open().is_none() {
            self.note_nothing_to_add_up();
        }
        self.periods.begin_to_wait(&self.settings);
    }

    fn let_add_up(&mut self, till: NaiveDate) {
        self.follow_equal_principal();
        self.cap_outstanding_principal();
        // One round for each period whose payments already exceed what is left for it.
        for _ in 0..=self.periods.len() {
            let Some(at) = self.last_unpaid() else {
                // Component by component, a payment may have gone to principal alone. Installment by installment such
                // interest is not asked for.
                if self.settings.vertical {
                    self.ask_for_unplaced_interest();
                }
                return;
            };
            match self.absorb_all(at) {
                Absorbed::LessThanPaid => self.cap_outstanding_principal(),
                Absorbed::LessThanGiven => {
                    self.take_from_earlier(at);
                    self.ask_for_unplaced_interest_in(at);
                    return;
                }
                Absorbed::All => {
                    // Interest finds no place where more principal was paid than it leaves. After a refund of a credit
                    // balance it is not asked for, as the systems have it that recalculate.
                    if self.periods.get(at).is_some_and(|period| !period.refunded) {
                        self.ask_for_unplaced_interest_in(at);
                    }
                    self.defer_interest(at, till);
                    self.spare_paid_interest(at);
                    self.leave_no_excess(at);
                    if self.settings.interest_grace > 0 || self.settings.vertical {
                        // Interest that was put off, or is all that is open, finds no place where more principal was
                        // paid than it leaves.
                        self.ask_for_unplaced_interest_in(at);
                    }
                    if self.periods.get(at).is_some_and(|period| period.interest_grace) {
                        // It asks for no interest, nor does any period that is open.
                        self.ask_for_unplaced_interest();
                    }
                    return;
                }
            }
        }
    }

    /// Whether installments add up already, with the last of all to take what changes.
    pub(super) fn is_settled(&self) -> bool {
        let is_plain = self.periods.is_plain() && self.settings.method != InterestMethod::DecliningBalance;
        if !is_plain || self.periods.any_waits() || self.moves_interest_up || !self.surplus().is_zero() {
            return false;
        }
        let places_interest = |last: &Period| last.interest >= last.calculated_interest;
        let takes = |last: &Period| !last.is_fully_paid() && last.paid() <= last.payable() && places_interest(last);
        self.periods.last().is_some_and(takes) && self.periods.asks_at_most(self.periods.outstanding_in_all())
    }

    /// No installment asks for more principal than is outstanding in all, as it would after a payment in advance.
    fn cap_outstanding_principal(&mut self) {
        let outstanding = self.periods.outstanding_in_all();
        if self.periods.asks_at_most(outstanding) {
            return;
        }
        // What has been paid has nothing outstanding.
        for at in self.periods.open_places() {
            let Some(period) = self.periods.get(at) else { break };
            let excess = period.outstanding_principal() - outstanding;
            if excess > Decimal::ZERO {
                let least = at_least_zero(period.paid() - period.late_paid() - period.credited());
                let installment = (period.installment - excess).max(least);
                self.set_installment(at, installment);
            }
        }
        self.refresh();
        self.periods.first_open();
        self.periods.find_most_payable();
    }

    fn set_installment(&mut self, at: usize, installment: Decimal) {
        let differs = self.periods.get(at).is_some_and(|period| period.installment != installment);
        if differs && let Some(period) = self.periods.get_mut(at) {
            period.installment = installment;
        }
    }

    fn last_unpaid(&mut self) -> Option<usize> {
        let unpaid = self.periods.last_open();
        unpaid.or_else(|| {
            let at = self.periods.len().checked_sub(1)?;
            // A period that has not begun has no balance.
            let balance = self.periods.get(at)?.closing_balance().unwrap_or_default();
            let is_unplanned = self.total_paid_principal().is_zero() && balance > Decimal::ZERO;
            (is_unplanned || self.surplus() < Decimal::ZERO).then_some(at)
        })
    }

    /// Where no installment that is open asks for interest that found no place, the last one asks for it.
    fn ask_for_unplaced_interest(&mut self) {
        if let Some(last) = self.periods.len().checked_sub(1) {
            self.ask_for_unplaced_interest_in(last);
        }
    }

    /// A period asks for interest that neither it nor those before it had a place for.
    pub(super) fn ask_for_unplaced_interest_in(&mut self, at: usize) {
        let unplaced = self.periods.get(at).filter(|period| !period.interest_grace).map(Period::unrecognized_interest);
        let Some(unplaced) = unplaced.filter(|interest| *interest > Decimal::ZERO) else { return };
        if let Some(period) = self.periods.get_mut(at) {
            period.installment += unplaced;
        }
        self.refresh();
    }

    /// Sets the installment to what is left for it. That changes what interest finds its place in it, and what is left.
    fn absorb_all(&mut self, at: usize) -> Absorbed {
        for _ in 0..2 {
            let absorbed = self.absorb(at);
            if !matches!(absorbed, Absorbed::All) || self.surplus().is_zero() {
                return absorbed;
            }
            self.make_room(at);
        }
        self.absorb(at)
    }

    /// Interest that earlier installments were too low for has its place in the one that takes what is left: it may be
    /// a multiple of what was lent.
    fn make_room(&mut self, at: usize) {
        let asks = |period: &&Period| !period.interest_grace && period.paid_principal.is_zero();
        let missing = self.periods.get(at).filter(asks).map(Period::unrecognized_interest);
        let Some(missing) = missing.filter(|interest| *interest > -self.surplus()) else { return };
        if let Some(period) = self.periods.get_mut(at).filter(|_| missing > Decimal::ZERO) {
            period.installment += missing;
        }
        self.refresh();
    }

    /// Sets the installment to what is left for it.
    fn absorb(&mut self, at: usize) -> Absorbed {
        self.take_back_deferred(at);
        self.refresh();
        let surplus = self.surplus();
        let Some(period) = self.periods.get(at) else { return Absorbed::LessThanPaid };
        let left = period.installment - surplus;
        let given = period.given();
        let is_given = period.fixed_interest > Decimal::ZERO && left < given;
        let installment = if is_given { given } else { left };
        let paid = period.paid() - period.late_paid() - period.credited();
        self.set_installment(at, installment.max(paid));
        self.refresh();
        match (installment < paid, is_given) {
            (true, _) => Absorbed::LessThanPaid,
            (false, true) => Absorbed::LessThanGiven,
            (false, false) => Absorbed::All,
        }
    }

    /// What installments ask for beyond what was lent and its interest; below zero where they ask for less.
    fn surplus(&self) -> Decimal {
        self.periods.must_not_wait();
        let totals = self.periods.totals();
        minus(totals.payable, plus(plus(totals.disbursed, at_least_zero(totals.credited)), totals.interest))
    }

    /// A payment may have gone to more principal than its installment leaves beside interest, which installments that
    /// add up with interest do not show: those that are open ask for no more principal, in all, than was lent, and for
    /// no less.
    pub(super) fn let_principal_add_up(&mut self) {
        // Each round changes a little what interest finds its place.
        for _ in 0..4 {
            let beyond = minus(self.asked_principal(), self.total_lent());
            if beyond.is_zero() {
                return;
            }
            if beyond > Decimal::ZERO {
                self.ask_for_less_principal(beyond);
            } else {
                self.ask_for_more_principal(-beyond);
            }
        }
    }

    /// Principal that all installments ask for.
    fn asked_principal(&self) -> Decimal {
        let all = || self.periods.iter().map(Period::due_principal).fold(Decimal::ZERO, plus);
        if !self.periods.is_plain() {
            return all();
        }
        let totals = self.periods.totals();
        let open = self.periods.open_places().filter_map(|at| self.periods.get(at));
        // What was paid in full asks for the principal that was paid.
        let others = open.filter(|period| !leaves_principal(period) && !period.is_fully_paid());
        let beyond = others.map(|period| minus(period.due_principal(), minus(period.payable(), period.interest)));
        let asked = plus(minus(totals.payable, totals.interest), beyond.fold(Decimal::ZERO, plus));
        debug_assert!(asked == all(), "nothing else is asked for");
        asked
    }

    /// The last installments that have principal open ask for less of it.
    fn ask_for_less_principal(&mut self, amount: Decimal) {
        let mut left = amount;
        for at in (0..self.periods.len()).rev() {
            let Some(period) = self.periods.get(at) else { continue };
            let less = period.outstanding_principal().min(left);
            if less > Decimal::ZERO {
                left -= less;
                self.set_installment(at, period.installment - less);
            }
        }
        self.refresh();
    }

    /// The last installment that is open asks for more principal, or the last one of all.
    fn ask_for_more_principal(&mut self, amount: Decimal) {
        let last = self.periods.find_last_open().or_else(|| self.periods.len().checked_sub(1));
        let Some((at, period)) = last.and_then(|at| Some((at, self.periods.get(at)?))) else { return };
        // Interest that had no place in it has one before principal does.
        let unplaced = if period.interest_grace { Decimal::ZERO } else { period.unrecognized_interest() };
        let beyond_payable = at_least_zero(period.due_principal() + period.interest - period.payable());
        self.set_installment(at, period.installment + amount + unplaced + beyond_payable);
        self.refresh();
    }

    /// What a period asks for too much, because interest was agreed for it as an amount, is taken from those before it.
    fn take_from_earlier(&mut self, at: usize) {
        for earlier in (0..at).rev() {
            let surplus = self.surplus();
            if surplus <= Decimal::ZERO {
                return;
            }
            let Some(period) = self.periods.get(earlier).filter(|period| !period.is_fully_paid()) else { continue };
            let paid = period.paid() - period.late_paid() - period.credited();
            let least = paid.max(period.given());
            let installment = (period.installment - surplus).max(least).min(period.installment);
            self.set_installment(earlier, installment);
            self.refresh();
        }
    }

    /// A period whose interest is more than what is left for it asks for no principal, and those before it for less.
    fn leave_no_excess(&mut self, at: usize) {
        // Lower installments bear a little more, until there is no more principal to be taken.
        for _ in 0..3 {
            if self.surplus() <= Decimal::ZERO {
                return;
            }
            self.take_from_earlier(at);
            self.make_room(at);
        }
    }

    /// Interest that was deferred to a period is its own period's again.
    pub(super) fn take_back_deferred(&mut self, at: usize) {
        let mut paid_with = None;
        if std::mem::take(&mut self.moves_interest_up) {
            paid_with = self.leave_paid_deferred(at);
            for at in 0..self.periods.len() {
                if self.periods.get(at).is_some_and(|period| period.interest_moved_up)
                    && let Some(period) = self.periods.get_mut(at)
                {
                    period.interest_moved_up = false;
                }
            }
        }
        let deferred = self.periods.get(at).is_some_and(|period| !period.deferred_interest.is_zero());
        if deferred && let Some(period) = self.periods.get_mut(at) {
            period.deferred_interest = Decimal::ZERO;
        }
        if let Some((holder, paid)) = paid_with {
            self.ask_for_less_interest(holder.saturating_add(1)..at, paid);
        }
    }

    /// Where interest was deferred to another period, as more was lent since, that one goes on asking for what was paid
    /// of it; the periods that it came from ask for so much less. After a refund of a credit balance it goes on
    /// asking for all of it, and the others do too, as the systems do that this convention comes from. Says what was
    /// paid, and with which period.
    fn leave_paid_deferred(&mut self, at: usize) -> Option<(usize, Decimal)> {
        let defers = |(other, period): &(usize, &Period)| *other != at && !period.deferred_interest.is_zero();
        let holders: Vec<usize> = self.periods.iter().enumerate().filter(defers).map(|(other, _)| other).collect();
        let is_refund = self.refunds;
        let mut paid_before = Decimal::ZERO;
        for holder in &holders {
            let Some(period) = self.periods.get_mut(*holder) else { continue };
            let own = at_least_zero(period.calculated_interest - period.deferred_interest);
            let paid = at_least_zero(period.paid_interest - own).min(period.deferred_interest);
            let left = if is_refund { period.deferred_interest } else { paid };
            period.deferred_interest = Decimal::ZERO;
            period.fixed_interest += left;
            period.installment += left;
            paid_before += if is_refund { Decimal::ZERO } else { paid };
        }
        holders.first().filter(|_| !paid_before.is_zero()).map(|holder| (*holder, paid_before))
    }

    /// Interest that was paid with an earlier installment is that of the first days after it. The period after a range
    /// takes what that has too little for.
    fn ask_for_less_interest(&mut self, range: Range<usize>, amount: Decimal) {
        self.refresh();
        let at = range.end;
        let mut left = amount;
        for earlier in range {
            let bears = |period: &&Period| !period.is_interest_elsewhere();
            let Some(period) = self.periods.get(earlier).filter(bears) else { continue };
            let less = (period.calculated_interest - period.received.interest()).min(left);
            if less > Decimal::ZERO {
                left -= less;
                if let Some(period) = self.periods.get_mut(earlier) {
                    period.paid_before += less;
                }
            }
        }
        if let Some(period) = self.periods.get_mut(at).filter(|_| !left.is_zero()) {
            period.paid_before += left;
        }
    }

    /// Makes interest of prepaid later periods due in a period.
    pub(super) fn defer_interest(&mut self, at: usize, till: NaiveDate) {
        if at.saturating_add(1) >= self.periods.len() {
            return;
        }
        let asks_for_interest = |period: &&Period| !period.interest_grace;
        let Some(due) = self.periods.get(at).filter(asks_for_interest).map(|period| period.due) else { return };
        let Some(interest) = self.unplaced_interest(due, till) else { return };
        if let Some(period) = self.periods.get_mut(at) {
            period.deferred_interest = interest;
        }
        let later = self.first_due_after(due);
        for period in self.periods.range_mut(later..self.periods.len()) {
            period.interest_moved_up = true;
        }
        self.moves_interest_up = true;
        self.refresh();
    }

    /// Deferred interest that was paid before it was deferred has its place in the installment already.
    fn spare_paid_interest(&mut self, at: usize) {
        let surplus = self.surplus();
        let Some(period) = self.periods.get(at).filter(|period| !period.deferred_interest.is_zero()) else { return };
        if surplus <= Decimal::ZERO {
            return;
        }
        let paid = period.paid() - period.late_paid() - period.credited() - period.deferred_interest;
        let installment = (period.installment - surplus).max(paid).min(period.installment);
        self.set_installment(at, installment);
        self.refresh();
    }

    /// The place of the first period that is due after a day.
    pub(super) fn first_due_after(&self, day: NaiveDate) -> usize {
        self.periods.as_slice().partition_point(|period| period.due <= day)
    }

    /// No interest is borne after a day.
    pub(super) fn stop_interest_after(&mut self, day: NaiveDate) {
        let at = self.period_of(day);
        if let Some(at) = at
            && let Some(period) = self.periods.get_mut(at)
            && let Some(segment) = period.segment_of(day, at == 0)
            && let Some(segment) = period.segments.get_mut(segment)
        {
            segment.to = day;
        }
        self.compute_factors(0..self.periods.len());
        let first = self.first_due_after(day);
        for segment in self.periods.range_mut(first..self.periods.len()).flat_map(|period| &mut period.segments) {
            if segment.to > day {
                segment.factor = Decimal::ZERO;
                segment.factor_to_due = UnitInterest::NONE;
                segment.factors_of = None;
            }
        }
    }
}
