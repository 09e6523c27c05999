//! Queries and ids that cannot be understood.

use domain::company::CompanyKind;

use super::case::{Case, Token, try_all};
use super::operation::{OPERATIONS, Operation, What, operations};

const SECTIONS: &str = "Value must be a comma list of loan, communication, payment, notice, remark";
const SECONDS: &str = "Value must be a unix timestamp in seconds";
const TWICE: &str = "Parameter is given more than once";

/// A reader's query, the parameter at fault, what is said of it.
const QUERIES: &[(&str, &str, &str)] = &[
    ("fields=payments", "fields", SECTIONS),
    ("fields=loan,everything", "fields", SECTIONS),
    ("fields=Loan", "fields", SECTIONS),
    ("fields=loan%2Cpayment%00", "fields", SECTIONS),
    ("fields=loan;payment", "fields", SECTIONS),
    ("fields=*", "fields", SECTIONS),
    ("fields=loan&fields=payment", "fields", TWICE),
    ("fields=loan&fields", "fields", TWICE),
    ("fields=loan&%66ields=loan", "fields", TWICE),
    ("start_time=yesterday", "start_time", SECONDS),
    ("start_time=", "start_time", SECONDS),
    ("start_time=-5", "start_time", SECONDS),
    ("start_time=%2B5", "start_time", SECONDS),
    ("start_time=1e9", "start_time", SECONDS),
    ("start_time=0x10", "start_time", SECONDS),
    ("start_time=1_000", "start_time", SECONDS),
    ("start_time=.", "start_time", SECONDS),
    ("start_time=1.2.3", "start_time", SECONDS),
    ("start_time=1597415342%20", "start_time", SECONDS),
    ("start_time=2020-08-14", "start_time", SECONDS),
    ("start_time=9007199255", "start_time", SECONDS),
    ("start_time=99999999999999999999999999999999", "start_time", SECONDS),
    ("start_date=NaN", "start_date", SECONDS),
    ("end_time=Infinity", "end_time", SECONDS),
    ("end_date=1,5", "end_date", SECONDS),
    ("end_time=%E0%A5%A7", "end_time", SECONDS),
    ("start_time=2&end_time=1", "start_time", "Value must not be after the end"),
    ("start_date=1597415343&end_date=1597415342", "start_time", "Value must not be after the end"),
    ("start_time=1&start_date=1", "start_time", "Give either start_date or start_time"),
    ("end_time=1&end_date=2", "end_time", "Give either end_date or end_time"),
    ("start_time=1&start_time=1", "start_time", TWICE),
];

#[tokio::test]
async fn a_reader_asks_for_what_there_is() {
    let reading = operations(|operation| operation.what == What::Read && !operation.is_2020());
    let cases = reading.flat_map(|operation| {
        QUERIES.iter().map(move |(query, parameter, sentence)| {
            Case::invalid(query, operation, parameter, sentence).path(format!("{}?{query}", operation.path))
        })
    });
    try_all(cases).await;
}

#[tokio::test]
async fn faults_of_several_parameters_are_said_together() {
    let errors = serde_json::json!({"fields": SECTIONS, "start_date": SECONDS, "end_time": SECONDS});
    let reading = operations(|operation| operation.what == What::Read && !operation.is_2020());
    let cases = reading.map(|operation| {
        let path = format!("{}?fields=x&start_date=x&end_time=x", operation.path);
        Case::invalid("three faults", operation, "", "").errors(&errors).path(path)
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_query_is_utf_8_with_every_parameter_once() {
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let at = move |query: &str| {
            let joint = if operation.path.contains('?') { '&' } else { '?' };
            format!("{}{joint}{query}", operation.path)
        };
        let not_utf_8 = ["x=%FF", "%C0%80=x", "fields=%ED%A0%80"]
            .map(|query| Case::refused(query, operation, 400, "The query is not valid UTF-8.").path(at(query)));
        let twice = Case::invalid("x twice", operation, "x", TWICE).path(at("x=1&x=1"));
        not_utf_8.into_iter().chain([twice])
    });
    try_all(cases).await;
}

/// Ids that are none, as a path carries them.
fn ids() -> Vec<String> {
    let ids = ["%20", "%E2%80%83", "%00", "L1%00", "L1%0A", "%7F", "L1%C2%85", "L1%E2%80%AE", "%E2%81%A6L1"];
    let long = [("x", 101), ("%F0%9F%8F%A6", 101), ("%01", 100), ("x", 3000), ("%23", 2000)];
    ids.map(str::to_owned).into_iter().chain(long.map(|(character, length)| character.repeat(length))).collect()
}

/// Each place of an id in an operation's path, with that id.
fn places(operation: &Operation, id: &str) -> Vec<String> {
    let places = ["L1", "C1", "T1", "NEW"].into_iter().filter(|known| operation.path.contains(known));
    places.map(|known| operation.path.replace(known, id)).collect()
}

/// What is said of an id that no upload takes.
fn of_no_one(operation: Operation) -> Case {
    let refused = |message| Case::refused("an id that is none", operation, 404, message);
    match (operation.what, operation.kind) {
        (What::Upload, CompanyKind::Lending) => {
            Case::invalid("an id that is none", operation, "loan_id", "Value must be the loan_id of the path")
        }
        (What::Upload, CompanyKind::CreditLine) => {
            let sentence = "Value of the path must be an id, without control characters";
            Case::invalid("an id that is none", operation, "transaction_id", sentence).without("transaction_id")
        }
        (What::Update, CompanyKind::CreditLine) => refused("Transaction not found").body("{}"),
        (What::Pay, CompanyKind::CreditLine) => refused("Transaction not found"),
        (What::Update, CompanyKind::Lending) => refused("Loan not found").body("{}"),
        (What::Read, CompanyKind::CreditLine) => refused("Customer not found"),
        (What::Read | What::Pay, CompanyKind::Lending) => refused("Loan not found"),
    }
}

#[tokio::test]
async fn an_id_in_a_path_can_be_one() {
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let paths = ids().into_iter().flat_map(move |id| places(&operation, &id));
        paths.map(move |path| of_no_one(operation).path(path))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn a_path_is_utf_8_whoever_asks() {
    let cases = OPERATIONS.into_iter().flat_map(|operation| {
        let paths = ["%FF", "L1%C3", "%C0%80", "%ED%A0%80"].into_iter().flat_map(move |id| places(&operation, id));
        paths.flat_map(move |path| {
            let case =
                || Case::refused("not UTF-8", operation, 400, "The path is not valid UTF-8.").path(path.as_str());
            [case(), case().token(Token::Absent)]
        })
    });
    try_all(cases).await;
}
