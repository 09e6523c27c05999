//! A queue that keeps what is put into it, for functions that fan work out.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region, retry::RetryConfig};
use aws_sdk_sqs::{Client, Config};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use platform::queue::Queue;
use serde_json::{Value, json};

/// A queue in memory, which speaks SQS's protocol to the client's own code.
#[derive(Debug, Clone, Default)]
pub struct TestQueue {
    kept: Arc<Mutex<Kept>>,
}

/// A message that was put into the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestMessage {
    /// Its body.
    pub body: String,
    /// For how many seconds it is kept back.
    pub delay_seconds: u64,
    /// Why it cannot be worked on, of a dead letter.
    pub reason: Option<String>,
}

#[derive(Debug, Default)]
struct Kept {
    messages: Vec<TestMessage>,
    calls: usize,
    fails: bool,
}

impl TestQueue {
    /// The queue as functions see it.
    pub fn queue(&self) -> Queue {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(Credentials::new("id", "secret", None, None, "testbed"))
            .endpoint_url("http://queue.test")
            .retry_config(RetryConfig::disabled())
            .http_client(self.clone())
            .build();
        Queue::new(Client::from_conf(config), "http://queue.test/1/queue")
    }

    /// Takes what was put into it since it was last asked.
    pub fn take(&self) -> Vec<String> {
        self.take_delayed().into_iter().map(|(body, _)| body).collect()
    }

    /// The same, each with the seconds for which it is kept back.
    pub fn take_delayed(&self) -> Vec<(String, u64)> {
        self.take_whole().into_iter().map(|message| (message.body, message.delay_seconds)).collect()
    }

    /// The same, with all that is known of each.
    pub fn take_whole(&self) -> Vec<TestMessage> {
        std::mem::take(&mut self.kept().messages)
    }

    /// How many calls were made.
    pub fn calls(&self) -> usize {
        self.kept().calls
    }

    /// From now on it answers that it is out of order, or works again.
    pub fn fail(&self, fails: bool) {
        self.kept().fails = fails;
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, body: &[u8]) -> (u16, Value) {
        let mut kept = self.kept();
        kept.calls += 1;
        if kept.fails {
            return (503, json!({ "__type": "ServiceUnavailable" }));
        }
        let request: Value = serde_json::from_slice(body).expect("a request is JSON");
        let entries = request["Entries"].as_array().expect("a batch has entries").clone();
        assert!((1..=10).contains(&entries.len()), "a batch has 1 to 10 entries");
        let text = |entry: &Value, key: &str| entry[key].as_str().expect("an entry has texts").to_owned();
        let delay = |entry: &Value| entry["DelaySeconds"].as_u64().unwrap_or_default();
        assert!(entries.iter().all(|entry| delay(entry) <= 900), "a queue keeps a message back for 15 minutes at most");
        kept.messages.extend(entries.iter().map(|entry| TestMessage {
            body: text(entry, "MessageBody"),
            delay_seconds: delay(entry),
            reason: entry["MessageAttributes"]["reason"]["StringValue"].as_str().map(str::to_owned),
        }));
        let sent =
            |entry: &Value| json!({ "Id": text(entry, "Id"), "MessageId": text(entry, "Id"), "MD5OfMessageBody": "" });
        (200, json!({ "Successful": entries.iter().map(sent).collect::<Vec<_>>(), "Failed": [] }))
    }
}

impl HttpClient for TestQueue {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for TestQueue {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (status, body) = self.answer(request.body().bytes().unwrap_or_default());
        let status = StatusCode::try_from(status).expect("a status is in range");
        let mut response = HttpResponse::new(status, SdkBody::from(body.to_string()));
        response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        HttpConnectorFuture::ready(Ok(response))
    }
}
