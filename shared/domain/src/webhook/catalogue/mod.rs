//! The events that there are: one table, by which they are selected, told and published.
//!
//! What is put into the table under a name that is not here is told to nobody: name it here first.

mod events;
mod shapes;

use EventForm::{Dated, Message, Own};
use events::EVENTS;

use crate::json::Json;
pub use crate::webhook::fields::{EventField, Value};
use crate::webhook::fields::{object, schema};

/// An event by which others are told of something.
#[derive(Debug, Clone, Copy)]
pub struct EventKind {
    /// Its public name, by which it is selected.
    pub name: &'static str,
    /// Under which type it is put into the table.
    pub source: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// Counts changes of the body that a receiver must know of.
    pub version: u32,
    /// How its body is put together.
    pub form: EventForm,
    /// What its data has.
    pub data: &'static [EventField],
    /// Whether an endpoint selects it. The others go where they are addressed.
    pub selectable: bool,
}

/// How the body of an event is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventForm {
    /// As the lending documents have communications: `loan_id, event, data, event_id`.
    Message,
    /// As they have payments and field visits: `event, data, created`.
    Dated,
    /// The system's own: `type, timestamp, data`.
    Own,
}

/// Selects every event, also such as are added later.
pub const ALL: &str = "*";

/// All of them.
pub fn all() -> &'static [EventKind] {
    EVENTS
}

/// The event that something put under a type becomes.
pub fn of_source(event_type: &str) -> Option<&'static EventKind> {
    EVENTS.iter().find(|kind| kind.source == event_type)
}

/// The event of a public name that endpoints can select.
pub fn selectable(name: &str) -> Option<&'static EventKind> {
    EVENTS.iter().find(|kind| kind.selectable && kind.name == name)
}

impl EventKind {
    /// The JSON schema of its body.
    pub fn schema(&self) -> Json {
        let text = || object([("type", "string".into())]);
        let name = object([("const", self.name.into())]);
        let data = schema(self.data);
        let members = match self.form {
            Message => vec![("loan_id", text()), ("event", name), ("data", data), ("event_id", text())],
            Dated => vec![("event", name), ("data", data), ("created", text())],
            Own => {
                let time = object([("type", "string".into()), ("format", "date-time".into())]);
                vec![("type", name), ("timestamp", time), ("data", data)]
            }
        };
        let required = members.iter().map(|(key, _)| Json::text(*key)).collect();
        let properties = members.into_iter().map(|(key, schema)| (key.to_owned(), schema)).collect();
        object([("type", "object".into()), ("required", required), ("properties", Json::Object(properties))])
    }
}

const fn documented(
    name: &'static str,
    source: &'static str,
    about: &'static str,
    form: EventForm,
    data: &'static [EventField],
) -> EventKind {
    EventKind { name, source, about, version: 1, form, data, selectable: true }
}

const fn own(name: &'static str, about: &'static str, data: &'static [EventField]) -> EventKind {
    documented(name, name, about, Own, data)
}

const fn addressed(name: &'static str, about: &'static str, data: &'static [EventField]) -> EventKind {
    EventKind { selectable: false, ..own(name, about, data) }
}

const fn always(key: &'static str, value: Value, about: &'static str) -> EventField {
    EventField::always(key, value, about)
}

const fn maybe(key: &'static str, value: Value, about: &'static str) -> EventField {
    EventField::maybe(key, value, about)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_and_sources_are_each_used_once() {
        let names: BTreeSet<_> = EVENTS.iter().map(|kind| kind.name).collect();
        let sources: BTreeSet<_> = EVENTS.iter().map(|kind| kind.source).collect();
        assert_eq!((names.len(), sources.len()), (EVENTS.len(), EVENTS.len()));
        assert!(!names.contains(ALL));
    }

    #[test]
    fn the_seven_documented_events_are_there() {
        for name in ["email", "sms", "voice", "whatsapp", "payment", "fos_collection", "fos_deposit"] {
            assert!(selectable(name).is_some_and(|kind| kind.form != Own), "{name}");
        }
        assert_eq!(of_source("payment.recorded").map(|kind| kind.name), Some("payment"));
        assert!(selectable("payment.recorded").is_none() && selectable("webhook.test").is_none());
    }

    #[test]
    fn a_schema_names_what_is_always_there() {
        let schema = serde_json::to_string(&of_source("hold.lifted").expect("known").schema()).expect("JSON");
        assert!(schema.starts_with(r#"{"type":"object","required":["type","timestamp","data"]"#), "{schema}");
        assert!(schema.contains(r#""required":["default_id","loan_id"]"#), "{schema}");
        assert!(schema.contains(r#""status":{"type":["string","null"],"description":"Its status"}"#), "{schema}");
    }
}
