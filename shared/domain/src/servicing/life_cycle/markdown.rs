//! The table in words, for the documentation.

use std::fmt::Write;

use super::condition::Condition;
use super::operation::Operation;
use super::state::{AccountState, AccountSubState, Place};
use super::table::{Outcome, Rule};

/// The table as Markdown: one line for each rule, in the order of a life.
pub fn table() -> String {
    let mut text = String::from("| operation | in | when | leads to |\n|---|---|---|---|\n");
    for rule in Operation::ALL.iter().flat_map(|operation| Rule::all_of(*operation)) {
        let (operation, places) = (rule.operation, places(rule.at));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| {operation} | {places} | {} | {} |", conditions(rule.needs), outcome(rule.outcome));
    }
    text
}

fn conditions(needs: &[Condition]) -> String {
    needs.iter().map(|condition| condition.words).collect::<Vec<_>>().join(", ")
}

fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Stays => "as it is".to_owned(),
        Outcome::Becomes(place) => format!("`{place}`"),
        Outcome::SubState(sub_state) => format!("`{sub_state}`"),
        Outcome::LedgerDecides => "what the money says".to_owned(),
        Outcome::Removed => "removed".to_owned(),
    }
}

/// The states, each with the sub-states that are in, or those that are not, whichever is shorter.
fn places(at: &[Place]) -> String {
    let states = AccountState::ALL.into_iter().filter_map(|state| in_state(state, at));
    states.collect::<Vec<_>>().join(", ")
}

fn in_state(state: AccountState, at: &[Place]) -> Option<String> {
    let (inside, outside): (Vec<_>, Vec<_>) =
        state.sub_states().iter().partition(|sub_state| at.contains(&Place { state, sub_state: **sub_state }));
    if inside.is_empty() {
        None
    } else if outside.is_empty() {
        Some(format!("`{state}`"))
    } else if outside.len() < inside.len() {
        Some(format!("`{state}` except {}", sub_states(&outside)))
    } else {
        Some(format!("`{state}` {}", sub_states(&inside)))
    }
}

fn sub_states(sub_states: &[&Option<AccountSubState>]) -> String {
    let name = |sub_state: &&Option<AccountSubState>| match sub_state {
        Some(sub_state) => format!("`{sub_state}`"),
        None => "none".to_owned(),
    };
    format!("({})", sub_states.iter().map(name).collect::<Vec<_>>().join(", "))
}
