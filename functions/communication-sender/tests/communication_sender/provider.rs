//! A provider's server on loopback, which behaves as it is told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of a request.
#[derive(Debug, Clone)]
pub enum Behaviour {
    /// This answer: status, a header more, body.
    Answers(u16, &'static str, String),
    /// No answer ever.
    Hangs,
    /// The connection ends without one.
    Closes,
    /// The connection ends in the middle of it.
    Breaks,
}

/// A request that came.
#[derive(Debug, Clone)]
pub struct Received {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The body as a form.
    pub fn form(&self) -> BTreeMap<String, String> {
        form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

#[derive(Debug)]
struct Seen {
    requests: Vec<Received>,
    behaviour: Behaviour,
}

/// A provider; clones are the same.
#[derive(Debug, Clone)]
pub struct TestProvider {
    pub url: String,
    seen: Arc<Mutex<Seen>>,
}

impl TestProvider {
    pub async fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Seen { requests: Vec::new(), behaviour }));
        let provider = Self { url, seen };
        let serving = provider.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let provider = serving.clone();
                tokio::spawn(async move { provider.serve(stream).await });
            }
        });
        provider
    }

    /// Does this from now on.
    pub fn behaves(&self, behaviour: Behaviour) {
        self.seen().behaviour = behaviour;
    }

    /// What came since it was last asked.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.seen().requests)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn serve(&self, mut stream: TcpStream) {
        let Some(received) = read(&mut stream).await else { return };
        let behaviour = {
            let mut seen = self.seen();
            seen.requests.push(received);
            seen.behaviour.clone()
        };
        match behaviour {
            Behaviour::Answers(status, header, body) => {
                let length = body.len();
                let text = format!(
                    "HTTP/1.1 {status} Said\r\n{header}content-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
                );
                let _ = stream.write_all(text.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
            Behaviour::Hangs => {
                let _ = stream.read(&mut [0]).await;
            }
            Behaviour::Closes => drop(stream),
            Behaviour::Breaks => {
                let _ = stream.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"sid\":").await;
            }
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head in UTF-8");
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let headers: BTreeMap<String, String> = lines.filter_map(header).collect();
    let length: usize = headers.get("content-length")?.parse().ok()?;
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Received { path, headers, body: String::from_utf8(body).expect("a body in UTF-8") })
}
