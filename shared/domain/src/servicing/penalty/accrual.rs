//! The penalty of a stretch of days on which no money moved.

use rust_decimal::Decimal;

use super::free_days::{FreeDays, Stretch};
use super::year_fraction::year_fraction;
use crate::servicing::arrears::date_of_age;
use crate::servicing::installment::Installment;
use crate::servicing::terms::{PenaltyBase, Terms};

/// What one installment bore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::servicing) struct Borne {
    /// The place of the installment in the list.
    pub(in crate::servicing) at: usize,
    /// Above zero, rounded to the minor units of the currency.
    pub(in crate::servicing) amount: Decimal,
}

/// What each late installment bears on the days after one up to and including another, between which no money moved.
///
/// With [`PenaltyBase::OutstandingPrincipal`] the oldest late installment bears it for all.
pub(in crate::servicing) fn borne(
    installments: &[Installment],
    (since, on): Stretch,
    terms: &Terms,
    free: &FreeDays,
) -> Vec<Borne> {
    let penalty = &terms.penalty;
    if !terms.penalty.is_agreed() || since >= on {
        return Vec::new();
    }
    let all_principal = || installments.iter().map(|installment| installment.outstanding().principal).sum();
    let mut bearing = Vec::new();
    for (at, installment) in installments.iter().enumerate().filter(|(_, installment)| installment.due < on) {
        let left = installment.outstanding();
        if left.principal + left.interest <= Decimal::ZERO {
            continue;
        }
        let Some(from) = date_of_age(installment.due, penalty.tolerance_days, &free.pauses).map(|day| day.max(since))
        else {
            continue;
        };
        if from >= on {
            continue;
        }
        let base: Decimal = match penalty.base {
            PenaltyBase::None => Decimal::ZERO,
            PenaltyBase::OverdueBalance => left.principal,
            PenaltyBase::OverdueBalanceAndInterest => left.principal + left.interest,
            PenaltyBase::OutstandingPrincipal => all_principal(),
        };
        let amount = terms.rounding.money(of_days(base, &free.without((from, on)), terms));
        if amount > Decimal::ZERO {
            bearing.push(Borne { at, amount });
        }
        if penalty.base == PenaltyBase::OutstandingPrincipal {
            break;
        }
    }
    bearing
}

/// What an amount bears on stretches of days, not rounded.
fn of_days(base: Decimal, stretches: &[Stretch], terms: &Terms) -> Decimal {
    let interest = &terms.interest;
    let years: Decimal =
        stretches.iter().map(|(from, to)| year_fraction(*from, *to, interest.day_count, interest.leap_day)).sum();
    base * terms.penalty.rate / Decimal::ONE_HUNDRED * years
}
