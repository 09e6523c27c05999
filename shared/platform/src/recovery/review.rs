//! A review of all cases of a company, page by page: what is looked at once more when the company has changed its rules.
//!
//! A case whose day is to come is found in the list of those; one that has no such day, because nothing was to happen to it, is in the
//! list of work. A case can be in both and is then looked at twice: the second look finds nothing new and writes nothing.

use serde::{Deserialize, Serialize};

use super::{due, work};
use crate::keys::loan::loan_of;
use crate::queue::QueueError;
use crate::table::{Order, Table, TableError};

/// How long after a change of rules a review begins, in seconds: longer than a caller's company is remembered, and than a run of a schedule
/// takes, so that nothing is written by the former rules behind it.
pub const REVIEW_DELAY_SECONDS: u32 = 360;

/// A review that is to be begun, or gone on with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReviewMessage {
    /// The company whose cases are looked at.
    #[serde(rename = "review_company_id")]
    pub company_id: String,
    /// The list that is gone through.
    #[serde(default)]
    pub list: ReviewList,
    /// The last place of it that was gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The lists, in the order in which they are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewList {
    /// Cases that have a day to come.
    #[default]
    Due,
    /// Cases with work to do.
    Work,
}

impl ReviewMessage {
    /// A review from the beginning.
    pub fn of(company_id: &str) -> Self {
        Self { company_id: company_id.to_owned(), list: ReviewList::Due, after: None }
    }

    /// As the body of a message.
    pub fn body(&self) -> Result<String, QueueError> {
        serde_json::to_string(self).map_err(|_| QueueError::Refused { code: "NotSerializable".to_owned() })
    }

    /// What comes behind a page.
    fn behind(&self, end: Option<String>) -> Option<Self> {
        let company_id = self.company_id.clone();
        match (end, self.list) {
            (Some(end), list) => Some(Self { company_id, list, after: Some(end) }),
            (None, ReviewList::Due) => Some(Self { company_id, list: ReviewList::Work, after: None }),
            (None, ReviewList::Work) => None,
        }
    }
}

/// A page of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPage {
    /// The loans whose cases are on it.
    pub loan_ids: Vec<String>,
    /// How the review goes on, if it does.
    pub next: Option<ReviewMessage>,
}

/// The page of a review that a message says, of at most so many cases. One `Query`.
pub async fn review_page(table: &Table, message: &ReviewMessage, limit: i32) -> Result<ReviewPage, TableError> {
    let list = match message.list {
        ReviewList::Due => due::list(&message.company_id),
        ReviewList::Work => work::list(&message.company_id),
    };
    let from = message.after.as_ref().map_or_else(|| "0".to_owned(), |after| format!("{after}\u{1}"));
    let page = table.list(&list, (&from, "\u{10FFFF}"), Order::Ascending, Some(limit)).await?;
    let end = page.items.last().filter(|_| page.more).and_then(|item| item.listed.as_ref());
    let end = end.map(|entry| entry.place.clone());
    let loan_ids = page.items.iter().filter_map(|item| loan_of(&item.key.pk)).map(|(_, loan_id)| loan_id).collect();
    Ok(ReviewPage { loan_ids, next: message.behind(end) })
}
