//! An amount in equal parts; the last one takes what rounding leaves.

use rust_decimal::Decimal;

use crate::servicing::rounding::Rounding;

/// An amount in equal parts. Amounts are in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EqualParts {
    /// All of it.
    pub total: Decimal,
    /// How many parts.
    pub count: usize,
    /// Each part but the last.
    pub part: Decimal,
}

impl EqualParts {
    /// Parts in minor units.
    #[must_use]
    pub fn of(total: Decimal, count: usize, rounding: &Rounding) -> Self {
        let part = match count {
            0 => Decimal::ZERO,
            _ if total <= Decimal::ZERO => Decimal::ZERO,
            _ => rounding.money(total / Decimal::from(count)),
        };
        Self { total, count, part }
    }

    /// Parts in multiples of the account's installments.
    #[must_use]
    pub fn in_multiples(total: Decimal, count: usize, rounding: &Rounding) -> Self {
        let parts = Self::of(total, count, rounding);
        Self { part: rounding.multiple(parts.part), ..parts }
    }

    /// Parts of a given size, with the difference in the last one. Where other amounts take more than their place in an
    /// installment, what is left for a part is nothing.
    #[must_use]
    pub fn with_part(total: Decimal, count: usize, part: Decimal) -> Self {
        Self { total, count, part: part.max(Decimal::ZERO) }
    }

    /// Both amounts together, part by part.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self { total: self.total + other.total, count: self.count, part: self.part + other.part }
    }

    /// The part at a place, counted from 0. Where rounding made the parts too large for the last one to be above zero,
    /// they are given as long as the amount lasts.
    pub fn at(&self, place: usize) -> Decimal {
        let last = self.total - self.part * Decimal::from(self.count.saturating_sub(1));
        if last < Decimal::ZERO {
            let left = self.total - self.part * Decimal::from(place);
            return left.clamp(Decimal::ZERO, self.part);
        }
        if place.saturating_add(1) == self.count { last } else { self.part }
    }
}
