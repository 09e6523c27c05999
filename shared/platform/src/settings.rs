//! What the environment of a function says. It is read here and nowhere else.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::tls;
use tokio::sync::OnceCell;

/// Time to connect.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// Time for one attempt of a call, connecting included.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(3);
/// Time for a call with all its attempts; well within the 29 s after which API Gateway gives up on the function.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(10);
/// Attempts of a call, the first included.
const ATTEMPTS_MAX: u32 = 4;
/// The wait before the second attempt, doubled for each that follows, with jitter.
const INITIAL_BACKOFF: Duration = Duration::from_millis(50);
/// The longest wait between attempts.
const BACKOFF_MAX: Duration = Duration::from_secs(1);

/// A setting that a function cannot do without.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the environment variable {0} is not set")]
pub struct MissingSetting(&'static str);

/// Name of the table: `TABLE_NAME`.
pub fn table_name() -> Result<String, MissingSetting> {
    required("TABLE_NAME")
}

fn required(name: &'static str) -> Result<String, MissingSetting> {
    std::env::var(name).ok().filter(|value| !value.is_empty()).ok_or(MissingSetting(name))
}

/// The process's one AWS configuration: region, credentials and `AWS_ENDPOINT_URL` from the environment, as the SDK reads them.
pub async fn aws() -> &'static SdkConfig {
    static CONFIG: OnceCell<SdkConfig> = OnceCell::const_new();
    CONFIG.get_or_init(load).await
}

async fn load() -> SdkConfig {
    // Ring, because the first handshake with AWS-LC spends some 30 ms of a cold start on gathering jitter entropy.
    let ring = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    let https = aws_smithy_http_client::Builder::new().tls_provider(ring).build_https();
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(https)
        .retry_config(retries())
        .timeout_config(timeouts())
        .load()
        .await
}

/// The retries of every call to AWS.
pub fn retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(ATTEMPTS_MAX)
        .with_initial_backoff(INITIAL_BACKOFF)
        .with_max_backoff(BACKOFF_MAX)
}

/// The limits in time of every call to AWS.
pub fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .operation_timeout(OPERATION_TIMEOUT)
        .build()
}

/// The level of Lambda's logging controls, else of `RUST_LOG`.
pub(crate) fn log_level() -> Option<String> {
    std::env::var("AWS_LAMBDA_LOG_LEVEL").or_else(|_| std::env::var("RUST_LOG")).ok()
}

/// Whether Lambda's logging controls ask for JSON.
pub(crate) fn logs_are_json() -> bool {
    std::env::var("AWS_LAMBDA_LOG_FORMAT").is_ok_and(|format| format.eq_ignore_ascii_case("json"))
}
