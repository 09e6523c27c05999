//! The few calls to the local AWS that a deployment needs. They are unsigned: nothing here is for the real one.

use crate::{
    failure::{Explain, Failure, Outcome},
    http::{self, Answer},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::{process::Command, time::Duration};

const PATIENCE: Duration = Duration::from_mins(1);
/// A function may have to be compiled before it answers.
const INVOCATION_PATIENCE: Duration = Duration::from_mins(10);

/// What the local engine runs as.
pub(crate) const REGION: &str = "us-east-1";
/// It takes any; the id and the secret are the same.
pub(crate) const ACCESS_KEY: &str = "test";

/// The local AWS.
#[derive(Clone)]
pub(crate) struct Aws {
    endpoint: String,
}

impl Aws {
    pub(crate) fn at(port: u16) -> Self {
        Self { endpoint: format!("http://127.0.0.1:{port}") }
    }

    /// The one that an earlier start wrote down.
    pub(crate) fn from(endpoint: &str) -> Self {
        Self { endpoint: endpoint.to_owned() }
    }

    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Whether it answers.
    pub(crate) fn is_up(&self) -> bool {
        let url = format!("{}/_ministack/health", self.endpoint);
        http::send("GET", &url, &[], &[], Duration::from_secs(2)).is_ok_and(|answer| answer.status == 200)
    }

    /// Makes a bucket; one that is there already is as good.
    pub(crate) fn make_bucket(&self, bucket: &str) -> Outcome<()> {
        http::send("PUT", &format!("{}/{bucket}", self.endpoint), &[], &[], PATIENCE).map(drop)
    }

    pub(crate) fn has_object(&self, bucket: &str, key: &str) -> Outcome<bool> {
        let url = format!("{}/{bucket}/{key}", self.endpoint);
        Ok(http::send("HEAD", &url, &[], &[], PATIENCE)?.status == 200)
    }

    pub(crate) fn put_object(&self, bucket: &str, key: &str, body: &[u8]) -> Outcome<()> {
        let url = format!("{}/{bucket}/{key}", self.endpoint);
        http::send("PUT", &url, &[], body, PATIENCE)?.successful("cannot store an object").map(drop)
    }

    /// A call of `CloudFormation`, answered in XML.
    pub(crate) fn cloudformation(&self, action: &str, parameters: &[(&str, &str)]) -> Outcome<Answer> {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let mut form = format!("Version=2010-05-15&Action={action}");
        for (name, value) in parameters {
            form.extend(["&", &encode(name), "=", &encode(value)]);
        }
        let scope = scope("cloudformation");
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("authorization", scope.as_str())];
        http::send("POST", &format!("{}/", self.endpoint), &headers, form.as_bytes(), PATIENCE)
    }

    /// A call of `DynamoDB`.
    pub(crate) fn dynamodb(&self, operation: &str, input: &Value) -> Outcome<Value> {
        self.call("dynamodb", &format!("DynamoDB_20120810.{operation}"), input)
    }

    /// A call of `CloudWatch` Logs.
    pub(crate) fn logs(&self, operation: &str, input: &Value) -> Outcome<Value> {
        self.call("logs", &format!("Logs_20140328.{operation}"), input)
    }

    fn call(&self, service: &str, target: &str, input: &Value) -> Outcome<Value> {
        let scope = scope(service);
        let headers = [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", target),
            ("authorization", scope.as_str()),
        ];
        let body = input.to_string();
        let answer = http::send("POST", &format!("{}/", self.endpoint), &headers, body.as_bytes(), PATIENCE)?;
        json(&answer.successful(target)?.body)
    }

    /// The environment that the deployed function has.
    pub(crate) fn environment_of(&self, function: &str) -> Outcome<Vec<(String, String)>> {
        let url = format!("{}/2015-03-31/functions/{function}/configuration", self.endpoint);
        let answer =
            http::send("GET", &url, &[], &[], PATIENCE)?.successful("cannot read a function's configuration")?;
        let configuration = json(&answer.body)?;
        let variables = configuration.pointer("/Environment/Variables").and_then(Value::as_object);
        let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        Ok(variables.into_iter().flatten().filter_map(pair).collect())
    }

    /// Invokes a function and waits for its answer; an error that it reports is a failure.
    pub(crate) fn invoke(&self, function: &str, input: &Value) -> Outcome<Value> {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", self.endpoint);
        let headers = [("content-type", "application/json")];
        let answer = http::send("POST", &url, &headers, input.to_string().as_bytes(), INVOCATION_PATIENCE)?;
        let reports_error = answer.header("x-amz-function-error").is_some();
        let answer = answer.successful(&format!("{function} did not answer"))?;
        let output = json(&answer.body)?;
        if reports_error || output.get("errorType").is_some() {
            return Err(Failure::new(format!("{function} refused {input}: {output}"), ""));
        }
        Ok(output)
    }
}

/// Gives a process the local AWS and no other: whatever its environment says of accounts and proxies is left behind.
pub(crate) fn confine(command: &mut Command, aws: &Aws) {
    for name in ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN"] {
        command.env_remove(name);
    }
    command
        .env("AWS_ENDPOINT_URL", aws.endpoint())
        .env("AWS_REGION", REGION)
        .env("AWS_ACCESS_KEY_ID", ACCESS_KEY)
        .env("AWS_SECRET_ACCESS_KEY", ACCESS_KEY)
        .env("NO_PROXY", "127.0.0.1,localhost");
}

/// Says which service is meant: some actions have the same name in several.
fn scope(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

fn json(body: &[u8]) -> Outcome<Value> {
    serde_json::from_slice(body).explain(|| format!("not JSON: {}", String::from_utf8_lossy(body)))
}
