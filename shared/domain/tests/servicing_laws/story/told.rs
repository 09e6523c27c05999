//! Cases that are written down as they are shown: lines of terms, and lines of operations.

use chrono::NaiveDate;
use domain::servicing::replay::replay;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Transaction, TransactionId};
use serde_json::Value;

use super::{Moment, Story};
use crate::random::plain_terms_of;

impl Story {
    /// What becomes of `path = value` lines of terms and `id date (entered date) event` lines of operations.
    pub fn told(text: &str) -> Self {
        let follows = text.contains("interest.recalculation = {");
        let mut terms = serde_json::to_value(plain_terms_of(follows)).expect("JSON");
        let mut transactions = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.split_once(" = ") {
                Some((path, value)) => set(&mut terms, path, value),
                None => transactions.push(transaction(line)),
            }
        }
        Self::of(serde_json::from_value(terms).expect("terms"), transactions)
    }

    /// What becomes of transactions that are entered one after the other.
    fn of(terms: Terms, transactions: Vec<Transaction>) -> Self {
        let mut story = Self { terms, transactions, moments: Vec::new(), refused: Vec::new(), broken: None };
        for count in 0..=story.transactions.len() {
            let known = story.transactions.get(..count).expect("a part of the list");
            let today = known.last().map_or(story.terms.expected_disbursement, |last| last.entered_on);
            match replay(&story.terms, known, today) {
                Ok(account) => story.moments.push(Moment { today, count, account }),
                Err(error) => {
                    story.broken = known.last().map(|last| (last.clone(), error));
                    break;
                }
            }
        }
        story
    }
}

fn set(terms: &mut Value, path: &str, value: &str) {
    let place = path.split('.').fold(terms, |place, name| &mut place[name]);
    *place = serde_json::from_str(value).expect("JSON");
}

fn transaction(line: &str) -> Transaction {
    let (id, rest) = line.split_once(' ').expect("an id");
    let (date, rest) = rest.split_once(' ').expect("a date");
    let value_date: NaiveDate = date.parse().expect("a date");
    let entered = rest.strip_prefix("(entered ").and_then(|rest| rest.split_once(") "));
    let (entered_on, event) = entered.map_or((value_date, rest), |(day, rest)| (day.parse().expect("a date"), rest));
    Transaction {
        id: TransactionId(id.parse().expect("an id")),
        value_date,
        entered_on,
        event: serde_json::from_str(event).expect("an event"),
    }
}
