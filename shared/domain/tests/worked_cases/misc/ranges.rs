//! Accruals for ranges of days that may not overlap.

use domain::servicing::accrued_days::{AccruedDays, DayRange};
use serde_json::Value;

use crate::fields::{Fields, date};
use crate::outcome::Stop;

/// Ranges that are taken and should not be, or the other way round.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let mut accrued = AccruedDays::default();
    let existing = case.object("inputs")?.get("existing").ok_or_else(|| Stop::Failed("nothing exists".to_owned()))?;
    accrued.add(range(existing)?).map_err(|refused| Stop::Failed(refused.to_string()))?;
    let expected = case.object("expected")?;
    let mut differences = Vec::new();
    for (name, is_taken) in [("accepted", true), ("rejected", false)] {
        for wanted in expected.list(name) {
            let range = range(wanted)?;
            if accrued.clone().add(range).is_ok() != is_taken {
                differences.push(format!("{} to {} should be {name}", range.from, range.to));
            }
        }
    }
    Ok(differences)
}

fn range(value: &Value) -> Result<DayRange, Stop> {
    let day = |at: usize| value.get(at).and_then(Value::as_str).map(date).transpose();
    let (Some(from), Some(to)) = (day(0)?, day(1)?) else {
        return Err(Stop::Failed(format!("{value} is no range of days")));
    };
    Ok(DayRange { from, to })
}
