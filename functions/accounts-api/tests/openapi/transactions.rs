//! Transactions of accounts.

use accounts_api::REVERSAL;
use domain::accounts::account::fields::{CHANNEL, LOCKED_OPERATIONS};
use domain::accounts::account::show::TRANSACTION;
use domain::accounts::transaction::{
    Field, FieldKind, NAME_CHARS_MAX, NOTES_CHARS_MAX, Origin, TYPES, TransactionType,
};
use domain::resource::Kind;
use domain::servicing::life_cycle::Operation as Permitted;
use openapi::{Operation, id, or_null, repeated, schema, when_shown, with};
use serde_json::{Map, Value, json};

use crate::accounts::{ONE, account};

/// The group of the operations.
pub(crate) const TAG: &str = "Transactions";

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let all = format!("{ONE}/transactions");
    let one = format!("{all}/{{transaction_id}}");
    let of_one = || [id("transaction_id", "The transaction"), repeated("transaction_id")];
    let enter = "Enters what happened, now or earlier";
    let reverse = "Takes a transaction back, as if it had never been";
    let operations = [
        Operation::post(&all, "enterTransaction", enter)
            .described(
                "An agent may enter `repayment`, `down_payment` and `recovery_after_write_off`, a manager all types.",
            )
            .with(account())
            .takes(schema("NewTransaction"))
            .answers("The transaction", schema("Transaction")),
        Operation::list(&all, "listTransactions", "Lists transactions", "TransactionPage").with(account()),
        Operation::get(&one, "getTransaction", "A transaction")
            .with(account())
            .with(of_one())
            .answers("The transaction", schema("Transaction")),
        Operation::post(&format!("{one}:reverse"), "reverseTransaction", reverse)
            .with(account())
            .with(of_one())
            .may_take(openapi::action(REVERSAL))
            .answers("The reversal", schema("Transaction")),
    ];
    operations.map(|operation| operation.tagged(TAG)).into()
}

/// The schemas.
pub(crate) fn add(schemas: &mut Map<String, Value>) {
    let entered = TYPES.iter().filter(|kind| matches!(kind.origin, Origin::Entered(_)));
    let about = "The day from which it counts, by either of its two names; else that of entry_time, or today";
    schemas.insert(of_entry("value"), with(or_null(day_or_time()), &json!({"description": about})));
    schemas.insert("NewTransaction".to_owned(), json!({"oneOf": entered.map(new).collect::<Vec<_>>()}));
    schemas.extend(details().into_iter().map(|(key, schema)| (of_entry(&key), schema)));
    schemas.insert("TransactionElsewhere".to_owned(), elsewhere());
    schemas.insert("Transaction".to_owned(), shown());
    schemas.insert("TransactionPage".to_owned(), openapi::list("transactions", "Transaction"));
}

/// A body of a type that is entered.
fn new(kind: &TransactionType) -> Value {
    let mut properties = Map::from_iter([
        ("type".to_owned(), json!({"const": kind.name})),
        ("value_time".to_owned(), schema("Entry.value")),
        ("value_date".to_owned(), schema("Entry.value")),
    ]);
    properties.extend(kind.fields.iter().map(|field| (field.key.to_owned(), sent(field))));
    properties.extend(details().into_iter().map(|(key, _)| (key.clone(), schema(&of_entry(&key)))));
    let required: Vec<_> =
        ["type"].into_iter().chain(kind.fields.iter().filter(|field| field.required).map(|field| field.key)).collect();
    json!({"title": kind.name, "description": kind.about, "type": "object", "properties": properties, "required": required,
        "additionalProperties": false})
}

/// A transaction of the history that an account had elsewhere: of any type, also of those that operations make here.
fn elsewhere() -> Value {
    let refinance = |kind: &&TransactionType| kind.operation != Permitted::Refinance;
    let names: Vec<_> = TYPES.iter().filter(refinance).map(|kind| kind.name).collect();
    let fields = TYPES.iter().flat_map(|kind| kind.fields).filter(|field| field.kind != FieldKind::Amounts);
    let mut properties = Map::from_iter([
        ("type".to_owned(), json!({"type": "string", "enum": names})),
        ("transaction_id".to_owned(), or_null(openapi::scalar(Kind::Id))),
        ("tranche_number".to_owned(), or_null(openapi::scalar(Kind::Count(1, 100)))),
        ("value_time".to_owned(), schema("Entry.value")),
        ("value_date".to_owned(), schema("Entry.value")),
    ]);
    properties.extend(details().into_iter().map(|(key, _)| (key.clone(), schema(&of_entry(&key)))));
    for field in fields {
        note(&mut properties, field.key, or_null(sent(field)));
    }
    let about =
        "As `NewTransaction`, or what an operation makes. It was entered at entry_time, in the order of the list";
    json!({"type": "object", "description": about, "properties": properties, "required": ["type"], "additionalProperties": false})
}

