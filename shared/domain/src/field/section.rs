//! A table of keys, and the check of an object against it.

use super::check::check_value;
use super::{Faults, Kind};
use crate::company::UnknownKeys;
use crate::json::{Json, Object};

/// Longest key taken, in bytes.
pub const KEY_BYTES_MAX: usize = 128;

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It may be absent or `null`.
    Optional,
    /// It must be there, neither `null` nor blank.
    Required,
    /// It must be there; it may be `""` or `null`.
    Present,
}

/// One key of a document.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key, spelled as it is answered.
    pub key: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// Whether it must be there.
    pub presence: Presence,
    /// Other spellings that the documents use; accepted, and answered as `key`.
    pub aliases: &'static [&'static str],
    /// What it means, for the published schema.
    pub about: &'static str,
}

impl Field {
    /// An optional key.
    pub const fn new(key: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { key, kind, presence: Presence::Optional, aliases: &[], about }
    }

    /// The same key, required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { presence: Presence::Required, ..self }
    }

    /// The same key, which must be there but may be empty.
    #[must_use]
    pub const fn present(self) -> Self {
        Self { presence: Presence::Present, ..self }
    }

    /// The same key with other spellings.
    #[must_use]
    pub const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// The value that an answer shows when none was sent.
    pub fn default_value(&self) -> Json {
        match self.kind {
            kind if kind.is_list() => Json::List(Vec::new()),
            kind if kind.is_textual() => Json::text(""),
            _ => Json::Null,
        }
    }

    fn is_named(&self, key: &str) -> bool {
        self.key == key || self.aliases.contains(&key)
    }
}

/// How much of an object is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it: required keys must be there.
    Whole,
    /// Only what changes: the keys that are there are checked.
    Partial,
}

/// The keys that an object may have.
#[derive(Debug)]
pub struct Section {
    /// What one object is, in the singular, for the published schema: `applicant address`.
    pub name: &'static str,
    /// Its keys, in the order in which they are answered; in groups, since several sections share some.
    pub groups: &'static [&'static [Field]],
    /// Keys that the system computes: refused in a body, whatever the company's policy on unknown keys.
    pub computed: &'static [&'static str],
    /// How much all keys of the company's own may take in one object, in bytes of JSON.
    pub kept_bytes_max: usize,
    /// How many such objects a list may hold.
    pub entries_max: usize,
}

impl Section {
    /// Its keys, in the order in which they are answered.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.groups.iter().copied().flatten()
    }

    /// The field that a key names, by any of its spellings.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.is_named(key))
    }

    /// Checks an object and answers it with every key spelled as it is answered, in the table's order, unknown keys that are kept last.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn check(&self, object: &Object, extent: Extent, unknown: UnknownKeys) -> Result<Object, Faults> {
        let mut faults = Faults::default();
        let mut known = Object::new();
        let mut kept = Object::new();
        for (key, value) in object {
            match self.field(key) {
                Some(field) => Self::take(field, key, value, (extent, unknown), &mut known, &mut faults),
                None => self.take_unknown(key, value, unknown, &mut kept, &mut faults),
            }
        }
        self.check_size(&kept, &mut faults);
        if extent == Extent::Whole {
            self.require(object, &mut faults);
        }
        faults.into_result()?;
        Ok(self.in_order(known, kept))
    }

    fn take(
        field: &Field,
        key: &str,
        value: &Json,
        (extent, unknown): (Extent, UnknownKeys),
        known: &mut Object,
        faults: &mut Faults,
    ) {
        if value.is_null() {
            match field.presence {
                _ if field.kind.is_list() => faults.add(key, "Value must be a list"),
                Presence::Required => faults.add(key, "Value must not be null"),
                Presence::Optional | Presence::Present => keep(field, key, Json::Null, known, faults),
            }
            return;
        }
        match check_value(field.kind, value, extent, unknown) {
            Ok(_) if field.presence == Presence::Required && is_blank(value) => {
                faults.add(key, "Value must not be empty");
            }
            Ok(checked) => keep(field, key, checked, known, faults),
            Err(fault) => faults.note(key, fault),
        }
    }

    fn take_unknown(&self, key: &str, value: &Json, unknown: UnknownKeys, kept: &mut Object, faults: &mut Faults) {
        if self.computed.contains(&key) {
            faults.add(key, "Value is computed and cannot be set");
        } else if key.len() > KEY_BYTES_MAX {
            let shown: String = key.chars().take(32).collect();
            faults.add(shown, format!("A key must be at most {KEY_BYTES_MAX} bytes"));
        } else if unknown == UnknownKeys::Keep {
            kept.insert(key.to_owned(), value.clone());
        } else {
            faults.add(key, "Unknown key");
        }
    }

    fn check_size(&self, kept: &Object, faults: &mut Faults) {
        let mut bytes = 0_usize;
        for (key, value) in kept {
            let value = serde_json::to_string(value).map_or(0, |text| text.len());
            bytes = bytes.saturating_add(key.len()).saturating_add(value);
            if bytes > self.kept_bytes_max {
                faults.add(key, format!("Keys of your own must be at most {} bytes in all", self.kept_bytes_max));
                return;
            }
        }
    }

    fn require(&self, object: &Object, faults: &mut Faults) {
        for field in self.fields().filter(|field| field.presence != Presence::Optional) {
            if !object.keys().any(|key| field.is_named(key)) {
                faults.add(field.key, "Value is required");
            }
        }
    }

    fn in_order(&self, mut known: Object, kept: Object) -> Object {
        let ordered = self.fields().filter_map(|field| known.swap_remove_entry(field.key));
        let mut all: Object = ordered.collect();
        all.extend(kept);
        all
    }
}

fn is_blank(value: &Json) -> bool {
    value.as_text().is_some_and(|text| text.trim().is_empty())
}

/// The same key in two spellings must say the same.
fn keep(field: &Field, key: &str, value: Json, known: &mut Object, faults: &mut Faults) {
    match known.get(field.key) {
        Some(other) if *other != value => {
            faults.add(key, format!("{} is sent in two spellings that differ", field.key));
        }
        _ => {
            known.insert(field.key.to_owned(), value);
        }
    }
}
