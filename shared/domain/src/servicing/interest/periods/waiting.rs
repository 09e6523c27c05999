//! Periods that wait to be computed anew.
//!
//! A payment changes what all periods after it bear, although nobody looks at these before their days come nearer. What
//! changes is this: the balance that they begin with is a little lower, each bears less interest, and the last one that
//! asks for anything takes the difference, so that installments add up (see `settle`). As long as nothing else would come
//! of it, they wait, with amounts of the day on which they began to, and the first one keeps what is left to it now.
//!
//! They begin to wait only where
//!
//! - each of them has one segment and asks for its installment and nothing else, of which nothing was paid, and has place
//!   for all of its interest; after the last of these there are only empty ones;
//! - the last of these asks for its balance and its interest, so that what they ask for adds up;
//! - the balance that they are left is lower than before. Less balance bears no more interest, whatever the rounding,
//!   so that interest goes on finding its place everywhere. Or it is higher by so little that it certainly does (`rise`).
//!
//! They go on waiting where, whenever installments are made to add up,
//!
//! - what earlier periods ask for is all that they are not left (`Plan::go_on_waiting` has this and what concerns the plan);
//! - interest that prepaid periods before them had no place for finds its place in the first of them, which ask for less
//!   principal then (`place`), and the balance that is left after that is not higher than that either;
//! - it is certain which of them is the last that still asks for something (`last`).
//!
//! What is paid of them before their days come is noted while they wait (`paid`).
//!
//! Making installments add up then sets the last one, and that to what its balance and its interest come to: it does not
//! matter how often that is done in between. Where anything else might come of it, or when something wants to know what
//! they ask for, they are computed up to where they had last been made to add up, and everything goes on as it would have.

use rust_decimal::Decimal;

use super::Periods;
use super::growth::Growth;
use super::last::Certain;
use crate::servicing::amounts::{minus, no_less};
use crate::servicing::interest::course::{self, Left, Place, Shape};
use crate::servicing::interest::period::Period;
use crate::servicing::interest::settings::PlanSettings;
use crate::servicing::rounding::Rounding;

/// Amounts up to which intermediate values are exact to much less than a minor unit of [`MOST_DECIMALS`].
const LARGEST_INSTALLMENT: Decimal = Decimal::from_parts(1_316_134_912, 2_328, 0, false, 0);
const MOST_DECIMALS: u32 = 4;
const LEAST_PRECISION: u32 = 19;

/// Periods at the end of a plan that wait.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    /// The first of them.
    pub from: usize,
    /// The last that asks for anything.
    pub last: usize,
    /// What was left to the first when installments were last made to add up.
    pub settled: Left,
    /// What is left to it.
    pub now: Left,
    /// The first of them to which no interest is left any more, and what is left to it.
    pub after: (usize, Left),
    /// Principal that they ask for beyond what was paid of them, as they are.
    pub asks: Decimal,
    /// The last of them of which something was paid while they waited.
    pub paid_until: Option<usize>,
    /// Something was paid of them since installments were last made to add up.
    pub is_paid_anew: bool,
    /// What it takes to run interest through those from one on, as far as that was looked at.
    pub places: Vec<Option<Place>>,
    pub places_from: usize,
    /// It is known what comes of what is left to the first one: `after` says it.
    pub is_run_through: bool,
    /// How much lower the balance may be, so that the last one stays it; `None` where that was not looked at.
    pub certain: Option<Certain>,
    /// How much higher the balance may be at the beginning of one of them, so that interest finds its place from there
    /// on; `None` where that was not looked at.
    pub rise: Option<(usize, Decimal)>,
    /// Nobody has been told yet.
    pub is_new: bool,
}

/// Periods that wait, and what there is to know before they may.
#[derive(Debug, Default)]
pub(super) struct Patience {
    pub waiting: Option<Waiting>,
    /// The first period that may begin to wait; `None` where none may.
    may_wait_from: Option<usize>,
    pub growth: Growth,
}

/// In a copy no period waits: it is made to look at.
impl Clone for Patience {
    fn clone(&self) -> Self {
        debug_assert!(self.waiting.is_none(), "periods that wait are not to be looked at");
        Self::default()
    }
}

impl Patience {
    /// The first period that may begin to wait; `None` where some wait already, or none may.
    pub fn may_begin(&self) -> Option<usize> {
        self.may_wait_from.filter(|_| self.waiting.is_none())
    }

    /// The interest of one unit has changed in any period.
    pub fn forget_growth(&mut self) {
        self.growth.forget();
    }
}

impl Periods {
    /// The interest of one unit is going to change in a period.
    pub(in crate::servicing::interest) fn forget_growth_up_to(&mut self, at: usize) {
        self.patience.growth.forget_up_to(at, self.list.len());
    }

    /// From which period on they may wait from now on, when they change; `None` where none may.
    pub(in crate::servicing::interest) fn let_wait(&mut self, from: Option<usize>) {
        if from.is_none() {
            self.patience.forget_growth();
        }
        self.patience.may_wait_from = from;
    }