/// What choices a field has depends on the type.
fn note(properties: &mut Map<String, Value>, key: &str, schema: Value) {
    let more = schema.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
    match properties.get_mut(key) {
        None => {
            properties.insert(key.to_owned(), schema);
        }
        Some(known) => {
            if let Some(Value::Array(choices)) = known.get_mut("enum") {
                let new: Vec<_> = more.into_iter().filter(|choice| !choices.contains(choice)).collect();
                choices.extend(new);
            }
        }
    }
}

/// What is kept beside a transaction.
pub(crate) fn details() -> Map<String, Value> {
    let notes = json!({"type": "string", "maxLength": NOTES_CHARS_MAX});
    let properties = [
        ("payment_id", openapi::scalar(Kind::Id), "The lender's own id of the payment"),
        ("notes", notes, "Words for people"),
        ("transaction", openapi::action(CHANNEL), "How the money moved"),
        ("entry_time", day_or_time(), "When the payment was made"),
    ];
    let described = |schema: Value, about: &str| with(or_null(schema), &json!({"description": about}));
    properties.into_iter().map(|(key, schema, about)| (key.to_owned(), described(schema, about))).collect()
}

/// The name of the schema of a key of [`details`].
fn of_entry(key: &str) -> String {
    format!("Entry.{key}")
}

fn day_or_time() -> Value {
    json!({"type": "string", "pattern": "^[12][0-9]{3}-[01][0-9]-[0-3][0-9]", "example": "2024-01-31"})
}

fn sent(field: &Field) -> Value {
    let schema = match field.kind {
        FieldKind::Value(kind) => openapi::value(kind, !field.required),
        kind if field.required => value(kind),
        kind => or_null(value(kind)),
    };
    // An amount in a body may be a number; of 0, nothing happens.
    let schema = match field.kind {
        FieldKind::Value(domain::accounts::value::Kind::Amount) => {
            let amount = with(openapi::when_sent(), &json!({"exclusiveMinimum": 0}));
            if field.required { amount } else { or_null(amount) }
        }
        _ => schema,
    };
    with(schema, &json!({"description": field.about}))
}

fn value(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Value(kind) => openapi::value(kind, false),
        FieldKind::Day => json!({"type": "string", "format": "date", "example": "2024-01-31"}),
        FieldKind::Transaction => openapi::scalar(Kind::Id),
        FieldKind::Name => json!({"type": "string", "minLength": 1, "maxLength": NAME_CHARS_MAX}),
        FieldKind::Amounts => {
            let parts = ["principal", "interest", "fee", "penalty"];
            let parts: Map<_, _> = parts.into_iter().map(|part| (part.to_owned(), when_shown())).collect();
            json!({"type": "object", "properties": parts, "additionalProperties": false})
        }
        FieldKind::LockedOperations => openapi::scalar(Kind::Choices(LOCKED_OPERATIONS)),
    }
}

/// As answers show it: what all have, and what each type has.
fn shown() -> Value {
    let mut schema = openapi::answer(TRANSACTION, &|field| openapi::scalar(field.kind));
    let names: Vec<_> = TYPES.iter().map(|kind| kind.name).collect();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("type".to_owned(), json!({"type": "string", "enum": names}));
        for field in TYPES.iter().flat_map(|kind| kind.fields) {
            note(properties, field.key, with(value(field.kind), &json!({"description": field.about})));
        }
        let of_entry = details().into_iter().map(|(key, schema)| (key, without_null(schema)));
        properties.extend(of_entry);
    }
    schema
}

/// The same schema, of a value that is never `null`.
fn without_null(mut schema: Value) -> Value {
    let plain = schema.pointer("/type/0").cloned();
    if let (Some(plain), Some(kind)) = (plain, schema.get_mut("type")) {
        *kind = plain;
    }
    schema
}
