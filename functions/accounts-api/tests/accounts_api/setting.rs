//! A function on a table of its own, with companies to call it.

use std::collections::{BTreeMap, BTreeSet};

use accounts_api::{App, router};
use axum::Router;
use axum::body::Body;
use domain::company::{Company, CompanyKind, CompanySettings, Credential, Role, UnknownKeys};
use domain::moment::Moment;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use platform::auth::{Authenticator, TokenRecord};
use platform::clock::Clock;
use platform::keys;
use platform::table::{Condition, Item, Table, Write};
use serde_json::Value;
use testbed::Testbed;
use tower::ServiceExt;

/// 2024-01-01 06:30:00 UTC: noon in the lender's time zone.
pub const NEW_YEAR: i64 = 1_704_090_600_000_000;

const CLIENT_ID: &str = "cli_test";

/// The function, its table and its clock.
pub struct World {
    pub testbed: Testbed,
    pub table: Table,
    pub clock: Clock,
    router: Router,
}

/// A company with a token for each set of roles that a test uses.
pub struct Lender {
    pub company: Company,
    pub token: String,
    pub viewer: String,
    pub agent: String,
}

/// What a request was answered.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }
}

impl World {
    pub async fn start() -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        let clock = Clock::stepping(Moment::from_micros(NEW_YEAR).expect("in range"));
        let authenticator = Authenticator::new(table.clone(), clock.clone());
        let router = router(App { table: table.clone(), clock: clock.clone() }, authenticator);
        Self { testbed, table, clock, router }
    }

    pub async fn lender(&self) -> Lender {
        let now = self.clock.now();
        let company = company(now);
        let item = Item::of(keys::company(&company.id), 1, &company).expect("an item");
        self.table.transact(vec![Write::Put { item, condition: Condition::Absent }]).await.expect("stored");
        let all = [Role::Viewer, Role::Agent, Role::Manager, Role::Admin];
        Lender {
            token: self.token(&company, &all).await,
            viewer: self.token(&company, &all[..1]).await,
            agent: self.token(&company, &all[1..2]).await,
            company,
        }
    }

    /// A token that reads, for a day on which the first ones have run out.
    pub async fn viewer_of(&self, lender: &Lender) -> String {
        self.token(&lender.company, &[Role::Viewer]).await
    }

    /// A token that changes things, for a day on which the first ones have run out.
    pub async fn manager_of(&self, lender: &Lender) -> String {
        self.token(&lender.company, &[Role::Manager]).await
    }

    async fn token(&self, company: &Company, roles: &[Role]) -> String {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        let issued = TokenRecord::issue(&company.id, CLIENT_ID, roles, self.clock.now()).expect("a token");
        self.table.transact(issued.writes).await.expect("stored");
        issued.plain.expose().to_owned()
    }

    /// A request with a token and JSON.
    pub async fn call(&self, token: &str, method: &str, path: &str, body: &str) -> Reply {
        self.call_with(
            &[("authenticationtoken", token), ("content-type", "application/json")],
            method,
            path,
            body.to_owned(),
        )
        .await
    }

    pub async fn call_with(&self, headers: &[(&str, &str)], method: &str, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).expect("a request")).await
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Reply { status: parts.status, headers: parts.headers, text }
    }

    /// Moves the clock to noon of a day in the lender's time zone.
    pub fn on(&self, day: &str) {
        let noon = format!("{day}T12:00:00+05:30");
        let noon = domain::resource::moment_from_text(&noon).expect("a day").timestamp_micros();
        self.clock.set(Moment::from_micros(noon).expect("in range"));
    }
}

fn company(now: Moment) -> Company {
    let credential = Credential {
        name: "demo.admin@example.com".into(),
        roles: BTreeSet::from([Role::Viewer, Role::Agent, Role::Manager, Role::Admin]),
        issued_at: now,
        revoked_at: None,
    };
    Company {
        id: platform::auth::company_id(now),
        kind: CompanyKind::Lending,
        settings: CompanySettings {
            name: "Lender".into(),
            time_zone: domain::time_zone::TimeZone::from_name("Asia/Kolkata").expect("a zone"),
            currency: "INR".into(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: BTreeSet::new(),
        },
        credentials: BTreeMap::from([(CLIENT_ID.to_owned(), credential)]),
        created_at: now,
        page_token_secret: platform::auth::page_token_secret().expect("entropy"),
    }
}
