//! The same in minor units: what runs through period after period is added and taken away as whole numbers. Where amounts have
//! other decimals, or interest lies close to where its rounding changes direction, there is no result.

use super::{Left, Shape};
use crate::servicing::interest::minor_units::{amount_of, minor_units};
use crate::servicing::interest::period::Period;
use crate::servicing::interest::settings::PlanSettings;
use crate::servicing::terms::InterestMethod;
use rust_decimal::Decimal;

/// What is left to a period, in minor units, none less than nothing.
#[derive(Debug, Clone, Copy)]
pub(in crate::servicing::interest) struct Units {
    /// The balance that bears interest from then on.
    pub(super) balance: i64,
    /// Interest that found no place.
    pub carried: i64,
}

impl Units {
    /// The same of amounts; `None` where they have other decimals, or are less than nothing.
    pub(in crate::servicing::interest) fn of(left: Left, decimals: u32) -> Option<Self> {
        Some(Self { balance: units(left.balance?, decimals)?, carried: units(left.interest, decimals)? })
    }

    /// The same as amounts.
    pub(in crate::servicing::interest) fn left(self, decimals: u32) -> Option<Left> {
        let interest = if self.carried == 0 { Decimal::ZERO } else { amount_of(self.carried, decimals)? };
        Some(Left { balance: Some(amount_of(self.balance, decimals)?), interest })
    }
}

/// Runs what earlier periods left through a plain period: most of what is computed are periods like this, one after another.
pub(super) fn run_plain(settings: &PlanSettings, period: &mut Period, left: Left) -> Option<Left> {
    let decimals = settings.rounding.decimals;
    let Run { calculated, left: next } = plainly(settings, period, Units::of(left, decimals)?)?;
    let carries = next.carried > 0;
    let next = next.left(decimals)?;
    let calculated_interest = amount_of(calculated, decimals)?;
    period.segments.first_mut()?.balance = left.balance?;
    period.received = left;
    period.calculated_interest = calculated_interest;
    period.interest = if carries { period.installment } else { calculated_interest };
    Some(next)
}

/// An amount that is not less than nothing, in minor units.
#[inline]
pub(super) fn units(amount: Decimal, decimals: u32) -> Option<i64> {
    minor_units(amount, decimals).filter(|units| *units >= 0)
}

/// What comes of a period, in minor units.
pub(super) struct Run {
    calculated: i64,
    /// What it leaves.
    pub left: Units,
}

#[inline]
fn plainly(settings: &PlanSettings, period: &Period, Units { balance, carried }: Units) -> Option<Run> {
    let installment = units(period.installment, settings.rounding.decimals)?;
    let own = period.segments.first()?.factor_to_due.of_minor_units(&settings.rounding, balance)?;
    let calculated = own.checked_add(carried)?;
    let principal = installment - calculated;
    let left = if principal < 0 {
        // All of the installment is interest, and there is more.
        Units { balance, carried: -principal }
    } else {
        Units { balance: (balance - principal).max(0), carried: 0 }
    };
    Some(Run { calculated, left })
}

/// Runs what earlier periods left through a period that asks for its installment alone, a part of which was paid, and whose
/// interest comes from the balance that it begins with.
pub(super) fn run_alone(settings: &PlanSettings, period: &mut Period, left: Left) -> Option<Left> {
    let decimals = settings.rounding.decimals;
    let units = Units::of(left, decimals)?;
    let [segment] = &*period.segments else { return None };
    let moves = period.interest_moved_up || period.interest_moved_down || period.interest_grace;
    let is_whole = segment.from == period.from && segment.to == period.due && segment.from < segment.to;
    if moves
        || !is_whole
        || segment.paused
        || settings.method == InterestMethod::Flat
        || !period.fixed_interest.is_zero()
    {
        return None;
    }
    let (Run { calculated, left: next }, due) = alone(settings, period, units)?;
    let [segment] = &mut *period.segments else { return None };
    let calculated_interest = amount_of(calculated, decimals)?;
    // Each amount keeps the decimals that it has.
    let due_interest = match due {
        DueInterest::Paid => period.paid_interest,
        DueInterest::AllOfInstallment => period.installment,
        DueInterest::Calculated => calculated_interest,
    };
    let next = next.left(decimals)?;
    segment.balance = left.balance?;
    period.received = left;
    period.calculated_interest = calculated_interest;
    period.interest = due_interest;
    Some(next)
}

