//! Keys that are missing, unknown, computed, there twice, or not to be read.

use domain::company::CompanyKind;
use serde_json::Value;

use super::case::{Case, try_all, with};
use super::operation::{Operation, What, operations};

const REQUIRED: &str = "Value is required";

/// Keys of an upload; those of a list's entry of every document, for an entry of a list replaces the list.
fn required(operation: &Operation) -> Vec<&'static str> {
    let of_uploads = match operation.kind {
        CompanyKind::Lending => ["loan_id", "loan_type", "applicant_name", "total_loan_amount"],
        CompanyKind::CreditLine => ["client_customer_id", "loan_type", "applicant_name", "total_loan_amount"],
    };
    let of_defaults = ["defaults/0/total_claim_amount", "defaults/0/date_of_default"];
    let of_addresses = [
        "applicant_address/0/applicant_address_type",
        "applicant_address/0/applicant_address_text",
        "applicant_address/0/applicant_state",
        "applicant_address/0/applicant_city",
        "applicant_address/0/applicant_pincode",
    ];
    let uploads = of_uploads.into_iter().chain(of_defaults).filter(|_| operation.what == What::Upload);
    uploads.chain(of_addresses).collect()
}

#[tokio::test]
async fn a_missing_key_is_named() {
    let cases = operations(Operation::takes_document).flat_map(|operation| {
        let keys = required(&operation).into_iter();
        keys.map(move |key| Case::invalid(&format!("no {key}"), operation, key, REQUIRED).without(key))
    });
    try_all(cases).await;
}

#[tokio::test]
async fn all_that_is_missing_is_named_at_once() {
    let keys = ["loan_type", "applicant_name", "total_loan_amount"];
    let cases = operations(|operation| operation.what == What::Upload).map(|operation| {
        let id = if operation.kind == CompanyKind::Lending { "loan_id" } else { "client_customer_id" };
        let errors = std::iter::once(id).chain(keys).map(|key| (key.to_owned(), Value::from(REQUIRED)));
        Case::invalid("an empty upload", operation, "", "").errors(&errors.collect()).body("{}")
    });
    try_all(cases).await;
}

const PLACES: &[&str] = &[
    "",
    "applicant_address/0/",
    "co_applicant/0/",
    "references/0/",
    "references/0/reference_address/0/",
    "document_details/0/",
    "defaults/0/",
];

const UNKNOWN: &[&str] =
    &["surprise", "Applicant_Name", "applicant_name ", "__proto__", "名前", "'; DROP TABLE loans; --"];

#[tokio::test]
async fn a_key_that_no_document_knows_is_named_at_every_depth() {
    let cases = operations(Operation::takes_document).flat_map(|operation| {
        let keys = PLACES.iter().flat_map(|place| UNKNOWN.iter().map(move |key| format!("{place}{key}")));
        keys.map(move |key| unknown(operation, &key)).chain(strangers(operation))
    });
    try_all(cases.chain(operations(|operation| operation.what == What::Pay).flat_map(of_payments))).await;
}

