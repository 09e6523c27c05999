//! Whom a connection to others trusts: the certificates of the system, for they are signed by any public authority.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// The certificates of the first file that has any. Without one, nobody is trusted.
pub fn roots(files: impl IntoIterator<Item = String>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for file in files {
        if let Ok(certificates) = CertificateDer::pem_file_iter(&file) {
            roots.add_parsable_certificates(certificates.filter_map(Result::ok));
        }
        if !roots.is_empty() {
            return roots;
        }
    }
    tracing::error!(retryable = false, "there are no certificates to trust: nobody can be sent to by https");
    roots
}

/// The certificates that the environment names, or those of this system.
pub fn of_system() -> RootCertStore {
    roots(crate::settings::certificate_files())
}

/// What calls to AWS trust: the roots of Amazon, or those that the environment names. Reading a system's 140 would cost a millisecond of a cold start.
pub fn of_aws() -> RootCertStore {
    crate::settings::named_certificates().map_or_else(amazon, |file| roots([file]))
}

fn amazon() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let pem = CertificateDer::pem_slice_iter(crate::settings::AMAZON_ROOTS);
    roots.add_parsable_certificates(pem.filter_map(Result::ok));
    roots
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_roots_of_amazon_are_there() {
        assert_eq!(super::amazon().len(), 5);
    }
}
