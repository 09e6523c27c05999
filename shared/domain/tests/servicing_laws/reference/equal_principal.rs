//! Equal parts of principal, each with the interest of what was left before it.

use domain::servicing::terms::Terms;
use rust_decimal::Decimal;

use super::{Period, Row, cents, interest_to_end};

pub fn rows(terms: &Terms, periods: &[Period], lent: Decimal) -> Vec<Row> {
    let part = cents::money(terms, lent / Decimal::from(periods.len()));
    let mut balance = lent;
    let mut rows = Vec::new();
    for (at, period) in periods.iter().enumerate() {
        let interest = cents::money(terms, interest_to_end(terms, balance, period.from, *period));
        let principal = if at + 1 == periods.len() { balance } else { part.min(balance) };
        balance -= principal;
        rows.push(Row { due: period.due, principal, interest });
    }
    rows
}
