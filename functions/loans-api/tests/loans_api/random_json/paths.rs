//! Random paths below those that are served, with random queries.

use proptest::prelude::*;
use proptest::sample::select;

/// Text as any client could put it into a path or a query.
fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn word() -> impl Strategy<Value = String> {
    let known =
        ["L1", "T1", "C1", "allocation_month", "2020-7-01", "fields", "loan,remark", ",", "start_time", "0", "1e9"];
    prop_oneof![
        6 => select(known.map(encoded).to_vec()),
        3 => any::<String>().prop_map(|text| encoded(&text)),
        1 => (any::<char>(), 90_usize..1_100).prop_map(|(character, length)| encoded(&character.to_string()).repeat(length)),
        1 => "(%[0-9A-F]{2}|[a-z#+]){1,8}",
    ]
}

/// A path of the function, with random words for ids, and a random query.
pub fn path() -> impl Strategy<Value = String> {
    let prefix = select(vec![
        "/recovery/loan",
        "/recovery/payments",
        "/recovery/transaction",
        "/legacy/recovery/loan",
        "/legacy/recovery/recovery/update",
        "/legacy/recovery/transaction",
    ]);
    let query = prop::collection::vec((word(), word()), 0..3)
        .prop_map(|pairs| pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&"));
    (prefix, prop::collection::vec(word(), 1..3), query)
        .prop_map(|(prefix, ids, query)| format!("{prefix}/{}?{query}", ids.join("/")))
}
