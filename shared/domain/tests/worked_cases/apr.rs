//! Cases of annual percentage rates.

use chrono::NaiveDate;
use domain::servicing::apr::actuarial::{self, Flow};
use domain::servicing::apr::consumer_credit::{self, Intervals};
use domain::servicing::apr::{Apr, AprError, DatedAmount, regulation_z};
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::fields::{Fields, date, decimal};
use crate::outcome::{Outcome, Stop};

/// Runs one.
pub fn run(case: &Value) -> Outcome {
    let case = Fields(case);
    let mut outcome = Outcome::default();
    match case.maybe_text("method") {
        Some("US actuarial") => {
            outcome.check("from unit-periods", by_unit_periods(case));
            if let Some(period) = case.maybe_text("unit_period").and_then(period) {
                outcome.check("from dates", by_dates(case, period));
            }
        }
        Some("EU annual compounding") => outcome.check("from dates", yearly(case)),
        other => outcome.stop("", Stop::Unsupported(format!("rates by the method {other:?}"))),
    }
    outcome
}

fn by_unit_periods(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let fraction = fraction(case.text("odd_fraction")?)?;
    let advance = Flow { unit_periods: 0, fraction: Decimal::ZERO, amount: case.decimal("amount_financed")? };
    let mut payments = Vec::new();
    for part in case.list("payments").iter().map(Fields) {
        let first = part.count("first_at_t")?;
        for at in first..first + part.count("count")? {
            payments.push(Flow { unit_periods: at, fraction, amount: part.decimal("amount")? });
        }
    }
    as_published(case, actuarial::rate(&[advance], &payments, case.decimal("unit_periods_per_year")?))
}

/// The same from dates alone: the unit-period and the odd days have to be found too.
fn by_dates(case: Fields<'_>, period: RepaymentPeriod) -> Result<Vec<String>, Stop> {
    let start = case.date("consummation")?;
    let first = case.date("first_payment")?;
    let advance = DatedAmount { date: start, amount: case.decimal("amount_financed")? };
    let mut payments = Vec::new();
    for part in case.list("payments").iter().map(Fields) {
        for _ in 0..part.count("count")? {
            let count = u32::try_from(payments.len()).unwrap_or(u32::MAX);
            let date = period.after(first, count);
            let date = date.ok_or_else(|| Stop::Failed("a payment is out of range".to_owned()))?;
            payments.push(DatedAmount { date, amount: part.decimal("amount")? });
        }
    }
    as_published(case, regulation_z::rate(start, &[advance], &payments))
}

fn yearly(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let advance = dated(case.get("advance").unwrap_or(&Value::Null))?;
    let payments = case.list("payments").iter().map(dated).collect::<Result<Vec<_>, _>>()?;
    let tolerance = case.text("tolerance")?.split(' ').next().unwrap_or_default();
    let tolerance = decimal(&Value::from(tolerance))? * Decimal::ONE_HUNDRED;
    let wanted = case.decimal("apr_pct")?;
    let got = percent(consumer_credit::rate(&[advance], &payments, Intervals::Days))?;
    Ok(if (got - wanted).abs() <= tolerance { Vec::new() } else { vec![format!("wanted {wanted}, got {got}")] })
}

/// A rate agrees when it does to the digits that are published.
fn as_published(case: Fields<'_>, rate: Result<Apr, AprError>) -> Result<Vec<String>, Stop> {
    let wanted = case.decimal("apr_pct")?;
    let got = percent(rate)?;
    let agrees = got.round_dp(wanted.scale()) == wanted;
    Ok(if agrees { Vec::new() } else { vec![format!("wanted {wanted}, got {got}")] })
}

fn percent(rate: Result<Apr, AprError>) -> Result<Decimal, Stop> {
    rate.map(|rate| rate.percent).map_err(|error| Stop::Failed(error.to_string()))
}

fn dated(of: &Value) -> Result<DatedAmount, Stop> {
    let [on, amount] = of.as_array().map_or(&[][..], Vec::as_slice) else {
        return Err(Stop::Failed(format!("{of} is no day with an amount")));
    };
    let date: NaiveDate = date(on.as_str().unwrap_or_default())?;
    Ok(DatedAmount { date, amount: decimal(amount)? })
}

fn fraction(of: &str) -> Result<Decimal, Stop> {
    let (part, whole) = of.split_once('/').unwrap_or((of, "1"));
    let number = |text: &str| decimal(&Value::from(text));
    Ok(number(part)? / number(whole)?)
}

/// The time between two payments; nothing for half-months, whose days a case does not list.
fn period(name: &str) -> Option<RepaymentPeriod> {
    let (every, unit) = match name {
        "week" => (1, PeriodUnit::Weeks),
        "2 weeks" => (2, PeriodUnit::Weeks),
        "month" => (1, PeriodUnit::Months),
        "2 months" => (2, PeriodUnit::Months),
        "quarter" => (3, PeriodUnit::Months),
        "year" => (1, PeriodUnit::Years),
        _ => return None,
    };
    Some(RepaymentPeriod { every, unit })
}
