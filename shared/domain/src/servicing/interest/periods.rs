//! The periods of a plan, which of them have to be computed anew, and what they add up to.
//!
//! Every change goes through here and marks its period. Computing anew then starts at a marked period and goes on only
//! as long as what a period leaves to the next one comes out differently; the last periods may wait (`waiting`).

mod growth;
mod last;
mod paid;
mod place;
mod rise;
mod waiting;

use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use waiting::Patience;

use super::course::{self, Left, Shape};
use super::period::{Period, at_least_zero};
use super::settings::PlanSettings;
use super::settled::Settled;
use crate::servicing::amounts::{compare, minus, no_less, plus, same};

/// What amounts of periods add up to, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Totals {
    /// Paid out and capitalized.
    pub disbursed: Decimal,
    /// Principal put back.
    pub credited: Decimal,
    pub paid_principal: Decimal,
    pub paid_interest: Decimal,
    pub payable: Decimal,
    pub interest: Decimal,
    /// Periods with interest that does not come from their balance.
    pub with_given_interest: usize,
}

impl Totals {
    fn add(&mut self, period: &Period, payable: Decimal) {
        self.payable = plus(self.payable, payable);
        self.interest = plus(self.interest, period.interest);
        if period.shape == Shape::Plain {
            return;
        }
        self.paid_principal = plus(self.paid_principal, period.paid_principal);
        self.paid_interest = plus(self.paid_interest, period.paid_interest);
        if period.shape == Shape::Paid {
            return;
        }
        self.disbursed = plus(self.disbursed, period.disbursed());
        if period.shape != Shape::Alone {
            self.credited = plus(self.credited, period.credited_principal());
        }
        self.with_given_interest += usize::from(period.has_given_interest());
    }

    fn remove(&mut self, period: &Period) {
        self.payable = minus(self.payable, period.payable());
        self.interest = minus(self.interest, period.interest);
        if period.shape == Shape::Plain {
            return;
        }
        self.paid_principal = minus(self.paid_principal, period.paid_principal);
        self.paid_interest = minus(self.paid_interest, period.paid_interest);
        if period.shape == Shape::Paid {
            return;
        }
        self.disbursed = minus(self.disbursed, period.disbursed());
        if period.shape != Shape::Alone {
            self.credited = minus(self.credited, period.credited_principal());
        }
        self.with_given_interest -= usize::from(period.has_given_interest());
    }
}

/// The periods of a plan in the order of due dates.
#[derive(Debug, Clone)]
pub(super) struct Periods {
    list: Vec<Period>,
    /// Places of marked periods, each once.
    marked: Vec<usize>,
    /// Over the periods that are not marked.
    totals: Totals,
    /// Every period outside of it has been paid to the last minor unit.
    open: Range<usize>,
    /// Every period before this place has been paid to the last minor unit, unless it is marked.
    open_from: usize,
    /// No period asks for more.
    most_payable: Decimal,
    /// No period from this place on lends anything.
    lends_before: usize,
    /// Which periods have changed since these were last taken, as far as that is known.
    changed: Changed,
    /// Rises with each change of a period.
    version: u64,
    /// Periods that wait to be computed anew.
    patience: Patience,
    /// Installments were found to add up.
    pub(super) settled: Option<Settled>,
    /// Places that were looked for last: a payment asks again and again for that of its day and that of its installment.
    recent: Cell<[usize; 2]>,
}

/// Places of periods.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Changed {
    /// Each of them.
    All,
    /// Some, each once.
    At(Vec<usize>),
}

