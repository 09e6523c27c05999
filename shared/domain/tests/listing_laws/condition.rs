//! Conditions on a loan as a program would have them, with their truth by the plainest means, and their text as a filter.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::loan::{Loan, STATES, amount_text, moment_text, short_text};

#[derive(Debug, Clone)]
pub enum Condition {
    Name { operator: &'static str, text: String },
    Like { operator: &'static str, pattern: String },
    State { operator: &'static str, state: usize },
    Cents { operator: &'static str, cents: i64 },
    Minute { operator: &'static str, minute: u32 },
    Tag { pattern: String },
    Set { field: &'static str },
    Not(Box<Condition>, bool),
    And(Vec<Condition>, bool),
    Or(Vec<Condition>),
}

const EQUALITY: [&str; 3] = ["=", "!=", ":"];
const ALL: [&str; 7] = ["=", "!=", ":", "<", "<=", ">", ">="];
const FIELDS: [&str; 5] = ["name", "state", "balances.total", "create_time", "tags"];

pub fn condition() -> impl Strategy<Value = Condition> {
    let equality = prop::sample::select(EQUALITY.to_vec());
    let any_operator = prop::sample::select(ALL.to_vec());
    // A lone `*` after `:` asks whether a field is set.
    let pattern = "[ab]{0,2}\\*[ab*]{0,2}[ab]";
    let leaf = prop_oneof![
        (any_operator.clone(), short_text()).prop_map(|(operator, text)| Condition::Name { operator, text }),
        (equality.clone(), pattern).prop_map(|(operator, pattern)| Condition::Like { operator, pattern }),
        (equality, 0..3_usize).prop_map(|(operator, state)| Condition::State { operator, state }),
        (any_operator.clone(), -5..5_i64).prop_map(|(operator, cents)| Condition::Cents { operator, cents }),
        (any_operator, 0..4_u32).prop_map(|(operator, minute)| Condition::Minute { operator, minute }),
        "[ab]{1,2}\\*?".prop_map(|pattern| Condition::Tag { pattern }),
        prop::sample::select(FIELDS.to_vec()).prop_map(|field| Condition::Set { field }),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..5);
        prop_oneof![
            (several.clone(), any::<bool>()).prop_map(|(all, is_implicit)| Condition::And(all, is_implicit)),
            several.prop_map(Condition::Or),
            (inner, any::<bool>()).prop_map(|(inner, is_minus)| Condition::Not(Box::new(inner), is_minus)),
        ]
    })
}

/// A bound of the moment alone, of which several make a range.
pub fn bound() -> impl Strategy<Value = Condition> {
    let parts = (prop::sample::select(ALL.to_vec()), 0..4_u32);
    parts.prop_map(|(operator, minute)| Condition::Minute { operator, minute })
}

impl Condition {
    pub fn holds(&self, loan: &Loan) -> bool {
        match self {
            Self::Name { operator, text } => is(loan.name.as_ref().map(|name| name.cmp(text)), operator),
            Self::Like { operator, pattern } => {
                let is_like = loan.name.as_ref().is_some_and(|name| is_like(pattern.as_bytes(), name.as_bytes()));
                is_like == (*operator != "!=")
            }
            Self::State { operator, state } => is(loan.state.map(|its| its.cmp(state)), operator),
            Self::Cents { operator, cents } => is(loan.cents.map(|its| its.cmp(cents)), operator),
            Self::Minute { operator, minute } => is(loan.minute.map(|its| its.cmp(minute)), operator),
            Self::Tag { pattern } => loan.tags.iter().any(|tag| is_like(pattern.as_bytes(), tag.as_bytes())),
            Self::Set { field } => match *field {
                "name" => loan.name.as_ref().is_some_and(|name| !name.is_empty()),
                "state" => loan.state.is_some(),
                "balances.total" => loan.cents.is_some_and(|cents| cents != 0),
                "create_time" => loan.minute.is_some(),
                _ => loan.tags.iter().any(|tag| !tag.is_empty()),
            },
            Self::Not(inner, _) => !inner.holds(loan),
            Self::And(all, _) => all.iter().all(|each| each.holds(loan)),
            Self::Or(any) => any.iter().any(|each| each.holds(loan)),
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Name { operator, text } => format!("name {operator} \"{}\"", text.replace('*', "\\*")),
            Self::Like { operator, pattern } => format!("name{operator}{pattern}"),
            Self::State { operator, state } => format!("state{operator} {}", STATES.get(*state).unwrap_or(&"")),
            Self::Cents { operator, cents } => {
                format!("balances.total {operator}{}", amount_text(*cents, cents % 2 == 0))
            }
            Self::Minute { operator, minute } => {
                format!("create_time{operator}'{}'", moment_text(*minute, minute % 2 == 0))
            }
            Self::Tag { pattern } => format!("tags:{pattern}"),
            Self::Set { field } => format!("{field}:*"),
            Self::Not(inner, true) => format!("-({})", inner.text()),
            Self::Not(inner, false) => format!("NOT ({})", inner.text()),
            Self::And(all, is_implicit) => joined(all, if *is_implicit { " " } else { " AND " }, false),
            Self::Or(any) => joined(any, " OR ", true),
        }
    }
}

/// In `OR`, which binds tighter, `AND` needs parentheses, and in `AND` nothing does.
fn joined(list: &[Condition], between: &str, is_tight: bool) -> String {
    let parts = list.iter().map(|each| match each {
        Condition::And(..) if is_tight => format!("({})", each.text()),
        _ => each.text(),
    });
    parts.collect::<Vec<_>>().join(between)
}

fn is(order: Option<Ordering>, operator: &str) -> bool {
    match (order, operator) {
        (order, "!=") => order != Some(Ordering::Equal),
        (None, _) => false,
        (Some(order), "<") => order.is_lt(),
        (Some(order), "<=") => order.is_le(),
        (Some(order), ">") => order.is_gt(),
        (Some(order), ">=") => order.is_ge(),
        (Some(order), _) => order.is_eq(),
    }
}

/// Tries all that a wildcard could stand for.
fn is_like(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', pattern_rest)), Some((_, text_rest))) => {
            is_like(pattern_rest, text) || is_like(pattern, text_rest)
        }
        (Some((b'*', pattern_rest)), None) => is_like(pattern_rest, text),
        (Some((wanted, pattern_rest)), Some((found, text_rest))) => wanted == found && is_like(pattern_rest, text_rest),
        _ => false,
    }
}
