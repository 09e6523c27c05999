//! A rate that a loan was changed to, told from the level installment that it led to.

use chrono::NaiveDate;
use domain::servicing::installment::Installment;
use rust_decimal::{Decimal, RoundingStrategy};

use super::state::{Row, State};

/// Attempts at the rate.
const HALVINGS: usize = 13;

/// Days that a rate is looked for together.
const DAYS_ALIKE: usize = 8;

/// The highest rate that is tried, in percent a year.
const HIGHEST: Decimal = Decimal::from_parts(64, 0, 0, false, 0);

/// What rates that people choose are rounded to, in percent.
const ROUND: [Decimal; 3] = [
    Decimal::from_parts(1, 0, 0, false, 0),
    Decimal::from_parts(25, 0, 0, false, 2),
    Decimal::from_parts(1, 0, 0, false, 2),
];

/// Where the level installment changed.
pub struct Change {
    /// Days from which the new rate may count, likely ones first: those of a list lead to about the same level.
    pub from: Vec<Vec<NaiveDate>>,
    /// An installment behind it.
    pub at: usize,
    /// What that asks for.
    pub level: Decimal,
}

/// Where a state asks on a day for other level installments than were computed; none where it does not.
pub fn change(before: &State, computed: &[Installment], today: NaiveDate) -> Option<Change> {
    let asked = |row: &Row| row.principal + row.interest;
    let of = |installment: &Installment| installment.expected.principal + installment.expected.interest;
    let rows: Vec<(&Row, &Installment)> = before.rows.iter().zip(computed).collect();
    let (_, but_last) = rows.split_last()?;
    let first = but_last.iter().position(|(row, installment)| asked(row) != of(installment))?;
    let at = if first + 1 < but_last.len() { first + 1 } else { first };
    let (row, installment) = but_last.get(at)?;
    if asked(row) == of(installment) {
        return None;
    }
    let begins = but_last.get(first)?.0.from;
    let earlier = first.checked_sub(1).and_then(|earlier| but_last.get(earlier)).map_or(begins, |(row, _)| row.from);
    let within = earlier.iter_days().skip(1).take_while(|day| *day < but_last.get(first).map_or(begins, |it| it.0.due));
    let within: Vec<NaiveDate> = within.collect();
    let mut from = vec![vec![begins.succ_opt()?]];
    // Installments that were paid in advance stay as they were, although the rate counts for them too.
    let is_ahead = |(row, _): &&(&Row, &Installment)| row.outstanding.is_zero() && row.due > today;
    if let Some((row, _)) = but_last.iter().take(first).find(is_ahead) {
        let ahead: Vec<NaiveDate> = row.from.iter_days().skip(1).take_while(|day| *day <= today).collect();
        from.extend(ahead.chunks(DAYS_ALIKE).map(<[NaiveDate]>::to_vec));
    }
    from.extend(within.chunks(DAYS_ALIKE).map(<[NaiveDate]>::to_vec));
    Some(Change { from, at, level: asked(row) })
}

/// Rates that may lead to a level installment, the roundest first.
pub fn leading_to(level: Decimal, mut of_rate: impl FnMut(Decimal) -> Option<Decimal>) -> Vec<Decimal> {
    let (mut low, mut high) = (Decimal::ZERO, HIGHEST);
    for _ in 0..HALVINGS {
        let middle = (low + high) / Decimal::TWO;
        match of_rate(middle) {
            Some(found) if found < level => low = middle,
            Some(_) => high = middle,
            None => return Vec::new(),
        }
    }
    let mut rates: Vec<Decimal> = Vec::new();
    for unit in ROUND {
        let rate = (high / unit).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * unit;
        if !rates.contains(&rate) {
            rates.push(rate);
        }
    }
    rates
}
