//! How the balance and the interest run through one period.

mod in_units;
mod place;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::digits::{product, quotient};
use super::period::{Period, Segment, at_least_zero, days_between};
use super::settings::PlanSettings;
use crate::servicing::amounts::{compare, minus, no_less, no_more, plus, same};
use crate::servicing::terms::InterestMethod;
pub(super) use in_units::{Units, run_all_paid};
pub(super) use place::{Place, after_part};

/// What a period leaves to the next one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    /// The balance that bears interest from then on; none where the period has no days.
    balance: Option<Decimal>,
    /// Interest that found no place in its installment.
    interest: Decimal,
}

impl PartialEq for Left {
    fn eq(&self, other: &Self) -> bool {
        let same_balance = match (self.balance, other.balance) {
            (Some(one), Some(other)) => same(one, other),
            (None, None) => true,
            _ => false,
        };
        same_balance && same(self.interest, other.interest)
    }
}

impl Left {
    /// What there is before the first period.
    pub(super) fn at_start() -> Self {
        Self { balance: Some(Decimal::ZERO), interest: Decimal::ZERO }
    }

    /// Interest that found no place, to a period that bears none.
    pub(super) fn without_balance(interest: Decimal) -> Self {
        Self { balance: None, interest }
    }

    /// Whether all interest found its place.
    pub(super) fn has_no_interest(&self) -> bool {
        self.interest.is_zero()
    }

    /// The balance that the next period begins with, where nothing else is left to it.
    pub(super) fn only_balance(&self) -> Option<Decimal> {
        self.balance.filter(|_| self.has_no_interest())
    }

    /// The balance that the next period begins with.
    pub(super) fn balance(&self) -> Option<Decimal> {
        self.balance
    }

    /// Interest that found no place.
    pub(super) fn interest(&self) -> Decimal {
        self.interest
    }

    /// What a period leaves.
    pub(super) fn by(period: &Period) -> Self {
        Self { balance: period.closing_balance(), interest: at_least_zero(period.unrecognized_interest()) }
    }
}

/// Runs what earlier periods left through a period, and says what it leaves.
pub(super) fn run(settings: &PlanSettings, period: &mut Period, left: Left, is_first: bool) -> Left {
    period.received = left;
    if let (Some(first), Some(balance), false) = (period.segments.first_mut(), left.balance, is_first) {
        first.balance = balance;
    }
    let mut balance = None;
    for segment in &mut period.segments {
        if let Some(balance) = balance {
            segment.balance = at_least_zero(balance);
        }
        balance = Some(segment.balance_after());
    }
    let payable = period.payable();
    settle_interest(settings, period, left.interest, payable);
    let due_principal = no_less(at_least_zero(minus(payable, period.interest)), period.paid_principal);
    Left {
        balance: balance.map(|balance| at_least_zero(plus(minus(balance, due_principal), period.paid_principal))),
        interest: at_least_zero(period.unrecognized_interest()),
    }
}

/// How much there is to a period, apart from what the one before it leaves: so that what it asks for need not be summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It asks for its installment and nothing else, of which nothing was paid, and its balance does not change on the way.
    /// Most are like this until their day comes.
    Plain,
    /// The same, but all of the installment was paid.
    Paid,
    /// It asks for its installment and nothing else.
    Alone,
    /// Anything else.
    Any,
}

/// Runs what earlier periods left through a period that was changed, and finds out what it is like now.
pub(super) fn run_changed(settings: &PlanSettings, period: &mut Period, left: Left, is_first: bool) -> Left {
    period.shape = shape(settings, period, is_first);
    let quickly = match period.shape {
        Shape::Plain => in_units::run_plain(settings, period, left).or_else(|| run_plain(settings, period, left)),
        // What was paid last may have changed its interest.
        Shape::Alone | Shape::Paid if !is_first => in_units::run_alone(settings, period, left),
        Shape::Alone | Shape::Paid | Shape::Any => None,
    };
    quickly.unwrap_or_else(|| run(settings, period, left, is_first))
}