    /// Periods before one may not begin to wait.
    pub(in crate::servicing::interest) fn wait_not_before(&mut self, at: usize) {
        self.patience.may_wait_from = self.patience.may_wait_from.map(|from| from.max(at));
    }

    /// Whether some wait.
    pub(in crate::servicing::interest) fn any_waits(&self) -> bool {
        self.patience.waiting.is_some()
    }

    /// The first that waits.
    pub(in crate::servicing::interest) fn first_waiting(&self) -> Option<&Period> {
        self.patience.waiting.as_ref().and_then(|waiting| self.list.get(waiting.from))
    }

    /// Whether a period waits.
    pub(in crate::servicing::interest) fn waits(&self, at: usize) -> bool {
        self.patience.waiting.as_ref().is_some_and(|waiting| at >= waiting.from)
    }

    /// What depends on all periods is asked for only while none waits.
    pub(in crate::servicing::interest) fn must_not_wait(&self) {
        debug_assert!(self.patience.waiting.is_none(), "periods that wait are not what they seem");
    }

    /// A period that may wait: what it is due on and, but for the last one that asks for anything, its installment are what
    /// they will be.
    pub(in crate::servicing::interest) fn waiting_period(&self, at: usize) -> Option<&Period> {
        self.list.get(at)
    }

    /// The last period that asks for anything, where periods have begun to wait since this was last asked.
    pub(in crate::servicing::interest) fn take_new_waiting(&mut self) -> Option<usize> {
        let waiting = self.patience.waiting.as_mut()?;
        std::mem::take(&mut waiting.is_new).then_some(waiting.last)
    }

    /// Whether periods wait from one on, which is left something. They keep that: what comes of it is found out when
    /// installments are to add up.
    pub(super) fn waits_at(&mut self, at: usize, left: Left) -> bool {
        let Some(waiting) = self.patience.waiting.as_mut().filter(|waiting| waiting.from == at) else { return false };
        (waiting.now, waiting.is_run_through) = (left, false);
        true
    }

    /// A period is not among those that wait any longer.
    pub(super) fn leave(&mut self, at: usize) {
        let asked = self.list.get(at).map(|period| minus(period.due_principal(), period.paid_principal));
        if let (Some(waiting), Some(asked)) = (self.patience.waiting.as_mut(), asked) {
            waiting.asks = minus(waiting.asks, asked);
        }
    }

    /// Whether periods begin to wait from one on, which is left something.
    pub(super) fn begins_to_wait(&mut self, settings: &PlanSettings, at: usize, left: Left) -> bool {
        self.patience.waiting = self.new_waiting(&settings.rounding, at, left);
        self.patience.waiting.is_some()
    }

    /// Periods begin to wait that have been computed, so that nothing has to be done to let them add up once more.
    pub(in crate::servicing::interest) fn begin_to_wait(&mut self, settings: &PlanSettings) {
        let Some(beginning) = self.patience.may_begin().filter(|_| self.marked.is_empty()) else { return };
        let Some((from, _)) = self.plain_end(beginning) else { return };
        if let Some(received) = self.list.get(from).map(|period| period.received) {
            self.begins_to_wait(settings, from, received);
        }
    }

    fn new_waiting(&mut self, rounding: &Rounding, from: usize, now: Left) -> Option<Waiting> {
        let settled = self.list.get(from)?.received;
        let lower = minus(settled.only_balance()?, now.only_balance()?);
        let is_exact = rounding.decimals <= MOST_DECIMALS && rounding.precision.is_none_or(|it| it >= LEAST_PRECISION);
        if !is_exact || self.most_payable > LARGEST_INSTALLMENT {
            return None;
        }
        let (_, last) = self.plain_end(from).filter(|(begins, _)| *begins == from)?;
        let rise = if lower < Decimal::ZERO { Some((from, self.rise(rounding, from, last)?)) } else { None };
        if rise.is_some_and(|(_, rise)| -lower > rise) {
            return None;
        }
        Some(Waiting {
            from,
            last,
            settled,
            now,
            after: (from, now),
            asks: settled.only_balance()?,
            paid_until: None,
            is_paid_anew: false,
            is_run_through: true,
            places: Vec::new(),
            places_from: from,
            certain: None,
            rise,
            is_new: true,
        })
    }

    /// The periods at the end, from one on, that are plain, have place for their interest and add up: the first of them, and
    /// the last that asks for anything.
    fn plain_end(&self, beginning: usize) -> Option<(usize, usize)> {
        let later = self.list.get(beginning..)?;
        let is_plain = |period: &Period| period.shape == Shape::Plain;
        let empty = later.iter().rev().take_while(|period| period.installment.is_zero() && is_plain(period)).count();
        let asking = later.get(..later.len().checked_sub(empty)?)?;
        let fits = |period: &Period| {
            is_plain(period)
                && period.received.has_no_interest()
                && period.interest == period.calculated_interest
                && period.installment > Decimal::ZERO
        };
        let count = asking.iter().rev().take_while(|period| fits(period)).count();
        let last = asking.last()?;
        let adds_up = last.received.only_balance() == Some(minus(last.installment, last.interest));
        let end = beginning.checked_add(asking.len())?;
        // The last one must not be among the next to be looked at.
        (adds_up && count > 2).then_some((end.checked_sub(count)?, end.checked_sub(1)?))
    }

