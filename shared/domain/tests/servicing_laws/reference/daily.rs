//! Interest day by day: what is outstanding at the end of a day bears interest until the end of the next one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::servicing::terms::{DayCount, Terms};
use rust_decimal::Decimal;

/// What interest depends on, besides the terms.
#[derive(Debug, Default)]
pub struct Daily {
    /// Principal outstanding at the end of days on which it changes.
    pub balances: BTreeMap<NaiveDate, Decimal>,
    /// Percent a year, by the first day that bears it.
    pub rates: BTreeMap<NaiveDate, Decimal>,
    /// Days without interest: the first and the last one.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// The last day that bears interest.
    pub matures: Option<NaiveDate>,
}

impl Daily {
    /// Interest up to the end of a day, with all its digits.
    pub fn until(&self, terms: &Terms, end: NaiveDate) -> Decimal {
        let Some((first, _)) = self.balances.first_key_value() else { return Decimal::ZERO };
        let end = self.matures.map_or(end, |matures| end.min(matures));
        let days = first.iter_days().skip(1).take_while(|day| *day <= end);
        days.filter(|day| !self.pauses.iter().any(|(from, to)| from <= day && day <= to))
            .map(|day| self.of_day(terms, day))
            .sum()
    }

    fn of_day(&self, terms: &Terms, day: NaiveDate) -> Decimal {
        let balance = self.balances.range(..day).next_back().map_or(Decimal::ZERO, |(_, balance)| *balance);
        let rate = self.rates.range(..=day).next_back().map_or(terms.interest.rate, |(_, rate)| *rate);
        balance * rate / Decimal::ONE_HUNDRED / days_of_year(terms)
    }
}

fn days_of_year(terms: &Terms) -> Decimal {
    let days = match terms.interest.day_count {
        DayCount::Actual360 => 360,
        DayCount::Actual364 => 364,
        _ => 365,
    };
    Decimal::from(days)
}
