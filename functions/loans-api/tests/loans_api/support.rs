//! A function on a table of its own, with companies to call it.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::body::Body;
use domain::company::{Company, CompanyKind, CompanySettings, Credential, Role, UnknownKeys};
use domain::moment::Moment;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use loans_api::{App, router};
use platform::auth::{Authenticator, TokenRecord};
use platform::clock::Clock;
use platform::keys;
use platform::table::{Condition, Item, Table, Write};
use serde_json::Value;
use testbed::Testbed;
use tower::ServiceExt;

/// 2020-08-14 14:29:02.660409 UTC, the moment of the documents' sample.
pub const SAMPLE_MOMENT: i64 = 1_597_415_342_660_409;

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

    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap_or_default().to_owned()
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
        let clock = Clock::stepping(Moment::from_micros(SAMPLE_MOMENT).expect("in range"));
        let authenticator = Authenticator::new(table.clone(), clock.clone());
        let router = router(App { table: table.clone(), clock: clock.clone() }, authenticator);
        Self { testbed, table, clock, router }
    }

    pub async fn lender(&self, kind: CompanyKind) -> Lender {
        self.lender_with(kind, UnknownKeys::Refuse).await
    }

    pub async fn lender_with(&self, kind: CompanyKind, unknown_keys: UnknownKeys) -> Lender {
        let now = self.clock.now();
        let company = company(kind, unknown_keys, now);
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

    /// A token for a test that outlives the first one.
    pub async fn fresh_token(&self, lender: &Lender) -> String {
        self.token(&lender.company, &[Role::Viewer]).await
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

    /// A request of the 2020 edition, which names its role.
    pub async fn call_2020(&self, token: &str, method: &str, path: &str, body: &str) -> Reply {
        let headers = [("authenticationtoken", token), ("role", "admin"), ("content-type", "application/json")];
        self.call_with(&headers, method, path, body.to_owned()).await
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

    /// Moves the clock on by seconds.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }
}

fn company(kind: CompanyKind, unknown_keys: UnknownKeys, now: Moment) -> Company {
    let credential = Credential {
        name: "demo.admin@example.com".into(),
        roles: BTreeSet::from([Role::Viewer, Role::Agent, Role::Manager, Role::Admin]),
        issued_at: now,
        revoked_at: None,
    };
    let variables = ["expected_emi", "late_fee", "penalty"].map(str::to_owned);
    Company {
        id: platform::auth::company_id(now),
        kind,
        settings: CompanySettings {
            name: "Lender".into(),
            time_zone: domain::time_zone::TimeZone::from_name("Asia/Kolkata").expect("a zone"),
            currency: "INR".into(),
            unknown_keys,
            bifurcation_variables: BTreeSet::from(variables),
        },
        credentials: BTreeMap::from([(CLIENT_ID.to_owned(), credential)]),
        page_token_secret: platform::auth::page_token_secret().expect("entropy"),
        created_at: now,
    }
}

/// The least body that uploads a loan, with more keys in front.
pub fn loan_body(id: &str, more: &str) -> String {
    format!(
        r#"{{{more}"loan_id":"{id}","loan_type":"Business Loan","applicant_name":"Keval","total_loan_amount":268500,
        "defaults":[{{"total_claim_amount":127718,"date_of_default":"2020-05-15"}}]}}"#
    )
}

/// The least body that uploads a credit-line transaction.
pub fn transaction_body(customer: &str, id: &str) -> String {
    format!(
        r#"{{"client_customer_id":"{customer}","transaction_id":"{id}","loan_type":"Personal Loan","applicant_name":"Shri Ram",
        "total_loan_amount":50000,"defaults":[{{"total_claim_amount":113000,"date_of_default":"2019-04-07"}}]}}"#
    )
}

/// A payment.
pub fn payment_body(amount: &str, more: &str) -> String {
    format!(r#"{{{more}"final_status":"Partially Recovered","amount_recovered":{amount},"payment_method":"Online"}}"#)
}
