//! What is kept beside a transaction: it decides no amount.

use serde::{Deserialize, Serialize};

use crate::accounts::body::{members, note};
use crate::calendar::date_from_text;
use crate::field::{Fault, Faults, is_id};
use crate::json::{Json, Object};
use crate::resource::{DAY_FORMAT, moment_from_text};

/// Longest notes, in characters.
pub const NOTES_CHARS_MAX: usize = 4_000;

/// The keys of a body that say details.
pub(super) const KEYS: [&str; 4] = ["payment_id", "notes", TRANSACTION, ENTRY_TIME];
const TRANSACTION: &str = "transaction";
pub(super) const ENTRY_TIME: &str = "entry_time";
const CHANNEL: &str = "channel_id";

/// What is kept beside a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Details {
    /// The lender's own id of the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<String>,
    /// Words for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The channel through which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_id: Option<String>,
    /// When the payment was made: a day, or a moment by RFC 3339, as it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_time: Option<String>,
    /// Whether the borrower paid somebody else, as a collection agency, where the event itself does not say so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_external: bool,
}

impl Details {
    /// Reads them from a body, whose other keys are not looked at.
    pub fn from_body(body: &Object) -> Result<Self, Faults> {
        let (mut details, mut faults) = (Self::default(), Faults::default());
        for key in KEYS {
            if let Some(json) = body.get(key).filter(|json| !json.is_null()) {
                note(&mut faults, key, details.take(key, json));
            }
        }
        faults.into_result().map(|()| details)
    }

    fn take(&mut self, key: &str, json: &Json) -> Result<(), Fault> {
        match key {
            TRANSACTION => return self.take_channel(json),
            ENTRY_TIME => self.entry_time = Some(time(json).map_err(Fault::Value)?),
            "notes" => self.notes = Some(notes(json).map_err(Fault::Value)?),
            _ => self.payment_id = Some(id(json).map_err(Fault::Value)?),
        }
        Ok(())
    }

    fn take_channel(&mut self, json: &Json) -> Result<(), Fault> {
        members(json, |key, json| {
            (key == CHANNEL).then(|| {
                self.channel_id = (!json.is_null()).then(|| id(json)).transpose().map_err(Fault::Value)?;
                Ok(())
            })
        })
    }

    /// As answers show them; what was not said is left out.
    pub fn to_json(&self) -> Object {
        let text = |text: &Option<String>| text.as_ref().map(Json::text);
        let channel = text(&self.channel_id).map(|id| Json::Object(Object::from([(CHANNEL.to_owned(), id)])));
        let values = [text(&self.payment_id), text(&self.notes), channel, text(&self.entry_time)];
        let said = KEYS.iter().zip(values).filter_map(|(key, value)| Some(((*key).to_owned(), value?)));
        let external = self.is_external.then(|| ("is_external".to_owned(), Json::Bool(true)));
        said.chain(external).collect()
    }
}

fn time(json: &Json) -> Result<String, String> {
    let is_time = |text: &&str| date_from_text(text).is_some() || moment_from_text(text).is_some();
    json.as_text().filter(is_time).map(str::to_owned).ok_or_else(|| DAY_FORMAT.to_owned())
}

fn id(json: &Json) -> Result<String, String> {
    let id = json.as_text().filter(|id| is_id(id)).map(str::to_owned);
    id.ok_or_else(|| "Value must be 1 to 100 characters".to_owned())
}

fn notes(json: &Json) -> Result<String, String> {
    let is_control = |char: char| char.is_control() && !matches!(char, '\n' | '\r' | '\t');
    let notes = json.as_text().ok_or("Value must be a string")?;
    if notes.chars().count() > NOTES_CHARS_MAX {
        Err(format!("Value must be at most {NOTES_CHARS_MAX} characters"))
    } else if notes.chars().any(is_control) {
        Err("Value must not contain control characters".to_owned())
    } else {
        Ok(notes.to_owned())
    }
}
