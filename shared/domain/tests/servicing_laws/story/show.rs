//! A case in words: the terms where they are not plain, the operations one per line, and the schedule at the end.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::servicing::account::Account;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Components, Transaction};
use serde_json::Value;

use super::Case;
use crate::random::plain_terms_of;

/// What a case is, whatever becomes of it.
pub fn case_text(case: &Case) -> String {
    let mut text = terms_text(&case.terms);
    // What fails may fail here again.
    match catch_unwind(AssertUnwindSafe(|| case.play())) {
        Err(_) => {
            let _ = writeln!(text, "these panic: pays out {} of 1000", case.opening);
            for step in &case.steps {
                let _ = writeln!(text, "  {step:?}");
            }
        }
        Ok(None) => text.push_str("they make no schedule\n"),
        Ok(Some(story)) => {
            text.push_str(&operations_text(&story.transactions));
            if let Some((broken, error)) = &story.broken {
                let _ = write!(text, "impossible, because {error}:\n{}", operations_text(std::slice::from_ref(broken)));
            }
            text.push_str(&account_text(&story.last().account));
        }
    }
    text
}

/// The terms, where they are not plain.
pub fn terms_text(terms: &Terms) -> String {
    let mut text = String::from("\nterms:\n");
    let stored = serde_json::to_value(terms).expect("JSON");
    let plain = serde_json::to_value(plain_terms_of(terms.interest.recalculation.is_some())).expect("JSON");
    differences(&mut text, "", &stored, &plain);
    text
}

fn differences(text: &mut String, path: &str, value: &Value, plain: &Value) {
    match (value, plain) {
        _ if value == plain => {}
        (Value::Object(fields), Value::Object(plain)) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                differences(text, &path, value, plain.get(name).unwrap_or(&Value::Null));
            }
        }
        _ => {
            let _ = writeln!(text, "  {path} = {value}");
        }
    }
}

/// The operations, one per line.
pub fn operations_text(transactions: &[Transaction]) -> String {
    let mut text = String::from("operations:\n");
    for Transaction { id, value_date, entered_on, event } in transactions {
        let entered = if entered_on == value_date { String::new() } else { format!(" (entered {entered_on})") };
        let event = serde_json::to_value(event).expect("JSON");
        let _ = writeln!(text, "  {:>2} {value_date}{entered} {event}", id.0);
    }
    text
}

/// The schedule and what the operations did.
pub fn account_text(account: &Account) -> String {
    let mut text = String::new();
    let Account { as_of, standing, overpaid, redraw, .. } = account;
    let _ = writeln!(text, "account on {as_of}: {standing:?}, overpaid {overpaid}, kept {redraw}");
    for row in &account.installments {
        let others = [("waived", row.waived), ("written off", row.written_off), ("credited", row.credited)];
        let mut rest = String::new();
        for (name, of) in others.into_iter().filter(|(_, of)| *of != Components::default()) {
            let _ = write!(rest, ", {name} {}", components_text(of));
        }
        let met = row.obligations_met_on.map(|on| format!(", met {on}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "  {:>2} {:?} {}..{}: expected {}, paid {}{rest}{met}",
            row.number,
            row.kind,
            row.from,
            row.due,
            components_text(row.expected),
            components_text(row.paid),
        );
    }
    for of in &account.postings {
        let _ = writeln!(
            text,
            "  posted {} on {}: {} as {}, overpaid {}, principal left {}",
            of.id.0,
            of.value_date,
            of.amount,
            components_text(of.components),
            of.overpaid,
            of.balance_after,
        );
    }
    for charge in &account.charges {
        let _ = writeln!(
            text,
            "  charge {}: {}, paid {}, waived {}",
            charge.id.0, charge.amount, charge.paid, charge.waived
        );
    }
    text
}

/// Principal, interest, fees and penalties.
fn components_text(of: Components) -> String {
    format!("{}/{}/{}/{}", of.principal, of.interest, of.fees, of.penalties)
}
