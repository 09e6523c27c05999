//! Revolving accounts in the table.
//!
//! | access | calls |
//! |---|---|
//! | an account as answers show it ([`get`]) | one `GetItem` |
//! | an account with its loans, before a change ([`Known::load`]) | one `Query` |
//! | a change, with its list entries and its event | one `TransactWriteItems` |
//!
//! **For loan accounts.** A loan that is registered to an account has an entry under it, from which what the account's loans consume is
//! computed and kept with the account. Whenever something happens to such a loan, its function reads the account that the loan names, and adds [`Known::loan_writes`] to the transaction of the loan's own change:
//!
//! ```no_run
//! # use domain::revolving::{Context, LoanChange};
//! # use domain::servicing::credit_line::RegisteredLoan;
//! # use platform::http::problem::Problem;
//! # async fn disburse(table: &platform::table::Table, loan: RegisteredLoan, context: Context<'_>) -> Result<(), Problem> {
//! let known = platform::revolving::Known::load(table, "com_1", "rev_1").await?;
//! let known = known.ok_or_else(|| Problem::not_found("Revolving account not found"))?;
//! let drawn = LoanChange::Drawn("250".parse().unwrap_or_default());
//! let writes = known.loan_writes("com_1", &loan, drawn, &context)?;
//! # table.transact(writes).await?;
//! # Ok(())
//! # }
//! ```
//!
//! The writes hold the account to the version that was read. Of two loans that draw at the same time one loses the race, and its attempt runs
//! again on what is left, so they cannot overdraw the account together.

mod problem;

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::revolving::{Account, Context, INDEXED, LoanChange, SCHEMA};
use domain::servicing::credit_line::RegisteredLoan;

use crate::event;
use crate::http::problem::Problem;
use crate::keys::revolving as keys;
use crate::lists::{self, Collection};
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// The list of a company's revolving accounts.
pub const ACCOUNTS: Collection =
    Collection { name: "REVOLVING", item: keys::ACCOUNT, indexed: INDEXED, schema: SCHEMA };

/// An account and its loans as a change finds them.
#[derive(Clone)]
pub struct Known {
    /// The account.
    pub account: Account,
    /// All loans that are registered to it, closed ones too.
    pub loans: Vec<RegisteredLoan>,
    key: Key,
    version: u64,
}

/// The account, if there is one.
pub async fn get(table: &Table, company_id: &str, account_id: &str) -> Result<Option<Account>, TableError> {
    table.get(&keys::account(company_id, account_id)).await?.map(|item| item.read()).transpose()
}

/// The writes of a new account, which fail where there is one of its id.
pub fn create_writes(company_id: &str, account: &Account) -> Result<Vec<Write>, TableError> {
    let key = keys::account(company_id, account.id());
    let pk = key.pk.clone();
    // Versions begin anew with each account of an id that was deleted; none of an older one is met again.
    let first = account.created().micros().unsigned_abs();
    let item = item(company_id, key, first, account)?;
    let mut writes = vec![Write::Put { item, condition: Condition::Absent }];
    writes.extend(lists::writes(&ACCOUNTS, company_id, &pk, None, Some(&account.listed()))?);
    writes.push(told(&pk, "revolving.created", account, account.created())?);
    Ok(writes)
}

impl Known {
    /// Reads an account with its loans, by one `Query` unless they are larger than a page of it.
    pub async fn load(table: &Table, company_id: &str, account_id: &str) -> Result<Option<Self>, TableError> {
        let key = keys::account(company_id, account_id);
        let (from, to) = keys::bounds();
        let (mut known, mut loans) = (None, Vec::new());
        for item in table.query_all(&key.pk, (from.to_owned(), to.to_owned())).await? {
            if item.key == key {
                known = Some((item.read()?, item.version));
            } else {
                loans.push(item.read()?);
            }
        }
        let Some((account, version)) = known else { return Ok(None) };
        let version = version.ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
        Ok(Some(Self { account, loans, key, version }))
    }

    /// The writes of a change of the account.
    pub fn update_writes(&self, company_id: &str, changed: &Account, now: Moment) -> Result<Vec<Write>, TableError> {
        let (old, new) = (self.account.listed(), changed.listed());
        let mut writes = vec![self.put(company_id, changed)?];
        writes.extend(lists::writes(&ACCOUNTS, company_id, &self.key.pk, Some(&old), Some(&new))?);
        writes.push(told(&self.key.pk, "revolving.updated", changed, now)?);
        Ok(writes)
    }

    /// The writes that delete the account.
    pub fn delete_writes(&self, company_id: &str, now: Moment) -> Result<Vec<Write>, TableError> {
        let condition = Condition::Version(self.version);
        let mut writes = vec![Write::Delete { key: self.key.clone(), condition }];
        writes.extend(lists::writes(&ACCOUNTS, company_id, &self.key.pk, Some(&self.account.listed()), None)?);
        writes.push(told(&self.key.pk, "revolving.deleted", &self.account, now)?);
        Ok(writes)
    }

    /// The writes of something that has happened to one of its loans, given as it is afterwards. They belong into the transaction of the
    /// loan's own change, which carries the event. 400 where the account refuses.
    pub fn loan_writes(
        &self,
        company_id: &str,
        loan: &RegisteredLoan,
        change: LoanChange<'_>,
        context: &Context<'_>,
    ) -> Result<Vec<Write>, Problem> {
        let (account, _) = self.account.with_loan(&self.loans, loan, change, context)?;
        let entry = Item::of(keys::loan(&self.key.pk, &loan.account_id), None, loan)?;
        Ok(vec![Write::Put { item: entry, condition: Condition::None }, self.put(company_id, &account)?])
    }

    /// The writes of a loan that is deleted, as an application may be. They belong into the transaction that deletes it.
    pub fn loan_deletion_writes(
        &self,
        company_id: &str,
        account_id: &str,
        context: &Context<'_>,
    ) -> Result<Vec<Write>, Problem> {
        let account = self.account.without_loan(&self.loans, account_id, context)?;
        let key = keys::loan(&self.key.pk, account_id);
        Ok(vec![Write::Delete { key, condition: Condition::None }, self.put(company_id, &account)?])
    }

    fn put(&self, company_id: &str, account: &Account) -> Result<Write, TableError> {
        let item = item(company_id, self.key.clone(), self.version.saturating_add(1), account)?;
        Ok(Write::Put { item, condition: Condition::Version(self.version) })
    }
}

fn item(company_id: &str, key: Key, version: u64, account: &Account) -> Result<Item, TableError> {
    Ok(Item::of(key, version, account)?.listed(lists::entry(&ACCOUNTS, company_id, &account.listed())))
}

fn told(pk: &str, event_type: &str, account: &Account, at: Moment) -> Result<Write, TableError> {
    let subject = [("account_id", account.id()), ("client_id", account.client_id())];
    let subject: Object = subject.map(|(key, id)| (key.to_owned(), Json::text(id))).into();
    event::put(pk, event_type, at, Json::Object(subject))
}
