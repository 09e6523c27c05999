//! Signatures of the Standard Webhooks specification, 1.0.0 (<https://www.standardwebhooks.com>).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::secret::Secret;
use crate::moment::Moment;

/// The header with the id of the delivery: the same however often it is tried.
pub const ID_HEADER: &str = "webhook-id";
/// The header with the time of the try, in unix seconds.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// The header with the signatures.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// The value of the signature header: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, once for each secret, separated by spaces.
pub fn sign<'a>(secrets: impl IntoIterator<Item = &'a Secret>, id: &str, at: Moment, body: &str) -> String {
    let signed = format!("{id}.{}.{body}", at.seconds());
    let signature = |secret: &Secret| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret.bytes()?).ok()?;
        mac.update(signed.as_bytes());
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    secrets.into_iter().filter_map(signature).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn it_is_the_published_signature() {
        let secret: Secret = serde_json::from_str("\"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"").expect("a secret");
        let at = Moment::from_micros(1_614_265_330_000_000).expect("in range");
        let body = r#"{"test": 2432232314}"#;
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(sign([&secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body), expected);
        let two = sign([&secret, &Secret::new([1; 32])], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body);
        assert!(two.starts_with(&format!("{expected} v1,")) && two.matches("v1,").count() == 2);
    }
}
