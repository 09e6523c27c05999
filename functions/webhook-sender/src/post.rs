//! One request to an endpoint: no redirects, no proxy, within 10 seconds, to no address that is not of the public internet.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use domain::moment::Moment;
use domain::webhook::attempt::{ANSWER_BYTES_MAX, Outcome};
use domain::webhook::signature::{ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use domain::webhook::target::{self, Targets};
use http::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::{ClientConfig, RootCertStore};
use tokio::time::{Instant, timeout_at};

use crate::resolve::{ResolveError, Resolver};

/// How long a try takes at most, in seconds.
pub const TRY_SECONDS_MAX: u64 = 10;
/// How long a connection that is not used is kept: shorter than an instance rests before it is stopped.
const IDLE: Duration = Duration::from_secs(4);

type Body = Full<Bytes>;

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Where to.
    pub url: &'a str,
    /// The id of the delivery.
    pub id: &'a str,
    /// When.
    pub at: Moment,
    /// The signatures.
    pub signature: &'a str,
    /// The body.
    pub body: &'a str,
}

/// Sends; cheap to clone, and clones share their connections.
#[derive(Debug, Clone)]
pub struct Poster {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, Body>,
    targets: Targets,
    limit: Duration,
}

impl Poster {
    /// Sends where may be sent to, and trusts these certificates.
    ///
    /// # Errors
    /// A fault of the program: ring has what TLS needs.
    pub fn new(targets: Targets, roots: RootCertStore) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let tls = tls.with_root_certificates(roots).with_no_client_auth();
        let mut http = HttpConnector::new_with_resolver(Resolver { targets });
        http.enforce_http(false);
        http.set_connect_timeout(Some(Duration::from_secs(TRY_SECONDS_MAX)));
        let https = hyper_rustls::HttpsConnectorBuilder::new().with_tls_config(tls);
        let https = https.https_or_http().enable_http1().wrap_connector(http);
        let client = Client::builder(TokioExecutor::new()).pool_idle_timeout(IDLE).build(https);
        Ok(Self { client, targets, limit: Duration::from_secs(TRY_SECONDS_MAX) })
    }

    /// The same, with another limit in time for a try.
    #[must_use]
    pub fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Sends, and waits for the answer. The address is checked as it was when it was stored: the rules may have changed since.
    pub async fn post(&self, request: Request<'_>) -> Outcome {
        if target::check(request.url, self.targets).is_err() {
            return Outcome::Forbidden;
        }
        let Some(to_send) = prepared(request) else { return Outcome::Forbidden };
        let until = Instant::now() + self.limit;
        match timeout_at(until, self.client.request(to_send)).await {
            Err(_) => Outcome::TimedOut,
            Ok(Err(failure)) => failed(&failure),
            Ok(Ok(response)) => {
                let retry_after = retry_after(response.headers(), request.at);
                let status = response.status().as_u16();
                let mut beginning = Vec::with_capacity(ANSWER_BYTES_MAX);
                // The status says it all; what follows is read as far as it is kept and as time allows.
                let _ = timeout_at(until, read(response.into_body(), &mut beginning)).await;
                Outcome::answered(status, &beginning, retry_after)
            }
        }
    }
}

/// Without a request where an address or a header cannot be one.
fn prepared(request: Request<'_>) -> Option<http::Request<Body>> {
    let Request { url, id, at, signature, body } = request;
    http::Request::post(url)
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(USER_AGENT, HeaderValue::from_static("Recoup-Webhooks/1"))
        .header(ID_HEADER, id)
        .header(TIMESTAMP_HEADER, at.seconds())
        .header(SIGNATURE_HEADER, signature)
        .body(Full::new(Bytes::copy_from_slice(body.as_bytes())))
        .ok()
}

async fn read(mut body: Incoming, beginning: &mut Vec<u8>) {
    while let Some(Ok(frame)) = body.frame().await {
        let room = ANSWER_BYTES_MAX.saturating_sub(beginning.len());
        let data = frame.data_ref().map(|data| data.get(..room).unwrap_or(data));
        beginning.extend_from_slice(data.unwrap_or_default());
        if beginning.len() >= ANSWER_BYTES_MAX {
            return;
        }
    }
}

/// After how many seconds a receiver wants to be asked again: it says so many, or a date.
fn retry_after(headers: &HeaderMap, now: Moment) -> Option<u32> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(u32::MAX));
    }
    let date = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    u32::try_from(date.timestamp().saturating_sub(now.seconds())).ok()
}

/// What kept a request from being answered.
fn failed(failure: &(dyn Error + 'static)) -> Outcome {
    let mut cause = Some(failure);
    while let Some(error) = cause {
        if let Some(resolved) = error.downcast_ref::<ResolveError>() {
            return match resolved {
                ResolveError::Nowhere => Outcome::NotResolved,
                ResolveError::Forbidden => Outcome::Forbidden,
            };
        }
        if is_of_tls(error) {
            return Outcome::NotSecure;
        }
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return Outcome::TimedOut;
        }
        cause = error.source();
    }
    Outcome::NotConnected
}

/// Whether TLS refused. Its error lies within those of input and output, which do not name it as their source.
fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    let within = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>() || within.is_some_and(|within| is_of_tls(within))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_says_when_by_seconds_or_by_date() {
        let now = Moment::from_micros(1_445_412_420_000_000).expect("in range");
        let asked = |text: &'static str| {
            retry_after(&HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]), now)
        };
        assert_eq!((asked("120"), asked("99999999999")), (Some(120), Some(u32::MAX)));
        assert_eq!(asked("Wed, 21 Oct 2015 07:28:00 GMT"), Some(60));
        assert_eq!((asked("Wed, 21 Oct 2015 07:00:00 GMT"), asked("soon"), asked("-1")), (None, None, None));
    }
}
