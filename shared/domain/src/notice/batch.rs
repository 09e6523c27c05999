//! Notices of many loans: what is asked, and how far it is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::request::{FIELDS as WANTED, Wanted};
use crate::field::{Faults, is_id};
use crate::json::{Json, Object};
use crate::moment::Moment;

/// Most loans of a batch.
pub const LOANS_MAX: usize = 10_000;
/// Loans of a part of a batch.
pub const PART_LOANS: usize = 500;

/// A batch, without its loans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its id.
    pub batch_id: String,
    /// What is asked of each notice.
    pub wanted: Wanted,
    /// How many loans it has.
    pub asked: u32,
    /// In how many parts it is made.
    pub parts: u32,
    /// Who asked for it.
    pub author: String,
    /// From what links and places of files are made, so that who tries again makes the same ones.
    pub secret: String,
    /// When it was asked for; the ids of its notices follow it.
    pub created: Moment,
}

/// The loans of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The place of the first of them in the batch.
    pub first: u32,
    /// Their ids.
    pub loan_ids: Vec<String>,
}

/// How far a part is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Progress {
    /// How many of its loans are done with.
    pub done: u32,
    /// How many notices were made.
    pub made: u32,
    /// How many notices could not be printed.
    pub failed: u32,
    /// Of how many loans there is no notice.
    pub refused: u32,
}

/// Why a loan of a batch has no notice that can be served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The loan.
    pub loan_id: String,
    /// Why.
    pub reason: String,
    /// The notice that failed, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_id: Option<Moment>,
}

/// What became of a loan of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Its notice is made.
    Made,
    /// Its notice cannot be printed, or there is none.
    Refused(Refused),
}

impl Progress {
    /// Counts what became of a loan.
    pub fn count(&mut self, outcome: &Outcome) {
        let counted = match outcome {
            Outcome::Made => &mut self.made,
            Outcome::Refused(Refused { notice_id: Some(_), .. }) => &mut self.failed,
            Outcome::Refused(_) => &mut self.refused,
        };
        *counted = counted.saturating_add(1);
        self.done = self.done.saturating_add(1);
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            done: self.done.saturating_add(other.done),
            made: self.made.saturating_add(other.made),
            failed: self.failed.saturating_add(other.failed),
            refused: self.refused.saturating_add(other.refused),
        }
    }
}

/// Reads the body of a batch: what is asked of each notice, and of which loans.
///
/// # Errors
/// All faults, each at its key.
pub fn read(body: &Object, today: chrono::NaiveDate) -> Result<(Wanted, Vec<String>), Faults> {
    let mut faults = Faults::default();
    let mut rest = body.clone();
    let sent = rest.shift_remove("loan_ids");
    let wanted = Wanted::read(&rest, today).map_err(|found| faults.merge(found)).ok();
    let loan_ids = loan_ids(sent.as_ref(), &mut faults);
    faults.into_result()?;
    wanted.map(|wanted| (wanted, loan_ids)).ok_or_else(Faults::default)
}

fn loan_ids(sent: Option<&Json>, faults: &mut Faults) -> Vec<String> {
    let Some(list) = sent.and_then(Json::as_list) else {
        faults.add("loan_ids", if sent.is_none() { "Value is required" } else { "Value must be a list" });
        return Vec::new();
    };
    if list.is_empty() || list.len() > LOANS_MAX {
        faults.add("loan_ids", format!("Value must have 1 to {LOANS_MAX} entries"));
        return Vec::new();
    }
    let mut inside = Faults::default();
    let mut known = BTreeSet::new();
    let mut ids = Vec::with_capacity(list.len());
    for (position, entry) in list.iter().enumerate() {
        match entry.as_text().filter(|text| is_id(text)) {
            None => inside
                .add(position.to_string(), "Value must be a string of 1 to 100 characters, without control characters"),
            Some(id) if !known.insert(id) => inside.add(position.to_string(), "Value is in the list already"),
            Some(id) => ids.push(id.to_owned()),
        }
    }
    if !inside.is_empty() {
        faults.add_inside("loan_ids", inside);
    }
    ids
}

/// The keys of a body, beside those of one notice.
pub fn keys() -> impl Iterator<Item = &'static str> {
    WANTED.iter().map(|field| field.key).chain(["loan_ids"])
}

impl Batch {
    /// As answers show it, with how far its parts are.
    pub fn show(&self, parts: &[Progress]) -> Object {
        let sum = parts.iter().fold(Progress::default(), |sum, part| sum.plus(part));
        let number = |number: u32| Json::integer(i64::from(number));
        let is_done = sum.done >= self.asked;
        let members = [
            ("batch_id", Json::text(&self.batch_id)),
            ("template_id", Json::text(&self.wanted.template_id)),
            ("status", Json::text(if is_done { "done" } else { "running" })),
            ("asked", number(self.asked)),
            ("done", number(sum.done)),
            ("made", number(sum.made)),
            ("failed", number(sum.failed)),
            ("refused", number(sum.refused)),
            ("author", Json::text(&self.author)),
            ("created", Json::text(self.created.to_lending_text())),
        ];
        members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}
