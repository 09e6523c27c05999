//! What is wrong with a document, key by key.

use indexmap::IndexMap;

use crate::json::{Json, Object};

/// What is wrong at one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The value itself: a sentence for the caller. It quotes at most what the published messages quote.
    Value(String),
    /// Something inside the value.
    Inside(Faults),
}

/// The faults of a document, nested as the document is; positions in a list are keys `"0"`, `"1"`, ….
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(IndexMap<String, Fault>);

impl Faults {
    /// One fault at one key.
    pub fn at(key: impl Into<String>, sentence: impl Into<String>) -> Self {
        let mut faults = Self::default();
        faults.add(key, sentence);
        faults
    }

    /// Notes a fault of the value at `key`; the first one said of a key stands.
    pub fn add(&mut self, key: impl Into<String>, sentence: impl Into<String>) {
        self.0.entry(key.into()).or_insert_with(|| Fault::Value(sentence.into()));
    }

    /// Notes faults inside the value at `key`; none if there are none.
    pub fn add_inside(&mut self, key: impl Into<String>, inside: Faults) {
        if inside.is_empty() {
            return;
        }
        match self.0.entry(key.into()).or_insert_with(|| Fault::Inside(Self::default())) {
            Fault::Inside(known) => known.merge(inside),
            Fault::Value(_) => {}
        }
    }

    /// Notes what is wrong at `key`: with the value itself, or inside it.
    pub fn note(&mut self, key: impl Into<String>, fault: Fault) {
        match fault {
            Fault::Value(sentence) => self.add(key, sentence),
            Fault::Inside(inside) => self.add_inside(key, inside),
        }
    }

    /// Takes over another's faults.
    pub fn merge(&mut self, other: Faults) {
        for (key, fault) in other.0 {
            self.note(key, fault);
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` if nothing is wrong.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Each fault with the path to its key, parts of which are joined by points: `settings.interest.rate`.
    pub fn flat(&self) -> Vec<(String, &str)> {
        let mut flat = Vec::new();
        for (key, fault) in &self.0 {
            match fault {
                Fault::Value(sentence) => flat.push((key.clone(), sentence.as_str())),
                Fault::Inside(inside) => {
                    flat.extend(inside.flat().into_iter().map(|(path, sentence)| (format!("{key}.{path}"), sentence)));
                }
            }
        }
        flat
    }

    /// As the answers show it.
    pub fn to_json(&self) -> Json {
        let members = self.0.iter().map(|(key, fault)| {
            let value = match fault {
                Fault::Value(sentence) => Json::text(sentence),
                Fault::Inside(inside) => inside.to_json(),
            };
            (key.clone(), value)
        });
        Json::Object(members.collect::<Object>())
    }
}
