//! Calls to AWS services of which a function needs one operation: a signed request (Signature Version 4) instead of an SDK of its own, which would be a
//! megabyte of each cold start.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::client::identity::Identity;
use http::Request;
use http_body_util::Full;
use hyper::body::Bytes;

use crate::clock::Clock;
use crate::https::{Answered, Body, Https, Unanswered};

/// Calls one service.
#[derive(Debug, Clone)]
pub struct AwsCaller {
    /// The name by which requests to the service are signed.
    pub service: &'static str,
    /// The region.
    pub region: String,
    /// Where the service is, without a path.
    pub endpoint: String,
    /// Who calls.
    pub credentials: Credentials,
    /// The time, which is signed with it.
    pub clock: Clock,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// A fault of the program or its settings: an address or header that cannot be one.
    #[error("the request cannot be signed")]
    Unsignable,
    /// It was not answered.
    #[error("{0}")]
    Unanswered(Unanswered),
}

impl AwsCaller {
    /// Posts a body to a path of the service.
    pub async fn post(
        &self,
        https: &Https,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<Answered, CallError> {
        let request = self.signed(path, headers, body).ok_or(CallError::Unsignable)?;
        https.send(request).await.map_err(CallError::Unanswered)
    }

    fn signed(&self, path: &str, headers: &[(&str, &str)], body: String) -> Option<Request<Body>> {
        let url = format!("{}{path}", self.endpoint);
        let identity: Identity = self.credentials.clone().into();
        let micros = u64::try_from(self.clock.now().micros()).ok()?;
        let time: SystemTime = UNIX_EPOCH.checked_add(Duration::from_micros(micros))?;
        let params = SigningParams::builder().identity(&identity).region(&self.region).name(self.service).time(time);
        let params = params.settings(SigningSettings::default()).build().ok()?.into();
        let signable = SignableBody::Bytes(body.as_bytes());
        let signable = SignableRequest::new("POST", &url, headers.iter().copied(), signable).ok()?;
        let (instructions, _) = sign(signable, &params).ok()?.into_parts();
        let mut request = Request::post(&url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Full::new(Bytes::from(body))).ok()?;
        instructions.apply_to_request_http1x(&mut request);
        Some(request)
    }
}

#[cfg(test)]
mod tests {
    use domain::moment::Moment;

    use super::*;

    #[test]
    fn a_request_is_signed_with_its_headers_and_the_time() {
        let caller = AwsCaller {
            service: "ses",
            region: "ap-south-1".to_owned(),
            endpoint: "https://email.ap-south-1.amazonaws.com".to_owned(),
            credentials: Credentials::new("AKID", "secret", Some("token".to_owned()), None, "test"),
            clock: Clock::fixed(Moment::from_micros(1_704_868_200_000_000).expect("in range")),
        };
        let headers = [("content-type", "application/json")];
        let request = caller.signed("/v2/email/outbound-emails", &headers, "{}".to_owned()).expect("signed");
        let header = |name: &str| request.headers()[name].to_str().expect("text").to_owned();
        let authorization = header("authorization");
        let begins = "AWS4-HMAC-SHA256 Credential=AKID/20240110/ap-south-1/ses/aws4_request, \
                      SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=";
        assert!(authorization.starts_with(begins), "{authorization}");
        assert_eq!(
            (header("x-amz-date").as_str(), header("x-amz-security-token").as_str()),
            ("20240110T063000Z", "token")
        );
    }
}