impl PartialEq for Periods {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl FromIterator<Period> for Periods {
    fn from_iter<I: IntoIterator<Item = Period>>(periods: I) -> Self {
        let list: Vec<Period> = periods.into_iter().collect();
        let mut periods = Self {
            list,
            marked: Vec::new(),
            totals: Totals::default(),
            open: 0..0,
            open_from: 0,
            most_payable: Decimal::ZERO,
            lends_before: 0,
            changed: Changed::All,
            version: 0,
            patience: Patience::default(),
            settled: None,
            recent: Cell::default(),
        };
        periods.mark_all();
        periods
    }
}

impl Periods {
    pub(super) fn as_slice(&self) -> &[Period] {
        &self.list
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Period> {
        self.must_not_wait();
        self.list.iter()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Period> {
        debug_assert!(!self.waits(at), "a period that waits is not what it seems");
        self.list.get(at)
    }

    /// The place of the first period that is due on or after a day.
    pub(super) fn first_due_from(&self, day: NaiveDate) -> usize {
        let [last, other] = self.recent.get();
        if self.is_first_due_from(last, day) {
            return last;
        }
        let next = last.saturating_add(1);
        let at = if self.is_first_due_from(other, day) {
            other
        } else if self.is_first_due_from(next, day) {
            next
        } else {
            self.list.partition_point(|period| period.due < day)
        };
        self.recent.set([at, last]);
        at
    }

    fn is_first_due_from(&self, at: usize, day: NaiveDate) -> bool {
        let is_after_those_before = match at.checked_sub(1) {
            Some(before) => self.list.get(before).is_some_and(|period| period.due < day),
            None => true,
        };
        is_after_those_before && self.list.get(at).is_some_and(|period| period.due >= day)
    }

    pub(super) fn first(&self) -> Option<&Period> {
        self.list.first()
    }

    pub(super) fn last(&self) -> Option<&Period> {
        self.list.last()
    }

    /// A period that is about to be changed.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Period> {
        self.mark(at);
        self.list.get_mut(at)
    }

    pub(super) fn first_mut(&mut self) -> Option<&mut Period> {
        self.get_mut(0)
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Period> {
        self.get_mut(self.list.len().checked_sub(1)?)
    }

    /// All periods, each of which may be changed.
    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Period> {
        self.mark_all();
        self.list.iter_mut()
    }

    /// Periods that are about to be changed.
    pub(super) fn range_mut(&mut self, range: Range<usize>) -> impl Iterator<Item = &mut Period> {
        let len = range.len();
        if range.start == 0 && range.end >= self.list.len() {
            self.mark_all();
        } else {
            for at in range.clone() {
                self.mark(at);
            }
        }
        self.list.iter_mut().skip(range.start).take(len)
    }

    /// A period whose factors are about to be computed, which changes nothing before it is computed anew.
    pub(super) fn push(&mut self, period: Period) {
        self.list.push(period);
        self.mark_all();
    }

    pub(super) fn remove(&mut self, at: usize) -> Option<Period> {
        let removed = (at < self.list.len()).then(|| self.list.remove(at));
        self.mark_all();
        removed
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.list.truncate(len);
        self.mark_all();
    }

    /// What the periods add up to as they are now.
    pub(super) fn totals(&self) -> Totals {
        let mut totals = self.totals;
        for period in self.marked.iter().filter_map(|at| self.list.get(*at)) {
            totals.add(period, period.payable());
        }
        totals
    }

    /// Principal lent that was not paid back; less than nothing where more was.
    pub(super) fn outstanding_in_all(&self) -> Decimal {
        let of = |totals: &Totals| minus(totals.lent(), at_least_zero(totals.paid_principal));
        // Each payment asks for it several times.
        if self.marked.is_empty() { of(&self.totals) } else { of(&self.totals()) }
    }

    /// The first period that is not fully paid.
    pub(super) fn first_open(&mut self) -> Option<usize> {
        let open = self.find_first_open();
        self.open.start = open.unwrap_or(self.list.len());
        self.open_from = self.open.start;
        open
    }

    /// The last period that is not fully paid.
    pub(super) fn last_open(&mut self) -> Option<usize> {
        let open = self.find_last_open();
        self.open.end = open.map_or(0, |at| at.saturating_add(1));
        open
    }

    pub(super) fn find_first_open(&self) -> Option<usize> {
        self.open_places().find(|at| self.is_open(*at))
    }

    pub(super) fn find_last_open(&self) -> Option<usize> {
        self.open_places().rev().find(|at| self.is_open(*at))
    }

    /// Periods that may be open: no other ones are.
    pub(super) fn open_places(&self) -> Range<usize> {
        self.open.start.min(self.list.len())..self.open.end.min(self.list.len())
    }

    /// The periods that are not fully paid.
    pub(super) fn open(&self) -> impl Iterator<Item = &Period> {
        self.must_not_wait();
        self.open_places().filter_map(|at| self.list.get(at)).filter(|period| !period.is_fully_paid())
    }

    fn is_open(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|period| !period.is_fully_paid())
    }

    /// Whether no period asks for more than an amount; it may do so where this is false.
    pub(super) fn asks_at_most(&self, amount: Decimal) -> bool {
        compare(self.most_payable, amount) != Ordering::Greater
    }

    /// Finds out what the most is that a period that is open asks for.
    pub(super) fn find_most_payable(&mut self) {
        let most = self.open_places().filter_map(|at| self.list.get(at)).map(Period::payable).max();
        self.most_payable = most.unwrap_or_default();
    }

    /// Whether everything has been computed, and all interest comes from balances.
    pub(super) fn is_plain(&self) -> bool {
        self.marked.is_empty() && self.totals.with_given_interest == 0
    }

    /// Whether everything has been computed, and nothing has been paid.
    pub(super) fn is_unpaid(&self) -> bool {
        self.marked.is_empty() && self.totals.paid_principal.is_zero() && self.totals.paid_interest.is_zero()
    }

    /// What periods ask for is what was agreed; that changes no amount.
    pub(super) fn agree_on_installments(&mut self) {
        for period in &mut self.list {
            period.level = period.installment;
        }
    }

    /// Whether a period after one may lend something.
    pub(super) fn lends_after(&self, at: usize) -> bool {
        self.lends_before > at.saturating_add(1)
    }

    /// Runs balances and interest through the periods that have to be computed anew.
    pub(super) fn refresh(&mut self, settings: &PlanSettings) {
        if self.marked.is_empty() {
            return;
        }
        let mut marked = std::mem::take(&mut self.marked);
        marked.sort_unstable();
        let last_marked = marked.last().copied().unwrap_or_default();
        for at in &marked {
            if self.list.get(*at).is_some_and(|period| period.is_marked) {
                self.refresh_from(settings, *at, last_marked);
            }
        }
        // The list keeps its memory for the next changes.
        marked.clear();
        self.marked = marked;
    }

    /// Goes through the periods in order, each as those before it leave it, and lets them ask for other installments than they
    /// do. Everything has been computed before, and is afterwards.
    pub(super) fn adjust_installments(
        &mut self,
        settings: &PlanSettings,
        installment: impl Fn(&Period) -> Option<Decimal>,
    ) {
        self.must_not_wait();
        debug_assert!(self.marked.is_empty(), "periods are adjusted to what has been computed");
        let mut left: Option<Left> = None;
        for at in 0..self.list.len() {
            let receives = |left: &Left| self.list.get(at).is_some_and(|period| period.received != *left);
            left = left.filter(receives).map(|left| self.compute(settings, at, left));
            let Some(other) = self.list.get(at).and_then(&installment) else { continue };
            self.mark(at);
            self.marked.clear();
            let Some(period) = self.list.get_mut(at) else { return };
            period.installment = other;
            let by_earlier = if at == 0 { Left::at_start() } else { period.received };
            left = Some(self.compute(settings, at, by_earlier));
        }
    }

    /// The periods that may have changed since they were last forgotten; `None` where that may be any.
    pub(super) fn changed(&self) -> Option<&[usize]> {
        match &self.changed {
            Changed::All => None,
            Changed::At(places) => Some(places),
        }
    }

    /// A number that rises with each change of a period.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Forgets which periods have changed.
    pub(super) fn forget_changed(&mut self) {
        match &mut self.changed {
            Changed::At(places) => {
                for at in places.drain(..) {
                    if let Some(period) = self.list.get_mut(at) {
                        period.is_listed = false;
                    }
                }
            }
            changed @ Changed::All => {
                *changed = Changed::At(Vec::new());
                for period in &mut self.list {
                    period.is_listed = false;
                }
            }
        }
    }

    /// Interest of a period is paid, where that changes nothing but what was paid of it. False where it might change more.
    pub(super) fn pay_interest_alone(&mut self, settings: &PlanSettings, at: usize, amount: Decimal) -> bool {
        let Some(period) = self.list.get_mut(at).filter(|_| self.marked.is_empty()) else { return false };
        if !course::has_place_for(period, amount) {
            return false;
        }
        if !amount.is_zero() {
            period.paid_interest = plus(period.paid_interest, amount);
            period.shape = course::shape(settings, period, at == 0);
            self.totals.paid_interest = plus(self.totals.paid_interest, amount);
        }
        true
    }

    fn refresh_from(&mut self, settings: &PlanSettings, first: usize, last_marked: usize) {
        let Some(mut left) = self.left_to(first) else { return };
        let mut may_wait_from = self.patience.may_begin().map(|from| from.max(last_marked.saturating_add(1)));
        let mut at = first;
        while at < self.list.len() {
            if self.waits_at(at, left) {
                return;
            }
            let is_paid = at < last_marked && self.list.get(at).is_some_and(|period| period.shape == Shape::Paid);
            let paid = if is_paid { self.list.get_mut(at..last_marked) } else { None };
            let (count, after_paid) = paid.map_or((0, left), |paid| course::run_all_paid(settings, paid, left));
            if count > 0 {
                (at, left) = (at.saturating_add(count), after_paid);
                continue;
            }
            let Some(period) = self.list.get(at).filter(|period| period.is_marked || period.received != left) else {
                return;
            };
            let is_left_balance = left.has_no_interest() && period.received.has_no_interest();
            let may_wait = is_left_balance && may_wait_from.take_if(|from| at >= *from).is_some();
            if may_wait && self.begins_to_wait(settings, at, left) {
                return;
            }
            left = self.compute(settings, at, left);
            at = at.saturating_add(1);
        }
    }

    /// What is left to a period: what it received when it was last computed, as those before it have not changed since.
    fn left_to(&self, at: usize) -> Option<Left> {
        let before = at.checked_sub(1).and_then(|at| self.list.get(at));
        let left = if before.is_some() { self.list.get(at)?.received } else { Left::at_start() };
        debug_assert!(
            left == before.map_or_else(Left::at_start, Left::by),
            "what a period leaves goes on to the next one"
        );
        Some(left)
    }

    /// Runs what earlier periods left through one, and says what it leaves.
    fn compute(&mut self, settings: &PlanSettings, at: usize, left: Left) -> Left {
        let Some(period) = self.list.get_mut(at) else { return left };
        if period.is_marked {
            self.changed.note(at, period);
            period.is_marked = false;
            let left = course::run_changed(settings, period, left, at == 0);
            let payable = period.payable();
            self.totals.add(period, payable);
            self.most_payable = no_less(self.most_payable, payable);
            if self.lends_before <= at && period.lends() {
                self.lends_before = at.saturating_add(1);
            }
            self.look_whether_open(at);
            return left;
        }
        let interest = period.interest;
        let left = course::run_shape(settings, period, left, at == 0)
            .unwrap_or_else(|| course::run(settings, period, left, at == 0));
        // What else it asks for is its own.
        if !same(period.interest, interest) {
            self.totals.interest = plus(self.totals.interest, minus(period.interest, interest));
            self.changed.note(at, period);
        }
        left
    }

    /// A period that was marked has been computed: where it is fully paid, the first that may be open is a later one
    /// again.
    fn look_whether_open(&mut self, at: usize) {
        if self.is_open(at) {
            self.open.start = self.open.start.min(at);
            self.open_from = self.open_from.min(at);
        } else if self.open.start == at {
            self.open.start = self.open_from.max(at);
        }
    }

    fn mark(&mut self, at: usize) {
        debug_assert!(!self.waits(at), "a period that waits is not to be changed");
        let Some(period) = self.list.get_mut(at) else { return };
        self.version = self.version.saturating_add(1);
        self.open_from = self.open_from.max(self.open.start);
        self.open = self.open.start.min(at)..self.open.end.max(at.saturating_add(1));
        if !period.is_marked {
            self.totals.remove(period);
            period.is_marked = true;
            period.shape = Shape::Any;
            self.marked.push(at);
            self.changed.note(at, period);
        }
    }

    fn mark_all(&mut self) {
        self.must_not_wait();
        self.patience.forget_growth();
        self.totals = Totals::default();
        self.most_payable = Decimal::ZERO;
        self.lends_before = 0;
        self.marked.clear();
        self.marked.extend(0..self.list.len());
        self.open = 0..self.list.len();
        self.open_from = 0;
        self.changed = Changed::All;
        self.version = self.version.saturating_add(1);
        for period in &mut self.list {
            period.is_marked = true;
            period.shape = Shape::Any;
        }
    }
}

impl Changed {
    fn note(&mut self, at: usize, period: &mut Period) {
        if let Self::At(places) = self
            && !std::mem::replace(&mut period.is_listed, true)
        {
            places.push(at);
        }
    }
}

impl Totals {
    /// All that was lent: paid out, capitalized and put back.
    pub(super) fn lent(&self) -> Decimal {
        at_least_zero(plus(self.disbursed, self.credited))
    }
}
