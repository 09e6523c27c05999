//! How interest finds its place in one period after another, in minor units, without computing them.

use super::Shape;
use super::in_units::{Units, alone, units};
use crate::servicing::interest::period::Period;
use crate::servicing::interest::settings::PlanSettings;
use crate::servicing::interest::unit_interest::nearest;

/// What it takes to know what is left by a period that asks for its installment alone, all or nothing of which was
/// paid, and whose balance does not change on the way.
#[derive(Debug, Clone, Copy)]
pub(in crate::servicing::interest) struct Place {
    /// Interest of a minor unit, in parts of 2^64.
    parts: u64,
    /// Minor units of interest that have their place in it.
    interest: i64,
    /// What interest leaves of that is principal.
    takes_principal: bool,
}

impl Place {
    /// That of a period; `None` where it has to be computed.
    pub(in crate::servicing::interest) fn of(settings: &PlanSettings, period: &Period) -> Option<Self> {
        let (place, takes_principal) = match period.shape {
            Shape::Plain => (period.installment, true),
            // Its interest is what it was.
            Shape::Paid => (period.interest, false),
            Shape::Alone | Shape::Any => return None,
        };
        let parts = period.segments.first()?.factor_to_due.parts_to_nearest(&settings.rounding)?;
        Some(Self { parts, interest: units(place, settings.rounding.decimals)?, takes_principal })
    }

    /// What is left after it; `None` where that has to be computed.
    #[inline]
    pub(in crate::servicing::interest) fn after(&self, left: Units) -> Option<Units> {
        let beyond = nearest(self.parts, left.balance)?.checked_add(left.carried)?.checked_sub(self.interest)?;
        let repaid = if self.takes_principal { beyond.min(0) } else { 0 };
        Some(Units { balance: left.balance.checked_add(repaid)?.max(0), carried: beyond.max(0) })
    }
}

/// What is left after a period of which a part was paid.
pub(in crate::servicing::interest) fn after_part(
    settings: &PlanSettings,
    period: &Period,
    left: Units,
) -> Option<Units> {
    let period = Some(period).filter(|period| period.shape == Shape::Alone)?;
    let (run, _) = alone(settings, period, left)?;
    Some(run.left)
}
