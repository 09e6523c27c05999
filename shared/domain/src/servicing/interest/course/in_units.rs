//! The same in minor units: what runs through period after period is added and taken away as whole numbers. Where amounts have
//! other decimals, or interest lies close to where its rounding changes direction, there is no result.

use super::{Left, Shape};
use crate::servicing::interest::minor_units::{amount_of, minor_units};
use crate::servicing::interest::period::Period;
use crate::servicing::interest::settings::PlanSettings;
use crate::servicing::terms::InterestMethod;
use rust_decimal::Decimal;

impl Left {
    /// The balance and interest in minor units; `None` where they have none, or are less than nothing.
    fn in_units(self, decimals: u32) -> Option<(i64, i64)> {
        let units = |amount| minor_units(amount, decimals).filter(|units| *units >= 0);
        Some((units(self.balance?)?, units(self.interest)?))
    }

    fn of_units(balance: i64, interest: i64, decimals: u32) -> Option<Self> {
        let interest = if interest == 0 { Decimal::ZERO } else { amount_of(interest, decimals)? };
        Some(Self { balance: Some(amount_of(balance, decimals)?), interest })
    }
}

/// Runs what earlier periods left through a plain period: most of what is computed are periods like this, one after another.
pub(super) fn run_plain(settings: &PlanSettings, period: &mut Period, left: Left) -> Option<Left> {
    let decimals = settings.rounding.decimals;
    let (balance, carried) = left.in_units(decimals)?;
    let Plainly { calculated, balance: next, carried } = plainly(settings, period, balance, carried)?;
    let next = Left::of_units(next, carried, decimals)?;
    let calculated_interest = amount_of(calculated, decimals)?;
    period.segments.first_mut()?.balance = left.balance?;
    period.received = left;
    period.calculated_interest = calculated_interest;
    period.interest = if carried > 0 { period.installment } else { calculated_interest };
    Some(next)
}

/// How many plain periods it takes until all interest that is left to the first of them has found its place, and what they
/// leave; `None` where that has to be computed, or takes more of them.
pub(in crate::servicing::interest) fn until_interest_has_place(
    settings: &PlanSettings,
    periods: &[Period],
    left: Left,
) -> Option<(usize, Left)> {
    let decimals = settings.rounding.decimals;
    let (mut balance, mut carried) = left.in_units(decimals)?;
    for (at, period) in periods.iter().enumerate() {
        if carried == 0 {
            return Some((at, Left::of_units(balance, carried, decimals)?));
        }
        let plainly = plainly(settings, period, balance, carried).filter(|_| period.shape == Shape::Plain)?;
        (balance, carried) = (plainly.balance, plainly.carried);
    }
    None
}

/// What comes of a plain period, in minor units.
struct Plainly {
    calculated: i64,
    /// What it leaves.
    balance: i64,
    carried: i64,
}

#[inline]
fn plainly(settings: &PlanSettings, period: &Period, balance: i64, carried: i64) -> Option<Plainly> {
    let installment = minor_units(period.installment, settings.rounding.decimals).filter(|units| *units >= 0)?;
    let own = period.segments.first()?.factor_to_due.of_minor_units(&settings.rounding, balance)?;
    let calculated = own.checked_add(carried)?;
    let principal = installment - calculated;
    Some(if principal < 0 {
        // All of the installment is interest, and there is more.
        Plainly { calculated, balance, carried: -principal }
    } else {
        Plainly { calculated, balance: (balance - principal).max(0), carried: 0 }
    })
}

/// Runs what earlier periods left through a period that asks for its installment alone, a part of which was paid, and whose
/// interest comes from the balance that it begins with.
pub(super) fn run_alone(settings: &PlanSettings, period: &mut Period, left: Left) -> Option<Left> {
    let decimals = settings.rounding.decimals;
    let units = |amount| minor_units(amount, decimals);
    let (balance, carried) = left.in_units(decimals)?;
    let [segment] = &mut *period.segments else { return None };
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
    let installment = units(period.installment).filter(|units| *units >= 0)?;
    let (paid_principal, paid_interest) = (units(period.paid_principal)?, units(period.paid_interest)?);
    let more = units(segment.disbursed)?.checked_add(units(segment.capitalized)?)?;
    let after = balance.checked_add(units(segment.correction)?)?.checked_add(more)?;
    let own = segment.factor_to_due.of_minor_units(&settings.rounding, balance)?;
    let calculated = own.checked_add(carried).filter(|units| *units > 0)?;

    let calculated_interest = amount_of(calculated, decimals)?;
    // Each amount keeps the decimals that it has.
    let (interest, due_interest) = if paid_principal > (installment - calculated).max(0) {
        (paid_interest, period.paid_interest)
    } else if calculated > installment {
        (installment, period.installment)
    } else {
        (calculated, calculated_interest)
    };
    let is_paid_less = paid_interest <= interest;
    let (interest, due_interest) =
        if is_paid_less { (interest, due_interest) } else { (paid_interest, period.paid_interest) };
    let due_principal = (installment - interest).max(0).max(paid_principal);
    let balance = after.checked_sub(due_principal)?.checked_add(paid_principal)?.max(0);

    let next = Left {
        balance: Some(amount_of(balance, decimals)?),
        interest: amount_of((calculated - interest).max(0), decimals)?,
    };
    segment.balance = left.balance?;
    period.received = left;
    period.calculated_interest = calculated_interest;
    period.interest = due_interest;
    Some(next)
}

/// Runs what earlier periods left through those of some that are fully paid, one after another, in minor units: their interest
/// is what it was, and what they have no place for goes on. Says how many these are and what they leave; it ends before one
/// that has to be run in another way, or is left what it was before.
pub(in crate::servicing::interest) fn run_all_paid(
    settings: &PlanSettings,
    periods: &mut [Period],
    left: Left,
) -> (usize, Left) {
    let decimals = settings.rounding.decimals;
    let Some((balance, mut carried)) = left.in_units(decimals) else { return (0, left) };
    let mut now = left;
    let run = |period: &mut Period| {
        if period.is_marked || period.shape != Shape::Paid || period.received == now {
            return None;
        }
        let place = minor_units(period.interest, decimals)?;
        let segment = period.segments.first_mut()?;
        let calculated = segment.factor_to_due.of_minor_units(&settings.rounding, balance)?.checked_add(carried)?;
        let next = calculated.checked_sub(place)?.max(0);
        let (calculated_interest, interest) = (amount_of(calculated, decimals)?, amount_of(next, decimals)?);
        segment.balance = now.balance?;
        period.received = now;
        period.calculated_interest = calculated_interest;
        (carried, now.interest) = (next, interest);
        Some(())
    };
    let count = periods.iter_mut().map_while(run).count();
    (count, now)
}