/// What interest is due of a period that a part was paid of.
pub(super) enum DueInterest {
    /// What was paid of it.
    Paid,
    AllOfInstallment,
    /// All that there is.
    Calculated,
}

/// What comes of a period of which a part was paid, and what interest is due of it.
pub(super) fn alone(
    settings: &PlanSettings,
    period: &Period,
    Units { balance, carried }: Units,
) -> Option<(Run, DueInterest)> {
    let units = |amount| minor_units(amount, settings.rounding.decimals);
    let [segment] = &*period.segments else { return None };
    let installment = units(period.installment).filter(|units| *units >= 0)?;
    let (paid_principal, paid_interest) = (units(period.paid_principal)?, units(period.paid_interest)?);
    let more = units(segment.disbursed)?.checked_add(units(segment.capitalized)?)?;
    let after = balance.checked_add(units(segment.correction)?)?.checked_add(more)?;
    let own = segment.factor_to_due.of_minor_units(&settings.rounding, balance)?;
    let calculated = own.checked_add(carried).filter(|units| *units > 0)?;
    let (interest, due) = if paid_principal > (installment - calculated).max(0) {
        (paid_interest, DueInterest::Paid)
    } else if calculated > installment {
        (installment, DueInterest::AllOfInstallment)
    } else {
        (calculated, DueInterest::Calculated)
    };
    let (interest, due) = if paid_interest <= interest { (interest, due) } else { (paid_interest, DueInterest::Paid) };
    let due_principal = (installment - interest).max(0).max(paid_principal);
    let balance = after.checked_sub(due_principal)?.checked_add(paid_principal)?.max(0);
    let left = Units { balance, carried: (calculated - interest).max(0) };
    Some((Run { calculated, left }, due))
}

/// What comes of a period that is fully paid: its interest is what it was, and what it has no place for goes on.
#[inline]
fn paid(settings: &PlanSettings, period: &Period, Units { balance, carried }: Units) -> Option<Run> {
    let place = minor_units(period.interest, settings.rounding.decimals)?;
    let own = period.segments.first()?.factor_to_due.of_minor_units(&settings.rounding, balance)?;
    let calculated = own.checked_add(carried)?;
    let left = Units { balance, carried: calculated.checked_sub(place)?.max(0) };
    Some(Run { calculated, left })
}

/// Runs what earlier periods left through those of some that are fully paid, one after another, in minor units. Says
/// how many these are and what they leave; it ends before one that has to be run in another way, or is left what it was
/// before.
pub(in crate::servicing::interest) fn run_all_paid(
    settings: &PlanSettings,
    periods: &mut [Period],
    left: Left,
) -> (usize, Left) {
    let decimals = settings.rounding.decimals;
    let Some(mut units) = Units::of(left, decimals) else { return (0, left) };
    let mut now = left;
    let run = |period: &mut Period| {
        if period.is_marked || period.shape != Shape::Paid || period.received == now {
            return None;
        }
        let Run { calculated, left: next } = paid(settings, period, units)?;
        let (calculated_interest, interest) = (amount_of(calculated, decimals)?, amount_of(next.carried, decimals)?);
        period.segments.first_mut()?.balance = now.balance?;
        period.received = now;
        period.calculated_interest = calculated_interest;
        (units, now.interest) = (next, interest);
        Some(())
    };
    let count = periods.iter_mut().map_while(run).count();
    (count, now)
}
