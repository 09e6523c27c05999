//! Events: what goes out by which channel when something happens.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CHANNELS, channel_from_name};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::resource::{Field, Kind, read};

/// Most events of a company.
pub const EVENTS_MAX: usize = 200;

/// The fields of an event, in the order in which they are answered.
pub const FIELDS: &[Field] = &[
    Field::computed("event_name", Kind::Id, "Its name"),
    Field::new("sms", Kind::Id, "Id of the template that goes out by SMS"),
    Field::new("email", Kind::Id, "Id of the template that goes out by e-mail"),
    Field::new("voice", Kind::Id, "Id of the template that is spoken in a call"),
    Field::new("whatsapp", Kind::Id, "Id of the template that goes out by WhatsApp"),
    Field::computed("created_at", Kind::Time, "When it was set up"),
    Field::computed("updated_at", Kind::Time, "When it was last changed"),
];

/// An event of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunicationEvent {
    /// Its name, as callers trigger it.
    pub name: String,
    /// The ids of the templates, by channel; at least one.
    pub templates: BTreeMap<Channel, String>,
    /// When it was set up.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
}

impl CommunicationEvent {
    /// The templates that a body names, which replace those that there were.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(name: &str, body: &Object, before: Option<&Self>) -> Result<BTreeMap<Channel, String>, Faults> {
        let unnamed = || Object::from([("event_name".to_owned(), Json::text(name))]);
        let shown = before.map_or_else(unnamed, Self::show);
        let said = read(FIELDS, body, Some(&shown))?;
        let templates: BTreeMap<Channel, String> = said
            .iter()
            .filter_map(|(key, value)| Some((channel_from_name(key)?, value.as_text()?.to_owned())))
            .collect();
        if templates.is_empty() {
            return Err(Faults::at("sms", "At least one of sms, email, voice and whatsapp is required"));
        }
        Ok(templates)
    }

    /// As answers show it.
    pub fn show(&self) -> Object {
        let mut shown = Object::from([("event_name".to_owned(), Json::text(&self.name))]);
        for channel in CHANNELS {
            shown.insert(channel.name().to_owned(), self.templates.get(&channel).map(Json::text).into());
        }
        shown.insert("created_at".to_owned(), Json::text(self.created.to_rfc3339()));
        shown.insert("updated_at".to_owned(), Json::text(self.updated.to_rfc3339()));
        shown
    }
}
