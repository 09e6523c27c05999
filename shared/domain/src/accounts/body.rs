//! Where settings lie in a body: some on the account itself, the others in `settings`, in groups. What a product allows of
//! them has the same shape.

use super::setting::Setting;
use super::settings::GROUPS;
use super::settings::account::ON_ACCOUNT;
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};

/// The key of a body's settings.
pub const SETTINGS: &str = "settings";
/// Longest part of an unknown key that a fault names, in characters.
const UNKNOWN_KEY_CHARS_MAX: usize = 64;

/// Goes through what a body says of settings, groups first, so that of two places that differ the account's own is named.
/// What is `null` says nothing. Unknown keys inside `settings` are faults; the body's own others are not looked at.
pub(super) fn visit(body: &Object, mut visit: impl FnMut(&Setting, &Json) -> Result<(), Fault>) -> Faults {
    let mut faults = Faults::default();
    if let Some(settings) = body.get(SETTINGS).filter(|value| !value.is_null()) {
        note(&mut faults, SETTINGS, visit_groups(settings, &mut visit));
    }
    for (key, setting) in ON_ACCOUNT {
        if let Some(value) = body.get(*key).filter(|value| !value.is_null()) {
            note(&mut faults, key, visit(setting, value));
        }
    }
    faults
}

fn visit_groups(json: &Json, visit: &mut impl FnMut(&Setting, &Json) -> Result<(), Fault>) -> Result<(), Fault> {
    members(json, |key, value| {
        let group = GROUPS.iter().find(|(group, _)| group.key() == Some(key));
        group.map(|(_, settings)| visit_group(settings, value, visit))
    })
}

/// Goes through what an object says of the settings of one table.
pub(super) fn visit_group(
    settings: &[Setting],
    json: &Json,
    visit: &mut impl FnMut(&Setting, &Json) -> Result<(), Fault>,
) -> Result<(), Fault> {
    members(json, |key, value| settings.iter().find(|setting| setting.key == key).map(|setting| visit(setting, value)))
}

/// Goes through an object's members that are not `null`; `None` says that a key is unknown.
pub(super) fn members(
    json: &Json,
    mut member: impl FnMut(&str, &Json) -> Option<Result<(), Fault>>,
) -> Result<(), Fault> {
    let object = json.as_object().ok_or_else(|| Fault::Value("Value must be an object".to_owned()))?;
    let mut faults = Faults::default();
    for (key, value) in object {
        match member(key, value) {
            None => unknown_key(&mut faults, key),
            // A known key that says nothing: whatever reading it came to does not count.
            Some(_) if value.is_null() => {}
            Some(outcome) => note(&mut faults, key, outcome),
        }
    }
    faults.into_result().map_err(Fault::Inside)
}

/// Says that nothing is known of a key.
pub(super) fn unknown_key(faults: &mut Faults, key: &str) {
    faults.add(key.chars().take(UNKNOWN_KEY_CHARS_MAX).collect::<String>(), "Unknown key");
}

/// Notes what came of the value at a key.
pub(super) fn note(faults: &mut Faults, key: &str, outcome: Result<(), Fault>) {
    if let Err(fault) = outcome {
        faults.note(key, fault);
    }
}

/// The value of `settings`, from what is to be shown of each: groups and settings in the order of their tables.
pub(super) fn settings_to_json(mut show: impl FnMut(&Setting) -> Option<Json>) -> Json {
    let mut groups = Object::new();
    for (group, settings) in GROUPS {
        let shown = settings.iter().filter_map(|setting| show(setting).map(|json| (setting.key.to_owned(), json)));
        let shown: Object = shown.collect();
        if let (Some(key), false) = (group.key(), shown.is_empty()) {
            groups.insert(key.to_owned(), Json::Object(shown));
        }
    }
    Json::Object(groups)
}

/// The account's own keys, from what is to be shown of each setting, in the order of their table.
pub(super) fn on_account_to_json(mut show: impl FnMut(&Setting) -> Option<Json>) -> Object {
    ON_ACCOUNT.iter().filter_map(|(key, setting)| show(setting).map(|json| ((*key).to_owned(), json))).collect()
}

/// Faults of what was stored, for an error that is read by people: each with its path.
pub(super) fn summary(faults: &Faults) -> String {
    let each = faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}"));
    each.collect::<Vec<_>>().join("; ")
}