/// What a period is like.
pub(super) fn shape(settings: &PlanSettings, period: &Period, is_first: bool) -> Shape {
    if !asks_for_installment_alone(period) {
        return Shape::Any;
    }
    if is_first || !keeps_its_balance(settings, period) {
        return Shape::Alone;
    }
    match (period.paid_principal.is_zero(), period.paid_interest.is_zero()) {
        (true, true) => Shape::Plain,
        _ if same(period.installment, period.paid()) && !period.paid_principal.is_sign_negative() => Shape::Paid,
        _ => Shape::Alone,
    }
}

fn asks_for_installment_alone(period: &Period) -> bool {
    let has_credits = |segment: &Segment| !segment.credited_principal.is_zero() || !segment.credited_interest.is_zero();
    period.deferred_interest.is_zero()
        && period.paid_before.is_zero()
        && period.late.raised.is_zero()
        && period.credited_moved.is_zero()
        && !period.segments.iter().any(has_credits)
}

/// Whether all interest of a period comes from the balance that it begins with, which does not change on the way.
fn keeps_its_balance(settings: &PlanSettings, period: &Period) -> bool {
    let [segment] = &*period.segments else { return false };
    let moves = period.interest_moved_up || period.interest_moved_down || period.interest_grace;
    let changes = !segment.correction.is_zero() || !segment.disbursed.is_zero() || !segment.capitalized.is_zero();
    !moves && !changes && period.fixed_interest.is_zero() && bears_by_balance(settings, period, segment)
}

/// Whether a segment bears on its balance for all days of its period.
fn bears_by_balance(settings: &PlanSettings, period: &Period, segment: &Segment) -> bool {
    let is_whole = segment.to == period.due && segment.from < segment.to;
    settings.method != InterestMethod::Flat && is_whole && !segment.paused
}

/// Whether so much more interest may be paid of a period that has been computed, so that it goes on asking for what it does
/// and leaving what it does.
pub(super) fn has_place_for(period: &Period, interest: Decimal) -> bool {
    if period.interest_grace || !period.late.raised.is_zero() || period.equal_part.is_some() {
        return false;
    }
    let payable = period.payable();
    if interest.is_zero() {
        // It has been run through with what was paid of it.
        return compare(period.paid(), payable) != Ordering::Greater;
    }
    let principal = at_least_zero(minus(payable, period.calculated_interest));
    let paid_interest = plus(period.paid_interest, interest);
    compare(period.paid_principal, principal) != Ordering::Greater
        && compare(paid_interest, period.interest) != Ordering::Greater
        && compare(plus(period.paid_principal, paid_interest), payable) != Ordering::Greater
}

/// Runs what earlier periods left through a period of a shape: the same as [`run`]; `None` where it has to be that.
pub(super) fn run_shape(settings: &PlanSettings, period: &mut Period, left: Left, is_first: bool) -> Option<Left> {
    if settings.method == InterestMethod::Flat && !is_first {
        return run_flat(period, left);
    }
    match period.shape {
        Shape::Plain => in_units::run_plain(settings, period, left).or_else(|| run_plain(settings, period, left)),
        Shape::Paid => run_paid(settings, period, left),
        Shape::Alone if !is_first => in_units::run_alone(settings, period, left),
        Shape::Alone | Shape::Any => None,
    }
}

/// Flat interest is what it was, whatever balance is left, as long as there is any.
fn run_flat(period: &mut Period, left: Left) -> Option<Left> {
    let balance = left.balance.filter(|balance| !balance.is_zero() && same(left.interest, period.received.interest))?;
    let [segment] = &mut *period.segments else { return None };
    if segment.balance.is_zero() {
        return None;
    }
    segment.balance = balance;
    period.received = left;
    Some(Left::by(period))
}

/// What was paid is what is due, so that the balance stays as it is, and interest beyond it goes on to the next period.
fn run_paid(settings: &PlanSettings, period: &mut Period, left: Left) -> Option<Left> {
    let balance = left.balance?;
    let segment = period.segments.first_mut()?;
    let own = segment.factor_to_due.of(&settings.rounding, balance)?;
    segment.balance = balance;
    period.received = left;
    period.calculated_interest = plus(own, left.interest);
    Some(Left { balance: Some(balance), interest: at_least_zero(minus(period.calculated_interest, period.interest)) })
}

