//! A yearly rate with a fee in it.

use domain::servicing::apr::spread_fee;

use crate::fields::Fields;
use crate::outcome::Stop;

/// What differs between a rate with its fee and that of a case.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let (yearly, fee) = (inputs.decimal("annual_rate_pct")?, inputs.decimal("one_time_fee_pct")?);
    let got =
        spread_fee::rate(yearly, fee, inputs.count("months")?).map_err(|error| Stop::Failed(error.to_string()))?;
    let wanted = case.object("expected")?.decimal("effective_annual_pct")?;
    Ok(if got == wanted { Vec::new() } else { vec![format!("{wanted} not {got}")] })
}
