//! Files in S3: put, and shown to others for minutes by a signed address.
//!
//! Two requests are all that is made of S3, and both are signed addresses; its SDK would double the weight of a function.
//! The bucket encrypts what is put into it.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use domain::moment::Moment;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::settings::{self, MissingSetting};

/// For how long an address is signed by which a file is put, in seconds.
const PUT_SECONDS: u64 = 60;
/// How often putting is tried.
const TRIES: u32 = 3;

/// What a query is escaped by.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Why a file was not put, or cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObjectError {
    /// No answer in time, no connection, throttling, or a fault on the other side. A retry can help.
    #[error("the bucket is not available")]
    Unavailable,
    /// A fault of the program or of its permissions.
    #[error("the bucket refused the call: {0}")]
    Refused(String),
}

impl ObjectError {
    /// Whether the same can succeed when it is tried again, unchanged.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Unavailable)
    }
}

/// A bucket; cheap to clone.
#[derive(Debug, Clone)]
pub struct Objects {
    connector: SharedHttpConnector,
    credentials: SharedCredentialsProvider,
    region: String,
    /// What addresses begin with: all before the object's key.
    base: String,
}

impl Objects {
    /// A bucket in a region; `endpoint` is where it is reached if not where AWS has it.
    pub fn new(
        connector: SharedHttpConnector,
        credentials: SharedCredentialsProvider,
        region: &str,
        bucket: &str,
        endpoint: Option<&str>,
    ) -> Self {
        let suffix = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let base = endpoint.map_or_else(
            || format!("https://{bucket}.s3.{region}.{suffix}"),
            |endpoint| format!("{}/{bucket}", endpoint.trim_end_matches('/')),
        );
        Self { connector, credentials, region: region.to_owned(), base }
    }

    /// The bucket of notices, which the function's environment names in `NOTICE_BUCKET`.
    pub async fn of_notices() -> Result<Self, MissingSetting> {
        let config = settings::aws().await?;
        let bucket = settings::notice_bucket()?;
        let region = config.region().map(ToString::to_string).unwrap_or_default();
        let credentials = config.credentials_provider().ok_or_else(MissingSetting::credentials)?;
        let endpoint = settings::object_endpoint();
        Ok(Self::new(settings::connector()?, credentials, &region, &bucket, endpoint.as_deref()))
    }

    /// Puts a file in place of any that is there.
    pub async fn put(
        &self,
        key: &str,
        content_type: &'static str,
        file: &[u8],
        now: Moment,
    ) -> Result<(), ObjectError> {
        let address = self.signed("PUT", key, &[], PUT_SECONDS, now).await?;
        let mut tries = 1;
        loop {
            match self.try_to_put(&address, content_type, file).await {
                Err(ObjectError::Unavailable) if tries < TRIES => tries = tries.saturating_add(1),
                outcome => return outcome,
            }
        }
    }

    async fn try_to_put(&self, address: &str, content_type: &'static str, file: &[u8]) -> Result<(), ObjectError> {
        let mut request = HttpRequest::new(SdkBody::from(file));
        let unfit = |_| ObjectError::Refused("InvalidRequest".to_owned());
        request.set_method("PUT").map_err(unfit)?;
        request.set_uri(address).map_err(unfit)?;
        request.headers_mut().insert("content-type", content_type);
        request.headers_mut().insert("content-length", file.len().to_string());
        let answer = self.connector.call(request).await.map_err(|_| ObjectError::Unavailable)?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            429 | 500..=599 => Err(ObjectError::Unavailable),
            status => Err(ObjectError::Refused(status.to_string())),
        }
    }

    /// An address at which anybody can read a file for some seconds; `name` is what a browser calls it.
    pub async fn address(&self, key: &str, name: &str, seconds: u64, now: Moment) -> Result<String, ObjectError> {
        let disposition = format!("inline; filename=\"{name}\"");
        let query = [
            ("response-cache-control", "no-store"),
            ("response-content-disposition", disposition.as_str()),
            ("response-content-type", "application/pdf"),
        ];
        self.signed("GET", key, &query, seconds, now).await
    }

    async fn signed(
        &self,
        method: &str,
        key: &str,
        query: &[(&str, &str)],
        seconds: u64,
        now: Moment,
    ) -> Result<String, ObjectError> {
        let credentials = self.credentials.provide_credentials().await.map_err(|_| ObjectError::Unavailable)?;
        let address = with_query(&format!("{}/{key}", self.base), query.iter().copied());
        presigned(method, &address, credentials, &self.region, (now, Duration::from_secs(seconds)))
            .ok_or_else(|| ObjectError::Refused("Unsigned".to_owned()))
    }
}

/// Signs an address by Signature Version 4, in its query; the body is not part of what is signed.
fn presigned(
    method: &str,
    address: &str,
    credentials: Credentials,
    region: &str,
    (now, valid): (Moment, Duration),
) -> Option<String> {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(valid);
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    let identity = credentials.into();
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_micros(now.micros().unsigned_abs()))?;
    let parameters = v4::SigningParams::builder().identity(&identity).region(region).name("s3");
    let parameters = parameters.time(time).settings(settings).build().ok()?;
    let request = SignableRequest::new(method, address, std::iter::empty(), SignableBody::UnsignedPayload).ok()?;
    let (instructions, _) = sign(request, &parameters.into()).ok()?.into_parts();
    let (_, instructions) = instructions.into_parts();
    Some(with_query(address, instructions.iter().map(|(name, value)| (*name, value.as_ref()))))
}

/// An address with more in its query.
fn with_query<'a>(address: &str, parameters: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let parameters = parameters.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, QUERY)));
    let parameters = parameters.collect::<Vec<_>>().join("&");
    let mark = if address.contains('?') { '&' } else { '?' };
    if parameters.is_empty() { address.to_owned() } else { format!("{address}{mark}{parameters}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the documentation of S3, "Authenticating Requests: Using Query Parameters".
    #[test]
    fn an_address_is_signed_as_the_documentation_does() {
        let credentials =
            Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None, None, "example");
        let at = Moment::from_micros(1_369_353_600_000_000).expect("in range");
        let address = "https://examplebucket.s3.amazonaws.com/test.txt";
        let signed = presigned("GET", address, credentials, "us-east-1", (at, Duration::from_hours(24)));
        let signed = signed.expect("signed");
        assert!(
            signed.ends_with("X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"),
            "{signed}"
        );
        assert!(
            signed.starts_with("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&")
        );
    }
}