fn run_plain(settings: &PlanSettings, period: &mut Period, left: Left) -> Option<Left> {
    let balance = left.balance?;
    let segment = period.segments.first_mut()?;
    let own = segment.factor_to_due.of(&settings.rounding, balance)?;
    let calculated = plus(own, left.interest);
    let principal = minus(period.installment, calculated);
    if period.installment.is_sign_negative() || calculated.is_sign_negative() {
        return None;
    }
    segment.balance = balance;
    period.received = left;
    period.calculated_interest = calculated;
    if principal.is_sign_negative() {
        // All of the installment is interest, and there is more.
        period.interest = period.installment;
        return Some(Left { balance: Some(balance), interest: -principal });
    }
    period.interest = calculated;
    Some(Left { balance: Some(at_least_zero(minus(balance, principal))), interest: Decimal::ZERO })
}

/// Interest of a period from its segments, and what of it is due.
fn settle_interest(settings: &PlanSettings, period: &mut Period, carried: Decimal, payable: Decimal) {
    let interest = if period.interest_moved_up || period.interest_moved_down {
        Decimal::ZERO
    } else {
        interest_of(settings, period)
    };
    let agreed =
        if period.interest_moved_up { period.fixed_interest.min(period.paid_interest) } else { period.fixed_interest };
    let beside = plus(plus(agreed, period.deferred_interest), period.late.raised);
    let calculated = at_least_zero(minus(plus(plus(interest, beside), carried), period.paid_before));
    period.calculated_interest = calculated;
    period.interest = if period.interest_grace {
        // What late principal bore is not put off.
        period.interest_beside_installment()
    } else {
        let principal_left = at_least_zero(minus(payable, calculated));
        let is_paid_beyond = compare(period.paid_principal, principal_left) == Ordering::Greater;
        if is_paid_beyond {
            period.interest_beside_installment()
        } else {
            no_less(no_more(calculated, payable), period.paid_interest)
        }
    };
}

/// Interest of all segments, as money.
fn interest_of(settings: &PlanSettings, period: &Period) -> Decimal {
    if let [segment] = &*period.segments
        && bears_by_balance(settings, period, segment)
        && segment.credited_interest.is_zero()
        && let Some(interest) = segment.factor_to_due.of(&settings.rounding, segment.balance)
    {
        return interest;
    }
    let exact = (0..period.segments.len()).map(|at| of_segment(settings, period, at)).sum();
    settings.rounding.money(exact)
}

/// Interest of one segment: its part of the interest to the due date, by days, and what was put back.
pub(super) fn of_segment(settings: &PlanSettings, period: &Period, at: usize) -> Decimal {
    let Some(segment) = period.segments.get(at) else { return Decimal::ZERO };
    if segment.paused {
        return segment.credited_interest;
    }
    let to_due = days_between(segment.from, period.due);
    let base = match settings.method {
        // Whatever has been repaid, as long as something is left.
        InterestMethod::Flat if segment.balance.is_zero() => Decimal::ZERO,
        InterestMethod::Flat => lent_before(period, at),
        InterestMethod::DecliningBalance | InterestMethod::DecliningBalanceEqualInstallments => segment.balance,
    };
    let Some(to_due) = u32::try_from(to_due).ok().filter(|days| *days > 0) else {
        return at_least_zero(segment.credited_interest);
    };
    let factor = segment.factor_to_due.exact();
    if base.is_zero() || factor.is_zero() {
        return at_least_zero(segment.credited_interest);
    }
    let rounding = &settings.rounding;
    let a_day = quotient(rounding, product(rounding, base, factor), to_due);
    let exact = product(rounding, a_day, Decimal::from(days_between(segment.from, segment.to)));
    at_least_zero(segment.credited_interest + exact)
}

/// What had been paid out before a segment began.
fn lent_before(period: &Period, at: usize) -> Decimal {
    let within: Decimal = period
        .segments
        .iter()
        .take(at)
        .filter(|segment| segment.to != period.from)
        .map(|segment| segment.disbursed + segment.capitalized)
        .sum();
    period.disbursed_before + within
}
