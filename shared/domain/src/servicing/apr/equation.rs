//! Solving the general equation for the rate per unit-period.
//!
//! Where more is paid than advanced the rate is above zero and the flows are discounted to the beginning by
//! `x = 1 / (1 + i)`; where less is paid it is below zero and they are carried to the end by `x = 1 + i`. Either way
//! `x` lies between 0 and 1, so that no power overflows, and the flows of one fraction are a polynomial in `x`, of
//! which one pass gives the value and the slope.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{AprError, actuarial::Flow, sum};

/// More than bisection needs for the precision below; Newton needs about six.
const MAX_STEPS: usize = 200;

/// No rate per unit-period above this is looked for.
const HIGHEST_RATE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// A step this small ends the search: a rate of 100 000 % a year by the day is then right to ten digits.
const PRECISION: Decimal = Decimal::from_parts(1, 0, 0, false, 15);

/// Digits after the point that worths keep, as parts of what is advanced. Products of such numbers take a third of the
/// time that those of 28 digits take, and what is dropped stays below `PRECISION`.
const WORTH_DIGITS: u32 = 18;

/// Digits after the point while a power is made, of which the last are lost with each squaring.
const POWER_DIGITS: u32 = Decimal::MAX_SCALE;

/// Digits after the point that slopes keep: they only steer the search.
const SLOPE_DIGITS: u32 = 12;

/// Which way the flows are carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// Back to the beginning, for a rate above zero.
    ToBeginning,
    /// On to the end, for a rate below zero.
    ToEnd,
}

/// What the advances are worth less what the payments are worth, as a function of the rate. It rises with the rate
/// where every advance comes before every payment.
#[derive(Debug)]
pub(super) struct Equation {
    direction: Option<Direction>,
    groups: Vec<Group>,
}

/// The flows that have one fraction of a unit-period.
#[derive(Debug)]
struct Group {
    fraction: Decimal,
    /// Falling by exponent, one for each.
    terms: Vec<Term>,
}

#[derive(Debug, Clone, Copy)]
struct Term {
    exponent: u32,
    amount: Decimal,
}

/// A value, and how fast it changes.
#[derive(Debug, Clone, Copy)]
struct Point {
    value: Decimal,
    slope: Decimal,
}

impl Equation {
    /// The equation of these flows, all of them valid.
    pub(super) fn new(advances: &[Flow], payments: &[Flow]) -> Result<Self, AprError> {
        let financed = sum(advances.iter().map(|flow| flow.amount)).ok_or(AprError::OutOfRange)?;
        let paid = sum(payments.iter().map(|flow| flow.amount)).ok_or(AprError::OutOfRange)?;
        let direction = match paid.cmp(&financed) {
            Ordering::Greater => Some(Direction::ToBeginning),
            Ordering::Less => Some(Direction::ToEnd),
            Ordering::Equal => None,
        };
        let negative = payments.iter().map(|flow| Flow { amount: -flow.amount, ..*flow });
        let mut flows: Vec<_> = advances.iter().copied().chain(negative).collect();
        for flow in &mut flows {
            flow.amount = flow.amount.checked_div(financed).ok_or(AprError::OutOfRange)?.trunc_with_scale(WORTH_DIGITS);
        }
        let groups = match direction {
            Some(direction) => grouped(&mut flows, direction)?,
            None => Vec::new(),
        };
        Ok(Self { direction, groups })
    }

