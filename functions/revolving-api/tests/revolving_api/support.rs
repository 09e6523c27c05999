//! The function in a world of its own, and loans that are registered to its accounts.

use domain::revolving::{Context, LoanChange};
use domain::servicing::credit_line::RegisteredLoan;
use domain::servicing::life_cycle::AccountState;
use platform::http::problem::Problem;
use platform::revolving::Known;
use revolving_api::{App, router};
use serde_json::Value;
use testbed::{Lender, World, moment};

/// A limit of 1000 for client 7, in use.
pub const LINE: &str =
    r#"{"account_id":"line-1","client_id":"7","max_credit":"1000","approve_time":"2024-02-01T10:00:00+05:30"}"#;

/// Noon of the first of June 2024, where the lenders are.
pub async fn start() -> World {
    World::start(moment("2024-06-01T12:00:00+05:30"), |table, clock, tokens| router(App { table, clock }, tokens)).await
}

/// A new account.
pub async fn create(world: &World, lender: &Lender, body: &str) -> Value {
    world.call(&lender.token, "POST", "/v1/revolving", body).await.expect(200).json()
}

/// An account as it is read.
pub async fn read(world: &World, lender: &Lender, id: &str) -> Value {
    world.call(&lender.viewer, "GET", &format!("/v1/revolving/{id}"), "").await.expect(200).json()
}

/// What the loan accounts' function does when something happens to a loan that is registered to an account.
async fn change_loan(
    world: &World,
    lender: &Lender,
    id: &str,
    loan: &RegisteredLoan,
    change: LoanChange<'_>,
) -> Result<(), Problem> {
    let company_id = &lender.company.id;
    let known = Known::load(&world.table, company_id, id).await?.expect("an account");
    let context = Context { zone: &lender.company.settings.time_zone, now: world.clock.now() };
    Ok(world.table.transact(known.loan_writes(company_id, loan, change, &context)?).await?)
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

/// Loans of client 7's and 8's accounts, as the loan accounts' function would change them.
pub struct LoanRoom<'a> {
    pub world: &'a World,
    pub lender: &'a Lender,
}

impl LoanRoom<'_> {
    /// Registers a loan of the account's own client.
    pub async fn register(&self, id: &str, loan_id: &str) -> Result<(), Problem> {
        let client = read(self.world, self.lender, id).await["client_id"].as_str().unwrap().to_owned();
        let application = loan(loan_id, AccountState::PendingApproval, 0, 0);
        change_loan(self.world, self.lender, id, &application, LoanChange::Registered { holder_id: &client }).await
    }

    /// Registers a loan and approves it.
    pub async fn approve(&self, id: &str, loan_id: &str, amount: i64) -> Result<(), Problem> {
        self.register(id, loan_id).await?;
        let approved = loan(loan_id, AccountState::Approved, amount, 0);
        change_loan(self.world, self.lender, id, &approved, LoanChange::Approved).await
    }

    /// Pays an amount out on a loan of which nothing is outstanding.
    pub async fn draw(&self, id: &str, loan_id: &str, approved: i64, amount: i64) -> Result<(), Problem> {
        let drawn = loan(loan_id, AccountState::Active, approved, amount);
        change_loan(self.world, self.lender, id, &drawn, LoanChange::Drawn(amount.into())).await
    }

    /// Closes a loan that is repaid.
    pub async fn close(&self, id: &str, loan_id: &str, approved: i64) -> Result<(), Problem> {
        let closed = loan(loan_id, AccountState::Closed, approved, 0);
        change_loan(self.world, self.lender, id, &closed, LoanChange::Settled).await
    }
}
