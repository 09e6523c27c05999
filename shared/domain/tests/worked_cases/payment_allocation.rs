//! To come.

use serde_json::Value;

use crate::options::Options;
use crate::outcome::{Outcome, Stop};

/// Runs one.
pub fn run(_case: &Value, _options: &Options) -> Outcome {
    Outcome::stopped(Stop::Unsupported("payment_allocation".to_owned()))
}