    /// The rate at which it is zero: Newton's method from zero, held inside what is known by bisection.
    pub(super) fn solve(&self) -> Result<Decimal, AprError> {
        let mut search = match self.direction {
            None => return Ok(Decimal::ZERO),
            Some(Direction::ToBeginning) => Search { low: Decimal::ZERO, high: None },
            Some(Direction::ToEnd) => Search { low: Decimal::NEGATIVE_ONE, high: Some(Decimal::ZERO) },
        };
        let mut rate = Decimal::ZERO;
        let mut newton_step = None;
        for _ in 0..MAX_STEPS {
            let point = self.at(rate).ok_or(AprError::OutOfRange)?;
            search.narrow(rate, point.value);
            let newton = search.newton(rate, point);
            let next = newton.or_else(|| search.middle()).ok_or(AprError::OutOfRange)?;
            if next > HIGHEST_RATE {
                return Err(AprError::NoRate);
            }
            let step = (next - rate).abs();
            if is_last(step, newton_step).ok_or(AprError::OutOfRange)? {
                return if next - Decimal::NEGATIVE_ONE <= PRECISION { Err(AprError::NoRate) } else { Ok(next) };
            }
            newton_step = newton.map(|_| step);
            rate = next;
        }
        Err(AprError::NoRate)
    }

    fn at(&self, rate: Decimal) -> Option<Point> {
        let grown = Decimal::ONE.checked_add(rate)?;
        let (x, x_slope) = match self.direction {
            Some(Direction::ToBeginning) => {
                let x = Decimal::ONE.checked_div(grown)?.trunc_with_scale(WORTH_DIGITS);
                (x, -x.checked_mul(x)?)
            }
            _ => (grown.trunc_with_scale(WORTH_DIGITS), Decimal::ONE),
        };
        let mut total = Point { value: Decimal::ZERO, slope: Decimal::ZERO };
        let mut powers = Powers { x, of_gaps: BTreeMap::new() };
        for group in &self.groups {
            let polynomial = group.at(&mut powers)?;
            let inner = Point { slope: polynomial.slope.checked_mul(x_slope)?, ..polynomial };
            let point = over_fraction(inner, group.fraction, rate)?;
            total.value = total.value.checked_add(point.value)?;
            total.slope = total.slope.checked_add(point.slope)?;
        }
        Some(total)
    }
}

impl Group {
    /// Horner's scheme: each gap between two exponents is one multiplication where it is 1, as between installments.
    fn at(&self, powers: &mut Powers) -> Option<Point> {
        let mut point = Point { value: Decimal::ZERO, slope: Decimal::ZERO };
        let mut terms = self.terms.iter().peekable();
        while let Some(term) = terms.next() {
            point.value = point.value.checked_add(term.amount)?;
            let gap = term.exponent.checked_sub(terms.peek().map_or(0, |next| next.exponent))?;
            point = powers.across(point, gap)?;
        }
        Some(point)
    }
}

/// The powers of the gaps between flows: there are few, as those of months of 28 to 31 days.
struct Powers {
    x: Decimal,
    /// By gap, `x` to the power of one less.
    of_gaps: BTreeMap<u32, Decimal>,
}

impl Powers {
    /// A polynomial times `x^gap`, with the slope of the product.
    fn across(&mut self, point: Point, gap: u32) -> Option<Point> {
        let (value, slope, grown) = match gap {
            0 => return Some(point),
            1 => (point.value, point.slope, point.value),
            2.. => {
                let power = self.one_less_than(gap)?;
                let value = times(point.value, power, WORTH_DIGITS)?;
                (value, times(point.slope, power, SLOPE_DIGITS)?, value.checked_mul(Decimal::from(gap))?)
            }
        };
        let slope = times(slope, self.x, SLOPE_DIGITS)?.checked_add(grown.trunc_with_scale(SLOPE_DIGITS))?;
        Some(Point { value: times(value, self.x, WORTH_DIGITS)?, slope })
    }

    fn one_less_than(&mut self, gap: u32) -> Option<Decimal> {
        if let Some(power) = self.of_gaps.get(&gap) {
            return Some(*power);
        }
        let power = power(self.x, gap.checked_sub(1)?, POWER_DIGITS)?.trunc_with_scale(WORTH_DIGITS);
        self.of_gaps.insert(gap, power);
        Some(power)
    }
}

