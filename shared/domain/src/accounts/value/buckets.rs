//! Ranges of ages of late amounts.

use super::number;
use crate::accounts::body::unknown_key;
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};
use crate::servicing::terms::Bucket;

/// Most buckets.
pub const BUCKETS_MAX: usize = 30;
/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 50;
/// Most days of an age: a hundred years.
pub const DAYS_MAX: u32 = 36_500;
/// The keys of a bucket: its name, the first and the last age in days that belong to it; without the last, it has no end.
const KEYS: [&str; 3] = ["name", "from", "to"];

/// Reads buckets, each after the one before it; only the last one may have no end.
pub(super) fn read(json: &Json) -> Result<Vec<Bucket>, Fault> {
    let list = json.as_list().ok_or_else(|| Fault::Value("Value must be a list".to_owned()))?;
    if list.len() > BUCKETS_MAX {
        return Err(Fault::Value(format!("Value must have at most {BUCKETS_MAX} entries")));
    }
    let mut faults = Faults::default();
    let mut buckets: Vec<Bucket> = Vec::with_capacity(list.len());
    for (position, entry) in list.iter().enumerate() {
        match bucket(entry, buckets.last()) {
            Ok(bucket) => buckets.push(bucket),
            Err(fault) => faults.note(position.to_string(), fault),
        }
    }
    faults.into_result().map(|()| buckets).map_err(Fault::Inside)
}

fn bucket(json: &Json, before: Option<&Bucket>) -> Result<Bucket, Fault> {
    let object = json.as_object().ok_or_else(|| Fault::Value("Value must be an object".to_owned()))?;
    let mut faults = Faults::default();
    for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        unknown_key(&mut faults, key);
    }
    let (name, from, to) = (name(object), days(object, "from"), days(object, "to"));
    let after = before.map_or(Some(0), |before| before.to.map(|to| to.saturating_add(1)));
    match (name, from, to) {
        (Ok(name), Ok(Some(from)), Ok(to)) => {
            if after.is_none_or(|after| from < after) {
                faults.add("from", "Value must lie after the bucket before it");
            }
            if to.is_some_and(|to| to < from) {
                faults.add("to", "Value must not be less than from");
            }
            faults.into_result().map(|()| Bucket { name, from, to }).map_err(Fault::Inside)
        }
        (name, from, to) => {
            let missing = |days: Option<u32>| days.map(drop).ok_or_else(|| "Value is required".to_owned());
            let checks = [("name", name.map(drop)), ("from", from.and_then(missing)), ("to", to.map(drop))];
            for (key, check) in checks {
                if let Err(sentence) = check {
                    faults.add(key, sentence);
                }
            }
            Err(Fault::Inside(faults))
        }
    }
}

fn name(object: &Object) -> Result<String, String> {
    let name = object.get("name").and_then(Json::as_text).ok_or("Value must be a string")?;
    if (1..=NAME_CHARS_MAX).contains(&name.trim().chars().count()) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(format!("Value must be 1 to {NAME_CHARS_MAX} characters"))
    }
}

fn days(object: &Object, key: &str) -> Result<Option<u32>, String> {
    let sent = object.get(key).filter(|value| !value.is_null());
    sent.map(|value| number::count(value, 0, DAYS_MAX)).transpose()
}

pub(super) fn to_json(bucket: &Bucket) -> Json {
    let values = [
        Json::text(&bucket.name),
        Json::integer(i64::from(bucket.from)),
        bucket.to.map_or(Json::Null, |to| Json::integer(i64::from(to))),
    ];
    Json::Object(KEYS.iter().map(|key| (*key).to_owned()).zip(values).collect())
}
