//! One operation.

use serde_json::{Map, Value, json};

use crate::errors::{CHANGING, OF_ONE, READING, WITH_BODY, WITH_KEY};
use crate::parameters::{self, LIST};

/// An operation: a method of a path, with what it takes and answers.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `get`, `post`, `put`, `patch` or `delete`.
    pub method: &'static str,
    /// The path, with the names of its parameters in braces.
    pub path: String,
    id: String,
    tag: &'static str,
    summary: String,
    description: String,
    parameters: Vec<Value>,
    body: Option<(Value, bool)>,
    answer: Answer,
    statuses: Vec<&'static str>,
}

/// What is answered where nothing is wrong.
#[derive(Debug, Clone)]
struct Answer {
    about: String,
    schema: Value,
}

impl Operation {
    /// A read.
    pub fn get(path: &str, id: &str, summary: &str) -> Self {
        Self::new("get", path, id, summary)
    }

    /// A read of a page of a list, whose page is this schema.
    pub fn list(path: &str, id: &str, summary: &str, page: &str) -> Self {
        let mut operation = Self::get(path, id, summary).answers("A page", crate::schema(page));
        operation.parameters.extend(LIST.map(parameters::reference));
        operation
    }

    /// A change that can be made once only by an idempotency key.
    pub fn post(path: &str, id: &str, summary: &str) -> Self {
        let mut operation = Self::new("post", path, id, summary);
        operation.parameters.push(parameters::reference("idempotencyKey"));
        operation.statuses.extend(CHANGING);
        operation.statuses.extend(WITH_KEY);
        operation
    }

    /// A question that takes a body and changes nothing.
    pub fn ask(path: &str, id: &str, summary: &str) -> Self {
        Self::new("post", path, id, summary)
    }

    /// A change of a resource.
    pub fn put(path: &str, id: &str, summary: &str) -> Self {
        let mut operation = Self::new("put", path, id, summary);
        operation.statuses.extend(CHANGING);
        operation
    }

    /// A change of parts of a resource.
    pub fn patch(path: &str, id: &str, summary: &str) -> Self {
        Self { method: "patch", ..Self::put(path, id, summary) }
    }

    /// The end of a resource.
    pub fn delete(path: &str, id: &str, summary: &str) -> Self {
        let mut operation = Self::new("delete", path, id, summary);
        operation.statuses.extend(CHANGING);
        let nothing = json!({"type": "object", "additionalProperties": false});
        operation.answers("It is deleted", nothing)
    }

    fn new(method: &'static str, path: &str, id: &str, summary: &str) -> Self {
        let answer = Answer { about: summary.to_owned(), schema: json!({}) };
        let of_one: &[&'static str] = if path.contains('{') { &OF_ONE } else { &[] };
        Self {
            method,
            path: path.to_owned(),
            id: id.to_owned(),
            tag: "",
            summary: summary.to_owned(),
            description: String::new(),
            parameters: Vec::new(),
            body: None,
            answer,
            statuses: READING.iter().chain(of_one).copied().collect(),
        }
    }

    /// In a group of operations.
    #[must_use]
    pub fn tagged(mut self, tag: &'static str) -> Self {
        self.tag = tag;
        self
    }

    /// With more to say than the summary.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// With parameters of its own.
    #[must_use]
    pub fn with(mut self, parameters: impl IntoIterator<Item = Value>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    /// With a body that must be there.
    #[must_use]
    pub fn takes(self, schema: Value) -> Self {
        self.body(schema, true)
    }

    /// With a body that may be left out.
    #[must_use]
    pub fn may_take(self, schema: Value) -> Self {
        self.body(schema, false)
    }

    fn body(mut self, schema: Value, is_required: bool) -> Self {
        self.body = Some((schema, is_required));
        self.statuses.extend(WITH_BODY);
        self
    }

    /// What is answered where nothing is wrong.
    #[must_use]
    pub fn answers(mut self, about: &str, schema: Value) -> Self {
        self.answer = Answer { about: about.to_owned(), schema };
        self
    }

    fn to_json(&self) -> Value {
        let mut operation = json!({
            "operationId": self.id,
            "summary": self.summary,
            "tags": [self.tag],
            "parameters": self.parameters.iter().cloned().chain([parameters::reference("role")]).collect::<Vec<_>>(),
            "responses": self.responses(),
        });
        let Some(members) = operation.as_object_mut() else { return operation };
        if !self.description.is_empty() {
            members.insert("description".to_owned(), json!(self.description));
        }
        if let Some((schema, is_required)) = &self.body {
            let content = json!({"application/json": {"schema": schema}});
            members.insert("requestBody".to_owned(), json!({"required": is_required, "content": content}));
        }
        operation
    }

    fn responses(&self) -> Value {
        let reference =
            |status: &&str| ((*status).to_owned(), json!({"$ref": format!("#/components/responses/E{status}")}));
        let mut statuses = self.statuses.clone();
        statuses.sort_unstable();
        let mut headers = json!({"x-request-id": {"$ref": "#/components/headers/RequestId"}});
        if let (true, Some(headers)) = (self.statuses.contains(&"422"), headers.as_object_mut()) {
            headers.insert("idempotency-replayed".to_owned(), json!({"$ref": "#/components/headers/Replayed"}));
        }
        let content = json!({"application/json": {"schema": self.answer.schema}});
        let answer = json!({"description": self.answer.about, "headers": headers, "content": content});
        let mut responses = Map::from_iter([("200".to_owned(), answer)]);
        responses.extend(statuses.iter().map(reference));
        Value::Object(responses)
    }
}

/// The operations, by path and method.
pub fn paths(operations: &[Operation]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let path = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(operation.method.to_owned(), operation.to_json());
        }
    }
    Value::Object(paths)
}
