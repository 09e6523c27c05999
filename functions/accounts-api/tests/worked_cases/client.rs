//! A lender's system: it calls the API for one account, on the day that it is.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use domain::company::Role;
use serde_json::{Value, json};
use testbed::{Lender, Reply, World};

use crate::outcome::Stop;

/// Where accounts are.
const ACCOUNTS: &str = "/v1/accounts/loans";

static ACCOUNTS_MADE: AtomicUsize = AtomicUsize::new(1);

/// One account, and who calls.
pub struct Client<'a> {
    world: &'a World,
    lender: &'a Lender,
    token: String,
    /// The account's id.
    pub account_id: String,
}

impl<'a> Client<'a> {
    /// For an account that is still to be made.
    pub fn new(world: &'a World, lender: &'a Lender) -> Self {
        let number = ACCOUNTS_MADE.fetch_add(1, Ordering::Relaxed);
        Self { world, lender, token: lender.token.clone(), account_id: format!("CASE-{number}") }
    }

    /// It is noon of a day. A token lasts for months, and cases go on for years.
    pub async fn on(&mut self, day: NaiveDate) {
        self.world.on(&day.to_string());
        let every = [Role::Viewer, Role::Agent, Role::Manager, Role::Admin];
        self.token = self.world.token(&self.lender.company, &every).await;
    }

    /// Makes the account.
    pub async fn create(&self, mut body: Value) -> Result<Value, Stop> {
        if let Some(body) = body.as_object_mut() {
            body.insert("account_id".to_owned(), json!(self.account_id));
        }
        taken(&self.call("POST", ACCOUNTS, &body).await, "POST account")
    }

    /// Changes what the account says.
    pub async fn update(&self, body: &Value) -> Result<Value, Stop> {
        taken(&self.call("PUT", &self.path(""), body).await, "PUT account")
    }

    /// A custom method.
    pub async fn method(&self, verb: &str, body: &Value) -> Result<Value, Stop> {
        taken(&self.call("POST", &self.path(&format!(":{verb}")), body).await, verb)
    }

    /// Any request on the account, whatever it is answered.
    pub async fn attempt(&self, method: &str, rest: &str, body: &Value) -> Reply {
        self.call(method, &self.path(rest), body).await
    }

    /// The account as it is answered.
    pub async fn account(&self) -> Result<Value, Stop> {
        self.get("").await
    }

    /// Something of the account.
    pub async fn get(&self, rest: &str) -> Result<Value, Stop> {
        let reply = self.world.call(&self.token, "GET", &self.path(rest), "").await;
        taken(&reply, &format!("GET {rest}"))
    }

    /// The whole of a list of the account, page by page.
    pub async fn list(&self, name: &str) -> Result<Vec<Value>, Stop> {
        let (mut all, mut token) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("/{name}?page_token={token}")).await?;
            all.extend(page.get(name).and_then(Value::as_array).cloned().unwrap_or_default());
            token = match page.get("next_page_token").and_then(Value::as_str) {
                Some(next) if !next.is_empty() => next.to_owned(),
                _ => return Ok(all),
            };
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("{ACCOUNTS}/{}{rest}", self.account_id)
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.world.call(&self.token, method, path, &body.to_string()).await
    }
}

/// The answer of a request that must be taken.
pub fn taken(reply: &Reply, what: &str) -> Result<Value, Stop> {
    if reply.status.is_success() {
        return Ok(reply.json());
    }
    Err(Stop::Failed(format!("{what} was answered {} {}", reply.status.as_u16(), reply.text)))
}
