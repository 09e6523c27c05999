//! To come.

use serde_json::Value;

use crate::outcome::{Outcome, Stop};

/// Runs one.
pub fn run(_case: &Value) -> Outcome {
    Outcome::stopped(Stop::Unsupported("apr".to_owned()))
}
