//! Templates of notices: what a notice says, in one or more languages, and in whose name.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::block::Block;
use crate::company::UnknownKeys;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::resource::{Field, Kind};

use read::read_template;

/// Most templates of a company.
pub const TEMPLATES_MAX: usize = 200;
/// Most languages of a template.
pub const LANGUAGES_MAX: usize = 12;
/// Most bytes of the texts of a template in all its languages.
pub const TEXT_BYTES_MAX: usize = 150_000;
/// Most lines of an address, and of how the sender is reached.
pub const LETTERHEAD_LINES_MAX: usize = 6;
/// Most characters of one of these lines.
pub const LETTERHEAD_LINE_CHARS_MAX: usize = 200;

/// The fields of a template, in the order in which they are answered.
pub const FIELDS: &[Field] = &[
    Field::computed("template_id", Kind::Id, "Id of the template"),
    Field::new("name", Kind::Id, "Its name, of which a company has one").required(),
    Field::new("case_type", Kind::Id, "The kind of case that notices of it are part of, as `lrn`").required(),
    Field::new(
        "announces_remedy",
        Kind::Bool,
        "It announces that the lender takes a remedy at law, or may, or that its efforts end: it may be served on who wants to hear nothing more; false where it is not said",
    ),
    Field::new("letterhead", Kind::Object(LETTERHEAD), "Who sends it; the company's name where nothing is said"),
    Field::new("signatory", Kind::Object(SIGNATORY), "Who signs; where nobody does, the notice says so"),
    Field::new(
        "default_language",
        Kind::Name,
        "The language for who prefers none that it has, by ISO 639-1 code or English name; the first one where it is not said",
    ),
    Field::elsewhere(
        "languages",
        Kind::List(LANGUAGE, LANGUAGES_MAX),
        "What it says, language by language; replaced as a whole",
    ),
    Field::elsewhere(
        "custom_variables",
        Kind::Text,
        "Keys of the company's own that it uses as variables; for companies whose unknown keys are kept",
    ),
    Field::computed("created_at", Kind::Time, "When it was created"),
    Field::computed("updated_at", Kind::Time, "When it was last changed"),
];

/// Who sends a notice.
pub const LETTERHEAD: &[Field] = &[
    Field::new("name", Kind::Name, "The sender's name").required(),
    Field::new("address", Kind::Text, "The address, at most 6 lines"),
    Field::new("contact", Kind::Text, "How the sender is reached, at most 6 lines"),
    Field::elsewhere(
        "logo",
        Kind::Text,
        "The sender's logo, printed above the name: a PNG in base64, at most 64 kB and 1200 by 600 pixels. Answers name it by the SHA-256 of the file, which a body may repeat",
    ),
];

/// Who signs a notice.
pub const SIGNATORY: &[Field] = &[
    Field::new("name", Kind::Name, "Who signs").required(),
    Field::new("office", Kind::Name, "In which office, as `Advocate`").required(),
];

/// What a template says in one language.
pub const LANGUAGE: &[Field] = &[
    Field::new("language", Kind::Name, "The language, by ISO 639-1 code or English name; answered as the code")
        .required(),
    Field::new("title", Kind::Text, "The title, with variables").required(),
    Field::elsewhere("blocks", Kind::List(&[], super::block::BLOCKS_MAX), "What it consists of, in its order")
        .required(),
];

/// Who sends a notice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letterhead {
    /// The name.
    pub name: String,
    /// The lines of the address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// How the sender is reached, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<String>,
    /// The logo, by the SHA-256 of its file in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
}

/// Who signs a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// The office.
    pub office: String,
}

/// What a template says in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// ISO 639-1.
    pub language: String,
    /// The title, with variables.
    pub title: String,
    /// What it consists of.
    pub blocks: Vec<Block>,
}

