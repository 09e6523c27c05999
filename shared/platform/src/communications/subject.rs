//! The loan that a communication is about.

use domain::accounts::account::Refusal;
use domain::calendar::Month;
use domain::communication::facts::{Facts, MonthFacts};
use domain::company::{Company, CompanyKind};
use domain::json::Object;
use domain::lending::allocation::Allocation;
use domain::lending::customer::{CustomerProfile, Transaction, TransactionOwner};
use domain::lending::loan::LoanProfile;
use domain::lending::serviced::{details, months};
use domain::moment::Moment;
use domain::recovery::case::RecoveryCase;

use crate::accounts::{KnownAccount, load_at};
use crate::keys::{account, loan, recovery};
use crate::recovery::{KnownCase, KnownContacts, case_on};
use crate::table::{Item, Key, Table, TableError};

/// Which loan, or transaction, in which month.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The company.
    pub company: &'a Company,
    /// The lender's id of the loan, or of the transaction.
    pub loan_id: &'a str,
    /// The month.
    pub month: Month,
}

/// Why there is nothing to communicate about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// There is no such loan, or transaction.
    Loan,
    /// It has no such month.
    Month,
}

/// A loan as a communication finds it.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What its document says; of a transaction, with what its customer's says.
    fields: Object,
    /// The month as it was uploaded.
    month: Option<Allocation>,
    /// Its account, where it is serviced.
    account: Option<KnownAccount>,
    /// Whose transaction it is.
    pub owner: Option<TransactionOwner>,
    /// Its case.
    pub case: Option<KnownCase>,
    /// Those who can be contacted about it.
    pub contacts: KnownContacts,
}

impl Subject {
    /// The partition whose history tells of it.
    pub fn told_in(&self, asked: &Asked<'_>) -> String {
        let of_owner = |owner: &TransactionOwner| loan::customer(&asked.company.id, &owner.client_customer_id);
        self.owner.as_ref().map_or_else(|| loan::loan(&asked.company.id, asked.loan_id), of_owner)
    }

    /// What is known of it at a moment, and its case as it stands then.
    ///
    /// # Errors
    /// What is stored of its account cannot be computed.
    pub fn on<'a>(&self, asked: &Asked<'a>, now: Moment) -> Result<(Facts<'a>, RecoveryCase), Refusal> {
        let zone = &asked.company.settings.time_zone;
        let today = zone.date_at(now);
        let (case, snapshot) = case_on(asked.loan_id, self.case.as_ref(), self.account.as_ref(), today)?;
        let mut fields = self.fields.clone();
        let mut of_month = self.month.as_ref().map(MonthFacts::uploaded).unwrap_or_default();
        if let Some((account, snapshot)) = self.account.as_ref().zip(snapshot.as_ref()) {
            fields.extend(details(&account.ledger, snapshot, zone));
            let serviced = months(snapshot).into_iter().find(|month| month.month == asked.month);
            let principal_left = snapshot.summary.balances.outstanding.principal;
            if let Some(serviced) = serviced {
                of_month = of_month.serviced(&serviced, principal_left);
            }
        }
        let debt = case.debt(today);
        let Asked { company, loan_id, month } = *asked;
        Ok((Facts { company, loan_id, fields, month, of_month, debt, today }, case))
    }
}

/// Reads what is known of a loan, with what lies `beside` of that: one `BatchGetItem`; of a transaction 1 `GetItem` before, of a serviced
/// loan 1 `Query` more.
pub async fn about(
    table: &Table,
    asked: &Asked<'_>,
    beside: &[Key],
) -> Result<Result<(Subject, Vec<Item>), Absent>, TableError> {
    let owner = match owner_key(asked) {
        None => None,
        Some(key) => match table.get(&key).await? {
            None => return Ok(Err(Absent::Loan)),
            owner => owner,
        },
    };
    let (subject, items) = read(table, asked, owner.as_ref(), beside).await?;
    Ok(subject.map(|subject| (subject, items)))
}

/// Where it is said whose transaction it is, of a company of credit lines: it is read before the rest.
pub(super) fn owner_key(asked: &Asked<'_>) -> Option<Key> {
    let is_transaction = asked.company.kind == CompanyKind::CreditLine;
    is_transaction.then(|| loan::transaction_owner(&asked.company.id, asked.loan_id))
}

/// Reads what is known of a loan, and what lies `beside`, by one `BatchGetItem`; of a serviced loan by one `Query` more.
pub(crate) async fn read(
    table: &Table,
    asked: &Asked<'_>,
    owner: Option<&Item>,
    beside: &[Key],
) -> Result<(Result<Subject, Absent>, Vec<Item>), TableError> {
    let pk = loan::loan(&asked.company.id, asked.loan_id);
    let owner: Option<TransactionOwner> = owner.map(Item::read).transpose()?;
    let is_transaction = asked.company.kind == CompanyKind::CreditLine;
    let of_customer = owner.as_ref().map(|owner| loan::customer(&asked.company.id, &owner.client_customer_id));
    let told_in = of_customer.as_ref().unwrap_or(&pk);
    let profile = loan::profile(told_in);
    let transaction = loan::transaction(told_in, asked.loan_id);
    let month = loan::allocation(told_in, is_transaction.then_some(asked.loan_id), asked.month);
    let account = account::account(&pk);
    let mut wanted = vec![recovery::case(&pk), recovery::contacts(&pk), profile.clone(), month.clone()];
    wanted.push(if is_transaction { transaction.clone() } else { account.clone() });
    wanted.extend_from_slice(beside);
    let items = table.get_many(&wanted).await?;
    let of = |key: &Key| items.iter().find(|item| item.key == *key);
    let fields = if is_transaction {
        let customer: Option<CustomerProfile> = of(&profile).map(Item::read).transpose()?;
        let transaction: Option<Transaction> = of(&transaction).map(Item::read).transpose()?;
        customer.zip(transaction).map(|(customer, transaction)| {
            let mut fields = customer.fields;
            fields.insert("client_customer_id".to_owned(), domain::json::Json::text(customer.client_customer_id));
            fields.extend(transaction.fields);
            fields
        })
    } else {
        of(&profile).map(Item::read::<LoanProfile>).transpose()?.map(|profile| profile.fields)
    };
    let month: Option<Allocation> = of(&month).map(Item::read).transpose()?;
    let account = if of(&account).is_some() { load_at(table, &pk).await? } else { None };
    let (case, contacts) = (KnownCase::among(&items)?, KnownContacts::among(&items)?);
    let subject = match fields {
        None if account.is_none() => Err(Absent::Loan),
        _ if account.is_none() && month.is_none() => Err(Absent::Month),
        fields => Ok(Subject { fields: fields.unwrap_or_default(), month, account, owner, case, contacts }),
    };
    let beside = items.into_iter().filter(|item| beside.contains(&item.key)).collect();
    Ok((subject, beside))
}
