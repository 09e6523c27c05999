//! What the tests start from: a company with one credential.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use domain::company::{Caller, Company, CompanyKind, NewCompany, Role, UnknownKeys};
use domain::moment::Moment;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Request};
use http_body_util::BodyExt;
use identity_api::{App, router};
use platform::auth::{Authenticator, ClientId, PlainSecret, RoleHeader, Secrets};
use platform::clock::Clock;
use platform::http::problem::Problem;
use platform::keys;
use platform::table::{Condition, Item, Table, Write};
use serde_json::Value;
use testbed::Testbed;
use tower::ServiceExt;

pub(crate) const COMPANY: &str = "com_01J00000000000000000000001";

pub(crate) struct Setting {
    pub(crate) testbed: Testbed,
    pub(crate) table: Table,
    pub(crate) clock: Clock,
    router: Router,
}

/// A credential with its secret, as its holder has them.
pub(crate) struct Holder {
    pub(crate) id: String,
    pub(crate) secret: String,
}

impl Setting {
    pub(crate) async fn start() -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        let now = Moment::from_micros(1_800_000_000_000_000).expect("in range");
        let clock = Clock::fixed(now);
        let router = router(App { table: table.clone(), clock: clock.clone() });
        Self { testbed, table, clock, router }
    }

    /// A company with a credential for each of the sets of roles.
    pub(crate) async fn company(&self, company_id: &str, roles: &[&[Role]]) -> (Company, Vec<Holder>) {
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
        let mut holders = Vec::new();
        for roles in roles {
            let id = ClientId::generate(company_id, now).as_str().to_owned();
            let roles: BTreeSet<_> = roles.iter().copied().collect();
            company.issue_credential(id.clone(), "Asha".to_owned(), roles, now).expect("valid");
            let secret = PlainSecret::generate().expect("entropy");
            self.store_secrets(&id, &Secrets::first(company_id, &secret, now)).await;
            holders.push(Holder { id, secret: secret.expose().to_owned() });
        }
        self.store(&company).await;
        self.testbed.meter().reset();
        (company, holders)
    }

    /// A company with one credential of all roles.
    pub(crate) async fn one_holder(&self) -> (Company, Holder) {
        let (company, mut holders) = self.company(COMPANY, &[&[Role::Viewer, Role::Agent, Role::Admin]]).await;
        (company, holders.remove(0))
    }

    pub(crate) async fn store(&self, company: &Company) {
        self.put(Item::of(keys::company(&company.id), 1, company).expect("serializes")).await;
    }

    pub(crate) async fn store_secrets(&self, client_id: &str, secrets: &Secrets) {
        self.put(Item::of(keys::credential(client_id), 1, secrets).expect("serializes")).await;
    }

    async fn put(&self, item: Item) {
        self.table.transact(vec![Write::Put { item, condition: Condition::None }]).await.expect("stored");
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.expect("an answer")).await
    }

    pub(crate) async fn post_json(&self, body: &str) -> Answer {
        let request = Request::post("/user/public/access-token").header(CONTENT_TYPE, "application/json");
        self.ask(request.body(Body::from(body.to_owned())).expect("a request")).await
    }

    pub(crate) async fn post_form(&self, path: &str, authorization: Option<&str>, form: &str) -> Answer {
        let mut request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        self.ask(request.body(Body::from(form.to_owned())).expect("a request")).await
    }

    /// Whom a token opens the API for, on an instance that remembers nothing.
    pub(crate) async fn caller(&self, token: &str) -> Result<Caller, Problem> {
        let name = HeaderName::from_static("authenticationtoken");
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_str(token).expect("a header value"))]);
        Authenticator::new(self.table.clone(), self.clock.clone()).authenticate(&headers, RoleHeader::Optional).await
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let body = serde_json::from_slice(&bytes).expect("JSON");
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }
}
