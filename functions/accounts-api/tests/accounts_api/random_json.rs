//! Whatever is sent: never a fault of ours, nothing written of what is refused, and what is taken can be read again.

use std::cell::RefCell;

use domain::accounts::account::fields::ACCOUNT;
use domain::accounts::settings;
use domain::accounts::transaction::TYPES;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Map, Value, json};

use crate::bad_input::operation::{Operation, operations};
use crate::bad_input::room::Room;

const CASES: u32 = 600;
/// After so many changes a table is left for a new one, so that each operation meets the state that it is for.
const CHANGES_MAX: usize = 6;

/// What is done to a good body at a random place.
#[derive(Debug, Clone)]
enum Mutation {
    Replace(Value),
    Remove,
    /// A member or an entry comes.
    Add(String, Value),
}

fn apply(body: &mut Value, at: Index, mutation: Mutation) {
    let places = places(body, String::new());
    let place = &places[at.index(places.len())];
    if let Mutation::Remove = mutation {
        let (parent, key) = place.rsplit_once('/').unwrap_or(("", ""));
        match body.pointer_mut(parent) {
            Some(Value::Object(members)) => drop(members.remove(key)),
            Some(Value::Array(list)) => list.clear(),
            _ => {}
        }
        return;
    }
    match (body.pointer_mut(place), mutation) {
        (Some(Value::Object(members)), Mutation::Add(key, value)) => drop(members.insert(key, value)),
        (Some(Value::Array(list)), Mutation::Add(_, value)) => list.push(value),
        (Some(known), Mutation::Replace(value) | Mutation::Add(_, value)) => *known = value,
        _ => {}
    }
}

/// The places of a body: its JSON pointers.
fn places(value: &Value, at: String) -> Vec<String> {
    let inside: Vec<String> = match value {
        Value::Array(list) => (0..).zip(list).flat_map(|(n, value)| places(value, format!("{at}/{n}"))).collect(),
        Value::Object(members) => {
            let is_plain = |key: &String| !key.contains(['/', '~']);
            let plain = members.iter().filter(|(key, _)| is_plain(key));
            plain.flat_map(|(key, value)| places(value, format!("{at}/{key}"))).collect()
        }
        _ => Vec::new(),
    };
    std::iter::once(at).chain(inside).collect()
}

/// Scalars that are right for some key, and wrong for all others.
fn scalar() -> impl Strategy<Value = Value> {
    let texts = [
        "",
        " ",
        "0",
        "-1",
        "1.5",
        "1e3",
        "0.000000000001",
        "10000000000000",
        "99999999999999999999999999999",
        "NaN",
        "x",
        "P1M",
        "P0D",
        "P36500D",
        "2024-01-10",
        "2024-02-30",
        "1900-01-01",
        "2199-12-31",
        "2024-01-10T00:00:00Z",
        "2024-01-10T00:00:00+14:00",
        "FLAT",
        "ANY",
        "FIXED",
        "INR",
        "StateActive",
        "gold",
        "LIVE",
        "\u{202e}x",
        "\u{0}",
        "\u{7f}",
        "क",
        "#",
        "%23",
    ];
    let numbers = [
        "0",
        "-0",
        "1",
        "-1",
        "12",
        "1.5",
        "100",
        "1200",
        "1201",
        "4294967296",
        "1e15",
        "9999999999999999999999999999",
        "0.0000001",
    ];
    prop_oneof![
        6 => select(texts.map(Value::from).to_vec()),
        4 => select(numbers.map(|number| serde_json::from_str::<Value>(number).expect("a number")).to_vec()),
        2 => select(vec![Value::Null, json!(true), json!(false), json!([]), json!({})]),
        2 => any::<i64>().prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => (any::<char>(), 0_usize..3_000).prop_map(|(character, length)| json!(character.to_string().repeat(length))),
        1 => select(TYPES.iter().map(|kind| Value::from(kind.name)).collect::<Vec<_>>()),
    ]
}

