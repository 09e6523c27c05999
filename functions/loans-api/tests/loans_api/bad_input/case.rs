//! A case, and the room in which cases are tried.

use axum::body::Body;
use domain::company::CompanyKind;
use http::{HeaderValue, Request};
use serde_json::{Value, json};
use testbed::{Lender, Reply, World};

use super::operation::{Operation, What, operations, transaction, upload};
use crate::support::{lender, start};

/// What is said where keys are at fault.
const INVALID: &str = "Data Validation Failed";

/// Stands in a document for text that serde would not write.
const HOLE: &str = "@@";

/// With whose token a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// That of the company of the operation's kind, with all roles.
    Admin,
    /// The same company's, with one role.
    Agent,
    Viewer,
    /// None.
    Absent,
}

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// At once.
    Whole,
    /// As a stream of which nothing is known beforehand.
    Streamed,
}

/// A request and the whole of its answer.
pub struct Case {
    name: String,
    operation: Operation,
    method: &'static str,
    path: String,
    token: Token,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    sending: Sending,
    status: u16,
    answer: Value,
    answer_headers: Vec<(&'static str, &'static str)>,
}

impl Case {
    /// A request like the operation's good one, refused with a sentence.
    pub fn refused(name: &str, operation: Operation, status: u16, message: &str) -> Self {
        let role = operation.is_2020().then(|| ("role", "admin".to_owned()));
        let json = ("content-type", "application/json".to_owned());
        Self {
            name: name.to_owned(),
            operation,
            method: operation.method,
            path: operation.path.to_owned(),
            token: Token::Admin,
            headers: std::iter::once(json).chain(role).collect(),
            body: if operation.changes() { operation.body().to_string().into_bytes() } else { Vec::new() },
            sending: Sending::Whole,
            status,
            answer: json!({"message": message}),
            answer_headers: Vec::new(),
        }
    }

    /// A request like the operation's good one, refused with a sentence at a key, whose path is as `defaults/0/late_fee`.
    pub fn invalid(name: &str, operation: Operation, key: &str, sentence: &str) -> Self {
        Self::refused(name, operation, 400, INVALID).errors(&nested(key, sentence))
    }

    /// The same, with these faults in its answer.
    pub fn errors(mut self, errors: &Value) -> Self {
        self.answer["output"] = json!({"errors": errors});
        self
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

    /// The good body with a value at a key, as text.
    pub fn with(self, key: &str, raw: &str) -> Self {
        let body = with(self.operation.body(), key, raw);
        self.body(body)
    }

    /// The good body without a key.
    pub fn without(self, key: &str) -> Self {
        let mut body = self.operation.body();
        let (parent, last) = parent(&mut body, key);
        parent.as_object_mut().expect("an object").remove(last).expect("a key to leave out");
        self.body(body.to_string())
    }

    pub fn streamed(self) -> Self {
        Self { sending: Sending::Streamed, ..self }
    }

    /// A header in place of any of that name.
    pub fn header(self, name: &'static str, value: &str) -> Self {
        self.without_header(name).further_header(name, value)
    }

    /// A header beside any of that name.
    pub fn further_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    /// The answer has this header too.
    pub fn answered_with(mut self, name: &'static str, value: &'static str) -> Self {
        self.answer_headers.push((name, value));
        self
    }

    fn line(&self) -> String {
        format!("{} [{:?} {} {}]", self.name, self.operation.kind, self.method, self.path)
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
        for (name, value) in self.answer_headers.iter().filter(|(name, value)| header(name) != *value) {
            faults.push(format!("{name}: {} where {value} is expected", header(name)));
        }
        faults
    }
}

/// Puts a value, as text, at a key that may be there or not.
pub fn with(mut body: Value, key: &str, raw: &str) -> String {
    let (parent, last) = parent(&mut body, key);
    match parent {
        Value::Array(entries) => entries[last.parse::<usize>().expect("a position")] = HOLE.into(),
        object => object[last] = HOLE.into(),
    }
    body.to_string().replacen(&format!("\"{HOLE}\""), raw, 1)
}

fn parent<'a, 'b>(body: &'a mut Value, key: &'b str) -> (&'a mut Value, &'b str) {
    let (parent, last) = key.rsplit_once('/').map_or((String::new(), key), |(path, last)| (format!("/{path}"), last));
    (body.pointer_mut(&parent).expect("a place in the body"), last)
}

/// Faults, nested as the body is.
pub fn nested(key: &str, sentence: &str) -> Value {
    key.rsplit('/').fold(sentence.into(), |inner, key| json!({key: inner}))
}

/// A table with a company of each kind: one has loan `L1`, the other customer `C1` with transaction `T1` and customer `C2`
/// with `T2`; each for July 2020, with a payment under the reference `USED` and the idempotency key `USED`.
struct Room {
    world: World,
    lending: Lender,
    credit_line: Lender,
}

impl Room {
    async fn start() -> Self {
        let world = start().await;
        let lending = lender(&world, CompanyKind::Lending).await;
        let credit_line = lender(&world, CompanyKind::CreditLine).await;
        let room = Self { world, lending, credit_line };
        room.fill().await;
        room
    }

    async fn fill(&self) {
        let loan = upload("L1", false).to_string();
        self.world.call(&self.lending.token, "POST", "/recovery/loan/L1", &loan).await.expect(201);
        for (customer, id) in [("C1", "T1"), ("C2", "T2")] {
            let body = transaction(customer, id, false).to_string();
            let path = format!("/recovery/loan/{id}");
            self.world.call(&self.credit_line.token, "POST", &path, &body).await.expect(201);
        }
        for payment in operations(|operation| operation.what == What::Pay && !operation.is_2020()) {
            let body = with(payment.body(), "payment_reference_number", r#""USED""#);
            let token = &self.of(payment.kind).token;
            let headers = [("authenticationtoken", token.as_str()), ("idempotency-key", "USED")];
            self.world.call_with(&headers, payment.method, payment.path, body).await.expect(200);
        }
    }

    fn of(&self, kind: CompanyKind) -> &Lender {
        if kind == CompanyKind::Lending { &self.lending } else { &self.credit_line }
    }

    async fn send(&self, case: &Case) -> Reply {
        let lender = self.of(case.operation.kind);
        let token = match case.token {
            Token::Admin => Some(lender.token.as_str()),
            Token::Agent => Some(lender.agent.as_str()),
            Token::Viewer => Some(lender.viewer.as_str()),
            Token::Absent => None,
        };
        let own = case.headers.iter().map(|(name, value)| (*name, value.as_str()));
        let headers = token.map(|token| ("authenticationtoken", token)).into_iter().chain(own);
        let mut request = Request::builder().method(case.method).uri(&case.path);
        for (name, value) in headers {
            // From bytes: a header may hold more than ASCII.
            request = request.header(name, HeaderValue::from_bytes(value.as_bytes()).expect("a header value"));
        }
        let body = Body::from(case.body.clone());
        let body = match case.sending {
            Sending::Whole => body,
            Sending::Streamed => Body::from_stream(body.into_data_stream()),
        };
        self.world.send(request.body(body).expect("a request")).await
    }
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
        let reply = room.send(case).await;
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
    for operation in operations(|_| true) {
        let room = Room::start().await;
        let status = if operation.what == What::Upload { 201 } else { 200 };
        let reply = room.send(&Case::refused("a good request", operation, status, "")).await;
        assert_eq!(reply.status.as_u16(), status, "{operation:?} {}", reply.text);
    }
}
