//! The writes of a change of an account.

use domain::accounts::account::listing::{INDEXED, listed, of_accounts};
use domain::accounts::account::{Account, Change, Entry, Happened, Ledger};
use domain::company::Company;
use domain::json::Json;
use domain::moment::Moment;

use super::read::KnownAccount;
use crate::event;
use crate::keys::account::{self as keys, ENTRIES_PER_ITEM};
use crate::keys::index::{self, Timer};
use crate::keys::loan::{self, History};
use crate::lists::{self, Collection};
use crate::recovery;
use crate::table::{Condition, Item, TableError, Write};

/// Lists of accounts.
pub fn collection() -> Collection {
    Collection { name: "ACCOUNTS", item: keys::ACCOUNT, indexed: INDEXED, schema: of_accounts() }
}

/// The writes of a change: the account, the parts of its entries that grew, the lists that it enters and leaves, and the
/// events, each change with its remark. `known` is the account as it was read; without it the account must not exist yet.
pub fn change_writes(
    company: &Company,
    change: &Change,
    known: Option<&KnownAccount>,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let account = &change.ledger.account;
    let pk = loan::loan(&company.id, &account.account_id);
    let mut writes = vec![account_write(company, account, known.map(|known| known.version))?];
    writes.extend(entry_writes(&pk, &change.ledger, change.entries_before)?);
    writes.extend(funding_write(&pk, &change.ledger, known.map(|known| &known.ledger))?);
    let before = known.map(|known| listed(&known.ledger.account));
    writes.extend(lists::writes(&collection(), &company.id, &pk, before.as_ref(), Some(&listed(account)))?);
    for happened in &change.happened {
        writes.push(event_write(&pk, happened, now)?);
    }
    if let Some(known) = known {
        writes.extend(recovery::account_writes(company, change, known.case.as_ref(), now)?);
    }
    if !change.happened.is_empty() {
        let remark = Item::of(loan::history(&pk, History::Remark, change.remark.id), None, &change.remark)?;
        writes.push(Write::Put { item: remark, condition: Condition::Absent });
    }
    Ok(writes)
}

/// The writes of a change of two accounts at once, each with the account as it was read; without it that account must not
/// exist yet.
pub fn handover_writes(
    company: &Company,
    changes: [(&Change, Option<&KnownAccount>); 2],
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let writes = changes.map(|(change, known)| change_writes(company, change, known, now));
    let [first, second] = writes;
    Ok(lists::summed(first?.into_iter().chain(second?).collect()))
}

fn account_write(company: &Company, account: &Account, version: Option<u64>) -> Result<Write, TableError> {
    let pk = loan::loan(&company.id, &account.account_id);
    let condition = version.map_or(Condition::Absent, Condition::Version);
    let key = keys::account(&pk);
    let item = Item::of(key.clone(), version.unwrap_or(0).saturating_add(1), account)?;
    let place = lists::entry(&collection(), &company.id, &listed(account));
    let due = account.at_rest.next_change.map(|day| company.settings.time_zone.start_of(day));
    let item = item.listed(place).due(due.map(|at| index::clock(Timer::Accounts, &key, at)));
    Ok(Write::Put { item, condition })
}

/// The parts of an account's entries that grew. Nothing guards them but the account, which is written with them.
pub fn entry_writes(pk: &str, ledger: &Ledger, before: usize) -> Result<Vec<Write>, TableError> {
    if before == ledger.entries.len() {
        return Ok(Vec::new());
    }
    let first = before / ENTRIES_PER_ITEM;
    let parts = ledger.entries.chunks(ENTRIES_PER_ITEM).enumerate().skip(first);
    parts.map(|(number, entries)| part(pk, number, entries)).collect()
}

fn part(pk: &str, number: usize, entries: &[Entry]) -> Result<Write, TableError> {
    let item = Item::of(keys::entries(pk, number), None, &entries)?;
    Ok(Write::Put { item, condition: Condition::None })
}

/// Who funds the account, where that has changed. Nothing guards it but the account, which is written with it.
fn funding_write(pk: &str, ledger: &Ledger, before: Option<&Ledger>) -> Result<Option<Write>, TableError> {
    let before = before.and_then(|before| before.funding.as_ref());
    let key = keys::funding(pk);
    match &ledger.funding {
        funding if funding.as_ref() == before => Ok(None),
        None => Ok(Some(Write::Delete { key, condition: Condition::None })),
        Some(funding) => Ok(Some(Write::Put { item: Item::of(key, None, funding)?, condition: Condition::None })),
    }
}

/// The writes that remove an account of which nothing was ever paid out, with all that belongs to it.
pub fn delete_writes(
    company: &Company,
    known: &KnownAccount,
    happened: &Happened,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let KnownAccount { ledger, version, beside, case: _ } = known;
    let pk = loan::loan(&company.id, &ledger.account.account_id);
    let delete = |key, condition| Write::Delete { key, condition };
    let mut writes = vec![delete(keys::account(&pk), Condition::Version(*version))];
    let parts = ledger.entries.len().div_ceil(ENTRIES_PER_ITEM);
    writes.extend((0..parts).map(|number| delete(keys::entries(&pk, number), Condition::None)));
    writes.extend(beside.iter().map(|item| delete(item.key.clone(), Condition::None)));
    writes.extend(lists::writes(&collection(), &company.id, &pk, Some(&listed(&ledger.account)), None)?);
    writes.push(event_write(&pk, happened, now)?);
    Ok(writes)
}

pub(super) fn event_write(pk: &str, happened: &Happened, now: Moment) -> Result<Write, TableError> {
    event::put(pk, happened.event_type, now, Json::Object(happened.data.clone()))
}
