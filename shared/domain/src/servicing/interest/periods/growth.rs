//! By how much a difference of the balance grows from the beginning of one period to the end of another.

use crate::servicing::interest::period::Period;

/// Growth is counted in this many parts of one, rounded up.
const ONE: u128 = 1 << 32;
/// Beyond this growth is not counted.
const MOST: u128 = 1 << 63;

/// Compound growth from the beginning of each period to the end of the last one, for periods with one segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Growth {
    /// From the last period backwards, as far as it is known.
    backwards: Vec<u128>,
    /// From the ends of as many periods all together.
    from_ends: Vec<u128>,
}

impl Growth {
    /// Nothing is known any more.
    pub fn forget(&mut self) {
        self.backwards.clear();
        self.from_ends.clear();
    }

    /// Nothing is known any more of a period, and of those before it.
    pub fn forget_up_to(&mut self, at: usize, periods: usize) {
        let known = periods.saturating_sub(at).saturating_sub(1);
        self.backwards.truncate(known);
        self.from_ends.truncate(known);
    }

    /// What grows to an amount over the periods from one to another, in minor units as that is: rounded down, and less by no
    /// more than two parts in 2^32 for each of them.
    pub fn discounted(&mut self, periods: &[Period], from: usize, last: usize, amount: u64) -> Option<u64> {
        for period in periods.iter().take(periods.len().checked_sub(self.backwards.len())?).skip(from).rev() {
            let after = self.backwards.last().copied().unwrap_or(ONE);
            let from_ends = self.from_ends.last().copied().unwrap_or_default().checked_add(after)?;
            let grown = after.checked_mul(ONE.checked_add(parts(period)?)?)?.div_ceil(ONE);
            self.backwards.push(Some(grown).filter(|grown| *grown <= MOST)?);
            self.from_ends.push(from_ends);
        }
        let to_end = self.after(periods.len(), from)?;
        let beyond = self.after(periods.len(), last.checked_add(1)?)?;
        u64::try_from(u128::from(amount).checked_mul(beyond)?.checked_div(to_end)?).ok()
    }

    /// What one minor unit at the end of each period from one to another comes to at the beginning of the first, rounded up:
    /// of periods for which [`Self::discounted`] was asked before.
    pub fn discounted_one_each(&self, periods: usize, from: usize, last: usize) -> Option<u64> {
        let from_ends = |at: usize| match periods.checked_sub(at)?.checked_sub(1) {
            Some(index) => self.from_ends.get(index).copied(),
            None => Some(0),
        };
        let ends = from_ends(from)?.checked_sub(from_ends(last.checked_add(1)?)?)?;
        u64::try_from(ends.div_ceil(self.after(periods, from)?)).ok()?.checked_add(1)
    }

    /// Growth from the beginning of a period to the end of the last one; none after that.
    fn after(&self, periods: usize, at: usize) -> Option<u128> {
        let backwards = periods.checked_sub(at)?;
        backwards.checked_sub(1).map_or(Some(ONE), |index| self.backwards.get(index).copied())
    }
}

/// Interest of one unit over a period, in parts.
fn parts(period: &Period) -> Option<u128> {
    let factor = period.segments.first()?.factor_to_due.exact();
    let whole = 10_u128.checked_pow(factor.scale())?;
    Some(factor.mantissa().unsigned_abs().checked_mul(ONE)?.div_ceil(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::interest::UnitInterest;
    use chrono::NaiveDate;
    use rust_decimal::Decimal;

    fn periods(factors: &[&str]) -> Vec<Period> {
        let day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let of = |factor: &&str| {
            let mut period = Period::new(day, day, Decimal::ZERO);
            period.segments[0].factor_to_due = UnitInterest::new(factor.parse().unwrap());
            period
        };
        factors.iter().map(of).collect()
    }

    #[test]
    fn growth_is_compound_and_never_too_little() {
        let periods = periods(&["0.5", "0.25", "0.125", "0.1"]);
        let mut growth = Growth::default();
        // 1,500,000,000 / (1.5 x 1.25) and / 1.125, and no more than that: parts of a power of two do not count 1.1 exactly.
        let two = growth.discounted(&periods, 0, 1, 1_500_000_000).unwrap();
        assert!((799_999_999..=800_000_000).contains(&two), "{two}");
        let three = growth.discounted(&periods, 0, 2, 1_687_500_000).unwrap();
        assert!((799_999_999..=800_000_000).contains(&three), "{three}");
        // 1 / 1.5 + 1 / (1.5 x 1.25) + 1 / (1.5 x 1.25 x 1.125) = 1.67, and one for what is dropped.
        assert_eq!(growth.discounted_one_each(periods.len(), 0, 2), Some(3));
    }

    #[test]
    fn what_is_forgotten_is_computed_anew() {
        let mut list = periods(&["0.5", "0.25", "0.1"]);
        let mut growth = Growth::default();
        growth.discounted(&list, 0, 2, 1);
        list[1] = periods(&["3"]).remove(0);
        growth.forget_up_to(1, 3);
        assert_eq!(growth.discounted(&list, 1, 1, 100), Some(25));
        assert_eq!(growth.backwards.len(), 2);
    }
}
