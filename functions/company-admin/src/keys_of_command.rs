//! The keys of a command, taken one by one; what is wrong with any of them is said of all at once.

use std::collections::BTreeSet;

use domain::company::Role;
use domain::field::Faults;
use domain::json::{Json, Object};
use rust_decimal::prelude::ToPrimitive;

/// Most elements of a list in a command.
const LIST_MAX: usize = 100;

/// Longest string in a command, in bytes.
const TEXT_BYTES_MAX: usize = 256;

/// Longest place in a list, in bytes: a moment and an escaped id.
const PLACE_BYTES_MAX: usize = 1_024;

/// Takes keys out of a command. What has not been taken at the end is unknown.
pub(crate) struct Keys<'a> {
    object: &'a Object,
    taken: BTreeSet<&'static str>,
    faults: Faults,
}

impl<'a> Keys<'a> {
    pub(crate) fn of(object: &'a Object) -> Self {
        Self { object, taken: BTreeSet::from(["command"]), faults: Faults::default() }
    }

    /// A string that must be there; `""` with a fault noted where it is not.
    pub(crate) fn text(&mut self, key: &'static str) -> String {
        self.require(key);
        self.optional_text(key).unwrap_or_default()
    }

    /// A string that may be there.
    pub(crate) fn optional_text(&mut self, key: &'static str) -> Option<String> {
        self.take(key, "Value must be a string of at most 256 bytes", text)
    }

    /// The `next` of an earlier answer, that may be there.
    pub(crate) fn optional_place(&mut self, key: &'static str) -> Option<String> {
        self.take(key, "Value must be the next of an earlier answer", |value| {
            value.as_text().filter(|text| text.len() <= PLACE_BYTES_MAX).map(str::to_owned)
        })
    }

    /// A list of strings that may be there.
    pub(crate) fn optional_texts(&mut self, key: &'static str) -> Option<Vec<String>> {
        self.take(key, "Value must be a list of at most 100 strings", |value| {
            let list = value.as_list().filter(|list| list.len() <= LIST_MAX)?;
            list.iter().map(text).collect()
        })
    }

    /// One of some names, that may be there.
    pub(crate) fn optional_choice<T>(
        &mut self,
        key: &'static str,
        sentence: &str,
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.take(key, sentence, |value| value.as_text().and_then(&from_name))
    }

    /// Roles, that may be there.
    pub(crate) fn optional_roles(&mut self, key: &'static str) -> Option<BTreeSet<Role>> {
        self.take(key, "Value must be a list of viewer, agent, manager, admin", |value| {
            let roles = value.as_list()?.iter();
            roles.map(|name| name.as_text().and_then(Role::from_name)).collect()
        })
    }

    /// A whole number from 0 to a bound, that may be there.
    pub(crate) fn optional_count(&mut self, key: &'static str, max: u64) -> Option<u64> {
        self.take(key, &format!("Value must be a whole number from 0 to {max}"), |value| {
            let number = value.as_number().filter(rust_decimal::Decimal::is_integer)?;
            number.to_u64().filter(|number| *number <= max)
        })
    }

    /// Notes that a key must be there.
    pub(crate) fn require(&mut self, key: &'static str) {
        if !self.object.contains_key(key) {
            self.faults.add(key, "Value is required");
        }
    }

    /// Notes a fault that no single value has.
    pub(crate) fn fault(&mut self, key: &'static str, sentence: &str) {
        self.faults.add(key, sentence);
    }

    /// Everything that is wrong, unknown keys included.
    pub(crate) fn finish(mut self) -> Result<(), Faults> {
        for key in self.object.keys().filter(|key| !self.taken.contains(key.as_str())) {
            self.faults.add(key, "Unknown key");
        }
        self.faults.into_result()
    }

    fn take<T>(&mut self, key: &'static str, sentence: &str, read: impl Fn(&Json) -> Option<T>) -> Option<T> {
        self.taken.insert(key);
        let value = self.object.get(key)?;
        let taken = read(value);
        if taken.is_none() {
            self.faults.add(key, sentence);
        }
        taken
    }
}

fn text(value: &Json) -> Option<String> {
    value.as_text().filter(|text| text.len() <= TEXT_BYTES_MAX).map(str::to_owned)
}
