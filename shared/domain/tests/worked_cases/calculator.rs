//! To come.

use serde_json::Value;

use crate::options::Options;
use crate::outcome::{Outcome, Stop};

/// Runs one.
pub fn run(_case: &Value, _options: &Options) -> Outcome {
    Outcome::stopped(Stop::Unsupported("calculator".to_owned()))
}
