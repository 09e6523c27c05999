//! What the environment of a function says. It is read here and nowhere else.

mod trust;

pub(crate) use trust::AMAZON_ROOTS;

use std::time::Duration;

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_sdk_dynamodb::config::{SharedCredentialsProvider, SharedHttpClient};
use aws_smithy_http_client::tls;
use aws_smithy_runtime_api::client::http::{HttpConnectorSettings, SharedHttpConnector};
use domain::recovery::channel::Channel;
use domain::webhook::target::Targets;
use tokio::sync::OnceCell;

use crate::clock::Clock;
use crate::signed::AwsCaller;

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
#[error("the environment variable {0} is not set, or not to something of use")]
pub struct MissingSetting(&'static str);

impl MissingSetting {
    /// There are no credentials for AWS.
    pub(crate) fn credentials() -> Self {
        Self("AWS_ACCESS_KEY_ID")
    }
}

/// Name of the table: `TABLE_NAME`.
pub fn table_name() -> Result<String, MissingSetting> {
    required("TABLE_NAME")
}

/// The URL of the queue that the function puts work into: `QUEUE_URL`.
pub fn queue_url() -> Result<String, MissingSetting> {
    required("QUEUE_URL")
}

/// The URL of the queue of notices that are to be made: `NOTICE_QUEUE_URL`.
pub fn notice_queue_url() -> Result<String, MissingSetting> {
    required("NOTICE_QUEUE_URL")
}

/// The bucket of the files of notices: `NOTICE_BUCKET`.
pub fn notice_bucket() -> Result<String, MissingSetting> {
    required("NOTICE_BUCKET")
}

/// Where objects are, if not where AWS keeps them: `AWS_ENDPOINT_URL_S3`, or `AWS_ENDPOINT_URL`.
pub fn object_endpoint() -> Option<String> {
    optional("AWS_ENDPOINT_URL_S3").or_else(|| optional("AWS_ENDPOINT_URL"))
}

/// What speaks HTTP to AWS beside its SDK, with the same trust and the same limits in time.
pub fn connector() -> Result<SharedHttpConnector, MissingSetting> {
    let ring = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    let context = trust::context().map_err(|_| MissingSetting("SSL_CERT_FILE"))?;
    let limits =
        HttpConnectorSettings::builder().connect_timeout(CONNECT_TIMEOUT).read_timeout(OPERATION_TIMEOUT).build();
    let connector = aws_smithy_http_client::Connector::builder().connector_settings(limits).tls_provider(ring);
    Ok(SharedHttpConnector::new(connector.tls_context(context).build()))
}

/// The URL of the queue of deliveries: `WEBHOOK_QUEUE_URL`.
pub fn webhook_queue_url() -> Result<String, MissingSetting> {
    required("WEBHOOK_QUEUE_URL")
}

/// The URL of the queue of what cannot be worked on: `DEAD_LETTERS_URL`.
pub fn dead_letters_url() -> Result<String, MissingSetting> {
    required("DEAD_LETTERS_URL")
}

/// How often a message comes before its queue gives it up: `RECEIVES_MAX`.
pub fn receives_max() -> Result<u32, MissingSetting> {
    const NAME: &str = "RECEIVES_MAX";
    required(NAME)?.parse().map_err(|_| MissingSetting(NAME))
}

/// The URL of the detector's queue: `DETECTION_QUEUE_URL`.
pub fn detection_queue_url() -> Result<String, MissingSetting> {
    required("DETECTION_QUEUE_URL")
}

/// The URL of the queue of communications: `COMMUNICATION_QUEUE_URL`.
pub fn communication_queue_url() -> Result<String, MissingSetting> {
    required("COMMUNICATION_QUEUE_URL")
}

/// The secret with the accounts at providers of messages: `PROVIDER_SECRET`.
pub fn provider_secret() -> Result<String, MissingSetting> {
    required("PROVIDER_SECRET")
}

/// Where the API is reached from outside, without a `/` at its end: `PUBLIC_URL`.
pub fn public_url() -> Result<String, MissingSetting> {
    required("PUBLIC_URL").map(|url| url.trim_end_matches('/').to_owned())
}

/// Who hands messages of a channel over: `SMS_PROVIDER` and so on.
pub fn provider_of(channel: Channel) -> Result<String, MissingSetting> {
    match channel {
        Channel::Sms => required("SMS_PROVIDER"),
        Channel::Email => required("EMAIL_PROVIDER"),
        Channel::Voice => required("VOICE_PROVIDER"),
        Channel::Whatsapp => required("WHATSAPP_PROVIDER"),
        Channel::Notice | Channel::FieldVisit => Err(MissingSetting("a provider of what is no message")),
    }
}

/// The address that e-mails come from, where one is set: `EMAIL_FROM`.
pub fn email_from() -> Option<String> {
    optional("EMAIL_FROM")
}

/// The address that replies to e-mails go to, where it is another: `EMAIL_REPLY_TO`.
pub fn email_reply_to() -> Option<String> {
    optional("EMAIL_REPLY_TO")
}

/// The configuration set that e-mails are sent with, so that what becomes of them is reported: `SES_CONFIGURATION_SET`.
pub fn ses_configuration_set() -> Option<String> {
    optional("SES_CONFIGURATION_SET")
}

/// Who calls a service of AWS, and where it is. `host` begins its name: `email` of SES.
pub fn caller(service: &'static str, host: &str, clock: Clock) -> Result<AwsCaller, MissingSetting> {
    let region = required("AWS_REGION")?;
    let published = || format!("https://{host}.{region}.amazonaws.com");
    let endpoint = optional("AWS_ENDPOINT_URL").map_or_else(published, |url| url.trim_end_matches('/').to_owned());
    let (id, secret) = (required("AWS_ACCESS_KEY_ID")?, required("AWS_SECRET_ACCESS_KEY")?);
    let credentials = Credentials::new(id, secret, optional("AWS_SESSION_TOKEN"), None, "environment");
    Ok(AwsCaller { service, region, endpoint, credentials, clock })
}

fn required(name: &'static str) -> Result<String, MissingSetting> {
    optional(name).ok_or(MissingSetting(name))
}

fn optional(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The process's one AWS configuration: region, credentials and endpoint from the environment, where Lambda puts them.
///
/// The SDK's own chain of providers would look in more places, none of which a function has, and costs 0.3 MB and 0.3 ms of each cold start.
pub async fn aws() -> Result<&'static SdkConfig, MissingSetting> {
    static CONFIG: OnceCell<SdkConfig> = OnceCell::const_new();
    CONFIG.get_or_try_init(async || load()).await
}

fn load() -> Result<SdkConfig, MissingSetting> {
    let credentials = SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new());
    let endpoint = optional("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| optional("AWS_ENDPOINT_URL"));
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(required("AWS_REGION")?))
        .credentials_provider(credentials)
        .http_client(https_client()?)
        .retry_config(retries())
        .timeout_config(timeouts());
    config.set_endpoint_url(endpoint);
    Ok(config.build())
}