fn times(number: Decimal, factor: Decimal, digits: u32) -> Option<Decimal> {
    Some(number.checked_mul(factor)?.trunc_with_scale(digits))
}

/// `x` to a whole power, by squaring. Each product keeps so many digits after the point.
pub(super) fn power(mut x: Decimal, mut exponent: u32, digits: u32) -> Option<Decimal> {
    let mut product = Decimal::ONE;
    while exponent > 0 {
        if exponent % 2 == 1 {
            product = times(product, x, digits)?;
        }
        exponent /= 2;
        if exponent > 0 {
            x = times(x, x, digits)?;
        }
    }
    Some(product)
}

/// The point divided by `1 + f i`.
fn over_fraction(point: Point, fraction: Decimal, rate: Decimal) -> Option<Point> {
    if fraction.is_zero() {
        return Some(point);
    }
    let divisor = Decimal::ONE.checked_add(fraction.checked_mul(rate)?)?;
    let value = point.value.checked_div(divisor)?;
    let slope = point.slope.checked_sub(value.checked_mul(fraction)?)?.checked_div(divisor)?;
    Some(Point { value, slope })
}

/// What is known of the rate: it is not below `low`, nor above `high`.
#[derive(Debug)]
struct Search {
    low: Decimal,
    high: Option<Decimal>,
}

impl Search {
    fn narrow(&mut self, rate: Decimal, value: Decimal) {
        match value.cmp(&Decimal::ZERO) {
            Ordering::Less => self.low = rate,
            Ordering::Greater => self.high = Some(rate),
            Ordering::Equal => (self.low, self.high) = (rate, Some(rate)),
        }
    }

    /// Newton's next rate, if it is none that is known to be wrong.
    fn newton(&self, rate: Decimal, point: Point) -> Option<Decimal> {
        let next = rate.checked_sub(point.value.checked_div(point.slope)?)?;
        let high = self.high.unwrap_or(HIGHEST_RATE);
        (self.low..=high).contains(&next).then_some(next)
    }

    /// The middle of what is known; about twice as far where there is no upper bound.
    fn middle(&self) -> Option<Decimal> {
        match self.high {
            Some(high) => self.low.checked_add(high)?.checked_div(Decimal::TWO),
            None => self.low.checked_mul(Decimal::TWO)?.checked_add(Decimal::ONE),
        }
    }
}

/// Whether the step after this one would be too small to matter. Newton's steps shrink as `step = c * previous^2`, so
/// that two of them foretell the third.
fn is_last(step: Decimal, previous: Option<Decimal>) -> Option<bool> {
    if step <= PRECISION {
        return Some(true);
    }
    let Some(ratio) = previous.and_then(|previous| step.checked_div(previous)) else { return Some(false) };
    Some(step.checked_mul(ratio)?.checked_mul(ratio)? <= PRECISION)
}

/// The flows by fraction, each a polynomial with falling exponents.
fn grouped(flows: &mut [Flow], direction: Direction) -> Result<Vec<Group>, AprError> {
    let last = flows.iter().map(|flow| flow.unit_periods).max().unwrap_or_default();
    let exponent = |flow: &Flow| match direction {
        Direction::ToBeginning => flow.unit_periods,
        Direction::ToEnd => last.saturating_sub(flow.unit_periods),
    };
    flows.sort_by_key(|flow| (flow.fraction, Reverse(exponent(flow))));
    let groups = flows.chunk_by(|one, other| one.fraction == other.fraction).map(|flows| {
        let terms = flows.chunk_by(|one, other| one.unit_periods == other.unit_periods).map(|flows| {
            let amount = sum(flows.iter().map(|flow| flow.amount))?;
            flows.first().map(|flow| Term { exponent: exponent(flow), amount })
        });
        let fraction = flows.first().map(|flow| flow.fraction)?;
        Some(Group { fraction, terms: terms.collect::<Option<_>>()? })
    });
    groups.collect::<Option<_>>().ok_or(AprError::OutOfRange)
}
