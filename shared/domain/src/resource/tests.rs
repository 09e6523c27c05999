use super::*;
use crate::json::{Json, Object};

const PART: &[Field] = &[
    Field::new("amount", Kind::Amount, "Amount").required(),
    Field::computed("transaction_id", Kind::Id, "Transaction"),
];

const FIELDS: &[Field] = &[
    Field::new("id", Kind::Id, "Id"),
    Field::new("name", Kind::Name, "Name").required(),
    Field::new("notes", Kind::Text, "Notes"),
    Field::computed("state", Kind::Name, "State"),
    Field::new("part", Kind::Object(PART), "Part"),
    Field::new("parts", Kind::List(PART, 2), "Parts"),
    Field::new("locked", Kind::Choices(&["A", "B"]), "Locks"),
    Field::new("at", Kind::Time, "When"),
    Field::elsewhere("settings", Kind::Object(&[]), "Settings"),
];

fn object(text: &str) -> Object {
    let json: Json = serde_json::from_str(text).unwrap();
    json.as_object().cloned().unwrap()
}

fn kept(body: &str) -> String {
    serde_json::to_string(&Json::Object(read(FIELDS, &object(body), None).unwrap())).unwrap()
}

fn faults(body: &str, shown: Option<&str>) -> Vec<String> {
    let shown = shown.map(object);
    let faults = read(FIELDS, &object(body), shown.as_ref()).unwrap_err();
    faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}")).collect()
}

#[test]
fn what_is_kept_is_in_the_tables_order_and_form() {
    let body = r#"{"part":{"amount":12.50},"settings":{"x":1},"name":"n","id":"7","parts":[{"amount":"3"}]}"#;
    assert_eq!(kept(body), r#"{"id":"7","name":"n","part":{"amount":"12.50"},"parts":[{"amount":"3"}]}"#);
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(faults("{}", None), ["name: Value is required"]);
    let body = r#"{"name":"n","x":1,"state":"S","part":{"amount":-1},"parts":[{},{"amount":1,"y":2}],"locked":["A","A","C"],"at":"today"}"#;
    assert_eq!(
        faults(body, None),
        [
            "x: Unknown key",
            "state: Value is computed and cannot be set",
            "part.amount: Value must not be negative",
            "parts.0.amount: Value is required",
            "parts.1.y: Unknown key",
            "locked.1: Value is in the list already",
            "locked.2: Value must be one of A, B",
            "at: Value must be a time by RFC 3339, as 2024-01-31T09:30:00Z",
        ]
    );
    assert_eq!(faults(r#"{"name":"n","parts":[{},{},{}]}"#, None), ["parts: Value must have at most 2 entries"]);
}

#[test]
fn a_computed_field_may_be_sent_back_as_it_was_read() {
    let shown = r#"{"name":"n","state":"S","parts":[{"amount":"1","transaction_id":"t"}]}"#;
    let body = object(shown);
    assert_eq!(
        serde_json::to_string(&Json::Object(read(FIELDS, &body, Some(&body)).unwrap())).unwrap(),
        r#"{"name":"n","parts":[{"amount":"1"}]}"#
    );
    assert_eq!(faults(r#"{"state":"T"}"#, Some(shown)), ["state: Value is computed and cannot be set"]);
    let moved = r#"{"parts":[{"amount":"1","transaction_id":"u"}]}"#;
    assert_eq!(faults(moved, Some(shown)), ["parts.0.transaction_id: Value is computed and cannot be set"]);
}

#[test]
fn null_takes_a_value_away() {
    let known = object(r#"{"name":"n","notes":"old","at":"2024-01-31T09:30:00Z"}"#);
    let body = read(FIELDS, &object(r#"{"notes":null,"name":"m"}"#), Some(&known)).unwrap();
    let merged = Json::Object(merged(&known, &body));
    assert_eq!(serde_json::to_string(&merged).unwrap(), r#"{"name":"m","at":"2024-01-31T09:30:00Z"}"#);
    assert_eq!(faults(r#"{"name":null}"#, Some("{}")), ["name: Value must not be null"]);
}

#[test]
fn the_day_of_a_time_is_that_of_the_zone() {
    let zone = crate::time_zone::TimeZone::from_name("Asia/Kolkata").unwrap();
    let day = |text: &str| day(&Json::text(text), &zone).map(|day| day.to_string());
    assert_eq!(day("2024-01-31T18:30:00Z").as_deref(), Some("2024-02-01"));
    assert_eq!(day("2024-01-31T18:29:59Z").as_deref(), Some("2024-01-31"));
    assert_eq!(day("1960-01-31T23:00:00Z").as_deref(), Some("1960-01-31"));
    assert_eq!(day("2024-02-30T00:00:00Z"), None);
    assert_eq!(day("0024-02-03T00:00:00Z"), None);
}