fn unknown(operation: Operation, key: &str) -> Case {
    Case::invalid(&format!("unknown {key}"), operation, key, "Unknown key").with(key, r#"{"deep":[1]}"#)
}

/// Keys of the other kind of company's documents.
fn strangers(operation: Operation) -> Option<Case> {
    (operation.kind == CompanyKind::Lending).then(|| unknown(operation, "transaction_id"))
}

fn of_payments(operation: Operation) -> Vec<Case> {
    let unknown = UNKNOWN.iter().map(|key| unknown(operation, key));
    let variable = Case::invalid("a variable that is not enabled", operation, "recovered_bribe", "Unknown key");
    unknown.chain([variable.with("recovered_bribe", "3450.5")]).collect()
}

const COMPUTED: &str = "Value is computed and cannot be set";

const COMPUTED_AT_THE_TOP: &[&str] = &[
    "archive",
    "loan_details",
    "applicant_details",
    "transactions_details",
    "communication_details",
    "payment_history",
    "notice_tracking_details",
    "case_tracking_details",
    "remarks",
    "final_status",
    "amount_recovered",
    "dpd",
    "dpd_bracket",
    "allocation_month",
    "truncated",
    "end_time",
    "recovery_date",
    "payment_method",
    "actual_date_of_default",
];

const COMPUTED_OF_A_MONTH: &[&str] = &[
    "defaults/0/created",
    "defaults/0/upload_date",
    "defaults/0/dpd",
    "defaults/0/dpd_bracket",
    "defaults/0/tags",
    "defaults/0/final_status",
    "defaults/0/amount_recovered",
    "defaults/0/recovery_date",
    "defaults/0/recovery_method",
    "defaults/0/payment_method",
    "defaults/0/payment_mode",
    "defaults/0/payment_reference_number",
    "defaults/0/reference_number",
    "defaults/0/closure_with",
    "defaults/0/actual_date_of_default",
    "defaults/0/recovered_by",
    "defaults/0/payment_received_date",
];

const COMPUTED_OF_A_PAYMENT: &[&str] = &["payment_id", "author", "created", "allocation_month", "transaction_id"];

#[tokio::test]
async fn what_the_system_computes_cannot_be_set() {
    let documents = operations(Operation::takes_document).flat_map(|operation| {
        let keys = COMPUTED_AT_THE_TOP.iter().chain(COMPUTED_OF_A_MONTH);
        keys.map(move |key| computed(operation, key))
    });
    let payments = operations(|operation| operation.what == What::Pay)
        .flat_map(|operation| COMPUTED_OF_A_PAYMENT.iter().map(move |key| computed(operation, key)));
    try_all(documents.chain(payments)).await;
}

fn computed(operation: Operation, key: &str) -> Case {
    Case::invalid(&format!("computed {key}"), operation, key, COMPUTED).with(key, "\"1\"")
}

const TWICE: &str = "Key is there more than once";
const NOT_TO_BE_READ: &str = "Key has a NUL or a character that overrides the direction of text";

/// What is wrong, members of an object, the key named, what is said of it.
const MEMBERS: &[(&str, &str, &str, &str)] = &[
    ("a key twice", r#""a":1,"a":2"#, "a", TWICE),
    ("a key twice, once escaped", r#""a":1,"\u0061":1"#, "a", TWICE),
    ("the empty key twice", r#""":1,"":1"#, "", TWICE),
    ("a NUL in a key", r#""a\u0000b":1"#, "a\\u0000b", NOT_TO_BE_READ),
    ("an override in a key", r#""a\u202eb":1"#, "a\\u202eb", NOT_TO_BE_READ),
    ("an override as it is in a key", "\"a\u{2067}b\":1", "a\\u2067b", NOT_TO_BE_READ),
];

#[tokio::test]
async fn what_two_readers_could_take_differently_is_refused_at_every_depth() {
    let cases = operations(Operation::changes)
        .flat_map(|operation| MEMBERS.iter().flat_map(move |row| members(operation, row)));
    try_all(cases).await;
}

fn members(operation: Operation, (name, members, key, sentence): &(&str, &str, &str, &str)) -> [Case; 3] {
    let case = |name: &str, key: &str| Case::invalid(name, operation, key, sentence);
    [
        case(name, key).body(format!("{{{members}}}")),
        case(&format!("{name}, deep"), &format!("x/0/y/{key}")).body(format!(r#"{{"x":[{{"y":{{{members}}}}}]}}"#)),
        case(&format!("{name}, in a list of the document"), &format!("defaults/0/{key}"))
            .with("defaults", &format!("[{{{members}}}]")),
    ]
}

/// Members, where the fault is said to be, what is said there.
fn ill_formed() -> [(&'static str, String, &'static str, &'static str); 4] {
    let long = |length: usize| "k".repeat(length);
    [
        ("half a character in a key", r#"{"a":{"\ud800":1}}"#.to_owned(), "a", "A key has an unpaired surrogate"),
        ("a key of 257 bytes", format!(r#"{{"a":{{"{}":1}}}}"#, long(257)), "a", "A key has at most 256 bytes"),
        ("a list of 10001", format!(r#"{{"a":[{}0]}}"#, "0,".repeat(10_000)), "a", "A list has at most 10000 elements"),
        ("1001 keys", format!(r#"{{"a":{{{}}}}}"#, many_keys(1001)), "a", "An object has at most 1000 keys"),
    ]
}

fn many_keys(count: usize) -> String {
    (0..count).map(|number| format!(r#""k{number}":0"#)).collect::<Vec<_>>().join(",")
}

#[tokio::test]
async fn keys_and_their_number_are_bounded() {
    let cases = operations(Operation::changes).flat_map(|operation| {
        let refused = |name: &str, message: &str| Case::refused(name, operation, 400, message);
        let top = [
            refused("1001 keys at the top", "The body is refused: An object has at most 1000 keys.")
                .body(format!("{{{}}}", many_keys(1001))),
            refused("a key of 257 bytes at the top", "The body is refused: A key has at most 256 bytes.")
                .body(format!(r#"{{"{}":1}}"#, "k".repeat(257))),
            refused("half a character in a key at the top", "The body is refused: A key has an unpaired surrogate.")
                .body(r#"{"\udfff":1}"#),
        ];
        let deep =
            ill_formed().map(|(name, body, key, sentence)| Case::invalid(name, operation, key, sentence).body(body));
        top.into_iter().chain(deep).chain([too_many_values(operation), long_unknown_key(operation)])
    });
    try_all(cases).await;
}

/// The object, its list, ten lists in it and 9,999 numbers in each; the last two of the last are too many.
fn too_many_values(operation: Operation) -> Case {
    let list = format!("[{}0]", "0,".repeat(9_998));
    let body = format!(r#"{{"a":[{}]}}"#, vec![list; 10].join(","));
    Case::invalid("100002 values", operation, "a/9/9997", "A body has at most 100000 values").body(body)
}

/// It is taken as JSON, but not kept: its name would take too much room in remarks and answers.
fn long_unknown_key(operation: Operation) -> Case {
    let key = "k".repeat(129);
    Case::invalid("a key of 129 bytes", operation, &"k".repeat(32), "A key must be at most 128 bytes").with(&key, "1")
}

/// A key, its other spelling, and two values that differ.
const SPELLINGS: &[(&str, &str, &str, &str)] = &[
    ("backed_by_surety", "backed_by_security", "true", "false"),
    ("references/0/contact_number", "references/0/contat_number", r#""8802913432""#, r#""8802913433""#),
    ("document_details/0/document_sequence_number", "document_details/0/document_seqeunce_number", r#""1""#, r#""2""#),
];

#[tokio::test]
async fn a_key_in_two_spellings_says_the_same_twice() {
    let documents = operations(Operation::takes_document).flat_map(|operation| {
        let rows = SPELLINGS.iter().map(move |(key, other, one, two)| spelled(operation, key, other, (one, two)));
        let of_transactions = spelled(operation, "transaction_id", "loan_id", (r#""NEW""#, r#""OTHER""#));
        rows.chain((operation.kind == CompanyKind::CreditLine).then_some(of_transactions))
    });
    let payments = operations(|operation| operation.what == What::Pay).map(|operation| {
        let keys = ("payment_reference_number", "reference_number");
        spelled(operation, keys.0, keys.1, (r#""RFN-1""#, r#""RFN-2""#))
    });
    try_all(documents.chain(payments)).await;
}

/// Keys are met in the order of the body: the later one is at fault.
fn spelled(operation: Operation, key: &str, other: &str, (one, two): (&str, &str)) -> Case {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let body = serde_json::from_str(&with(operation.body(), key, one)).expect("a body without the fault");
    let body = with(body, other, two);
    let place = |path: &str| body.find(&format!("\"{}\"", last(path)));
    let later = if place(key) < place(other) { other } else { key };
    let sentence = format!("{} is sent in two spellings that differ", last(key));
    Case::invalid(&format!("{key} and {other}"), operation, later, &sentence).body(body.clone())
}
