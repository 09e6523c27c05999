//! A case, and the room in which cases are tried.

use axum::body::Body;
use http::{HeaderValue, Request};
use serde_json::{Value, json};
use testbed::Reply;

use super::operation::{OPERATIONS, Operation};
use super::room::Room;

/// With whose token a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// With all roles.
    Admin,
    Agent,
    Viewer,
    Absent,
}

/// A request and the whole of its answer.
pub struct Case {
    name: String,
    method: &'static str,
    path: String,
    token: Token,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    status: u16,
    answer: Value,
}

impl Case {
    /// A request like the operation's good one, refused with a word and a sentence.
    pub fn refused(name: &str, operation: &Operation, status: u16, word: &str, message: &str) -> Self {
        Self {
            name: name.to_owned(),
            method: operation.method,
            path: operation.path.to_owned(),
            token: Token::Admin,
            headers: vec![("content-type", "application/json".to_owned())],
            body: operation.good().into_bytes(),
            status,
            answer: json!({"error": {"code": status, "status": word, "message": message, "details": []}}),
        }
    }

    /// The same, refused as malformed.
    pub fn malformed(name: &str, operation: &Operation, message: &str) -> Self {
        Self::refused(name, operation, 400, "INVALID_ARGUMENT", message)
    }

    /// The same, refused for the state of things.
    pub fn precondition(name: &str, operation: &Operation, message: &str) -> Self {
        Self::refused(name, operation, 400, "FAILED_PRECONDITION", message)
    }

    /// The same, refused for these fields, each with what is said of it.
    pub fn invalid(name: &str, operation: &Operation, faults: &[(&str, &str)]) -> Self {
        let (field, description) = faults[0];
        let more = if faults.len() > 1 { format!(" (and {} more)", faults.len() - 1) } else { String::new() };
        let violation = |(field, description): &(&str, &str)| json!({"field": field, "description": description});
        let violations: Vec<_> = faults.iter().map(violation).collect();
        // A sentence that begins with the field is not begun with it again.
        let said =
            if description.starts_with(field) { description.to_owned() } else { format!("{field}: {description}") };
        let mut case = Self::malformed(name, operation, &format!("{said}{more}"));
        case.answer["error"]["details"] =
            json!([{"@type": "type.googleapis.com/google.rpc.BadRequest", "field_violations": violations}]);
        case
    }

    pub fn method(self, method: &'static str) -> Self {
        Self { method, ..self }
    }

    pub fn path(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    pub fn token(self, token: Token) -> Self {
        Self { token, ..self }
    }

    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }

    /// A header in place of any of that name.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.further_header(name, value)
    }

    /// A header beside any of that name.
    pub fn further_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn line(&self) -> String {
        let body: String = String::from_utf8_lossy(&self.body).chars().take(200).collect();
        format!("{} [{} {} {body}]", self.name, self.method, self.path)
    }

    /// What an answer has that it should not, and the reverse.
    fn faults(&self, reply: &Reply) -> Vec<String> {
        let mut faults = Vec::new();
        let answer: Value = serde_json::from_str(&reply.text).unwrap_or_else(|_| reply.text.clone().into());
        if reply.status.as_u16() != self.status || answer != self.answer {
            faults.push(format!("{} {answer}\n    where {} {} is expected", reply.status, self.status, self.answer));
        }
        let header = |name: &str| reply.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if header("content-type") != "application/json" || header("x-request-id").is_empty() {
            faults.push(format!("headers {:?}", reply.headers));
        }
        faults
    }
}

async fn send(room: &Room, case: &Case) -> Reply {
    let token = match case.token {
        Token::Admin => Some(room.lender.token.as_str()),
        Token::Agent => Some(room.lender.agent.as_str()),
        Token::Viewer => Some(room.lender.viewer.as_str()),
        Token::Absent => None,
    };
    let own = case.headers.iter().map(|(name, value)| (*name, value.as_str()));
    let headers = token.map(|token| ("authenticationtoken", token)).into_iter().chain(own);
    let mut request = Request::builder().method(case.method).uri(room.path(&case.path));
    for (name, value) in headers {
        // From bytes: a header may hold more than ASCII.
        request = request.header(name, HeaderValue::from_bytes(value.as_bytes()).expect("a header value"));
    }
    room.world.send(request.body(Body::from(case.body.clone())).expect("a request")).await
}

/// Tries every case and shows all that do not go as they should.
pub fn try_all(cases: impl IntoIterator<Item = Case>) -> impl Future<Output = ()> {
    try_each(cases.into_iter().collect())
}

async fn try_each(cases: Vec<Case>) {
    let room = Room::start().await;
    let before = room.world.testbed.snapshot().await;
    let mut faults = Vec::new();
    for case in &cases {
        let reply = send(&room, case).await;
        let after = room.world.testbed.snapshot().await;
        let changes = if after == before { Vec::new() } else { after.changes_since(&before) };
        let found = case.faults(&reply).into_iter().chain(changes);
        faults.extend(found.map(|fault| format!("{}:\n    {fault}", case.line())));
    }
    assert!(!cases.is_empty(), "there is no case");
    assert!(faults.is_empty(), "{} faults in {} cases\n{}", faults.len(), cases.len(), faults.join("\n"));
}

/// Without this, a case could be refused for another fault than its own.
#[tokio::test]
async fn what_the_cases_are_made_from_is_accepted() {
    for operation in OPERATIONS {
        let room = Room::start().await;
        let reply = send(&room, &Case::malformed("a good request", operation, "")).await;
        assert_eq!(reply.status.as_u16(), 200, "{operation:?} {}", reply.text);
    }
}
