//! The function on a table of its own, with companies to call it.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::Body;
use domain::company::{Company, CompanyKind, CompanySettings, Credential, Role, UnknownKeys};
use domain::moment::Moment;
use domain::revolving::{Context, LoanChange};
use domain::servicing::credit_line::RegisteredLoan;
use domain::servicing::life_cycle::AccountState;
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use http_body_util::BodyExt;
use platform::auth::{Authenticator, TokenRecord};
use platform::clock::Clock;
use platform::http::problem::Problem;
use platform::keys;
use platform::revolving::Known;
use platform::table::{Condition, Item, Table, Write};
use revolving_api::{App, router};
use serde_json::Value;
use testbed::Testbed;
use tower::ServiceExt;

/// 2024-06-01 06:30:00 UTC, noon in Kolkata. The clock steps by a microsecond whenever it is read.
pub const NOW: i64 = 1_717_223_400_000_000;

/// A limit of 1000 for client 7, in use.
pub const LINE: &str =
    r#"{"account_id":"line-1","client_id":"7","max_credit":"1000","approve_time":"2024-02-01T10:00:00+05:30"}"#;

const CLIENT_ID: &str = "cli_test";

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

    /// The error's word and message.
    pub fn error(&self) -> (String, String) {
        let error = &self.json()["error"];
        let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
        (text("status"), text("message"))
    }
}

impl World {
    pub async fn start() -> Self {
        let testbed = Testbed::start().await;
        let table = Table::new(testbed.client(), testbed.table_name());
        let clock = Clock::stepping(Moment::from_micros(NOW).expect("in range"));
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

    async fn token(&self, company: &Company, roles: &[Role]) -> String {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        let issued = TokenRecord::issue(&company.id, CLIENT_ID, roles, self.clock.now()).expect("a token");
        self.table.transact(issued.writes).await.expect("stored");
        issued.plain.expose().to_owned()
    }

    /// A request with a token and JSON.
    pub async fn call(&self, token: &str, method: &str, path: &str, body: &str) -> Reply {
        let headers = [("authenticationtoken", token), ("content-type", "application/json")];
        self.call_with(&headers, method, path, body.to_owned()).await
    }

    pub async fn call_with(&self, headers: &[(&str, &str)], method: &str, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            // From bytes: a header may hold more than ASCII.
            request = request.header(*name, HeaderValue::from_bytes(value.as_bytes()).expect("a header value"));
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Reply { status: parts.status, headers: parts.headers, text }
    }

    pub async fn create(&self, lender: &Lender, body: &str) -> Value {
        self.call(&lender.token, "POST", "/v1/revolving", body).await.expect(200).json()
    }

    pub async fn read(&self, lender: &Lender, id: &str) -> Value {
        self.call(&lender.viewer, "GET", &format!("/v1/revolving/{id}"), "").await.expect(200).json()
    }

    /// What the loan accounts' function does when something happens to a loan that is registered to an account.
    pub async fn loan(
        &self,
        lender: &Lender,
        id: &str,
        loan: &RegisteredLoan,
        change: LoanChange<'_>,
    ) -> Result<(), Problem> {
        let company_id = &lender.company.id;
        let known = Known::load(&self.table, company_id, id).await?.expect("an account");
        let context = Context { zone: &lender.company.settings.time_zone, now: self.clock.now() };
        Ok(self.table.transact(known.loan_writes(company_id, loan, change, &context)?).await?)
    }
}

/// A loan as it is registered, amounts in units of the currency.
pub fn loan(id: &str, state: AccountState, approved: i64, outstanding: i64) -> RegisteredLoan {
    RegisteredLoan {
        account_id: id.to_owned(),
        state,
        approved: approved.into(),
        outstanding_principal: outstanding.into(),
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
        page_token_secret: platform::auth::page_token_secret().expect("entropy"),
        created_at: now,
    }
}

/// Loans of client 7's and 8's accounts, as the loan accounts' function would change them.
pub struct LoanRoom<'a> {
    pub world: &'a World,
    pub lender: &'a Lender,
}

impl LoanRoom<'_> {
    /// Registers a loan of the account's own client.
    pub async fn register(&self, id: &str, loan_id: &str) -> Result<(), Problem> {
        let client = self.world.read(self.lender, id).await["client_id"].as_str().unwrap().to_owned();
        let application = loan(loan_id, AccountState::PendingApproval, 0, 0);
        self.world.loan(self.lender, id, &application, LoanChange::Registered { holder_id: &client }).await
    }

    /// Registers a loan and approves it.
    pub async fn approve(&self, id: &str, loan_id: &str, amount: i64) -> Result<(), Problem> {
        self.register(id, loan_id).await?;
        let approved = loan(loan_id, AccountState::Approved, amount, 0);
        self.world.loan(self.lender, id, &approved, LoanChange::Approved).await
    }

    /// Pays an amount out on a loan of which nothing is outstanding.
    pub async fn draw(&self, id: &str, loan_id: &str, approved: i64, amount: i64) -> Result<(), Problem> {
        let drawn = loan(loan_id, AccountState::Active, approved, amount);
        self.world.loan(self.lender, id, &drawn, LoanChange::Drawn(amount.into())).await
    }

    /// Closes a loan that is repaid.
    pub async fn close(&self, id: &str, loan_id: &str, approved: i64) -> Result<(), Problem> {
        let closed = loan(loan_id, AccountState::Closed, approved, 0);
        self.world.loan(self.lender, id, &closed, LoanChange::Settled).await
    }
}
