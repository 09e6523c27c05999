//! A bucket that keeps what is put into it, for functions that make files.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_sqs::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use platform::objects::Objects;

/// A bucket in memory, which takes the requests of the client's own code. It checks that they are signed, not by what.
#[derive(Debug, Clone, Default)]
pub struct TestObjects {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    files: BTreeMap<String, Vec<u8>>,
    calls: usize,
    fails: usize,
}

impl TestObjects {
    /// The bucket as functions see it.
    pub fn objects(&self) -> Objects {
        let credentials = SharedCredentialsProvider::new(Credentials::new("id", "secret", None, None, "testbed"));
        let connector = SharedHttpConnector::new(self.clone());
        Objects::new(connector, credentials, "eu-central-1", "notices", Some("http://objects.test"))
    }

    /// The files by their keys.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.kept().files.clone()
    }

    /// How many calls were made.
    pub fn calls(&self) -> usize {
        self.kept().calls
    }

    /// The next requests are answered that it is out of order.
    pub fn fail_next(&self, requests: usize) {
        self.kept().fails = requests;
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: &HttpRequest) -> u16 {
        let mut kept = self.kept();
        kept.calls += 1;
        if kept.fails > 0 {
            kept.fails -= 1;
            return 503;
        }
        let (path, query) = request.uri().split_once('?').unwrap_or((request.uri(), ""));
        if request.method() != "PUT" || !query.contains("X-Amz-Signature=") {
            return 403;
        }
        let key = path.strip_prefix("http://objects.test/notices/").expect("it is the bucket's").to_owned();
        kept.files.insert(key, request.body().bytes().expect("bytes in memory").to_vec());
        200
    }
}

impl HttpConnector for TestObjects {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let status = StatusCode::try_from(self.answer(&request)).expect("a status is in range");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::empty())))
    }
}
