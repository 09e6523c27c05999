//! The values that settings have: their types, limits, and the one form in which each is written in JSON.

mod buckets;
mod kind;
mod list;
mod number;
mod orders;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use buckets::{BUCKETS_MAX, DAYS_MAX as BUCKET_DAYS_MAX, NAME_CHARS_MAX as BUCKET_NAME_CHARS_MAX};
pub use kind::{Kind, PERIOD_YEARS_MAX};
pub use list::{COMPONENTS, LIST_MAX, STEPS, WEEKDAYS};
pub(crate) use number::{amount, count, percentage};
pub use orders::PAYMENTS;

use crate::json::Json;
use crate::servicing::allocation::order::{AllocationOrder, Component, Step};
use crate::servicing::due_dates::RepaymentPeriod;
pub use crate::servicing::range::{LARGEST_AMOUNT, LARGEST_RATE, MOST_DECIMALS};
use crate::servicing::terms::Bucket;
use crate::servicing::transaction::RepaymentKind;
use crate::servicing::working_days::DayOfWeek;

/// The value of a setting, as its [`Kind`] takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An amount in units of the currency.
    Amount(Decimal),
    /// A percentage.
    Rate(Decimal),
    /// A count.
    Count(u32),
    /// Yes or no.
    Bool(bool),
    /// One of the texts that the kind lists.
    Choice(&'static str),
    /// A length of time.
    Period(RepaymentPeriod),
    /// Days of the month, or numbers of installments; each once, rising.
    Numbers(Vec<u32>),
    /// Days of each week, and single dates, on which nobody works.
    NonWorkingDays(BTreeSet<DayOfWeek>, BTreeSet<NaiveDate>),
    /// Ranges of ages of late amounts, youngest first.
    Buckets(Vec<Bucket>),
    /// The order in which a payment is spread.
    Order(Vec<Step>),
    /// The same for single types of transactions, with the installments that a payment in advance goes to.
    Orders(Vec<(RepaymentKind, AllocationOrder)>),
    /// All components of what is owed, in an order.
    Components(Vec<Component>),
}

impl Value {
    /// The number, where the value is one that has bounds: an amount, a percentage, or a count.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Amount(number) | Self::Rate(number) => Some(*number),
            Self::Count(count) => Some(Decimal::from(*count)),
            _ => None,
        }
    }

    /// As bodies show it: amounts as strings, other numbers as numbers, both digit by digit.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Amount(amount) => Json::text(amount.to_string()),
            Self::Rate(rate) => Json::Number(*rate),
            Self::Count(count) => Json::integer(i64::from(*count)),
            Self::Bool(truth) => Json::Bool(*truth),
            Self::Choice(text) => Json::text(*text),
            Self::Period(period) => Json::text(period.to_string()),
            Self::Numbers(numbers) => numbers.iter().map(|number| Json::integer(i64::from(*number))).collect(),
            Self::NonWorkingDays(weekdays, dates) => list::non_working_days_to_json(weekdays, dates),
            Self::Buckets(buckets) => buckets.iter().map(buckets::to_json).collect(),
            Self::Order(steps) => list::order_to_json(steps),
            Self::Orders(orders) => orders::to_json(orders),
            Self::Components(components) => list::components_to_json(components),
        }
    }
}
