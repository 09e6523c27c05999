//! A stand-in of the Lambda Runtime API that hands out one event.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    response::Response,
    routing::{get, post},
    serve::ListenerExt,
};
use http::StatusCode;
use std::{
    future::pending,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime},
};
use tokio::{net::TcpListener, sync::mpsc, task::JoinHandle};

const REQUEST_ID: &str = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:bench";
const TRACE: &str = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0";
/// The time that the function is told it has.
const TIMEOUT: Duration = Duration::from_secs(15);

/// What a function does, and when.
pub(crate) enum Report {
    /// It asks for an event.
    Polled(Instant),
    /// It answers one.
    Answered(Instant, Bytes),
    /// It gives up, or says that the event failed.
    Failed(Bytes),
}

/// The stand-in, for one function, until it is dropped.
pub(crate) struct RuntimeApi {
    pub(crate) address: SocketAddr,
    pub(crate) reports: mpsc::UnboundedReceiver<Report>,
    server: JoinHandle<()>,
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(Clone)]
struct Desk {
    event: Arc<Mutex<Option<String>>>,
    reports: mpsc::UnboundedSender<Report>,
}

impl RuntimeApi {
    pub(crate) async fn start(event: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on loopback");
        let address = listener.local_addr().expect("the listener has an address");
        let (sender, reports) = mpsc::unbounded_channel();
        let router = router(Desk { event: Arc::new(Mutex::new(Some(event))), reports: sender });
        // An answer that is held back for an acknowledgement would be taken for the function's own time.
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).expect("a socket's option"));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves on") });
        Self { address, reports, server }
    }
}

fn router(desk: Desk) -> Router {
    Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/response", post(answered))
        .route("/2018-06-01/runtime/invocation/{id}/error", post(failed))
        .route("/2018-06-01/runtime/init/error", post(failed))
        .with_state(desk)
}

/// The event; who asks again waits for ever, as on AWS when there is nothing to do.
async fn next(State(desk): State<Desk>) -> Response {
    desk.report(Report::Polled(Instant::now()));
    let event = desk.event.lock().expect("nobody panics here").take();
    let Some(event) = event else { return pending().await };
    let deadline = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default() + TIMEOUT;
    let response = Response::builder()
        .header("content-type", "application/json")
        .header("lambda-runtime-aws-request-id", REQUEST_ID)
        .header("lambda-runtime-deadline-ms", deadline.as_millis().to_string())
        .header("lambda-runtime-invoked-function-arn", FUNCTION)
        .header("lambda-runtime-trace-id", TRACE);
    response.body(Body::from(event)).expect("a response")
}

async fn answered(State(desk): State<Desk>, body: Bytes) -> StatusCode {
    desk.report(Report::Answered(Instant::now(), body));
    StatusCode::ACCEPTED
}

async fn failed(State(desk): State<Desk>, body: Bytes) -> StatusCode {
    desk.report(Report::Failed(body));
    StatusCode::ACCEPTED
}

impl Desk {
    fn report(&self, report: Report) {
        // Who measures may have seen enough.
        let _ = self.reports.send(report);
    }
}
