//! The embedded table as functions reach it: as it is, and behind TLS as on AWS.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use testbed::Testbed;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

/// What a function trusts on AWS. It reads the file below in place of what is compiled in, so the file holds the same.
const AMAZON_ROOTS: &str = include_str!("../../../../shared/platform/src/settings/amazon_roots.pem");

const HOST: &str = "localhost";

/// Both ways to the table, each as `AWS_ENDPOINT_URL` has it.
pub(crate) struct Endpoints {
    pub(crate) tls: String,
    pub(crate) plain: String,
    /// The root certificates to trust. A function reads them when it makes its client, whichever way it then goes.
    pub(crate) roots: PathBuf,
}

impl Endpoints {
    pub(crate) async fn start(testbed: &Testbed, scratch: &Path) -> Self {
        let table = address(testbed).await;
        let authority = authority();
        let tls = serve_tls(table, acceptor(&authority)).await;
        Self {
            tls: format!("https://{HOST}:{}", tls.port()),
            plain: format!("http://{HOST}:{}", table.port()),
            roots: roots(&authority, scratch),
        }
    }
}

/// Where the testbed serves its table, as its client knows it.
async fn address(testbed: &Testbed) -> SocketAddr {
    let asked: Arc<Mutex<String>> = Arc::default();
    let seen = Arc::clone(&asked);
    let call = testbed.client().describe_table().table_name(testbed.table_name()).customize();
    let call = call.mutate_request(move |request| {
        request.uri().clone_into(&mut seen.lock().expect("nobody panics here"));
    });
    call.send().await.expect("the table answers");
    let url = asked.lock().expect("nobody panics here");
    let address = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
    address.and_then(|address| address.parse().ok()).expect("the testbed serves plain HTTP on loopback")
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut parameters = CertificateParams::default();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    CertifiedIssuer::self_signed(parameters, key).expect("a certificate")
}

/// The roots of a function on AWS, with ours among them: reading them is part of a start.
fn roots(authority: &CertifiedIssuer<'static, KeyPair>, scratch: &Path) -> PathBuf {
    let roots = format!("{AMAZON_ROOTS}{}", authority.pem());
    let path = scratch.join("roots.pem");
    fs::write(&path, roots).expect("a file can be written");
    path
}

fn acceptor(authority: &CertifiedIssuer<'static, KeyPair>) -> TlsAcceptor {
    let key = KeyPair::generate().expect("a key");
    let parameters = CertificateParams::new([HOST.to_owned()]).expect("a name");
    let certificate = parameters.signed_by(&key, authority).expect("a certificate");
    let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("versions of TLS").with_no_client_auth();
    let mut config = builder.with_single_cert(chain, key).expect("a certificate with its key");
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

async fn serve_tls(table: SocketAddr, acceptor: TlsAcceptor) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
    let address = listener.local_addr().expect("the listener has an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(pass_on(stream, acceptor.clone(), table));
        }
    });
    address
}

/// One connection. A function that is ended breaks it off, which is nobody's mistake.
async fn pass_on(stream: TcpStream, acceptor: TlsAcceptor, table: SocketAddr) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut outside = acceptor.accept(stream).await?;
    let mut inside = TcpStream::connect(table).await?;
    inside.set_nodelay(true)?;
    copy_bidirectional(&mut outside, &mut inside).await.map(|_| ())
}
