//! The reading of bodies by a table of fields.

use rust_decimal::Decimal;

use super::field::{Field, Kind, NAME_CHARS_MAX, Owner, TEXT_CHARS_MAX};
use super::time::{TIME_FORMAT, moment_from_text};
use crate::accounts::value::{amount, count, percentage};
use crate::field::{Fault, Faults, is_id};
use crate::json::{Json, Object};

/// Longest part of an unknown key that a fault names, in characters.
const UNKNOWN_KEY_CHARS_MAX: usize = 64;

/// Reads a body: what the caller says, in the order of the table, each value in the form in which it is kept. `null`
/// stays in it, for it takes a value away.
///
/// `shown` is the resource as answers show it, where there is one already; without it, required fields must be there.
///
/// # Errors
/// All faults, each at its key: unknown keys, values of another type, computed fields that say something else.
pub fn read(fields: &[Field], body: &Object, shown: Option<&Object>) -> Result<Object, Faults> {
    let mut faults = Faults::default();
    for key in body.keys().filter(|key| !fields.iter().any(|field| field.key == *key)) {
        faults.add(key.chars().take(UNKNOWN_KEY_CHARS_MAX).collect::<String>(), "Unknown key");
    }
    let mut kept = Object::new();
    for field in fields {
        let shown_value = shown.and_then(|shown| shown.get(field.key));
        match take(field, body.get(field.key), shown_value, shown.is_some()) {
            Ok(Some(value)) => {
                kept.insert(field.key.to_owned(), value);
            }
            Ok(None) => {}
            Err(fault) => faults.note(field.key, fault),
        }
    }
    faults.into_result().map(|()| kept)
}

/// The amount at a key of an object that was read; `None` where it has none.
pub fn amount_at(object: &Object, key: &str) -> Option<Decimal> {
    object.get(key).and_then(|value| amount(value).ok())
}

/// A resource's fields with what a body says in place of them; what it says `null` of is gone.
pub fn merged(known: &Object, body: &Object) -> Object {
    let mut all = known.clone();
    all.extend(body.iter().map(|(key, value)| (key.clone(), value.clone())));
    all.retain(|_, value| !value.is_null());
    all
}

fn take(field: &Field, sent: Option<&Json>, shown: Option<&Json>, exists: bool) -> Result<Option<Json>, Fault> {
    match (field.owner, sent) {
        (Owner::Elsewhere, _) | (Owner::System, None | Some(Json::Null)) => Ok(None),
        (Owner::System, Some(value)) if shown == Some(value) => Ok(None),
        (Owner::System, Some(_)) => Err(said("Value is computed and cannot be set")),
        (Owner::Caller, None) if field.required && !exists => Err(said("Value is required")),
        (Owner::Caller, None) => Ok(None),
        (Owner::Caller, Some(Json::Null)) if field.required => Err(said("Value must not be null")),
        (Owner::Caller, Some(Json::Null)) => Ok(Some(Json::Null)),
        (Owner::Caller, Some(value)) => check(field.kind, value, shown).map(Some),
    }
}

fn check(kind: Kind, value: &Json, shown: Option<&Json>) -> Result<Json, Fault> {
    match kind {
        Kind::Object(fields) => object(fields, value, shown),
        Kind::List(fields, most) => list(fields, most, value, shown),
        Kind::Choices(choices) => each_once(choices, value),
        _ => scalar(kind, value).map_err(Fault::Value),
    }
}

fn scalar(kind: Kind, value: &Json) -> Result<Json, String> {
    match kind {
        Kind::Id => value.as_text().filter(|text| is_id(text)).map(Json::text).ok_or_else(id_expected),
        Kind::Name => text(value, NAME_CHARS_MAX, false),
        Kind::Text => text(value, TEXT_CHARS_MAX, true),
        Kind::Amount => amount(value).map(|amount| Json::text(amount.to_string())),
        Kind::Percentage => percentage(value).map(Json::Number),
        Kind::Count(least, most) => count(value, least, most).map(|count| Json::integer(i64::from(count))),
        Kind::Time => {
            let time = value.as_text().filter(|text| moment_from_text(text).is_some());
            time.map(Json::text).ok_or_else(|| TIME_FORMAT.to_owned())
        }
        Kind::Bool => value.as_bool().map(Json::Bool).ok_or_else(|| "Value must be true or false".to_owned()),
        Kind::Choice(choices) => choice(choices, value),
        Kind::Choices(_) | Kind::Object(_) | Kind::List(..) => Err("Value is of another type".to_owned()),
    }
}

