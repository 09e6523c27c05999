//! What an operator does, who has no route: commands of company-admin.

use crate::{Answer, setting::setting};
use serde_json::Value;
use std::time::Duration;
use ureq::Agent;

/// Invokes company-admin with a command, as `aws lambda invoke` does.
pub fn command(input: &Value) -> Answer {
    let (endpoint, function) = (setting("AWS_ENDPOINT_URL"), setting("COMPANY_ADMIN_FUNCTION_NAME"));
    let url = format!("{}/2015-03-31/functions/{function}/invocations", endpoint.trim_end_matches('/'));
    let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_mins(1)));
    let agent: Agent = config.build().into();
    let request = agent.post(&url).header("content-type", "application/json");
    let mut response = request.send(input.to_string()).unwrap_or_else(|error| panic!("{url}: {error}"));
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().unwrap_or_else(|error| panic!("{url}: {error}"));
    Answer::new(status, &text, Vec::new())
}
