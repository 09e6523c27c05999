//! Disbursements that a state shows on one day, and that were made on different ones.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::state::State;

/// Days that a year may be counted with.
const YEARS: [i64; 3] = [360, 365, 366];

/// What rounding may make of the interest of a row.
const ROUNDED: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// The same state with the last disbursement on a later day of the first period, as far as the interest of that says so.
/// `rate` is in percent a year.
pub fn apart(before: &State, rate: Decimal) -> Vec<State> {
    let ([first, .., last], Some(row)) = (before.disbursed.as_slice(), before.rows.first()) else { return Vec::new() };
    if first.on != last.on || row.from != first.on {
        return Vec::new();
    }
    let all: Decimal = before.disbursed.iter().map(|it| it.amount).sum();
    let borne = |on: NaiveDate| {
        let unit = |from: NaiveDate| Decimal::from((row.due - from).num_days());
        (all - last.amount) * unit(row.from) + last.amount * unit(on)
    };
    let bears = |on: &NaiveDate| {
        YEARS.iter().any(|days| {
            let interest = borne(*on) * rate / Decimal::ONE_HUNDRED / Decimal::from(*days);
            (interest - row.interest).abs() <= ROUNDED
        })
    };
    let days = row.from.iter_days().skip(1).take_while(|day| *day < row.due).filter(bears);
    days.map(|on| with_last(before, on)).collect()
}

fn with_last(before: &State, on: NaiveDate) -> State {
    let mut state = State { is_shown_on_one_day: true, ..before.clone() };
    if let Some(last) = state.disbursed.last_mut() {
        last.on = on;
    }
    state
}