/// Ring, because the first handshake with AWS-LC spends some 30 ms of a cold start on gathering jitter entropy.
fn https_client() -> Result<SharedHttpClient, MissingSetting> {
    let ring = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    let context = trust::context().map_err(|_| MissingSetting("SSL_CERT_FILE"))?;
    Ok(aws_smithy_http_client::Builder::new().tls_provider(ring).tls_context(context).build_https())
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

/// Where webhooks may be sent to: `WEBHOOK_TARGETS`, which is `public`, or `any` on one's own machine.
pub fn webhook_targets() -> Result<Targets, MissingSetting> {
    const NAME: &str = "WEBHOOK_TARGETS";
    match required(NAME)?.as_str() {
        "public" => Ok(Targets::Public),
        "any" => Ok(Targets::Any),
        _ => Err(MissingSetting(NAME)),
    }
}

/// The file with the certificates to trust that the environment names: `SSL_CERT_FILE`.
pub(crate) fn named_certificates() -> Option<String> {
    optional("SSL_CERT_FILE")
}

/// Files with the certificates of public authorities: what `SSL_CERT_FILE` names, else where systems have them (Amazon Linux, Debian, macOS).
pub fn certificate_files() -> Vec<String> {
    const OF_SYSTEMS: [&str; 3] =
        ["/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/cert.pem"];
    optional("SSL_CERT_FILE").into_iter().chain(OF_SYSTEMS.map(str::to_owned)).collect()
}
