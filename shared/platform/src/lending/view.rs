//! A loan or a customer as a reader sees it: the head, and the history newest first, as much as fits.

use std::collections::BTreeMap;

use domain::company::{Company, CompanyKind};
use domain::lending::allocation::{Allocation, Allocations};
use domain::lending::customer::{Transaction, TransactionOwner};
use domain::lending::history::{Communication, Notice, Remark};
use domain::lending::payment::Payment;
use domain::moment::Moment;
use futures_util::future::try_join_all;
use serde::de::DeserializeOwned;

use crate::accounts::{KnownAccount, load_at, of_items};
use crate::keys::account::{account as account_key, belongs};
use crate::keys::loan as keys;
use crate::keys::loan::{HeadItem, History};
use crate::table::{Item, Order, Table, TableError};

/// A part of a view, in the order in which they lie in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Messages.
    Communication,
    /// Notices.
    Notice,
    /// Payments.
    Payment,
    /// Profile, transactions and months.
    Loan,
    /// Remarks.
    Remark,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Communication, Self::Notice, Self::Payment, Self::Loan, Self::Remark];

    fn history(self) -> Option<History> {
        match self {
            Self::Communication => Some(History::Communication),
            Self::Notice => Some(History::Notice),
            Self::Payment => Some(History::Payment),
            Self::Remark => Some(History::Remark),
            Self::Loan => None,
        }
    }

    /// Whether a page that was read down to a sort key lacks this section: all of it, or any of the head, which is of no use in part.
    fn is_missing_after(self, reached: &str, bounds: Bounds) -> bool {
        let (from, to) = self.bounds(bounds);
        to.as_str() < reached || (self == Self::Loan && from.as_str() < reached)
    }

    fn bounds(self, bounds: Bounds) -> (String, String) {
        match self.history() {
            Some(history) => keys::history_bounds(history, bounds.from, bounds.to),
            None => keys::head_bounds(),
        }
    }
}

/// The moments between which history is read, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The earliest.
    pub from: Moment,
    /// The latest.
    pub to: Moment,
}

impl Bounds {
    /// All time.
    pub const NONE: Self = Self { from: Moment::EPOCH, to: Moment::LAST };
}

/// An entry of the history.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A message.
    Communication(Communication),
    /// A notice.
    Notice(Notice),
    /// A payment.
    Payment(Payment),
    /// A remark.
    Remark(Remark),
}

/// The head of a view, of a loan or a customer: `P` is its profile.
#[derive(Debug, Clone)]
pub struct Head<P> {
    /// The profile; none of a loan that is serviced as an account and was not uploaded.
    pub profile: Option<P>,
    /// The account of a loan that is serviced.
    pub account: Option<KnownAccount>,
    /// The months of a loan; none for a customer.
    pub allocations: Allocations,
    /// The transactions of a customer with their months; none for a loan.
    pub transactions: Vec<TransactionView>,
}

/// A transaction with its months.
#[derive(Debug, Clone)]
pub struct TransactionView {
    /// The transaction.
    pub transaction: Transaction,
    /// Its months.
    pub allocations: Allocations,
}

/// What a reader sees.
#[derive(Debug, Clone)]
pub struct View<P> {
    /// The head, if it was asked for.
    pub head: Option<Head<P>>,
    /// The history, newest first.
    pub history: Vec<(Moment, Entry)>,
    /// The oldest moment down to which the history is complete; `None` when all of it is there.
    pub complete_to: Option<Moment>,
}

/// Reads sections of a loan or a customer. `None` when there is no such thing.
///
/// Sections that lie together are one `Query`. Where such a run is longer than a page, the sections that the page did not reach are
/// read by themselves, so that the newest of each is there.
pub async fn view<P: DeserializeOwned>(
    table: &Table,
    pk: &str,
    sections: &[Section],
    bounds: Bounds,
) -> Result<Option<View<P>>, TableError> {
    let reads = runs(sections, bounds).into_iter().map(|run| read_run(table, pk, run, bounds));
    let mut all = Part { items: Vec::new(), complete_to: None };
    for part in try_join_all(reads).await? {
        all.extend(part);
    }
    let Part { items, complete_to } = all;
    if items.is_empty() && (sections.contains(&Section::Loan) || !exists(table, pk).await?) {
        return Ok(None);
    }
    let (accounts, items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| belongs(&item.key.sk));
    let head = if sections.contains(&Section::Loan) {
        let Some(head) = read_head(&items, account(table, pk, accounts).await?)? else { return Ok(None) };
        Some(head)
    } else {
        None
    };
    let mut history = items.iter().filter_map(|item| read_entry(item).transpose()).collect::<Result<Vec<_>, _>>()?;
    history.retain(|(moment, _)| complete_to.is_none_or(|floor| *moment >= floor));
    history.sort_by_key(|(moment, _)| std::cmp::Reverse(*moment));
    Ok(Some(View { head, history, complete_to }))
}

