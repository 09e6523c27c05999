//! What happened, stored in the same transaction as the change itself; the table's stream carries it on.

use domain::json::Json;
use domain::moment::Moment;
use domain::webhook::catalogue;
use serde::{Deserialize, Serialize};

use crate::table::{Condition, Item, TableError, Write};
use crate::{id, keys};

/// How long an event stays in the table after the stream has carried it on, in seconds: 30 days.
pub const EVENT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Something that happened to what lies under a partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `evt_` and a ULID.
    pub id: String,
    /// What happened: the thing and the verb, as `credential.issued`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// When it happened.
    pub at: Moment,
    /// What is to be told of it. No secret, ever.
    pub data: Json,
}

impl Event {
    /// Something that happened at a moment.
    pub fn new(event_type: &str, at: Moment, data: Json) -> Self {
        // What is told is described; see `domain::webhook::catalogue`.
        debug_assert!(catalogue::of_source(event_type).is_some(), "the event {event_type} is not in the catalogue");
        Self { id: id::prefixed(id::EVENT, at), event_type: event_type.to_owned(), at, data }
    }

    /// The ULID of its id.
    pub fn ulid(&self) -> &str {
        self.id.strip_prefix(id::EVENT).unwrap_or(&self.id)
    }

    /// The write that records it under a partition, beside the change that it tells of, and in the list of its company's events.
    pub fn write(&self, pk: &str) -> Result<Write, TableError> {
        let item = Item::of(keys::event(pk, self.ulid()), None, self)?.listed(keys::event_listed(pk, self.ulid()));
        let item = item.expiring(self.at.seconds().saturating_add(EVENT_SECONDS));
        Ok(Write::Put { item, condition: Condition::None })
    }
}

/// The write that records an event under a partition, beside the change that it tells of.
pub fn put(pk: &str, event_type: &str, at: Moment, data: Json) -> Result<Write, TableError> {
    Event::new(event_type, at, data).write(pk)
}
