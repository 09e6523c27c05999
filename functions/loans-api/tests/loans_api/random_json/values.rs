//! Random bodies: a good one with faults at random places, or anything.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use super::node::{Mutation, Node, quoted};
use crate::bad_input::operation::{OPERATIONS, Operation};

/// Scalars as text: right ones for some key, and wrong ones for all.
const SCALARS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "1.5",
    "3450.5",
    "0.000001",
    "0.0000001",
    "1e3",
    "1E-3",
    "1e15",
    "999999999999999.999999",
    "9999999999999999999999999999",
    "99999999999999999999999999999",
    "1e400",
    "1e-400",
    "1e99999999999",
    "NaN",
    "01",
    "-",
    "\"\"",
    "\" \"",
    "\",\"",
    "\"a,b\"",
    "\"5\"",
    "\"x@example.com\"",
    "\"9805265926\"",
    "\"hi\"",
    "\"Male\"",
    "\"Home\"",
    "\"2020-02-29\"",
    "\"2021-02-29\"",
    "\"1800-01-01\"",
    "\"2199-12-31\"",
    "\"2020-7-01\"",
    "\"2020-8-01\"",
    "\"2020-12-01\"",
    "\"1800-1-01\"",
    "\"2199-12-01\"",
    "\"2020-07-01\"",
    "\"2020-08-14 23:59:59.999999999\"",
    "\"2020-08-14 23:59:60\"",
    "\"https://example.com\"",
    "\"Closed\"",
    "\"closed\"",
    "\"Partially Recovered\"",
    "\"NOC\"",
    "\"Online\"",
    "\"C1\"",
    "\"C2\"",
    "\"T1\"",
    "\"L1\"",
    "\"NEW\"",
    "\"#\"",
    "\"%23\"",
    "\"PROFILE\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\ud83c\\udfe6\"",
    "\"\u{202e}x\"",
    "\"\u{7f}\"",
    "\"\\u0001\"",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[{},{}]",
    "[null]",
    "{\"\":null}",
    "{\"a\":1,\"a\":2}",
];

/// Keys that are in no good body here; those that are, come from there.
const FURTHER_KEYS: &[&str] = &[
    "surprise",
    "",
    " ",
    "final_status",
    "amount_recovered",
    "dpd",
    "remarks",
    "archive",
    "backed_by_security",
    "contat_number",
    "reference_number",
    "document_sequence_number",
    "document_seqeunce_number",
    "closure_with",
    "date_of_default",
    "recovered_late_fee",
    "recovered_penalty",
    "recovered_expected_emi",
    "recovered_",
    "loan_id",
    "transaction_id",
    "client_customer_id",
    "allocation_dpd_value",
    "allocation_dpd_bracket",
    "settlement_amount",
    "loan_end_date",
    "co_applicant_address",
    "co_applicant_city",
    "version",
    "pk",
    "$set",
    "a\u{202e}b",
    "\0",
];

fn keys() -> Vec<String> {
    let mut keys: Vec<String> = FURTHER_KEYS.iter().map(|key| quoted(key)).collect();
    for operation in OPERATIONS {
        collect(&operation.body(), &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn collect(value: &Value, keys: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, keys)),
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            keys.push(quoted(key));
            collect(value, keys);
        }),
        _ => {}
    }
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![9 => select(keys()), 1 => any::<String>().prop_map(|text| quoted(&text))]
}

fn scalar() -> impl Strategy<Value = Node> {
    let text = prop_oneof![
        8 => select(SCALARS).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| quoted(&text)),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| number.to_string()),
        1 => (any::<char>(), 0_usize..5_000).prop_map(|(character, length)| quoted(&character.to_string().repeat(length))),
    ];
    text.prop_map(Node::Raw)
}

fn node() -> impl Strategy<Value = Node> {
    scalar().prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Node::List),
            prop::collection::vec((key(), inner), 0..6).prop_map(Node::Object),
        ]
    })
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        4 => node().prop_map(Mutation::Replace),
        2 => any::<Index>().prop_map(Mutation::Remove),
        4 => (key(), node(), any::<bool>()).prop_map(|(key, node, in_front)| Mutation::Add(key, node, in_front)),
        1 => any::<Index>().prop_map(Mutation::Repeat),
    ]
}

/// A body: mostly a good one with up to three faults, at times one without any, one cut short, or anything.
pub fn body(operation: Operation) -> impl Strategy<Value = String> {
    let good = Node::from(&operation.body());
    let whole = good.to_string();
    let mutated = prop::collection::vec((any::<Index>(), mutation()), 0..4).prop_map(move |mutations| {
        let mut body = good.clone();
        for (at, mutation) in mutations {
            let number = at.index(body.count());
            if let Some(node) = body.nth(number) {
                mutation.apply(node);
            }
        }
        body.to_string()
    });
    let cut = any::<Index>().prop_map(move |at| whole.chars().take(at.index(whole.len())).collect());
    prop_oneof![8 => mutated, 1 => cut, 2 => node().prop_map(|node| node.to_string())]
}
