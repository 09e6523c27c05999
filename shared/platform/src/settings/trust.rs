//! Whom a connection to AWS trusts.
//!
//! Reading the system's 140 certificates costs a millisecond of each cold start, half of what a bare function takes in all. AWS's own
//! endpoints answer with certificates of Amazon Trust Services (<https://www.amazontrust.com/repository/>), whose five roots are
//! compiled in. Where another authority signs (partitions other than `aws`, a proxy, a local endpoint with TLS), `SSL_CERT_FILE`
//! names the certificates to trust instead; the template sets it for other partitions.

use aws_smithy_http_client::HttpClientError;
use aws_smithy_http_client::tls::{TlsContext, TrustStore};

/// Amazon Root CA 1 to 4 and Starfield Services Root CA G2; they end in 2037 and later.
pub(crate) const AMAZON_ROOTS: &[u8] = include_bytes!("amazon_roots.pem");

/// The roots of Amazon, or those that the environment names.
pub(super) fn context() -> Result<TlsContext, HttpClientError> {
    let store = if names_certificates() {
        TrustStore::empty().with_native_roots(true)
    } else {
        TrustStore::empty().with_pem_certificate(AMAZON_ROOTS)
    };
    TlsContext::builder().with_trust_store(store).build()
}

fn names_certificates() -> bool {
    ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
