//! What of an account's terms the interest plan needs.

use rust_decimal::Decimal;

use crate::servicing::allocation::order::Direction;
use crate::servicing::due_dates::PeriodUnit;
use crate::servicing::interest::PlanSettings;
use crate::servicing::terms::{PayoffInterest, RatePeriod, RestFrequency, Terms};

/// What of an account's terms the interest plan needs.
pub(super) fn of(terms: &Terms) -> PlanSettings {
    let interest = &terms.interest;
    let schedule = &terms.schedule;
    PlanSettings {
        annual_rate: annual_rate(terms),
        method: interest.method,
        day_count: interest.day_count,
        leap_day: interest.leap_day,
        calculation: interest.calculation,
        partial_periods: interest.partial_periods,
        first_day_counts: interest.first_day_counts,
        period: schedule.period,
        on_fixed_day: schedule.fixed_days_of_month.len() == 1,
        rounding: terms.rounding,
        rest: interest.recalculation.map_or(RestFrequency::Daily, |recalculation| recalculation.rest),
        payoff_interest: interest
            .recalculation
            .map_or(PayoffInterest::TillDate, |recalculation| recalculation.payoff_interest),
        periodic_payment: schedule.periodic_payment,
        amortization_installments: schedule.amortization_installments,
        principal_grace: schedule.principal_grace,
        interest_grace: schedule.interest_grace,
        full_term_tranches: schedule.full_term_tranches,
        installments: schedule.installments,
        vertical: terms.allocation.direction == Direction::Vertical,
    }
}

/// The rate in percent a year.
fn annual_rate(terms: &Terms) -> Decimal {
    let rate = terms.interest.rate;
    match terms.interest.rate_period {
        RatePeriod::Year => rate,
        RatePeriod::Month => rate * Decimal::from(12),
        RatePeriod::Week => rate * Decimal::from(52),
        RatePeriod::Day => rate * Decimal::from(365),
        RatePeriod::Term => {
            let schedule = &terms.schedule;
            let units = Decimal::from(schedule.installments) * Decimal::from(schedule.period.every);
            let a_year = match schedule.period.unit {
                PeriodUnit::Days => 365,
                PeriodUnit::Weeks => 52,
                PeriodUnit::Months => 12,
                PeriodUnit::Years => 1,
            };
            if units.is_zero() { rate } else { terms.rounding.intermediate(rate / units * Decimal::from(a_year)) }
        }
    }
}