/// Whether there is a loan or a customer in a partition: a profile, or an account, which follows it.
pub async fn exists(table: &Table, pk: &str) -> Result<bool, TableError> {
    let (profile, account) = (keys::profile(pk), account_key(pk));
    let page = table.query_at_most(pk, &profile.sk, &account.sk, Order::Ascending, Some(1)).await?;
    Ok(!page.items.is_empty())
}

/// Whose a credit-line transaction is.
pub async fn owner_of_transaction(
    table: &Table,
    company_id: &str,
    transaction_id: &str,
) -> Result<Option<TransactionOwner>, TableError> {
    table.get(&keys::transaction_owner(company_id, transaction_id)).await?.map(|item| item.read()).transpose()
}

/// The partition of a loan, or of the customer whose transaction it is; `None` of a transaction that there is not. One `GetItem` of a transaction.
pub(crate) async fn partition_of(
    table: &Table,
    company: &Company,
    loan_id: &str,
) -> Result<Option<String>, TableError> {
    match company.kind {
        CompanyKind::Lending => Ok(Some(keys::loan(&company.id, loan_id))),
        CompanyKind::CreditLine => {
            let owner = owner_of_transaction(table, &company.id, loan_id).await?;
            Ok(owner.map(|owner| keys::customer(&company.id, &owner.client_customer_id)))
        }
    }
}

/// The sections asked for, those that lie together in one run. Bounds in time part them, for they hold within each kind of history.
fn runs(sections: &[Section], bounds: Bounds) -> Vec<Vec<Section>> {
    let mut runs: Vec<Vec<Section>> = Vec::new();
    let mut before = None;
    for section in Section::ALL {
        let is_asked = sections.contains(&section);
        let joins = bounds == Bounds::NONE && before == Some(true);
        match runs.last_mut().filter(|_| joins) {
            Some(run) if is_asked => run.push(section),
            _ if is_asked => runs.push(vec![section]),
            _ => {}
        }
        before = Some(is_asked);
    }
    runs
}

struct Part {
    items: Vec<Item>,
    complete_to: Option<Moment>,
}

impl Part {
    /// A later part may hold again what an earlier one has of the head; the head is read by key, so that does no harm.
    fn extend(&mut self, other: Part) {
        self.items.extend(other.items);
        self.complete_to = self.complete_to.max(other.complete_to);
    }
}

/// One `Query`, from the greatest sort key down. Where that is more than a page, the sections that it did not reach are read by themselves.
async fn read_run(table: &Table, pk: &str, run: Vec<Section>, bounds: Bounds) -> Result<Part, TableError> {
    let (first, last) = match run.as_slice() {
        [first, .., last] => (*first, *last),
        _ => return read_sections(table, pk, run, bounds).await,
    };
    let page = table.query(pk, &first.bounds(bounds).0, &last.bounds(bounds).1, Order::Descending).await?;
    let Some(reached) = page.items.last().map(|item| item.key.sk.clone()).filter(|_| page.more) else {
        return Ok(Part { items: page.items, complete_to: None });
    };
    let missing = run.into_iter().filter(|section| section.is_missing_after(&reached, bounds)).collect();
    let mut part = Part { items: page.items, complete_to: keys::history_item(&reached).map(|(_, moment)| moment) };
    part.extend(read_sections(table, pk, missing, bounds).await?);
    Ok(part)
}

async fn read_sections(table: &Table, pk: &str, sections: Vec<Section>, bounds: Bounds) -> Result<Part, TableError> {
    let reads = sections.into_iter().map(|section| read_section(table, pk, section, bounds));
    let mut all = Part { items: Vec::new(), complete_to: None };
    for part in try_join_all(reads).await? {
        all.extend(part);
    }
    Ok(all)
}

