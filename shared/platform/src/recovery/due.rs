//! The cases of one company that are due, in the order in which they became so.

use domain::moment::Moment;

use crate::keys::index::{self, due_until};
use crate::keys::loan::loan_of;
use crate::keys::sortable;
use crate::table::{ListEntry, Order, Table, TableError};

/// The list of what is due of a company, by time.
const DUE: &str = "CASES_DUE";

/// Loans of a company whose cases are due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLoans {
    /// Their ids.
    pub loan_ids: Vec<String>,
    /// Where to go on, if there is more.
    pub next: Option<String>,
}

/// The list's name in the index.
pub(super) fn list(company_id: &str) -> String {
    index::listed(company_id, DUE, "", "").list
}

/// The place of a case in its company's list of what is to come.
pub(super) fn place(company_id: &str, loan_id: &str, at: Moment) -> ListEntry {
    index::listed(company_id, DUE, &sortable(at), loan_id)
}

/// Loans whose cases are due at a moment, at most `limit`, from the beginning or where a page before ended. One `Query`.
pub async fn due_loans(
    table: &Table,
    company_id: &str,
    now: Moment,
    from: Option<&str>,
    limit: i32,
) -> Result<DueLoans, TableError> {
    let list = list(company_id);
    let (least, to) = due_until(now);
    let page = table.list(&list, (from.unwrap_or(&least), &to), Order::Ascending, Some(limit)).await?;
    let end = page.items.last().and_then(|item| item.listed.as_ref()).map(|entry| format!("{}\u{1}", entry.place));
    let loan_ids = page.items.iter().filter_map(|item| loan_of(&item.key.pk)).map(|(_, loan_id)| loan_id).collect();
    Ok(DueLoans { loan_ids, next: end.filter(|_| page.more) })
}
