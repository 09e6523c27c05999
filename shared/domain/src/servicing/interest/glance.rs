//! What a period asks for on a day, from the periods up to it alone.
//!
//! Seen from a day, periods that have not begun bear nothing, so that the last of them ask for too much and are lowered
//! until installments add up. As long as what is outstanding is more than the periods up to the one in question ask for,
//! these stay as they are, and the later ones need not be looked at.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::{self, Left};
use super::due::{Due, cut_after};
use super::factor::{Factors, Length, Span};
use super::period::{Period, at_least_zero};
use super::plan::Plan;
use crate::servicing::terms::InterestMethod;

/// Periods as they are seen from a day, up to one that all interest found its place in.
struct Walk {
    /// The one in question.
    period: Period,
    /// Principal that the walk's open periods ask for.
    asked: Decimal,
    open: usize,
    /// The last period.
    until: usize,
}

impl Plan {
    /// What a period asks for; `None` where the whole plan has to be looked at.
    pub(super) fn glance(&self, at: usize, on: NaiveDate) -> Option<Due> {
        let is_within = self.start()? <= on && on < self.maturity()?;
        // Equal parts of principal follow their interest, and that of a period depends on those before it.
        let is_level = self.settings.method != InterestMethod::DecliningBalance;
        let is_simple = is_level && !self.settings.vertical && !self.moves_interest_up && self.periods.is_plain();
        let current = self.period_of(on).filter(|current| is_within && is_simple && at >= *current)?;
        if self.periods.lends_after(current) || !self.adds_up() {
            return None;
        }
        let whole = self.periods.get(current)?;
        let cut = if whole.due > on { Some(self.cut_period(whole, current, on)?) } else { None };
        let own = cut.as_ref().unwrap_or(whole);
        let total = if cut.is_some() { self.lent_with(whole, own) } else { self.periods.totals().lent() };
        let outstanding = total - at_least_zero(self.periods.totals().paid_principal);
        let Walk { mut period, asked, open, until } = self.walk(current, own, at)?;
        // Where no later one is open, the last that is takes the difference.
        let asked_later = self.asked_after(until)?;
        if asked >= outstanding {
            return None;
        }
        if on <= period.from && !period.re_aged {
            // The level installment comes back only while another one is open.
            let is_alone = open == 0 || (open == 1 && asked + asked_later >= outstanding);
            if is_alone {
                return None;
            }
            self.restore_level(&mut period, at == 0, at_least_zero(outstanding));
        }
        Some(Due { principal: period.due_principal(), interest: period.due_interest() })
    }

    /// Whether installments add up to what was lent and its interest, so that looking at the whole plan would change no
    /// more than its end.
    fn adds_up(&self) -> bool {
        let totals = self.periods.totals();
        // They do as long as some wait.
        self.periods.any_waits()
            || totals.payable == totals.disbursed + at_least_zero(totals.credited) + totals.interest
    }

    /// Goes from the period that a day lies in to one in question, and on while interest is left over.
    fn walk(&self, current: usize, own: &Period, at: usize) -> Option<Walk> {
        let mut asked = Decimal::ZERO;
        let mut open = 0_usize;
        let mut count = |period: &Period| {
            if !period.is_fully_paid() {
                asked += period.payable() - period.interest - period.paid_principal;
                open = open.saturating_add(1);
            }
        };
        self.periods
            .open_places()
            .take_while(|place| *place < current)
            .filter_map(|at| self.periods.get(at))
            .for_each(&mut count);
        let mut left = Left::by(own);
        count(own);
        let mut found = (at == current).then(|| own.clone());
        let mut until = current;
        while found.is_none() || !left.has_no_interest() {
            until = until.checked_add(1)?;
            let period = if self.periods.waits_before_last(until) {
                // What it asks for in all is what it will be.
                self.periods.waiting_period(until)?
            } else if self.periods.waits(until) {
                return None;
            } else {
                self.periods.get(until)?
            };
            if until != at && period.is_fully_paid() {
                left = left.after_paid(period);
                continue;
            }
            let mut period = period.without_days();
            left = course::run(&self.settings, &mut period, left, false);
            count(&period);
            if until == at {
                found = Some(period);
            }
        }
        Some(Walk { period: found?, asked, open, until })
    }

    /// Principal that the first open period after one asks for.
    fn asked_after(&self, at: usize) -> Option<Decimal> {
        let later = self.periods.open_places().filter(|place| *place > at);
        let mut open =
            later.filter_map(|place| self.periods.waiting_period(place)).filter(|period| !period.is_fully_paid());
        open.next().map(|period| period.payable() - period.paid())
    }

    /// A period without the days after one.
    fn cut_period(&self, whole: &Period, at: usize, on: NaiveDate) -> Option<Period> {
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

    /// What was lent, with one period cut.
    fn lent_with(&self, whole: &Period, cut: &Period) -> Decimal {
        let lent = |period: &Period| period.disbursed() + period.credited_principal();
        self.periods.totals().lent() - lent(whole) + lent(cut)
    }

    /// A period that has not begun asks for its level installment, as long as that much is outstanding.
    fn restore_level(&self, period: &mut Period, is_first: bool, outstanding: Decimal) {
        period.installment = period.level;
        let received = period.received;
        course::run(&self.settings, period, received, is_first);
        let excess = at_least_zero(period.outstanding_principal() - outstanding);
        if !excess.is_zero() {
            period.installment -= excess;
            course::run(&self.settings, period, received, is_first);
        }
    }
}
