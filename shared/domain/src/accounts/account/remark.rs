//! What the history of a loan says of a change of its account: what was done, and what was said of it.

use super::change::Happened;
use super::context::Context;
use super::ledger::Entry;
use crate::accounts::transaction::present;
use crate::json::Json;
use crate::lending::history::Remark;
use crate::lending::remark::bounded;

/// The remark that a change leaves: `Account transaction posted, out of arrears: repayment 340.02; by wire`.
pub(super) fn of(happened: &[Happened], entered: &[Entry], context: &Context<'_>) -> Remark {
    let what: Vec<String> = happened.iter().map(|it| words(it.event_type)).collect();
    let done = format!("Account {}", what.join(", "));
    let text = entered.iter().flat_map(of_entry).fold(done, |text, said| with(&text, &said));
    Remark { id: context.now, text: bounded(text), author: context.author.to_owned() }
}

/// A remark with more said of what was done.
pub(super) fn with(text: &str, said: &str) -> String {
    let separator = if text.contains(": ") { "; " } else { ": " };
    bounded(format!("{text}{separator}{said}"))
}

/// `account.transaction_posted` in words.
fn words(event_type: &str) -> String {
    event_type.trim_start_matches("account.").replace('_', " ")
}

/// What was entered, and what the caller says of it.
fn of_entry(entry: &Entry) -> Vec<String> {
    let shown = present(&entry.transaction.event, &|_| String::new());
    let word = |key: &str| shown.get(key).and_then(text);
    let what = [word("type").map(|kind| kind.replace('_', " ")), word("amount")];
    let what = what.into_iter().flatten().collect::<Vec<_>>().join(" ");
    std::iter::once(what).chain(entry.details.notes.clone()).collect()
}

fn text(json: &Json) -> Option<String> {
    json.as_text().map(str::to_owned).or_else(|| json.as_number().map(|number| number.to_string()))
}
