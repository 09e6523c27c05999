//! What the system answered.

use serde_json::Value;

/// A status with its body, and the headers that came along.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body; null if it is not JSON.
    pub body: Value,
    /// The headers, with names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    /// The answer of this status, with this text as its body.
    pub fn new(status: u16, text: &str, headers: Vec<(String, String)>) -> Self {
        Self { status, body: serde_json::from_str(text).unwrap_or_default(), headers }
    }

    /// The part of the body at a JSON pointer; null if there is none.
    pub fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The list at a JSON pointer; empty if there is none.
    pub fn list(&self, pointer: &str) -> &[Value] {
        self.at(pointer).as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// One header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The answer itself if it has this status.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "often the status is all there is to ask")]
    pub fn with_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}
