//! What one unit of the currency may grow to over all periods: the level installment multiplies it with the amount.

use rust_decimal::Decimal;

use super::{percentage, within};
use crate::servicing::due_dates::{MAX_INSTALLMENTS, PeriodUnit, RepaymentPeriod};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{RatePeriod, Terms};

/// What one unit may grow to.
const LARGEST_GROWTH: i64 = 1_000_000_000_000;

/// What one unit grows to at most.
pub(super) struct Growth {
    /// The highest rate, in percent a year.
    pub rate: Decimal,
    /// The longest period, in years.
    pub years: Decimal,
    /// All installments.
    installments: u32,
}

impl Growth {
    pub fn of(terms: &Terms) -> Result<Self, ReplayError> {
        percentage(terms.interest.rate)?;
        let rate = match terms.interest.rate_period {
            RatePeriod::Term => yearly_of_term(terms),
            period => yearly(terms.interest.rate, period)?,
        };
        let mut growth = Self { rate, years: years(terms.schedule.period)?, installments: 0 };
        // A balloon's installments are computed over more periods than there are.
        let computed_over = terms.schedule.amortization_installments.unwrap_or(0);
        growth.add(terms.schedule.installments.max(computed_over))?;
        Ok(growth)
    }

    pub fn add(&mut self, installments: u32) -> Result<(), ReplayError> {
        self.installments = self.installments.saturating_add(installments);
        within(usize::try_from(self.installments).is_ok_and(|all| all <= MAX_INSTALLMENTS))
    }

    /// The power by repeated squaring.
    pub fn check(&self) -> Result<(), ReplayError> {
        let of_period = self.rate.checked_mul(self.years).ok_or(ReplayError::OutOfRange)? / Decimal::ONE_HUNDRED;
        let (mut base, mut power) = (Decimal::ONE + of_period, Decimal::ONE);
        let mut left = self.installments;
        let most = Decimal::from(LARGEST_GROWTH);
        while left > 0 {
            if left % 2 == 1 {
                power = power.checked_mul(base).filter(|power| *power <= most).ok_or(ReplayError::OutOfRange)?;
            }
            left /= 2;
            if left > 0 {
                base = base.checked_mul(base).filter(|base| *base <= most).ok_or(ReplayError::OutOfRange)?;
            }
        }
        Ok(())
    }
}

/// Percent a year of a rate for the whole term, no less than what is computed with: of a short term, a multiple of it.
fn yearly_of_term(terms: &Terms) -> Decimal {
    let schedule = &terms.schedule;
    let in_year = match schedule.period.unit {
        PeriodUnit::Days => 366,
        PeriodUnit::Weeks => 53,
        PeriodUnit::Months => 12,
        PeriodUnit::Years => 1,
    };
    let units = Decimal::from(schedule.installments) * Decimal::from(schedule.period.every);
    let rate = terms.interest.rate * Decimal::from(in_year);
    // Where there are no installments, there is nothing that could grow: the schedule itself is refused.
    rate.checked_div(units).unwrap_or(rate)
}

/// Percent a year, no less than what is computed with; another rate for the whole term is stated for a year.
pub(super) fn yearly(rate: Decimal, period: RatePeriod) -> Result<Decimal, ReplayError> {
    let times = match period {
        RatePeriod::Year | RatePeriod::Term => 1,
        RatePeriod::Month => 12,
        RatePeriod::Week => 53,
        RatePeriod::Day => 366,
    };
    rate.checked_mul(Decimal::from(times)).ok_or(ReplayError::OutOfRange)
}

/// How many years a period has at most.
pub(super) fn years(period: RepaymentPeriod) -> Result<Decimal, ReplayError> {
    let in_year = match period.unit {
        PeriodUnit::Days => 360,
        PeriodUnit::Weeks => 51,
        PeriodUnit::Months => 12,
        PeriodUnit::Years => 1,
    };
    let years = Decimal::from(period.every) / Decimal::from(in_year);
    within(years <= Decimal::ONE_THOUSAND)?;
    Ok(years)
}
