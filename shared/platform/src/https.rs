//! Requests to others: no redirects, no proxy, within a limit of time, answers of bounded length. It says whether a request that was not answered may have
//! arrived.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Request};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::{ClientConfig, RootCertStore};
use tokio::time::{Instant, timeout_at};

pub mod trust;

/// Most bytes of an answer that are kept.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Time to connect; less than a request has, so that the end of this one tells that nothing was sent.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a connection that is not used is kept: shorter than an instance rests before it is stopped.
const IDLE: Duration = Duration::from_secs(4);

/// A body that is sent.
pub type Body = Full<Bytes>;

/// What was answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, or its beginning.
    pub body: Vec<u8>,
}

impl Answered {
    /// For how many seconds the other side wants to be left alone, where it says that in seconds.
    pub fn retry_after(&self) -> Option<u32> {
        let text = self.headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().unwrap_or(u32::MAX))
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// There was no connection: nothing was sent.
    #[error("there was no connection")]
    NotSent,
    /// The answer did not come: the request may have arrived.
    #[error("the answer did not come")]
    Lost,
}

/// Sends; cheap to clone, and clones share their connections.
#[derive(Debug, Clone)]
pub struct Https {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    limit: Duration,
}

impl Https {
    /// Sends within a limit of time, and trusts these certificates.
    ///
    /// # Errors
    /// A fault of the program: ring has what TLS needs.
    pub fn new(roots: RootCertStore, limit: Duration) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let tls = tls.with_root_certificates(roots).with_no_client_auth();
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_connect_timeout(Some(CONNECT.min(limit / 2)));
        let https = hyper_rustls::HttpsConnectorBuilder::new().with_tls_config(tls);
        let https = https.https_or_http().enable_http1().wrap_connector(http);
        let client = Client::builder(TokioExecutor::new()).pool_idle_timeout(IDLE).build(https);
        Ok(Self { client, limit })
    }

    /// Sends, and waits for the answer.
    pub async fn send(&self, request: Request<Body>) -> Result<Answered, Unanswered> {
        let until = Instant::now() + self.limit;
        match timeout_at(until, self.client.request(request)).await {
            Ok(Err(failure)) if failure.is_connect() => Err(Unanswered::NotSent),
            Err(_) | Ok(Err(_)) => Err(Unanswered::Lost),
            Ok(Ok(response)) => {
                let (parts, incoming) = response.into_parts();
                let mut body = Vec::new();
                match timeout_at(until, read(incoming, &mut body)).await {
                    Ok(Ok(())) => Ok(Answered { status: parts.status.as_u16(), headers: parts.headers, body }),
                    // The status of a refusal says enough.
                    _ if !parts.status.is_success() => {
                        Ok(Answered { status: parts.status.as_u16(), headers: parts.headers, body })
                    }
                    _ => Err(Unanswered::Lost),
                }
            }
        }
    }
}

async fn read(mut body: Incoming, kept: &mut Vec<u8>) -> Result<(), hyper::Error> {
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        let room = ANSWER_BYTES_MAX.saturating_sub(kept.len());
        kept.extend(data.iter().take(room));
        if data.len() > room {
            break;
        }
    }
    Ok(())
}
