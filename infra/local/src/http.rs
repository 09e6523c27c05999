//! Requests to this machine.

use crate::failure::{Explain, Failure, Outcome};
use std::time::Duration;
use ureq::{
    Agent,
    http::{Request, Response},
};

/// Large enough for any answer of the system and for a template.
const LARGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// An answer, whatever its status.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The answer, if its status says that it went well.
    pub(crate) fn successful(self, what: &str) -> Outcome<Self> {
        if (200..300).contains(&self.status) {
            Ok(self)
        } else {
            Err(Failure::new(format!("{what}: status {}: {}", self.status, self.text()), ""))
        }
    }
}

/// Sends a request and reads the whole answer.
pub(crate) fn send(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: &[u8],
    patience: Duration,
) -> Outcome<Answer> {
    let mut request = Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body).explain(|| format!("{method} {url}"))?;
    let response = agent(patience).run(request).explain(|| format!("{method} {url}"))?;
    read(response).explain(|| format!("{method} {url}"))
}

/// No proxy, whatever the environment says: everything asked here is on this machine.
fn agent(patience: Duration) -> Agent {
    Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .max_redirects(0)
        .timeout_global(Some(patience))
        .build()
        .into()
}

fn read(response: Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    let (parts, mut body) = response.into_parts();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let body = body.with_config().limit(LARGEST_ANSWER).read_to_vec()?;
    Ok(Answer { status: parts.status.as_u16(), headers, body })
}
