//! Schedules computed a second time, from the formulas that lenders publish: what the engine says is compared with them.
//!
//! Nothing here is shared with the engine but the types of terms. Amounts keep all digits of a [`Decimal`] until they are
//! money. Schedules are those of plain loans: one disbursement on the first day, and at most one payment. [`Daily`] is
//! what any loan bears, whatever its installments make of it.

mod calendar;
mod cents;
mod daily;
mod equal_principal;
mod flat;
mod level;
mod years;

use chrono::NaiveDate;
use domain::servicing::terms::{InterestMethod, RatePeriod, Terms};
use rust_decimal::Decimal;

pub use cents::rounded;
pub use daily::Daily;
pub use level::{Bearing, of_level};

/// What one installment asks for, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    pub due: NaiveDate,
    pub principal: Decimal,
    pub interest: Decimal,
}

/// A repayment period: the days after the first day up to the other.
#[derive(Debug, Clone, Copy)]
pub struct Period {
    pub from: NaiveDate,
    pub due: NaiveDate,
}

/// The schedule of a loan that is paid out at once, without the row of what is due at once.
pub fn schedule(terms: &Terms) -> Vec<Row> {
    let periods = periods(terms);
    let lent = terms.principal - down_payment(terms);
    match terms.interest.method {
        InterestMethod::Flat => flat::rows(terms, &periods, lent),
        InterestMethod::DecliningBalance => equal_principal::rows(terms, &periods, lent),
        InterestMethod::DecliningBalanceEqualInstallments => of_level(terms, &periods, lent, Bearing::Scheduled),
    }
}

/// The repayment periods of a loan.
pub fn periods(terms: &Terms) -> Vec<Period> {
    let mut from = terms.expected_disbursement;
    let dues = calendar::due_dates(terms);
    dues.into_iter().map(|due| Period { from: std::mem::replace(&mut from, due), due }).collect()
}

/// What is due at once.
pub fn down_payment(terms: &Terms) -> Decimal {
    let Some(down_payment) = terms.schedule.down_payment else { return Decimal::ZERO };
    let part = cents::money(terms, terms.principal * down_payment.percentage / Decimal::ONE_HUNDRED);
    cents::installment(terms, part)
}

/// Interest of an amount from a day of a period to its end, with all its digits.
pub fn interest_to_end(terms: &Terms, amount: Decimal, from: NaiveDate, period: Period) -> Decimal {
    amount * annual_rate(terms) / Decimal::ONE_HUNDRED * years::to_end(terms, from, period)
}

/// Interest of an amount for a period of regular length, with all its digits.
fn interest_of_regular_period(terms: &Terms, amount: Decimal) -> Decimal {
    amount * annual_rate(terms) / Decimal::ONE_HUNDRED * years::regular(terms)
}

/// Percent a year.
fn annual_rate(terms: &Terms) -> Decimal {
    let a_year = match terms.interest.rate_period {
        RatePeriod::Year => Decimal::ONE,
        RatePeriod::Month => Decimal::from(12),
        RatePeriod::Week => Decimal::from(52),
        RatePeriod::Day => Decimal::from(365),
        RatePeriod::Term => {
            let schedule = &terms.schedule;
            let units = Decimal::from(schedule.installments) * Decimal::from(schedule.period.every);
            calendar::units_a_year(schedule.period.unit) / units
        }
    };
    terms.interest.rate * a_year
}
