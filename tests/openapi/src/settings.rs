//! Schemas of settings, from their tables.

use domain::accounts::setting::Setting;
use domain::accounts::settings::GROUPS;
use domain::accounts::settings::account::ON_ACCOUNT;
use domain::accounts::settings::allocation::FUTURE;
use domain::accounts::value::{
    BUCKET_DAYS_MAX, BUCKET_NAME_CHARS_MAX, BUCKETS_MAX, COMPONENTS, Kind, LARGEST_RATE, LIST_MAX, PAYMENTS, STEPS,
    WEEKDAYS,
};
use serde_json::{Map, Value, json};

use crate::{or_null, schema, when_sent, when_shown, with};

/// Adds the schemas of settings: `SettingsSent` as bodies say them, `Settings` as answers show them, and what is in both.
pub fn add_settings(schemas: &mut Map<String, Value>) {
    schemas.insert("SettingsSent".to_owned(), settings(&|setting| value(setting.kind, true)));
    schemas.insert("Settings".to_owned(), settings(&|setting| value(setting.kind, false)));
    schemas.insert("PaymentOrder".to_owned(), order());
}

/// The settings of an account or a product: groups, each with what `of` makes of a setting.
pub fn settings(of: &dyn Fn(&Setting) -> Value) -> Value {
    let group = |settings: &[Setting]| {
        let properties: Map<_, _> =
            settings.iter().map(|setting| (setting.key.to_owned(), described(setting, of))).collect();
        json!({"type": "object", "properties": properties, "additionalProperties": false})
    };
    let groups: Map<_, _> =
        GROUPS.iter().filter_map(|(at, settings)| Some((at.key()?.to_owned(), group(settings)))).collect();
    json!({"type": "object", "properties": groups, "additionalProperties": false})
}

/// The settings that lie on the account itself, by their keys.
pub fn on_account(of: &dyn Fn(&Setting) -> Value) -> Map<String, Value> {
    ON_ACCOUNT.iter().map(|(key, setting)| ((*key).to_owned(), described(setting, of))).collect()
}

fn described(setting: &Setting, of: &dyn Fn(&Setting) -> Value) -> Value {
    with(of(setting), &json!({"description": setting.about}))
}

/// The value of a setting: as bodies say it, where `null` says nothing, or as answers show it.
pub fn value(kind: Kind, is_sent: bool) -> Value {
    let of_kind = match kind {
        Kind::Amount if is_sent => when_sent(),
        Kind::Amount => when_shown(),
        Kind::Rate => json!({"type": "number", "minimum": 0, "maximum": LARGEST_RATE}),
        Kind::Spread => json!({"type": "number", "minimum": -LARGEST_RATE, "maximum": LARGEST_RATE}),
        Kind::Percentage => json!({"type": "number", "minimum": 0, "maximum": 100}),
        Kind::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Choice(options) => json!({"type": "string", "enum": options}),
        Kind::Period => json!({"type": "string", "pattern": "^P[1-9][0-9]{0,4}[DWMY]$", "example": "P1M"}),
        Kind::Numbers(least, most) => list(&json!({"type": "integer", "minimum": least, "maximum": most}), LIST_MAX),
        Kind::NonWorkingDays => {
            let days = WEEKDAYS.map(|(name, _)| name);
            list(&json!({"anyOf": [{"enum": days}, {"type": "string", "format": "date"}]}), LIST_MAX)
        }
        Kind::Buckets => json!({"type": "array", "items": bucket(), "maxItems": BUCKETS_MAX}),
        Kind::Order => all_of(&STEPS.map(|(name, _)| name)),
        Kind::Orders => orders(),
        Kind::Components => all_of(&COMPONENTS.map(|(name, _)| name)),
    };
    if is_sent { or_null(of_kind) } else { of_kind }
}

fn list(items: &Value, most: usize) -> Value {
    json!({"type": "array", "uniqueItems": true, "items": items, "maxItems": most})
}

fn all_of(names: &[&str]) -> Value {
    with(list(&json!({"enum": names}), names.len()), &json!({"minItems": names.len()}))
}

fn bucket() -> Value {
    json!({"type": "object", "required": ["name", "from"], "additionalProperties": false, "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": BUCKET_NAME_CHARS_MAX},
        "from": {"type": "integer", "minimum": 0, "maximum": BUCKET_DAYS_MAX, "description": "The first age in days that belongs to it"},
        "to": {"type": ["integer", "null"], "minimum": 0, "maximum": BUCKET_DAYS_MAX, "description": "The last one; without it, it has no end"},
    }})
}

fn orders() -> Value {
    let types: Map<_, _> = PAYMENTS.iter().map(|(name, _)| ((*name).to_owned(), schema("PaymentOrder"))).collect();
    json!({"type": "object", "properties": types, "additionalProperties": false})
}

fn order() -> Value {
    json!({"type": "object", "required": ["order"], "additionalProperties": false, "properties": {
        "order": all_of(&STEPS.map(|(name, _)| name)),
        "future_installments": {"type": "string", "enum": FUTURE},
    }})
}
