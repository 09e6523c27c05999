//! Figures with the numbers that are added to them, or that they have come to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::figure::{Figure, Unit};

/// Numbers of figures. One that is not in it is 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally(BTreeMap<Figure, Decimal>);

impl Tally {
    /// Adds to a figure; less than nothing takes away.
    pub fn add(&mut self, figure: Figure, by: Decimal) {
        let sum = self.0.entry(figure).or_default();
        *sum = sum.saturating_add(by);
        if sum.is_zero() {
            self.0.remove(&figure);
        }
    }

    /// Adds all of another.
    pub fn add_all(&mut self, other: &Self) {
        other.iter().for_each(|(figure, by)| self.add(figure, by));
    }

    /// Adds so many, and their amount, to the two figures of which one is given by its unit.
    pub(super) fn add_both(&mut self, figure: impl Fn(Unit) -> Figure, many: i64, amount: Decimal) {
        self.add(figure(Unit::Count), many.into());
        self.add(figure(Unit::Amount), amount);
    }

    /// What a figure is at.
    pub fn get(&self, figure: Figure) -> Decimal {
        self.0.get(&figure).copied().unwrap_or_default()
    }

    /// The figures that are not at 0.
    pub fn iter(&self) -> impl Iterator<Item = (Figure, Decimal)> + '_ {
        self.0.iter().map(|(figure, number)| (*figure, *number))
    }

    /// Whether all figures are at 0.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same, of some figures alone.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(Figure) -> bool) -> Self {
        Self(self.0.iter().filter(|(figure, _)| wanted(**figure)).map(|(figure, number)| (*figure, *number)).collect())
    }
}

impl FromIterator<(Figure, Decimal)> for Tally {
    fn from_iter<T: IntoIterator<Item = (Figure, Decimal)>>(figures: T) -> Self {
        let mut tally = Self::default();
        figures.into_iter().for_each(|(figure, by)| tally.add(figure, by));
        tally
    }
}
