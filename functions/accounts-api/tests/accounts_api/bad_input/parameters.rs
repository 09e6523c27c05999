//! Queries that cannot be understood.

use super::case::{Case, try_all};
use super::operation::{OPERATIONS, Operation, operations};

fn asked(operation: &Operation, query: &str) -> String {
    format!("{}?{query}", operation.path)
}

#[tokio::test]
async fn every_parameter_is_known_and_given_once() {
    let cases = OPERATIONS.iter().flat_map(|operation| {
        let invalid = |query: &str, faults: &[(&str, &str)]| {
            Case::invalid(query, operation, faults).path(asked(operation, query))
        };
        [
            invalid("colour=red", &[("colour", "Parameter is not known")]),
            invalid("Filter=x", &[("Filter", "Parameter is not known")]),
            invalid("a=1&b=2", &[("a", "Parameter is not known"), ("b", "Parameter is not known")]),
            invalid("x=1&x=1", &[("x", "Parameter is given more than once")]),
            Case::malformed("no text", operation, "The query is not valid UTF-8.").path(asked(operation, "x=%FF")),
        ]
    });
    try_all(cases).await;
}

#[tokio::test]
async fn an_id_that_is_repeated_is_that_of_the_path() {
    let cases = OPERATIONS.iter().flat_map(|operation| {
        operation.ids.iter().map(move |id| {
            let faults = [(*id, "Value must be the id of the path")];
            Case::invalid(id, operation, &faults).path(asked(operation, &format!("{id}=another")))
        })
    });
    try_all(cases).await;
}

/// A list's query, the parameter at fault, what is said of it.
const LISTS: &[(&str, &str, &str)] = &[
    ("page_size=-1", "page_size", "page_size must not be negative"),
    ("page_size=ten", "page_size", "page_size must be a whole number from 0 to 100"),
    ("page_size=1.5", "page_size", "page_size must be a whole number from 0 to 100"),
    ("page_token=AAAA", "page_token", "page_token is not one that was given for this list"),
    ("page_token=%F0%9F%8F%A6", "page_token", "page_token is not one that was given for this list"),
];

#[tokio::test]
async fn a_page_is_one_that_there_is() {
    let cases = operations(Operation::is_list).flat_map(|operation| {
        LISTS.iter().map(move |(query, parameter, sentence)| {
            Case::invalid(query, &operation, &[(parameter, sentence)]).path(asked(&operation, query))
        })
    });
    try_all(cases).await;
}

/// A period of a document, the parameter at fault, what is said of it.
const PERIODS: &[(&str, &str, &str, &str)] = &[
    (
        "statement",
        "start_time=soon",
        "start_time",
        "Value must be a date with format YYYY-MM-DD, or a time by RFC 3339, as 2024-01-31T09:30:00Z",
    ),
    (
        "statement",
        "end_time=2024-02-30",
        "end_time",
        "Value must be a date with format YYYY-MM-DD, or a time by RFC 3339, as 2024-01-31T09:30:00Z",
    ),
    ("statement", "end_time=2024-01-21", "end_time", "Value must not lie in the future"),
    ("statement", "start_time=2024-01-11&end_time=2024-01-10", "start_time", "Value must not be after end_time"),
    ("schedule", "start_time=2024-01-11", "start_time", "Parameter says something of a statement only"),
];

#[tokio::test]
async fn a_document_is_of_a_period_that_there_was() {
    let document = operations(|operation| operation.path.ends_with("/doc/statement")).next().expect("the operation");
    let cases = PERIODS.iter().map(|(template, query, parameter, sentence)| {
        let path = format!("/v1/accounts/loans/LIVE/doc/{template}?{query}");
        Case::invalid(query, &document, &[(parameter, sentence)]).path(path)
    });
    try_all(cases).await;
}
