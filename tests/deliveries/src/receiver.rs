//! A lender's endpoint on loopback, which behaves as it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// This answer: its first line and its headers.
    Answers(&'static str),
    /// This answer, after a while.
    Slow(&'static str),
    /// No answer ever.
    Hangs,
    /// The connection ends.
    Closes,
}

/// What is right.
pub const OK: Behaviour = Behaviour::Answers("200 OK\r\n");
/// All that a receiver can do wrong, and now and then what is right.
const MOODS: [Behaviour; 8] = [
    Behaviour::Answers("500 Internal Server Error\r\n"),
    Behaviour::Hangs,
    Behaviour::Closes,
    Behaviour::Slow("200 OK\r\n"),
    Behaviour::Answers("307 Temporary Redirect\r\nlocation: /elsewhere\r\n"),
    Behaviour::Answers("429 Too Many Requests\r\nretry-after: 30\r\n"),
    Behaviour::Answers("503 Service Unavailable\r\n"),
    OK,
];

/// A request that came.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its path.
    pub path: String,
    /// Its headers, by names in small letters.
    pub headers: BTreeMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Received {
    /// A header; empty, where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

#[derive(Debug, Default)]
struct Seen {
    requests: Vec<Received>,
    taken: BTreeSet<String>,
    /// What it does from now on; in turns, where there is none.
    always: Option<Behaviour>,
}

/// An endpoint; clones are the same.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// Where it listens.
    pub url: String,
    seen: Arc<Mutex<Seen>>,
}

impl Receiver {
    /// One that does what is right.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let receiver = Self { url, seen: Arc::default() };
        receiver.behaves(OK);
        let serving = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let receiver = serving.clone();
                tokio::spawn(async move { receiver.serve(stream).await });
            }
        });
        receiver
    }

    /// Does one thing from now on.
    pub fn behaves(&self, behaviour: Behaviour) {
        self.seen().always = Some(behaviour);
    }

    /// Does all that can go wrong, in turns.
    pub fn is_moody(&self) {
        self.seen().always = None;
    }

    /// All that came.
    pub fn received(&self) -> Vec<Received> {
        self.seen().requests.clone()
    }

    /// The ids of the deliveries that were answered with success.
    pub fn taken(&self) -> BTreeSet<String> {
        self.seen().taken.clone()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request, and says what becomes of it.
    fn note(&self, received: Received) -> Behaviour {
        let mut seen = self.seen();
        let turn = seen.requests.len().wrapping_mul(2_654_435_761) >> 3;
        let behaviour = seen.always.unwrap_or(MOODS[turn % MOODS.len()]);
        if matches!(behaviour, Behaviour::Answers(head) | Behaviour::Slow(head) if head.starts_with('2')) {
            seen.taken.insert(received.header("webhook-id").to_owned());
        }
        seen.requests.push(received);
        behaviour
    }

    async fn serve(&self, mut stream: TcpStream) {
        let Some(received) = read(&mut stream).await else { return };
        match self.note(received) {
            Behaviour::Answers(head) => answer(stream, head).await,
            Behaviour::Slow(head) => {
                tokio::time::sleep(Duration::from_millis(30)).await;
                answer(stream, head).await;
            }
            Behaviour::Hangs => {
                let _ = stream.read(&mut [0]).await;
            }
            Behaviour::Closes => drop(stream),
        }
    }
}

async fn answer(mut stream: TcpStream, head: &str) {
    let text = format!("HTTP/1.1 {head}content-length: 6\r\nconnection: close\r\n\r\nanswer");
    let _ = stream.write_all(text.as_bytes()).await;
    let _ = stream.shutdown().await;
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
