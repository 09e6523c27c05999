//! Obligations that move one state at a time.

use domain::servicing::obligation::{ObligationDates, ObligationStatus};

use crate::fields::Fields;
use crate::outcome::Stop;

/// What differs between the state after one step and that of a case. A case without a state expects no step.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let dates = ObligationDates {
        due: inputs.date("due")?,
        overdue: inputs.maybe_date("overdue")?,
        defaulted: inputs.maybe_date("defaulted")?,
    };
    let from = status(inputs.text("from")?)?;
    let next = dates.next(from, inputs.date("on")?);
    let expected = case.object("expected")?;
    let wanted = expected.maybe_text("status").map(status).transpose()?.unwrap_or(from);
    let got = next.map_or(from, |(status, _)| status);
    Ok(if wanted == got { Vec::new() } else { vec![format!("{wanted:?} not {got:?}")] })
}

fn status(name: &str) -> Result<ObligationStatus, Stop> {
    Ok(match name {
        "NOT_YET_DUE" => ObligationStatus::NotYetDue,
        "DUE" => ObligationStatus::Due,
        "OVERDUE" => ObligationStatus::Overdue,
        "DEFAULTED" => ObligationStatus::Defaulted,
        "PAID" => ObligationStatus::Paid,
        other => return Err(Stop::Unsupported(format!("an obligation that is {other:?}"))),
    })
}
