//! A function's routes on a table of their own, with companies to call them.

use axum::Router;
use axum::body::Body;
use domain::company::{Company, Role};
use domain::moment::Moment;
use http::{HeaderValue, Request};
use http_body_util::BodyExt;
use platform::auth::{Authenticator, TokenRecord};
use platform::clock::Clock;
use platform::keys;
use platform::table::{Condition, Item, Table, Write};
use tower::ServiceExt;

use crate::lender::{CLIENT_ID, Lender, company};
use crate::{Reply, Testbed};

/// A function as it is served, its table and its clock.
pub struct World {
    /// The engine, with the count of calls and the faults.
    pub testbed: Testbed,
    /// The table that the function works with.
    pub table: Table,
    /// The time that the function has. It steps by a microsecond whenever it is read.
    pub clock: Clock,
    router: Router,
}

impl World {
    /// An empty table at a moment (see [`moment`]), and the routes that a function makes of the table, the clock and what
    /// checks tokens.
    pub async fn start(now: Moment, serve: impl FnOnce(Table, Clock, Authenticator) -> Router) -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        let clock = Clock::stepping(now);
        let router = serve(table.clone(), clock.clone(), Authenticator::new(table.clone(), clock.clone()));
        Self { testbed, table, clock, router }
    }

    /// A new company as [`company`] makes it.
    pub async fn lender(&self) -> Lender {
        self.lender_with(|_| ()).await
    }

    /// A new company that differs from what [`company`] makes.
    pub async fn lender_with(&self, settle: impl FnOnce(&mut Company)) -> Lender {
        let mut company = company("Asia/Kolkata", self.clock.now());
        settle(&mut company);
        let item = Item::of(keys::company(&company.id), 1, &company).expect("an item");
        self.table.transact(vec![Write::Put { item, condition: Condition::Absent }]).await.expect("stored");
        let all = [Role::Viewer, Role::Agent, Role::Manager, Role::Admin];
        Lender {
            token: self.token(&company, &all).await,
            viewer: self.token(&company, &[Role::Viewer]).await,
            agent: self.token(&company, &[Role::Agent]).await,
            company,
        }
    }

    /// A token of a company with some roles, as of now: a test that goes on for months outlives a lender's first ones.
    pub async fn token(&self, company: &Company, roles: &[Role]) -> String {
        let roles = roles.iter().copied().collect();
        let issued = TokenRecord::issue(&company.id, CLIENT_ID, roles, self.clock.now()).expect("a token");
        self.table.transact(issued.writes).await.expect("stored");
        issued.plain.expose().to_owned()
    }

    /// A request with a token and JSON.
    pub async fn call(&self, token: &str, method: &str, path: &str, body: &str) -> Reply {
        let headers = [("authenticationtoken", token), ("content-type", "application/json")];
        self.call_with(&headers, method, path, body.to_owned()).await
    }

    /// A request with headers of the test's own.
    pub async fn call_with(&self, headers: &[(&str, &str)], method: &str, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            // From bytes: a header may hold more than ASCII.
            request = request.header(*name, HeaderValue::from_bytes(value.as_bytes()).expect("a header value"));
        }
        self.send(request.body(body.into()).expect("a request")).await
    }

    /// Any request.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Reply { status: parts.status, headers: parts.headers, text }
    }

    /// Moves the clock to noon of a day in Kolkata, where lenders are.
    pub fn on(&self, day: &str) {
        self.clock.set(moment(&format!("{day}T12:00:00+05:30")));
    }

    /// Moves the clock on by seconds.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }
}

/// The moment that RFC 3339 writes so, as `2024-01-01T12:00:00+05:30`.
pub fn moment(time: &str) -> Moment {
    let micros = domain::resource::moment_from_text(time).expect("a time").timestamp_micros();
    Moment::from_micros(micros).expect("in range")
}
