//! A loan as plain numbers, and the same as the JSON that filters look at, in one of the ways to write it.

use domain::json::{Json, Object};
use domain::listing::filter::{FieldType, Filterable, Schema};
use proptest::prelude::*;
use rust_decimal::Decimal;

pub const STATES: [&str; 3] = ["ACTIVE", "CLOSED", "LOCKED"];

pub const SCHEMA: Schema = Schema {
    fields: &[
        Filterable::one("name", FieldType::Text),
        Filterable::one("state", FieldType::Choice(&STATES)),
        Filterable::one("balances.total", FieldType::Amount),
        Filterable::one("create_time", FieldType::Timestamp),
        Filterable::list("tags", FieldType::Text),
    ],
};

#[derive(Debug, Clone)]
pub struct Loan {
    pub name: Option<String>,
    pub state: Option<usize>,
    pub cents: Option<i64>,
    /// Minutes after 2026-01-10 00:00 UTC, fewer than a day has.
    pub minute: Option<u32>,
    pub tags: Vec<String>,
    /// Which of the ways to write each value is taken.
    pub spelling: bool,
}

pub fn loan() -> impl Strategy<Value = Loan> {
    let optional = (prop::option::of(short_text()), prop::option::of(0..3_usize), prop::option::of(-5..5_i64));
    (optional, prop::option::of(0..4_u32), prop::collection::vec(short_text(), 0..3), any::<bool>())
        .prop_map(|((name, state, cents), minute, tags, spelling)| Loan { name, state, cents, minute, tags, spelling })
}

/// So few that many are equal.
pub fn short_text() -> impl Strategy<Value = String> {
    "[ab*]{0,3}"
}

/// `0.05`, or `0.0500`.
pub fn amount_text(cents: i64, is_long: bool) -> String {
    let zeros = if is_long { "00" } else { "" };
    format!("{}{zeros}", Decimal::new(cents, 2))
}

/// The same moment by two clocks.
pub fn moment_text(minute: u32, is_far: bool) -> String {
    if is_far {
        format!("2026-01-10T05:{:02}:00.000+05:30", minute + 30)
    } else {
        format!("2026-01-10T00:{minute:02}:00Z")
    }
}

impl Loan {
    pub fn json(&self) -> Json {
        let mut object = Object::new();
        let mut set = |key: &str, value: Option<Json>| {
            // Absent and null are the same.
            if value.is_some() || self.spelling {
                object.insert(key.to_owned(), Json::from(value));
            }
        };
        set("name", self.name.clone().map(Json::from));
        set("state", self.state.and_then(|state| STATES.get(state)).map(|state| Json::text(*state)));
        let number = |cents| Json::Number(Decimal::new(cents, 2));
        let total =
            self.cents.map(|cents| if self.spelling { number(cents) } else { Json::text(amount_text(cents, true)) });
        set("balances", total.map(|total| Json::Object(Object::from_iter([("total".to_owned(), total)]))));
        set("create_time", self.minute.map(|minute| Json::text(moment_text(minute, self.spelling))));
        set("tags", Some(self.tags.iter().map(|tag| Json::text(tag.as_str())).collect()));
        Json::Object(object)
    }
}
