//! What recovery reads of a loan.

use domain::recovery::default::LoanDefault;

use super::KnownCase;
use crate::accounts::{KnownAccount, items_at, of_items};
use crate::keys::{loan, recovery as keys};
use crate::table::{Item, Order, Table, TableError};

/// A loan as recovery finds it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its account, where it is serviced.
    pub account: Option<KnownAccount>,
    /// Its case.
    pub case: Option<KnownCase>,
}

/// Reads the account and the case of a loan, by one `Query`.
pub async fn load(table: &Table, company_id: &str, loan_id: &str) -> Result<Known, TableError> {
    let items = items_at(table, &loan::loan(company_id, loan_id)).await?;
    let case = KnownCase::among(&items)?;
    Ok(Known { account: of_items(items)?, case })
}

/// A default by the ULID of its id; `None` where there is none.
pub async fn default_at(
    table: &Table,
    company_id: &str,
    loan_id: &str,
    ulid: &str,
) -> Result<Option<LoanDefault>, TableError> {
    let key = keys::default(&loan::loan(company_id, loan_id), ulid);
    table.get(&key).await?.as_ref().map(Item::read).transpose()
}

/// The defaults of a loan, the newest first: as many as one page of the table holds, which is more than a loan comes to.
pub async fn defaults_of(table: &Table, company_id: &str, loan_id: &str) -> Result<Vec<LoanDefault>, TableError> {
    let (from, to) = keys::defaults();
    let page = table.query(&loan::loan(company_id, loan_id), &from, &to, Order::Descending).await?;
    page.items.iter().map(Item::read).collect()
}
