//! Where a company wants to be told: address, selected events, secrets.

mod endpoints;
mod read;

pub use endpoints::{ENDPOINTS_MAX, Endpoints, TooMany};
pub use read::{FIELDS, ROTATION, rotation};

use serde::{Deserialize, Serialize};

use super::catalogue::{ALL, EventKind};
use super::secret::Secrets;
use crate::json::{Json, Object};
use crate::moment::Moment;

/// Why an endpoint is not sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// Somebody asked for it.
    Requested,
    /// It has failed for 5 days.
    Failing,
    /// It answered 410.
    Gone,
}

impl DisabledReason {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Failing => "failing",
            Self::Gone => "gone",
        }
    }

    /// All names.
    pub const NAMES: &'static [&'static str] = &["requested", "failing", "gone"];
}

/// Since when, and why, an endpoint is not sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disabled {
    /// Why.
    pub reason: DisabledReason,
    /// Since when.
    pub at: Moment,
}

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// `whe_` and a ULID.
    pub endpoint_id: String,
    /// The address.
    pub url: String,
    /// What it is for, in the lender's words.
    pub description: String,
    /// Public names of events, or `*`.
    pub events: Vec<String>,
    /// Whether it is not sent to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<Disabled>,
    /// What signs.
    pub secrets: Secrets,
    /// When it was created.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
}

impl Endpoint {
    /// Whether it is sent to.
    pub fn is_enabled(&self) -> bool {
        self.disabled.is_none()
    }

    /// Whether it wants to be told of an event.
    pub fn selects(&self, kind: &EventKind) -> bool {
        kind.selectable && self.events.iter().any(|name| name == ALL || name == kind.name)
    }

    /// As answers show it: without its secrets.
    pub fn show(&self) -> Object {
        let disabled = self.disabled;
        let members: [(&str, Json); 8] = [
            ("endpoint_id", Json::text(&self.endpoint_id)),
            ("url", Json::text(&self.url)),
            ("description", Json::text(&self.description)),
            ("events", self.events.iter().map(Json::text).collect()),
            ("enabled", self.is_enabled().into()),
            ("disabled_reason", disabled.map(|disabled| disabled.reason.name()).into()),
            ("created_at", self.created.to_rfc3339().into()),
            ("updated_at", self.updated.to_rfc3339().into()),
        ];
        let mut shown: Object = members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let rotating = self.secrets.replaced.as_ref().map(|replaced| replaced.valid_until.to_rfc3339());
        shown.insert("replaced_secret_valid_until".to_owned(), rotating.into());
        shown
    }
}
