//! Templates: what is said by one channel, in one or more languages.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::communication::CHANNEL_NAMES;
use crate::company::UnknownKeys;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::resource::{Field, Kind};

use read::{Said, read_template};
pub(crate) use read::{custom_variables, text_with_variables};

/// Most templates of a company.
pub const TEMPLATES_MAX: usize = 500;
/// Most languages of a template.
pub const LANGUAGES_MAX: usize = 25;
/// Most bytes of the texts of a template in all its languages.
pub const BODIES_BYTES_MAX: usize = 200_000;
/// Most characters of a subject.
pub const SUBJECT_CHARS_MAX: usize = 200;
/// Most variables of the company's own that a template may use.
pub const CUSTOM_VARIABLES_MAX: usize = 50;

/// The voices of a call.
pub const VOICE_GENDERS: &[&str] = &["female", "male"];

/// Most characters of a template's text, by channel.
pub fn body_chars_max(channel: Channel) -> usize {
    match channel {
        Channel::Sms => 1_600,
        Channel::Email => 50_000,
        Channel::Voice => 3_000,
        _ => 4_096,
    }
}

/// The fields of a template, in the order in which they are answered.
pub const FIELDS: &[Field] = &[
    Field::computed("template_id", Kind::Id, "Id of the template"),
    Field::new("name", Kind::Id, "Its name, of which a channel has one").required(),
    Field::new("channel", Kind::Choice(CHANNEL_NAMES), "The channel, which never changes").required(),
    Field::new(
        "default_language",
        Kind::Name,
        "The language for who prefers none that it has, by ISO 639-1 code or English name; that of the first body where it is not said",
    ),
    Field::elsewhere(
        "bodies",
        Kind::List(BODY, LANGUAGES_MAX),
        "What it says, language by language; replaced as a whole",
    ),
    Field::new("client_template_id", Kind::Name, "Id under which the text is registered (DLT, WhatsApp)"),
    Field::new("voice_gender", Kind::Choice(VOICE_GENDERS), "Voice of a call; female where it is not said"),
    Field::new(
        "track_links",
        Kind::Bool,
        "Whether links in it are replaced by short ones of ours that count how often they are followed; of sms, email and whatsapp",
    ),
    Field::elsewhere(
        "custom_variables",
        Kind::Text,
        "Keys of the company's own that it uses as variables; for companies whose unknown keys are kept",
    ),
    Field::computed("created_at", Kind::Time, "When it was created"),
    Field::computed("updated_at", Kind::Time, "When it was last changed"),
];

/// What a template says in one language. Texts are longer than those that a table of fields reads.
pub const BODY: &[Field] = &[
    Field::new("language", Kind::Name, "Its language, by ISO 639-1 code or English name; answered as the code")
        .required(),
    Field::new("subject", Kind::Name, "Subject, of an e-mail"),
    Field::new("body", Kind::Text, "The text, with variables as {applicant_name}; of an e-mail HTML").required(),
];

/// What a template says in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// ISO 639-1.
    pub language: String,
    /// Of an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text with its variables.
    pub body: String,
}

/// A template of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its id.
    pub template_id: String,
    /// Its name, of which a channel has one.
    pub name: String,
    /// The channel.
    pub channel: Channel,
    /// The language for who prefers none that it has.
    pub default_language: String,
    /// What it says; at least one, each language once.
    pub bodies: Vec<Body>,
    /// Id under which the text is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_template_id: Option<String>,
    /// Voice of a call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice_gender: Option<String>,
    /// Whether its links are replaced by ours, which count how often they are followed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub track_links: bool,
    /// Keys of the company's own that it uses as variables.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub custom_variables: BTreeSet<String>,
    /// When it was created.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
}

impl Template {
    /// A new template as a body describes it.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn create(template_id: &str, body: &Object, keys: UnknownKeys, now: Moment) -> Result<Self, Faults> {
        let said = read_template(body, None, keys)?;
        Ok(Self::of(said, template_id, (now, now)))
    }

    fn of(said: Said, template_id: &str, (created, updated): (Moment, Moment)) -> Self {
        Self {
            template_id: template_id.to_owned(),
            name: said.name,
            channel: said.channel,
            default_language: said.default_language,
            bodies: said.bodies,
            client_template_id: said.client_template_id,
            voice_gender: said.voice_gender,
            track_links: said.track_links,
            custom_variables: said.custom_variables,
            created,
            updated,
        }
    }

    /// The template with what a body says in place of what it said; `None` where that is the same. `null` takes a value away.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn update(&self, body: &Object, keys: UnknownKeys, now: Moment) -> Result<Option<Self>, Faults> {
        let said = read_template(body, Some(self), keys)?;
        let after = Self::of(said, &self.template_id, (self.created, self.updated));
        let is_changed = after != *self;
        Ok(is_changed.then_some(Self { updated: now, ..after }))
    }

    /// What it says in a language, or in its default one.
    pub fn body(&self, language: Option<&str>) -> &Body {
        let of = |language: &str| self.bodies.iter().find(|body| body.language == language);
        let found = language.and_then(of).or_else(|| of(&self.default_language)).or_else(|| self.bodies.first());
        found.unwrap_or(&NOTHING)
    }

    /// As answers show it: every field, `null` where nothing is said.
    pub fn show(&self) -> Object {
        let value = |key: &str| match key {
            "template_id" => Json::text(&self.template_id),
            "name" => Json::text(&self.name),
            "channel" => Json::text(self.channel.name()),
            "default_language" => Json::text(&self.default_language),
            "bodies" => self.bodies.iter().map(shown_body).collect(),
            "client_template_id" => self.client_template_id.as_deref().into(),
            "voice_gender" => self.voice_gender.as_deref().into(),
            "track_links" => Json::Bool(self.track_links),
            "custom_variables" => self.custom_variables.iter().map(Json::text).collect(),
            "created_at" => Json::text(self.created.to_rfc3339()),
            "updated_at" => Json::text(self.updated.to_rfc3339()),
            _ => Json::Null,
        };
        FIELDS.iter().map(|field| (field.key.to_owned(), value(field.key))).collect()
    }
}

/// A template has a body; what is stored otherwise says nothing.
static NOTHING: Body = Body { language: String::new(), subject: None, body: String::new() };

fn shown_body(body: &Body) -> Json {
    Json::Object(Object::from([
        ("language".to_owned(), Json::text(&body.language)),
        ("subject".to_owned(), body.subject.as_deref().into()),
        ("body".to_owned(), Json::text(&body.body)),
    ]))
}
