//! What functions logged while ministack ran them: it is in the local `CloudWatch`, as on AWS.

use crate::{aws::Aws, failure::Outcome, template::Function};
use serde_json::{Value, json};

/// How many of the latest events are shown.
const SHOWN_EVENTS: usize = 40;

/// The latest lines of a function's log; a function that was not invoked has none.
pub(crate) fn latest(aws: &Aws, function: &Function) -> Outcome<String> {
    let group = format!("/aws/lambda/{}", function.deployed_name());
    let answer = aws.logs("FilterLogEvents", &json!({"logGroupName": group}))?;
    let events = answer.get("events").and_then(Value::as_array).cloned().unwrap_or_default();
    let lines = events.iter().filter_map(|event| event.get("message")?.as_str()).map(str::trim_end);
    let lines: Vec<&str> = lines.collect();
    Ok(lines.get(lines.len().saturating_sub(SHOWN_EVENTS)..).unwrap_or_default().join("\n"))
}
