//! Flat interest: on what was lent in each period, all of it in equal installments. Interest beyond an installment, as
//! a long first period may have it, is asked for in the next ones.

use domain::servicing::terms::Terms;
use rust_decimal::Decimal;

use super::{Period, Row, cents, interest_to_end};

pub fn rows(terms: &Terms, periods: &[Period], lent: Decimal) -> Vec<Row> {
    let interest: Vec<Decimal> =
        periods.iter().map(|it| cents::money(terms, interest_to_end(terms, lent, it.from, *it))).collect();
    let total = lent + interest.iter().sum::<Decimal>();
    let part = cents::installment(terms, cents::money(terms, total / Decimal::from(periods.len())));
    let mut balance = lent;
    let mut put_off = Decimal::ZERO;
    let mut rows = Vec::new();
    for (at, (period, interest)) in periods.iter().zip(interest).enumerate() {
        let is_last = at + 1 == periods.len();
        let owed = put_off + interest;
        let interest = if is_last { owed } else { owed.min(part) };
        put_off = owed - interest;
        let principal = if is_last { balance } else { part - interest };
        balance -= principal;
        rows.push(Row { due: period.due, principal, interest });
    }
    rows
}