async fn read_section(table: &Table, pk: &str, section: Section, bounds: Bounds) -> Result<Part, TableError> {
    let (from, to) = section.bounds(bounds);
    if section == Section::Loan {
        return Ok(Part { items: table.query_all(pk, (from, to)).await?, complete_to: None });
    }
    let page = table.query(pk, &from, &to, Order::Descending).await?;
    let oldest = page.items.last().and_then(|item| keys::history_item(&item.key.sk)).map(|(_, moment)| moment);
    Ok(Part { items: page.items, complete_to: oldest.filter(|_| page.more) })
}

/// The account among the items of a view, if there is one. They were read from the greatest key down, so a change in between
/// can leave it without its last entries; then it is read by itself.
async fn account(table: &Table, pk: &str, items: Vec<Item>) -> Result<Option<KnownAccount>, TableError> {
    let by_key: BTreeMap<String, Item> = items.into_iter().map(|item| (item.key.sk.clone(), item)).collect();
    match of_items(by_key.into_values().collect())? {
        Some(known) if !known.is_whole() => load_at(table, pk).await,
        known => Ok(known),
    }
}

fn read_head<P: DeserializeOwned>(
    items: &[Item],
    account: Option<KnownAccount>,
) -> Result<Option<Head<P>>, TableError> {
    let mut profile = None;
    let mut own = Allocations::new();
    let mut transactions: BTreeMap<&str, TransactionView> = BTreeMap::new();
    let mut months: Vec<(String, Allocation)> = Vec::new();
    for item in items {
        match keys::head_item(&item.key.sk) {
            Some(HeadItem::Profile) => profile = Some(item.read()?),
            Some(HeadItem::Transaction) => {
                let view = TransactionView { transaction: item.read()?, allocations: Allocations::new() };
                transactions.insert(&item.key.sk, view);
            }
            Some(HeadItem::Allocation { transaction: None }) => {
                let allocation: Allocation = item.read()?;
                own.insert(allocation.month, allocation);
            }
            Some(HeadItem::Allocation { transaction: Some(sk) }) => months.push((sk, item.read()?)),
            None => {}
        }
    }
    for (sk, allocation) in months {
        if let Some(view) = transactions.get_mut(sk.as_str()) {
            view.allocations.insert(allocation.month, allocation);
        }
    }
    let is_there = profile.is_some() || account.is_some();
    let transactions = transactions.into_values().collect();
    Ok(is_there.then_some(Head { profile, account, allocations: own, transactions }))
}

fn read_entry(item: &Item) -> Result<Option<(Moment, Entry)>, TableError> {
    let Some((kind, moment)) = keys::history_item(&item.key.sk) else { return Ok(None) };
    let entry = match kind {
        History::Communication => Entry::Communication(item.read()?),
        History::Notice => Entry::Notice(item.read()?),
        History::Payment => Entry::Payment(item.read()?),
        History::Remark => Entry::Remark(item.read()?),
    };
    Ok(Some((moment, entry)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_that_lie_together_are_one_query() {
        assert_eq!(runs(&Section::ALL, Bounds::NONE), [Section::ALL.to_vec()]);
        assert_eq!(runs(&[Section::Payment, Section::Loan], Bounds::NONE), [vec![Section::Payment, Section::Loan]]);
        let apart = [vec![Section::Communication], vec![Section::Loan, Section::Remark]];
        assert_eq!(runs(&[Section::Remark, Section::Communication, Section::Loan], Bounds::NONE), apart);
    }

    #[test]
    fn a_page_lacks_what_lies_below_its_end_and_a_head_that_it_has_in_part() {
        let missing = |reached: &str| -> Vec<Section> {
            let lacks = |section: &Section| section.is_missing_after(reached, Bounds::NONE);
            Section::ALL.into_iter().filter(lacks).collect()
        };
        assert_eq!(missing("COMM#0000000000000005"), []);
        assert_eq!(missing("NOTICE#0000000000000005"), [Section::Communication]);
        assert_eq!(missing("PROFILE#ALLOCATION#2021-07"), Section::ALL[..4]);
        assert_eq!(missing("PROFILE"), Section::ALL[..3]);
        assert_eq!(missing("REMARK#0000000000000005"), Section::ALL[..4]);
        assert_eq!(missing("DEFAULT#7"), [Section::Communication]);
    }

    #[test]
    fn bounds_in_time_part_the_sections() {
        let bounds = Bounds { to: Moment::EPOCH, ..Bounds::NONE };
        assert_eq!(runs(&[Section::Loan, Section::Remark], bounds), [vec![Section::Loan], vec![Section::Remark]]);
    }
}
