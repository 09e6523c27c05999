//! What a period asks for on a day, from the periods up to it alone.
//!
//! Seen from a day, periods that have not begun bear nothing, so that the last of them ask for too much and are lowered
//! until installments add up. As long as what is outstanding is more than the periods up to the one in question ask for,
//! these stay as they are, and the later ones need not be looked at.
//!
//! One that has not begun asks for its level installment in any case, as soon as two before it stay open and have place
//! for all interest.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::{self, Shape};
use super::due::{Due, cut_after};
use super::factor::{Factors, Length, Span};
use super::minor_units::{amount_of, minor_units};
use super::period::{Period, at_least_zero};
use super::plan::Plan;
use super::unbegun::Unbegun;
use crate::servicing::amounts::{compare, is_identical, minus, plus};
use crate::servicing::terms::InterestMethod;

/// Periods as they are seen from a day, up to one that all interest found its place in.
struct Walk {
    /// What is outstanding, which is asked for by the first of them.
    outstanding: Decimal,
    /// The one in question, where it has not begun.
    found: Option<Unbegun>,
    /// Principal that the walk's open periods ask for.
    asked: Decimal,
    open: usize,
    /// The last period.
    until: usize,
}

impl Walk {
    fn count(&mut self, period: &Period) {
        if !period.is_fully_paid() {
            let asked = minus(minus(period.payable(), period.interest), period.paid_principal);
            self.asked = plus(self.asked, asked);
            self.open = self.open.saturating_add(1);
        }
    }

    /// Whether more than one of them stay open, whatever becomes of those after them.
    fn leaves_some_open(&self) -> bool {
        self.open > 1 && compare(self.asked, self.outstanding) == Ordering::Less
    }
}

impl Plan {
    /// What a period asks for; `None` where the whole plan has to be looked at.
    pub(super) fn glance(&self, at: usize, on: NaiveDate) -> Option<Due> {
        // Equal parts of principal follow their interest, and that of a period depends on those before it.
        let is_level = self.settings.method != InterestMethod::DecliningBalance;
        let current = self.period_in_order(on).filter(|current| is_level && at >= *current)?;
        if self.periods.lends_after(current) || !self.adds_up() {
            return None;
        }
        let whole = self.periods.get(current)?;
        let cut = if whole.due > on { Some(self.cut_period(whole, current, on)?) } else { None };
        let own = cut.as_ref().unwrap_or(whole);
        let totals = self.periods.totals();
        let total =
            if cut.is_some() { plus(minus(totals.lent(), lent_in(whole)), lent_in(own)) } else { totals.lent() };
        let outstanding = minus(total, at_least_zero(totals.paid_principal));
        let period = self.known(at)?;
        let is_level = on <= period.from && !period.re_aged;
        let mut walk = self.walk_to(current, own, outstanding);
        let left = at_least_zero(own.unrecognized_interest());
        let left = self.walk_on(&mut walk, at, left, is_level)?;
        if walk.until < at {
            return Some(Unbegun::of(period, left)?.asking_for(period.level).capped(at_least_zero(outstanding)).due());
        }
        let Walk { found, asked, open, until, .. } = walk;
        let Some(later) = self.open_after(until) else {
            // Where no later one is open, the last that is takes the difference.
            let takes_all = open == 1 && until == at && !period.re_aged && outstanding > Decimal::ZERO;
            return if takes_all { self.closing(own, found, outstanding) } else { None };
        };
        if compare(asked, outstanding) != Ordering::Less {
            return None;
        }
        // A period that has not begun asks for its level installment, as long as that much is outstanding and another one is
        // open: the later one stays so, as long as something is left for it, unless something was paid of it.
        let stays_open = || later.shape == Shape::Plain || asked + minus(later.payable(), later.paid()) < outstanding;
        if is_level && (open == 0 || (open == 1 && !stays_open())) {
            return None;
        }
        let most = at_least_zero(outstanding);
        match found {
            // It is among those that ask for less than is outstanding.
            Some(found) if is_level && is_identical(period.level, period.installment) => Some(found.due()),
            Some(found) if is_level => Some(found.asking_for(period.level).capped(most).due()),
            Some(found) => Some(found.due()),
            None if is_level => Some(due(&self.at_level(own.clone(), at == 0, most))),
            None => Some(due(own)),
        }
    }

    /// The period that a day lies in, where installments are paid one after the other and everything has been computed.
    pub(super) fn period_in_order(&self, on: NaiveDate) -> Option<usize> {
        let is_within = self.start()? <= on && on < self.maturity()?;
        let is_in_order = !self.settings.vertical && !self.moves_interest_up && self.periods.is_plain();
        self.period_of(on).filter(|_| is_within && is_in_order)
    }

    /// What the only period that is open asks for: all that is outstanding, and interest that is left to it.
    fn closing(&self, own: &Period, found: Option<Unbegun>, outstanding: Decimal) -> Option<Due> {
        let is_level = self.settings.method == InterestMethod::DecliningBalanceEqualInstallments;
        let closing = match found {
            Some(found) => (!found.is_fully_paid()).then(|| found.closing(outstanding)),
            None => (!own.is_fully_paid() && !own.lends() && !own.interest_grace)
                .then(|| Due { principal: plus(own.paid_principal, outstanding), interest: own.interest }),
        };
        closing.filter(|_| is_level)
    }