/// Every key that there is for something, and some that there are for nothing.
fn key() -> impl Strategy<Value = String> {
    let of_accounts = ACCOUNT.iter().map(|field| field.key);
    let of_settings = settings::all().flat_map(|setting| [setting.key].into_iter().chain(setting.group.key()));
    let of_types = TYPES.iter().flat_map(|kind| kind.fields).map(|field| field.key);
    let others = [
        "type",
        "value_date",
        "value_time",
        "entry_time",
        "allowed",
        "min",
        "max",
        "colour",
        "",
        "pk",
        "\u{0}",
        "a/b~c",
    ];
    let mut known: Vec<_> = of_accounts.chain(of_settings).chain(of_types).chain(others).map(str::to_owned).collect();
    known.sort_unstable();
    known.dedup();
    prop_oneof![9 => select(known), 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..4).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        4 => value().prop_map(Mutation::Replace),
        1 => Just(Mutation::Remove),
        4 => (key(), value()).prop_map(|(key, value)| Mutation::Add(key, value)),
    ]
}

/// An operation that takes a body, with its good body after up to three faults.
fn request() -> impl Strategy<Value = (Operation, String)> {
    let taking = select(operations(Operation::takes_body).collect::<Vec<_>>());
    let faults = prop::collection::vec((any::<Index>(), mutation()), 0..4);
    (taking, faults).prop_map(|(operation, faults)| {
        let mut body = operation.value().expect("a body");
        for (at, mutation) in faults {
            apply(&mut body, at, mutation);
        }
        (operation, body.to_string())
    })
}

/// What must hold after a request; whether it changed something.
async fn check(room: &Room, operation: Operation, body: &str) -> Result<bool, TestCaseError> {
    room.world.testbed.meter().reset();
    let path = room.path(operation.path);
    let reply = room.world.call(&room.lender.token, operation.method, &path, body).await;
    let calls = room.world.testbed.meter().calls();
    prop_assert!(!reply.status.is_server_error(), "{} {}", reply.status, reply.text);
    let answer: Value = serde_json::from_str(&reply.text).map_err(|_| TestCaseError::fail(reply.text.clone()))?;
    if reply.status.is_success() {
        let made = answer["account_id"]
            .as_str()
            .map_or("LIVE", |id| if id.contains(['/', '?', '#', '%']) { "LIVE" } else { id });
        let id = if made.is_ascii() && !made.contains(' ') && operation.path != "/v1/accounts/loans:preview" {
            made
        } else {
            "LIVE"
        };
        for read in [format!("/v1/accounts/loans/{id}"), format!("/v1/accounts/loans/{id}/schedule")] {
            let again = room.world.call(&room.lender.token, "GET", &read, "").await;
            prop_assert_eq!(again.status.as_u16(), 200, "{} {}", read, again.text);
        }
        return Ok(calls.of("TransactWriteItems") > 0);
    }
    prop_assert_eq!(answer["error"]["code"].as_u64(), Some(u64::from(reply.status.as_u16())), "{}", reply.text);
    let reads = ["GetItem", "BatchGetItem", "Query"].map(|read| calls.of(read)).iter().sum::<usize>();
    let lost = if reply.status.as_u16() == 409 { calls.of("TransactWriteItems") } else { 0 };
    prop_assert_eq!(calls.total(), reads + lost, "{} {}, and yet {}", reply.status, reply.text, calls);
    Ok(false)
}

#[test]
fn whatever_is_sent_is_answered() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let room = RefCell::new((runtime.block_on(Room::start()), 0));
    let config = Config { cases: CASES, max_shrink_iters: 300, failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(&request(), |(operation, body)| {
        let mut room = room.borrow_mut();
        runtime.block_on(async {
            if room.1 >= CHANGES_MAX {
                *room = (Room::start().await, 0);
            }
            if check(&room.0, operation, &body).await? {
                room.1 += 1;
            }
            Ok(())
        })
    });
    tried.unwrap_or_else(|fault| panic!("{fault}"));
}
