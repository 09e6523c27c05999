//! Flat interest: on what was lent in each period, all of it in equal installments.

use domain::servicing::terms::Terms;
use rust_decimal::Decimal;

use super::{Period, Row, cents, interest_to_end};

pub fn rows(terms: &Terms, periods: &[Period], lent: Decimal) -> Vec<Row> {
    let interest: Vec<Decimal> =
        periods.iter().map(|it| cents::money(terms, interest_to_end(terms, lent, it.from, *it))).collect();
    let total = lent + interest.iter().sum::<Decimal>();
    let part = cents::installment(terms, cents::money(terms, total / Decimal::from(periods.len())));
    let mut balance = lent;
    let mut rows = Vec::new();
    for (at, (period, interest)) in periods.iter().zip(interest).enumerate() {
        let principal = if at + 1 == periods.len() { balance } else { part - interest };
        balance -= principal;
        rows.push(Row { due: period.due, principal, interest });
    }
    rows
}