/// What a template says, whatever its id and its times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Its name, of which a company has one.
    pub name: String,
    /// The kind of case, as `lrn`.
    pub case_type: String,
    /// It announces a remedy at law, or that the lender's efforts end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub announces_remedy: bool,
    /// Who sends it; the company by its name where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<Letterhead>,
    /// Who signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<Signatory>,
    /// The language for who prefers none that it has.
    pub default_language: String,
    /// At least one, each language once.
    pub languages: Vec<Wording>,
    /// Keys of the company's own that it uses as variables.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub custom_variables: BTreeSet<String>,
}

/// A template of notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeTemplate {
    /// Its id.
    pub template_id: String,
    /// What it says.
    #[serde(flatten)]
    pub contents: Contents,
    /// When it was created.
    pub created: Moment,
    /// When it was last changed.
    pub updated: Moment,
}

impl NoticeTemplate {
    /// A new template as a body describes it.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn create(template_id: &str, body: &Object, keys: UnknownKeys, now: Moment) -> Result<Self, Faults> {
        let contents = read_template(body, None, keys)?;
        Ok(Self { template_id: template_id.to_owned(), contents, created: now, updated: now })
    }

    /// The template with what a body says in place of what it said; `None` where that is the same. `null` takes a value away.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn update(&self, body: &Object, keys: UnknownKeys, now: Moment) -> Result<Option<Self>, Faults> {
        let contents = read_template(body, Some(self), keys)?;
        Ok((contents != self.contents).then(|| Self { contents, updated: now, ..self.clone() }))
    }

    /// Its logo, by the SHA-256 of the file.
    pub fn logo(&self) -> Option<&str> {
        self.contents.letterhead.as_ref()?.logo.as_deref()
    }

    /// What it says in a language, or in its default one; `None` of what is stored otherwise than templates are.
    pub fn wording(&self, language: Option<&str>) -> Option<&Wording> {
        let languages = &self.contents.languages;
        let of = |language: &str| languages.iter().find(|wording| wording.language == language);
        language.and_then(of).or_else(|| of(&self.contents.default_language)).or_else(|| languages.first())
    }

    /// As answers show it: every field, `null` where nothing is said.
    pub fn show(&self) -> Object {
        let contents = &self.contents;
        let value = |key: &str| match key {
            "template_id" => Json::text(&self.template_id),
            "name" => Json::text(&contents.name),
            "case_type" => Json::text(&contents.case_type),
            "announces_remedy" => Json::Bool(contents.announces_remedy),
            "letterhead" => contents.letterhead.as_ref().map(shown_letterhead).into(),
            "signatory" => contents.signatory.as_ref().map(shown_signatory).into(),
            "default_language" => Json::text(&contents.default_language),
            "languages" => contents.languages.iter().map(shown_wording).collect(),
            "custom_variables" => contents.custom_variables.iter().map(Json::text).collect(),
            "created_at" => Json::text(self.created.to_rfc3339()),
            "updated_at" => Json::text(self.updated.to_rfc3339()),
            _ => Json::Null,
        };
        FIELDS.iter().map(|field| (field.key.to_owned(), value(field.key))).collect()
    }
}

fn shown_letterhead(letterhead: &Letterhead) -> Json {
    let lines = |lines: &[String]| if lines.is_empty() { Json::Null } else { Json::text(lines.join("\n")) };
    Json::object([
        ("name", Json::text(&letterhead.name)),
        ("address", lines(&letterhead.address)),
        ("contact", lines(&letterhead.contact)),
        ("logo", letterhead.logo.as_deref().into()),
    ])
}

fn shown_signatory(signatory: &Signatory) -> Json {
    Json::object([("name", Json::text(&signatory.name)), ("office", Json::text(&signatory.office))])
}

fn shown_wording(wording: &Wording) -> Json {
    Json::object([
        ("language", Json::text(&wording.language)),
        ("title", Json::text(&wording.title)),
        ("blocks", wording.blocks.iter().map(Block::show).collect()),
    ])
}