    /// Whether a period waits, and is not the last that asks for anything, or one after that.
    pub(in crate::servicing::interest) fn waits_before_last(&self, at: usize) -> bool {
        self.patience.waiting.as_ref().is_some_and(|waiting| at >= waiting.from && at < waiting.last)
    }

    /// The first period that waits, with the balance that it is left and the principal that it and those after it ask for as
    /// they are, beyond what was paid of them; `None` where none waits, or where one does that would not go on waiting.
    pub(in crate::servicing::interest) fn balance_of_waiting(&self) -> Option<(usize, Decimal, Decimal)> {
        let waiting = self.patience.waiting.as_ref().filter(|_| self.marked.is_empty())?;
        Some((waiting.from, waiting.now.balance()?, waiting.asks))
    }

    /// Installments add up, with the last one to take what periods that wait are left.
    pub(in crate::servicing::interest) fn settle_waiting(&mut self) {
        if let Some(waiting) = self.patience.waiting.as_mut() {
            (waiting.settled, waiting.is_paid_anew) = (waiting.now, false);
        }
    }

    /// A period does not wait any longer, nor do those before it. True where anything was computed.
    pub(in crate::servicing::interest) fn reach(&mut self, settings: &PlanSettings, at: usize) -> bool {
        let mut reached = false;
        let before = self.first_waiting().map(|first| first.from);
        while let Some(waiting) = self.patience.waiting.as_ref().filter(|waiting| waiting.from <= at) {
            let (from, left) = (waiting.from, waiting.now);
            if left != waiting.settled || from.saturating_add(2) >= waiting.last {
                return self.catch_up(settings);
            }
            let is_paid = waiting.paid_until.is_some_and(|paid| paid >= from);
            self.leave(from);
            let next = if !is_paid && self.list.get(from).is_some_and(|period| period.received == left) {
                // Nothing has changed, nor does it later on.
                self.list.get(from.saturating_add(1)).map_or(left, |period| period.received)
            } else {
                reached = true;
                self.compute(settings, from, left)
            };
            if let Some(waiting) = self.patience.waiting.as_mut() {
                (waiting.from, waiting.settled, waiting.now) = (from.saturating_add(1), next, next);
                if waiting.after.0 < waiting.from {
                    waiting.after = (waiting.from, next);
                }
            }
        }
        let now = self.first_waiting().map(|first| first.from);
        self.settled = self.settled.map(|settled| settled.until_moved(before, now));
        reached
    }

    /// No period waits any longer. True where anything was computed.
    pub(in crate::servicing::interest) fn catch_up(&mut self, settings: &PlanSettings) -> bool {
        let Some(waiting) = self.patience.waiting.take() else { return false };
        self.settled = None;
        self.run_on(settings, &waiting, waiting.settled, Some(waiting.last));
        self.run_on(settings, &waiting, waiting.now, None);
        true
    }

    /// No period waits any longer, and installments are made to add up next: that sets the last one, whatever it asked for.
    pub(in crate::servicing::interest) fn catch_up_to_now(&mut self, settings: &PlanSettings) {
        if let Some(waiting) = self.patience.waiting.take() {
            self.settled = None;
            self.run_on(settings, &waiting, waiting.now, None);
        }
    }

    /// Runs what earlier periods left through those that waited; one of them asks for all that it is left.
    fn run_on(&mut self, settings: &PlanSettings, waited: &Waiting, mut left: Left, taking: Option<usize>) {
        for at in waited.from..self.list.len() {
            let may_be_same = waited.paid_until.is_none_or(|paid| paid < at);
            if self.list.get(at).is_none_or(|period| may_be_same && period.received == left) {
                return;
            }
            left = self.compute(settings, at, left);
            if taking == Some(at) {
                left = self.ask_for_balance(settings, at);
            }
        }
    }

    /// A plain period asks for its balance and its interest, for all of which it may have had no place before.
    fn ask_for_balance(&mut self, settings: &PlanSettings, at: usize) -> Left {
        let Some(period) = self.list.get_mut(at) else { return Left::at_start() };
        let (received, interest) = (period.received, period.interest);
        let installment = received.only_balance().unwrap_or_default() + period.calculated_interest;
        self.totals.payable += installment - period.installment;
        period.installment = installment;
        self.changed.note(at, period);
        let left = course::run(settings, period, received, at == 0);
        self.totals.interest += period.interest - interest;
        self.most_payable = no_less(self.most_payable, installment);
        left
    }
}
