//! The types that a setting's value can have, and the reading of one.

use rust_decimal::Decimal;

use super::{Value, buckets, list, number, orders};
use crate::field::Fault;
use crate::json::Json;
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::range::LARGEST_RATE;

/// The longest time that a setting may name, in years.
pub const PERIOD_YEARS_MAX: u32 = 100;

/// The type of a setting's value, with its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An amount in units of the currency, from 0 up, written as a decimal in a string. A number is taken too.
    Amount,
    /// Percent per stated period, from 0 up to 1,000,000.
    Rate,
    /// The same, which may be below 0: what is added to another rate.
    Spread,
    /// Percent of something: from 0 to 100.
    Percentage,
    /// A whole number within bounds, both included.
    Count(u32, u32),
    /// `true` or `false`.
    Bool,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// An ISO 8601 duration with one component: `P1M`, `P2W`, `P30D`.
    Period,
    /// A list of whole numbers within bounds, each once.
    Numbers(u32, u32),
    /// A list of weekdays (`SATURDAY`) and dates (`2024-12-25`), each once.
    NonWorkingDays,
    /// A list of objects with `name`, `from` and `to`, in days, rising.
    Buckets,
    /// A list of all twelve steps in which a payment is spread: `PAST_DUE_PENALTY`, each once.
    Order,
    /// An object with a type of transactions for each key, and for each an object with `order` and `future_installments`.
    Orders,
    /// A list of all four components: `PENALTY`, each once.
    Components,
}

impl Kind {
    /// Reads a value that is not `null`.
    pub fn read(self, json: &Json) -> Result<Value, Fault> {
        match self {
            Self::Buckets => buckets::read(json).map(Value::Buckets),
            Self::Numbers(least, most) => list::numbers(json, least, most).map(Value::Numbers),
            Self::NonWorkingDays => list::non_working_days(json),
            Self::Order => list::order(json).map(Value::Order).map_err(Fault::Value),
            Self::Orders => orders::read(json).map(Value::Orders),
            Self::Components => list::components(json).map(Value::Components).map_err(Fault::Value),
            _ => self.scalar(json).map_err(Fault::Value),
        }
    }

    fn scalar(self, json: &Json) -> Result<Value, String> {
        match self {
            Self::Amount => number::amount(json).map(Value::Amount),
            Self::Rate => number::rate(json, Decimal::ZERO, Decimal::from(LARGEST_RATE)).map(Value::Rate),
            Self::Spread => {
                number::rate(json, Decimal::from(-LARGEST_RATE), Decimal::from(LARGEST_RATE)).map(Value::Rate)
            }
            Self::Percentage => number::percentage(json).map(Value::Rate),
            Self::Count(least, most) => number::count(json, least, most).map(Value::Count),
            Self::Bool => json.as_bool().map(Value::Bool).ok_or_else(|| "Value must be true or false".to_owned()),
            Self::Choice(options) => choice(json, options).map(Value::Choice),
            _ => period(json).map(Value::Period),
        }
    }

    /// Whether its values have a least and a greatest one.
    pub fn is_measure(self) -> bool {
        matches!(self, Self::Amount | Self::Rate | Self::Spread | Self::Percentage | Self::Count(..))
    }

    /// Whether a value is a list: what a product allows of it is all or nothing.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::Numbers(..) | Self::NonWorkingDays | Self::Buckets | Self::Order | Self::Orders | Self::Components
        )
    }
}

fn choice(json: &Json, options: &[&'static str]) -> Result<&'static str, String> {
    let sent = json.as_text();
    let known = options.iter().find(|option| sent == Some(**option));
    known.copied().ok_or_else(|| format!("Value must be one of {}", options.join(", ")))
}

fn period(json: &Json) -> Result<RepaymentPeriod, String> {
    let text = json.as_text().ok_or("Value must be a string with an ISO 8601 duration, as P1M")?;
    let period: RepaymentPeriod =
        text.parse().map_err(|_| "Value must be an ISO 8601 duration of days, weeks, months or years, as P1M")?;
    let in_year = match period.unit {
        PeriodUnit::Days => 365,
        PeriodUnit::Weeks => 52,
        PeriodUnit::Months => 12,
        PeriodUnit::Years => 1,
    };
    if period.every <= PERIOD_YEARS_MAX.saturating_mul(in_year) {
        Ok(period)
    } else {
        Err(format!("Value must be at most {PERIOD_YEARS_MAX} years"))
    }
}
