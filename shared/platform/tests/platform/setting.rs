//! What the tests start from: a table, a company with a credential, and a token.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use domain::company::{Company, CompanyKind, NewCompany, Role, UnknownKeys};
use domain::json::Json;
use domain::moment::Moment;
use http_body_util::BodyExt;
use platform::auth::{Authenticator, ClientId, IssuedToken, TokenRecord};
use platform::clock::Clock;
use platform::keys;
use platform::table::{Condition, Item, Table, Write};
use testbed::Testbed;

pub(crate) const COMPANY: &str = "com_01J00000000000000000000001";
pub(crate) const OTHER_COMPANY: &str = "com_01J00000000000000000000002";

pub(crate) struct Setting {
    pub(crate) testbed: Testbed,
    pub(crate) table: Table,
    pub(crate) clock: Clock,
}

impl Setting {
    /// An empty table.
    pub(crate) async fn start() -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        Self { testbed, table, clock: Clock::fixed(moment(1_800_000_000)) }
    }

    pub(crate) fn authenticator(&self) -> Authenticator {
        Authenticator::new(self.table.clone(), self.clock.clone())
    }

    /// A company with one credential of those roles, and a token of the credential.
    pub(crate) async fn company(&self, company_id: &str, roles: &[Role]) -> (Company, IssuedToken) {
        let now = self.clock.now();
        let new = NewCompany {
            name: "Lender".to_owned(),
            time_zone: "Asia/Kolkata".to_owned(),
            currency: "INR".to_owned(),
            unknown_keys: UnknownKeys::Refuse,
            bifurcation_variables: Vec::new(),
        };
        let secret = platform::auth::page_token_secret().expect("entropy");
        let mut company =
            Company::create(company_id.to_owned(), CompanyKind::Lending, new, secret, now).expect("valid");
        let client_id = ClientId::generate(company_id, now);
        let roles: BTreeSet<_> = roles.iter().copied().collect();
        company.issue_credential(client_id.as_str().to_owned(), "Asha".to_owned(), roles.clone(), now).expect("valid");
        self.store(&company).await;
        let token = TokenRecord::issue(company_id, client_id.as_str(), roles, now).expect("a token");
        self.table.transact(token.writes.clone()).await.expect("stored");
        (company, token)
    }

    /// Stores a company in place of what it was.
    pub(crate) async fn store(&self, company: &Company) {
        self.put(Item::of(keys::company(&company.id), 1, company).expect("serializes")).await;
    }

    pub(crate) async fn put(&self, item: Item) {
        let write = Write::Put { item, condition: Condition::None };
        self.table.transact(vec![write]).await.expect("stored");
    }
}

/// Unix seconds as a moment.
pub(crate) fn moment(seconds: i64) -> Moment {
    Moment::from_micros(seconds * 1_000_000).expect("in range")
}

pub(crate) fn get(path: &str, headers: &[(&str, &str)]) -> Request {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).expect("a request")
}

/// The body of an answer.
pub(crate) async fn json(response: Response) -> Json {
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    platform::http::body::parse(&bytes).expect("JSON")
}

pub(crate) fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
