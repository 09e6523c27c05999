//! The function in process, its table, and two companies that send it requests.

use crate::lenders::Lender;
use axum::{Router, body::Body};
use domain::moment::Moment;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use loans_api::{App, router};
use platform::{auth::Authenticator, clock::Clock, table::Table};
use std::time::SystemTime;
use testbed::{Meter, Testbed};
use tower::ServiceExt;

/// A request to the function.
pub(crate) struct Call {
    method: &'static str,
    path: String,
    token: String,
    body: String,
}

/// The function with all that it needs.
pub(crate) struct World {
    pub(crate) table: Table,
    pub(crate) meter: Meter,
    pub(crate) lending: Lender,
    pub(crate) credit_line: Lender,
    clock: Clock,
    /// The function that remembers the tokens it has seen.
    remembering: Router,
    router: Router,
}

impl World {
    pub(crate) async fn set_up(testbed: &Testbed) -> Self {
        let table = Table::new(testbed.client(), testbed.table_name());
        // A clock of its own: no minute passes, so a token that is remembered stays so, and no loan grows a day older.
        let clock = Clock::stepping(now());
        let lending = Lender::set_up(&table, &clock, "lending").await;
        let credit_line = Lender::set_up(&table, &clock, "credit_line").await;
        let router = fresh_router(&table, &clock);
        let remembering = router.clone();
        Self { table, meter: testbed.meter().clone(), lending, credit_line, clock, remembering, router }
    }

    /// The next requests go to a function just started: it remembers no token.
    pub(crate) fn forget_tokens(&mut self) {
        self.router = fresh_router(&self.table, &self.clock);
    }

    /// The next requests go to the function that remembers again.
    pub(crate) fn remember_tokens(&mut self) {
        self.router = self.remembering.clone();
    }

    /// Sends a request and takes its answer to the end. A wrong one is no measurement.
    pub(crate) async fn send(&self, request: Request<Body>, expected: StatusCode) {
        let response = self.router.clone().oneshot(request).await.expect("a router answers");
        let status = response.status();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        assert_eq!(status, expected, "{}", String::from_utf8_lossy(&body));
    }

    /// Sends requests that only make what the measured ones need.
    pub(crate) async fn prepare(&self, calls: impl IntoIterator<Item = Call>, expected: StatusCode) {
        for call in calls {
            self.send(call.into_request(), expected).await;
        }
    }
}

impl Call {
    /// A request in a company's name. A path without a slash in front is one of the current edition.
    pub(crate) fn new(token: &str, method: &'static str, path: &str, body: String) -> Self {
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/recovery/{path}") };
        Self { method, path, token: token.to_owned(), body }
    }

    /// As API Gateway hands it on. The role is asked for by the edition of 2020, and taken by the other.
    pub(crate) fn into_request(self) -> Request<Body> {
        let request = Request::builder().method(self.method).uri(self.path).header("authenticationtoken", self.token);
        let request = request.header("role", "admin").header("content-type", "application/json");
        request.body(Body::from(self.body)).expect("a request")
    }
}

fn fresh_router(table: &Table, clock: &Clock) -> Router {
    let authenticator = Authenticator::new(table.clone(), clock.clone());
    router(App { table: table.clone(), clock: clock.clone() }, authenticator)
}

fn now() -> Moment {
    let since_epoch = SystemTime::UNIX_EPOCH.elapsed().expect("a time after 1970");
    let micros = i64::try_from(since_epoch.as_micros()).expect("a time before the year 292471");
    Moment::from_micros(micros).expect("a time in range")
}
