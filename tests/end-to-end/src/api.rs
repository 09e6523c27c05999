//! The system as its callers see it.

use crate::{Answer, setting::setting};
use serde_json::Value;
use std::time::Duration;
use ureq::{
    Agent, AsSendBody,
    http::{Request, request::Builder},
};

/// A published edition of the lending API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The older one, whose callers replace its host.
    Of2020,
    /// The current one, whose callers set its base URL.
    Of2022,
}

impl Edition {
    /// What a caller puts in front of the documented paths.
    pub fn base_url(self) -> String {
        let api = setting("API_URL");
        match self {
            Self::Of2020 => format!("{}/legacy", api.trim_end_matches('/')),
            Self::Of2022 => format!("{}/recovery", api.trim_end_matches('/')),
        }
    }
}

/// One caller: a token, and headers sent with every request.
#[derive(Clone, Debug)]
pub struct Api {
    agent: Agent,
    base_url: String,
    headers: Vec<(String, String)>,
}

impl Api {
    /// A caller with nothing but the address.
    pub fn anonymous() -> Self {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_mins(1)));
        let base_url = setting("API_URL").trim_end_matches('/').to_owned();
        Self { agent: config.build().into(), base_url, headers: Vec::new() }
    }

    /// A caller of the lending API by the setting that holds its token, e.g. `TOKEN`.
    pub fn with_token_of(name: &str) -> Self {
        Self::anonymous().header("authenticationtoken", &setting(name))
    }

    /// The demo lender.
    pub fn lender() -> Self {
        Self::with_token_of("TOKEN")
    }

    /// Another company.
    pub fn other_lender() -> Self {
        Self::with_token_of("TOKEN_OTHER")
    }

    /// The company with credit lines.
    pub fn credit_line() -> Self {
        Self::with_token_of("TOKEN_CREDIT_LINE")
    }

    /// The same caller with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Reads a path.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], ())
    }

    /// Posts a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[JSON], body.to_string())
    }

    /// Patches with a JSON body.
    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, &[JSON], body.to_string())
    }

    /// Sends anything.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl AsSendBody) -> Answer {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.base_url));
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let request = own.chain(headers.iter().copied()).fold(request, add_header);
        let request = request.body(body).expect("a valid request");
        let mut response = self.agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
        let (status, headers) = (response.status().as_u16(), headers.collect());
        let text = response.body_mut().read_to_string().unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        Answer::new(status, &text, headers)
    }
}

const JSON: (&str, &str) = ("content-type", "application/json");

fn add_header(request: Builder, (name, value): (&str, &str)) -> Builder {
    request.header(name, value)
}
