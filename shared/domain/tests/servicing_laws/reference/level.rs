//! Equal installments: `E = P / sum(1 / prod(1 + r))`, and the last one takes what rounding leaves.

use chrono::NaiveDate;
use domain::servicing::terms::{ScheduleEngine, Terms};
use rust_decimal::Decimal;

use super::calendar::days;
use super::{Period, Row, cents, interest_of_regular_period, interest_to_end};

/// Rounds of bringing the last two installments nearer to each other.
const ROUNDS: u32 = 3;

/// What bears interest.
#[derive(Debug, Clone, Copy)]
pub enum Bearing {
    /// The balance after what is scheduled.
    Scheduled,
    /// All that was lent up to a day, because nothing was paid; what is scheduled after it.
    AllUntil(NaiveDate),
    /// The balance after what is scheduled, and from a day of the first period on so much less.
    LessFrom(NaiveDate, Decimal),
}

/// Equal installments.
pub fn of_level(terms: &Terms, periods: &[Period], lent: Decimal, bearing: Bearing) -> Vec<Row> {
    let installment = level_installment(terms, periods, lent);
    let agreed = rows(terms, periods, lent, installment, Bearing::Scheduled);
    // Large multiples may repay the loan early: then the last one that was agreed takes what changes later.
    let count = agreed.iter().rposition(|row| !row.principal.is_zero()).map_or(0, |last| last + 1);
    let asking = periods.get(..count).unwrap_or_default();
    let mut changed = rows(terms, asking, lent, installment, bearing);
    changed.extend(agreed.into_iter().skip(count));
    changed
}

/// The installment that repays the loan in equal ones: the one agreed, or the one computed and brought nearer to the last
/// one, as long as that helps.
fn level_installment(terms: &Terms, periods: &[Period], lent: Decimal) -> Decimal {
    if let Some(agreed) = terms.schedule.periodic_payment {
        return agreed;
    }
    if terms.schedule.engine == ScheduleEngine::Cumulative {
        return of_regular_periods(terms, periods.len(), lent);
    }
    let mut discount = Decimal::ONE;
    let mut value_of_one = Decimal::ZERO;
    for period in periods {
        discount /= Decimal::ONE + interest_to_end(terms, Decimal::ONE, period.from, *period);
        value_of_one += discount;
    }
    let mut installment = cents::installment(terms, cents::money(terms, lent / value_of_one));
    for _ in 0..ROUNDS {
        let gap = gap_at_end(&rows(terms, periods, lent, installment, Bearing::Scheduled));
        let count = Decimal::from(periods.len());
        if gap.abs() * Decimal::ONE_HUNDRED <= (count / Decimal::TWO).floor() {
            break;
        }
        let nearer = cents::installment(terms, installment + cents::money(terms, gap / count));
        let gap_then = gap_at_end(&rows(terms, periods, lent, nearer, Bearing::Scheduled));
        if gap_then.abs() >= gap.abs() {
            break;
        }
        installment = nearer;
    }
    installment
}

/// The installment of older systems: `E = P * q * (1 + q)^n / ((1 + q)^n - 1)`, with the same rate for each period.
fn of_regular_periods(terms: &Terms, count: usize, lent: Decimal) -> Decimal {
    let rate = interest_of_regular_period(terms, Decimal::ONE);
    let growth = (0..count).fold(Decimal::ONE, |growth, _| growth * (Decimal::ONE + rate));
    let exact =
        if rate.is_zero() { lent / Decimal::from(count) } else { lent * rate * growth / (growth - Decimal::ONE) };
    cents::money(terms, cents::installment(terms, exact))
}

/// How much more the last installment that asks for anything asks for than the one before it.
fn gap_at_end(rows: &[Row]) -> Decimal {
    let mut totals = rows.iter().rev().map(|row| row.principal + row.interest).filter(|total| !total.is_zero());
    match (totals.next(), totals.next()) {
        (Some(last), Some(before)) => last - before,
        _ => Decimal::ZERO,
    }
}

/// The rows of a given installment.
fn rows(terms: &Terms, periods: &[Period], lent: Decimal, installment: Decimal, bearing: Bearing) -> Vec<Row> {
    let mut balance = lent;
    let mut carried = Decimal::ZERO;
    let mut rows = Vec::new();
    for (at, period) in periods.iter().enumerate() {
        let is_last = at + 1 == periods.len();
        let borne = borne(terms, *period, (lent, balance), bearing, at == 0);
        let interest = carried + cents::money(terms, borne);
        let due = if is_last { interest } else { interest.min(installment) };
        carried = interest - due;
        let principal = if is_last { balance } else { (installment - due).min(balance) };
        balance -= principal;
        rows.push(Row { due: period.due, principal, interest: due });
    }
    rows
}

/// Interest of a period, with all its digits.
fn borne(
    terms: &Terms,
    period: Period,
    (lent, balance): (Decimal, Decimal),
    bearing: Bearing,
    is_first: bool,
) -> Decimal {
    let (day, before, after) = match bearing {
        Bearing::AllUntil(day) => (day, lent, balance),
        Bearing::LessFrom(day, less) if is_first => (day, balance, balance - less),
        Bearing::Scheduled | Bearing::LessFrom(..) => (period.from, balance, balance),
    };
    let whole = interest_to_end(terms, before, period.from, period);
    if before == after {
        return whole;
    }
    let day = day.clamp(period.from, period.due);
    let first = whole * days(period.from, day) / days(period.from, period.due);
    first + interest_to_end(terms, after, day, period)
}
