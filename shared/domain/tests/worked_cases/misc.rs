//! Cases of systems with other conventions, where the convention is one that terms can say.

use serde_json::Value;

use crate::fields::Fields;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};

mod days_late;
mod drawdown;
mod installments;
mod whole_units;

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
        other => Err(Stop::Unsupported(match other {
            "write_off" => "a write-off of a part that ends the loan, with its accounting".to_owned(),
            "accrual" => "accruals as documents that may not overlap".to_owned(),
            "effective_rate" => "a fee spread over the months as a yearly rate".to_owned(),
            "collateral" => "levels of collateral".to_owned(),
            "obligation_status" => "obligations that move one state at a time".to_owned(),
            other => format!("cases of the kind {other:?}"),
        })),
    };
    outcome.check(kind, result);
    outcome
}
