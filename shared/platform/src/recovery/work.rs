//! The list of work of a company: kept beside the cases, read by one `Query` a page.

use domain::company::{Company, minor_digits};
use domain::recovery::case::RecoveryCase;
use domain::recovery::severity::Severity;
use domain::recovery::worklist::{WorkItem, first_character};

use crate::keys::{index, recovery as keys};
use crate::table::{Condition, Item, Order, Table, TableError, Write};

/// The list.
const WORK: &str = "WORK";
/// Most entries that one request looks through for those that it wants.
const LOOKED_THROUGH_MAX: i32 = 1_000;

/// What is asked of the list.
pub struct WorkAsked<'a> {
    /// The company.
    pub company_id: &'a str,
    /// Those of one severity alone.
    pub severity: Option<Severity>,
    /// Where the page before ended.
    pub after: Option<&'a str>,
    /// How many.
    pub limit: usize,
    /// Whether something is wanted; `None` where everything is.
    pub wanted: Option<&'a (dyn Fn(&WorkItem) -> bool + Sync)>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// What is to be done, the most urgent first.
    pub items: Vec<WorkItem>,
    /// Where the next page begins, if there is more to look through.
    pub next: Option<String>,
}

/// The list's name in the index.
pub(super) fn list(company_id: &str) -> String {
    index::listed(company_id, WORK, "", "").list
}

/// A page of the list of work, by one `Query`. Where something is wanted that the order does not tell, a page can be short, or empty, and
/// there still be more behind it.
pub async fn worklist(table: &Table, asked: &WorkAsked<'_>) -> Result<Work, TableError> {
    let name = list(asked.company_id);
    let first = asked.severity.map(first_character).map(String::from).unwrap_or_default();
    let from = asked.after.map_or_else(|| first.clone(), |after| format!("{after}\u{1}"));
    let from = if from.is_empty() { "0".to_owned() } else { from };
    let to = format!("{first}\u{10FFFF}");
    if from > to {
        // It goes on behind all of the severity.
        return Ok(Work { items: Vec::new(), next: None });
    }
    let one_more = i32::try_from(asked.limit.saturating_add(1)).unwrap_or(i32::MAX);
    let limit = if asked.wanted.is_some() { LOOKED_THROUGH_MAX } else { one_more };
    let page = table.list(&name, (&from, &to), Order::Ascending, Some(limit)).await?;
    let (mut items, mut last, mut more) = (Vec::new(), None, page.more);
    for entry in &page.items {
        if items.len() == asked.limit {
            more = true;
            break;
        }
        last = entry.listed.as_ref().map(|listed| listed.place.clone());
        let item: WorkItem = entry.read()?;
        if asked.wanted.is_none_or(|wanted| wanted(&item)) {
            items.push(item);
        }
    }
    Ok(Work { items, next: last.filter(|_| more) })
}

/// What a change of a case changes of the list.
pub(super) fn write(
    company: &Company,
    pk: &str,
    before: Option<&RecoveryCase>,
    after: &RecoveryCase,
) -> Result<Option<Write>, TableError> {
    let (before, now) = (before.and_then(WorkItem::of), WorkItem::of(after));
    if before == now {
        return Ok(None);
    }
    let key = keys::work(pk);
    let Some(now) = now else { return Ok(Some(Write::Delete { key, condition: Condition::None })) };
    let digits = minor_digits(&company.settings.currency).unwrap_or_default();
    let place = index::listed(&company.id, WORK, &now.place(digits), &after.loan_id);
    let item = Item::of(key, None, &now)?.listed(place);
    Ok(Some(Write::Put { item, condition: Condition::None }))
}
