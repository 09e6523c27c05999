use super::*;
use crate::listing::filter::{FieldType, Filter, Filterable, Schema};

const SCHEMA: Schema = Schema {
    fields: &[
        Filterable::one("state", FieldType::Choice(&["ACTIVE", "CLOSED"])),
        Filterable::one("holder_id", FieldType::Text),
        Filterable::one("amount", FieldType::Amount),
        Filterable::one("due_date", FieldType::Date),
        Filterable::list("tags", FieldType::Text),
    ],
};

const INDEX: Index = Index { equal: &["holder_id", "state"], sorted_by: Some("due_date"), has_whole: true };

fn checked(filter: &str) -> Checked {
    let filter: Filter = filter.parse().expect("a filter");
    SCHEMA.check(&filter).expect("fits")
}

fn plan(filter: &str) -> Plan {
    INDEX.plan(&checked(filter)).expect("is indexed")
}

fn date(text: &str) -> Value {
    FieldType::Date.parse(text).expect("a date")
}

fn equality(path: &'static str, value: &str) -> Equality {
    Equality { path, value: Value::Text(value.to_owned()) }
}

#[test]
fn an_equality_is_found_and_the_rest_is_left() {
    let plan = plan("amount > 5 AND (state = ACTIVE AND amount < 9)");
    assert_eq!(plan.equality, Some(equality("state", "ACTIVE")));
    assert_eq!(plan.range, None);
    assert_eq!(plan.rest, checked("amount > 5 amount < 9"));
}

#[test]
fn the_field_that_finds_fewest_is_taken() {
    let plan = plan("state:ACTIVE holder_id:h1 state = CLOSED");
    assert_eq!(plan.equality, Some(equality("holder_id", "h1")));
    assert_eq!(plan.rest, checked("state:ACTIVE state = CLOSED"));
    assert_eq!(INDEX.plan(&checked("state = ACTIVE")).map(|plan| plan.rest), Ok(Checked::default()));
}

#[test]
fn bounds_of_the_sorting_field_become_the_narrowest_range() {
    let plan = plan(
        "state = ACTIVE due_date >= 2026-01-01 due_date > 2026-01-01 due_date > 2025-01-01 \
         due_date < 2026-03-01 due_date <= 2026-02-28 due_date != 2026-02-01",
    );
    let lower = Bound::Excluded(date("2026-01-01"));
    let upper = Bound::Included(date("2026-02-28"));
    assert_eq!(plan.range, Some(Range { path: "due_date", lower, upper }));
    assert_eq!(plan.rest, checked("due_date != 2026-02-01"));
}

#[test]
fn a_range_in_which_nothing_lies_is_known_to_be_empty() {
    let cases = [
        ("due_date = 2026-01-01", false),
        ("due_date > 2026-01-01", false),
        ("due_date > 2026-01-01 due_date < 2026-01-02", false),
        ("due_date > 2026-01-01 due_date <= 2026-01-01", true),
        ("due_date = 2026-01-01 due_date = 2026-01-02", true),
    ];
    for (filter, expected) in cases {
        assert_eq!(plan(filter).range.map(|range| range.is_empty()), Some(expected), "{filter}");
    }
}

#[test]
fn everything_is_read_when_nothing_is_asked() {
    assert_eq!(plan(""), Plan { equality: None, range: None, rest: Checked::default() });
}

#[test]
fn what_the_index_finds_nothing_of_is_refused_with_what_it_finds_by() {
    let refused =
        ["amount > 5", "state = ACTIVE OR state = CLOSED", "NOT state = ACTIVE", "holder_id = h*", "tags:vip"];
    for filter in refused {
        let fault = INDEX.plan(&checked(filter)).expect_err("is not indexed");
        assert_eq!(fault.usable, ["holder_id", "state", "due_date"], "{filter}");
    }
}

#[test]
fn an_index_that_is_not_read_as_a_whole_needs_an_equality() {
    let index = Index { has_whole: false, ..INDEX };
    for filter in ["", "due_date > 2026-01-01", "amount > 5"] {
        let fault = index.plan(&checked(filter)).expect_err("is not indexed");
        assert_eq!(
            fault.to_string(),
            "filter must ask for one value of one of the fields holder_id, state, \
             joined by AND to whatever else it asks for"
        );
    }
    assert!(index.plan(&checked("due_date > 2026-01-01 state = CLOSED")).is_ok());
}
