//! What recovery reads of a loan.

use chrono::NaiveDate;
use domain::accounts::account::{Refusal, Snapshot};
use domain::recovery::case::{AccountDebt, RecoveryCase};
use domain::recovery::default::LoanDefault;

use super::{KnownCase, KnownContacts};
use crate::accounts::{KnownAccount, items_at, of_items};
use crate::keys::{account, loan, recovery as keys};
use crate::table::{Item, Table, TableError};

/// A loan as recovery finds it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its account, where it is serviced.
    pub account: Option<KnownAccount>,
    /// Its case.
    pub case: Option<KnownCase>,
}

impl Known {
    /// The case as it stands on a day, one that is new where there was none, by the account as it is computed on that day; and the account, where
    /// there is one.
    ///
    /// # Errors
    /// What is stored of the account cannot be computed.
    pub fn on(&self, loan_id: &str, today: NaiveDate) -> Result<(RecoveryCase, Option<Snapshot>), Refusal> {
        case_on(loan_id, self.case.as_ref(), self.account.as_ref(), today)
    }
}

/// As [`Known::on`], of a case and an account that were read otherwise.
pub fn case_on(
    loan_id: &str,
    case: Option<&KnownCase>,
    account: Option<&KnownAccount>,
    today: NaiveDate,
) -> Result<(RecoveryCase, Option<Snapshot>), Refusal> {
    let mut case = case.map_or_else(|| RecoveryCase::new(loan_id), |known| known.case.clone());
    let snapshot = account.map(|account| account.ledger.on(today)).transpose()?;
    if let Some(snapshot) = &snapshot {
        case.account = Some(AccountDebt::of(snapshot));
    }
    Ok((case, snapshot))
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

/// The defaults of a loan, the newest first: 1 `Query` for each MB of them.
pub async fn defaults_of(table: &Table, company_id: &str, loan_id: &str) -> Result<Vec<LoanDefault>, TableError> {
    let items = table.query_all(&loan::loan(company_id, loan_id), keys::defaults()).await?;
    items.iter().rev().map(Item::read).collect()
}

/// A default as a change of its case finds it.
#[derive(Debug, Clone)]
pub struct KnownDefault {
    /// The default's own item, which may be of one that the loan was in before.
    pub default: LoanDefault,
    /// The case, which holds the default that the loan is in, or was in last.
    pub case: KnownCase,
    /// The contacts, where they were asked for.
    pub contacts: KnownContacts,
}

/// Reads a default by the ULID of its id with the case of its loan, and with its contacts if asked, by one `BatchGetItem`; `None` where there
/// is none.
pub async fn default_to_change(
    table: &Table,
    company_id: &str,
    loan_id: &str,
    ulid: &str,
    with_contacts: bool,
) -> Result<Option<KnownDefault>, TableError> {
    let pk = loan::loan(company_id, loan_id);
    let key = keys::default(&pk, ulid);
    let wanted = [key.clone(), keys::case(&pk)].into_iter().chain(with_contacts.then(|| keys::contacts(&pk)));
    let items = table.get_many(&wanted.collect::<Vec<_>>()).await?;
    let Some(default) = items.iter().find(|item| item.key == key) else { return Ok(None) };
    let Some(case) = KnownCase::among(&items)? else { return Ok(None) };
    Ok(Some(KnownDefault { default: default.read()?, case, contacts: KnownContacts::among(&items)? }))
}

/// The contacts of a loan, and whether there is such a loan.
#[derive(Debug, Clone)]
pub struct LoanContacts {
    /// Whether the loan was uploaded, or is serviced here.
    pub has_loan: bool,
    /// The contacts.
    pub known: KnownContacts,
}

/// Reads the contacts of a loan and what tells whether there is one, by one `BatchGetItem`.
pub async fn contacts_at(table: &Table, company_id: &str, loan_id: &str) -> Result<LoanContacts, TableError> {
    let pk = loan::loan(company_id, loan_id);
    let (profile, account) = (loan::profile(&pk), account::account(&pk));
    // Of a credit-line transaction recovery has the case.
    let tell = [profile, account, keys::case(&pk)];
    let items = table.get_many(&[&tell[..], &[keys::contacts(&pk)]].concat()).await?;
    let has_loan = items.iter().any(|item| tell.contains(&item.key));
    Ok(LoanContacts { has_loan, known: KnownContacts::among(&items)? })
}