    /// Whether installments add up to what was lent and its interest, so that looking at the whole plan would change no
    /// more than its end.
    pub(super) fn adds_up(&self) -> bool {
        let totals = self.periods.totals();
        // They do as long as some wait.
        self.periods.any_waits()
            || totals.payable == totals.disbursed + at_least_zero(totals.credited) + totals.interest
    }

    /// Goes to the period that a day lies in.
    fn walk_to(&self, current: usize, own: &Period, outstanding: Decimal) -> Walk {
        let mut walk = Walk { outstanding, found: None, asked: Decimal::ZERO, open: 0, until: current };
        let places = self.periods.open_places();
        let earlier = places.start..places.end.min(current);
        earlier.filter_map(|at| self.periods.get(at)).for_each(|period| walk.count(period));
        walk.count(own);
        walk
    }

    /// Goes on from there to the period in question, and further while interest is left over; no further than it takes to
    /// know that some stay open before one that is level. Says what interest is left.
    fn walk_on(&self, walk: &mut Walk, at: usize, left: Decimal, is_level: bool) -> Option<Decimal> {
        let mut left = self.walk_past_paid(walk, at, left);
        while walk.until < at || !left.is_zero() {
            if is_level && walk.until < at && left.is_zero() && walk.leaves_some_open() {
                return Some(left);
            }
            walk.until = walk.until.checked_add(1)?;
            let period = self.known(walk.until)?;
            if walk.until != at && period.is_fully_paid() {
                left = left_by_paid(period, left);
                continue;
            }
            let period = Unbegun::of(period, left)?;
            left = period.left();
            if !period.is_fully_paid() {
                walk.asked = plus(walk.asked, period.asked());
                walk.open = walk.open.saturating_add(1);
            }
            if walk.until == at {
                walk.found = Some(period);
            }
        }
        Some(left)
    }

    /// Goes on to the last of those that follow and were paid, before the period in question. Says what interest is
    /// left.
    fn walk_past_paid(&self, walk: &mut Walk, at: usize, left: Decimal) -> Decimal {
        let (left, passed) = self.left_by_all_paid(walk.until, at, left).unwrap_or((left, 0));
        walk.until = walk.until.saturating_add(passed);
        if left.is_zero() {
            // Whatever is paid takes nothing.
            let open = self.periods.open_places().start.min(at);
            walk.until = walk.until.max(open.saturating_sub(1));
        }
        left
    }

    /// What interest is left by the paid periods between two, and how many of them it was left to; `None` where it is
    /// not counted in minor units.
    fn left_by_all_paid(&self, after: usize, before: usize, left: Decimal) -> Option<(Decimal, usize)> {
        let decimals = self.settings.rounding.decimals;
        let mut units = minor_units(left, decimals).filter(|units| *units > 0)?;
        let mut passed: usize = 0;
        let later = self.periods.as_slice().get(after.saturating_add(1)..before).unwrap_or_default();
        for period in later.iter().take_while(|period| period.shape == Shape::Paid) {
            let Some(paid) = minor_units(period.paid_interest, decimals).filter(|_| units > 0) else { break };
            units = units.saturating_sub(paid).max(0);
            passed = passed.saturating_add(1);
        }
        Some((amount_of(units, decimals)?, passed))
    }

    /// A period, unless it waits to be computed and what it asks for in all is not what it will be.
    fn known(&self, at: usize) -> Option<&Period> {
        if self.periods.waits(at) && !self.periods.waits_before_last(at) {
            return None;
        }
        self.periods.waiting_period(at)
    }

    /// The first open period after one.
    fn open_after(&self, at: usize) -> Option<&Period> {
        let places = self.periods.open_places();
        let mut later =
            (places.start.max(at.checked_add(1)?)..places.end).filter_map(|place| self.periods.waiting_period(place));
        later.find(|period| !period.is_fully_paid())
    }

    /// A period without the days after one.
    pub(super) fn cut_period(&self, whole: &Period, at: usize, on: NaiveDate) -> Option<Period> {
        let mut period = whole.clone();
        cut_after(&mut period, at, on);
        let (from, due, start, period_due) = (period.from, period.due, self.start()?, period.measured_to());
        let segment = period.segments.last_mut()?;
        let rate = self.rate_after(segment.from);
        let span = Span { from: segment.from, to: due, period_from: from, period_due };
        segment.factor_to_due = Factors::default().factor(&self.settings, rate, span, Length::Dated(start));
        let received = period.received;
        course::run(&self.settings, &mut period, received, at == 0);
        Some(period)
    }

    /// A period as it asks for its level installment, and for no more principal than is outstanding.
    fn at_level(&self, mut period: Period, is_first: bool, outstanding: Decimal) -> Period {
        period.installment = period.level;
        let received = period.received;
        course::run(&self.settings, &mut period, received, is_first);
        let excess = at_least_zero(period.outstanding_principal() - outstanding);
        if !excess.is_zero() {
            period.installment -= excess;
            course::run(&self.settings, &mut period, received, is_first);
        }
        period
    }
}

/// What interest a period leaves that is paid: it has only the place there that it had before.
#[inline]
fn left_by_paid(period: &Period, left: Decimal) -> Decimal {
    if left.is_zero() || period.paid_interest.is_zero() {
        return left;
    }
    at_least_zero(minus(left, period.paid_interest))
}

fn due(period: &Period) -> Due {
    Due { principal: period.due_principal(), interest: period.due_interest() }
}

/// What is lent in a period.
fn lent_in(period: &Period) -> Decimal {
    plus(period.disbursed(), period.credited_principal())
}
