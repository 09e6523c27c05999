//! What happened, stored in the same transaction as the change itself; the table's stream carries it on.

use domain::json::Json;
use domain::moment::Moment;
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

/// The write that records an event under a partition, beside the change that it tells of.
pub fn put(pk: &str, event_type: &str, at: Moment, data: Json) -> Result<Write, TableError> {
    let ulid = id::ulid(at);
    let event = Event { id: format!("evt_{ulid}"), event_type: event_type.to_owned(), at, data };
    let item = Item::of(keys::event(pk, &ulid), None, &event)?;
    let item = item.expiring(at.seconds().saturating_add(EVENT_SECONDS));
    Ok(Write::Put { item, condition: Condition::None })
}
