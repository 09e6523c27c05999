//! TLS: only a certificate of a trusted authority, for the name that is called.

use std::sync::Arc;

use domain::webhook::target::Targets;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use webhook_sender::Done;

use deliveries::Setting;

/// An endpoint with a certificate of its own for `localhost`: its port, and the certificate.
async fn start() -> (u16, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::from_pem_slice(made.signing_key.serialize_pem().as_bytes()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.clone()], key).expect("a config");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
            let _ = stream.shutdown().await;
        }
    });
    (port, certificate)
}

#[tokio::test]
async fn only_who_is_trusted_and_named_is_sent_to() {
    let (port, certificate) = start().await;
    let mut trusting = RootCertStore::empty();
    trusting.add(certificate).expect("a root");
    let cases = [
        (trusting.clone(), format!("https://localhost:{port}/h"), "delivered"),
        (RootCertStore::empty(), format!("https://localhost:{port}/h"), "not_secure"),
        (trusting, format!("https://127.0.0.1:{port}/h"), "not_secure"),
    ];
    for (roots, url, expected) in cases {
        let setting = Setting::with(Targets::Any, roots).await;
        setting.endpoint(&url, "*").await;
        let id = setting.made("LN-1").await;
        let done = setting.work(&id).await;
        assert_eq!(setting.outcomes(&id).await, [expected], "{url}");
        assert_eq!(done == Ok(Done::Delivered), expected == "delivered");
    }
}