fn id_expected() -> String {
    format!("Value must be a string of 1 to {NAME_CHARS_MAX} characters, without control characters")
}

fn text(value: &Json, most: usize, has_lines: bool) -> Result<Json, String> {
    let text = value.as_text().ok_or("Value must be a string")?;
    if text.chars().count() > most {
        return Err(format!("Value must be at most {most} characters"));
    }
    let allowed = |char: char| !char.is_control() || (has_lines && matches!(char, '\n' | '\r' | '\t'));
    if text.chars().all(allowed) {
        Ok(Json::text(text))
    } else {
        Err("Value must not contain control characters".to_owned())
    }
}

fn choice(choices: &[&str], value: &Json) -> Result<Json, String> {
    let known = value.as_text().filter(|text| choices.contains(text));
    known.map(Json::text).ok_or_else(|| format!("Value must be one of {}", choices.join(", ")))
}

fn each_once(choices: &[&str], value: &Json) -> Result<Json, Fault> {
    let entries = entries(value)?;
    let mut faults = Faults::default();
    for (position, entry) in entries.iter().enumerate() {
        if let Err(sentence) = choice(choices, entry) {
            faults.add(position.to_string(), sentence);
        } else if entries.iter().take(position).any(|earlier| earlier == entry) {
            faults.add(position.to_string(), "Value is in the list already");
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| value.clone())
}

fn object(fields: &[Field], value: &Json, shown: Option<&Json>) -> Result<Json, Fault> {
    let object = value.as_object().ok_or_else(|| said("Value must be an object"))?;
    let shown = shown.and_then(Json::as_object);
    let mut kept = read(fields, object, shown).map_err(Fault::Inside)?;
    if shown.is_none() {
        kept.retain(|_, value| !value.is_null());
    }
    Ok(Json::Object(kept))
}

/// Computed fields of an entry may repeat what the entry in the same place says.
fn list(fields: &[Field], most: usize, value: &Json, shown: Option<&Json>) -> Result<Json, Fault> {
    let entries = entries(value)?;
    if entries.len() > most {
        return Err(said(format!("Value must have at most {most} entries")));
    }
    let shown = shown.and_then(Json::as_list).unwrap_or_default();
    let mut faults = Faults::default();
    let mut kept = Vec::with_capacity(entries.len());
    for (position, entry) in entries.iter().enumerate() {
        match self::entry(fields, entry, shown.get(position)) {
            Ok(entry) => kept.push(entry),
            Err(fault) => faults.note(position.to_string(), fault),
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| Json::List(kept))
}

/// An entry is replaced as a whole, so what must be there must be there again.
fn entry(fields: &[Field], value: &Json, shown: Option<&Json>) -> Result<Json, Fault> {
    let object = value.as_object().ok_or_else(|| said("Value must be an object"))?;
    let mut kept = read(fields, object, shown.and_then(Json::as_object)).map_err(Fault::Inside)?;
    kept.retain(|_, value| !value.is_null());
    let missing = fields.iter().find(|field| field.required && !kept.contains_key(field.key));
    match missing {
        Some(field) => Err(Fault::Inside(Faults::at(field.key, "Value is required"))),
        None => Ok(Json::Object(kept)),
    }
}

fn entries(value: &Json) -> Result<&[Json], Fault> {
    value.as_list().ok_or_else(|| said("Value must be a list"))
}

fn said(sentence: impl Into<String>) -> Fault {
    Fault::Value(sentence.into())
}
