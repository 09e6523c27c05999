//! What becomes of a product's body when another says something in place of parts of it.

use crate::accounts::body::SETTINGS;
use crate::accounts::settings::account::ON_ACCOUNT;
use crate::json::{Json, Object};

use super::read::ALLOWED;

/// A product as it is shown, with what a body says in place of parts of it: each setting by itself, in `settings` and in
/// `allowed`. What the body does not name stays, what it says `null` of is gone. A value is replaced as a whole.
pub(super) fn merged(shown: &Object, said: &Object) -> Object {
    with(&unaliased(shown, said), said, |key, known, said| match key {
        SETTINGS => Some(groups(known, said)),
        ALLOWED => Some(of_settings(&unaliased(known, said), said)),
        _ => None,
    })
}

fn of_settings(known: &Object, said: &Object) -> Object {
    with(known, said, |key, known, said| (key == SETTINGS).then(|| groups(known, said)))
}

fn groups(known: &Object, said: &Object) -> Object {
    with(known, said, |_, known, said| Some(with(known, said, |_, _, _| None)))
}

/// `inside` merges the objects at a key, where it is not replaced as a whole.
fn with(known: &Object, said: &Object, inside: impl Fn(&str, &Object, &Object) -> Option<Object>) -> Object {
    let mut all = known.clone();
    for (key, value) in said {
        let objects = known.get(key).and_then(Json::as_object).zip(value.as_object());
        match objects.and_then(|(known, said)| inside(key, known, said)) {
            Some(merged) => all.insert(key.clone(), Json::Object(merged)),
            None if value.is_null() => all.shift_remove(key),
            None => all.insert(key.clone(), value.clone()),
        };
    }
    all
}

/// Some settings are shown twice, by a key of the account's own and in their group. They are kept in their group alone, and
/// not there either if the other body says something by the key of the account's own: it would contradict it.
fn unaliased(shown: &Object, said: &Object) -> Object {
    let mut known = shown.clone();
    for (alias, setting) in ON_ACCOUNT {
        let Some(group) = setting.group.key() else { continue };
        known.shift_remove(*alias);
        if said.contains_key(*alias) {
            forget(&mut known, group, setting.key);
        }
    }
    known
}

fn forget(known: &mut Object, group: &str, key: &str) {
    if let Some(Json::Object(groups)) = known.get_mut(SETTINGS)
        && let Some(Json::Object(settings)) = groups.get_mut(group)
    {
        settings.shift_remove(key);
    }
}
