//! Cases of systems with other conventions, where the convention is one that terms can say.

use serde_json::Value;

use crate::fields::Fields;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};

mod collateral;
mod days_late;
mod drawdown;
mod installments;
mod obligation;
mod ranges;
mod whole_units;
mod yearly;

/// Runs one.
pub fn run(case: &Value, _options: &Options) -> Outcome {
    let case = Fields(case);
    let kind = case.maybe_text("kind").unwrap_or_default();
    let mut outcome = Outcome::default();
    let result = match kind {
        "schedule" => installments::compare(case),
        "schedule_broken_period" => installments::compare_broken_period(case),
        "dpd" => days_late::compare(case),
        "credit_line" => drawdown::compare(case),
        "dates" => drawdown::compare_maturity(case),
        "collateral" => collateral::compare(case),
        "obligation_status" => obligation::compare(case),
        "accrual" => ranges::compare(case),
        "effective_rate" => yearly::compare(case),
        other => Err(Stop::Unsupported(match other {
            "write_off" => "a write-off of a part that ends the loan, with its accounting".to_owned(),
            other => format!("cases of the kind {other:?}"),
        })),
    };
    outcome.check(kind, result);
    outcome
}
