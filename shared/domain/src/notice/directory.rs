//! The directory of a company's notice templates: what must hold among them.
//!
//! It is one item, which each change of a template is written with: so no two have one name, and there are not more than a company may have.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::logo::LOGOS_MAX;
use super::template::{NoticeTemplate, TEMPLATES_MAX};
use crate::json::{Json, Object};
use crate::moment::Moment;

/// What the directory says of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// The kind of case.
    pub case_type: String,
    /// Its languages, the default one first.
    pub languages: Vec<String>,
    /// When it was last changed.
    pub updated: Moment,
}

impl Entry {
    fn of(template: &NoticeTemplate) -> Self {
        let contents = &template.contents;
        let others = contents.languages.iter().map(|it| &it.language).filter(|it| **it != contents.default_language);
        Self {
            name: contents.name.clone(),
            case_type: contents.case_type.clone(),
            languages: std::iter::once(&contents.default_language).chain(others).cloned().collect(),
            updated: template.updated,
        }
    }

    /// As lists show it.
    pub fn show(&self, template_id: &str) -> Object {
        Object::from([
            ("template_id".to_owned(), Json::text(template_id)),
            ("name".to_owned(), Json::text(&self.name)),
            ("case_type".to_owned(), Json::text(&self.case_type)),
            ("default_language".to_owned(), self.languages.first().map(Json::text).into()),
            ("languages".to_owned(), self.languages.iter().map(Json::text).collect()),
            ("updated_at".to_owned(), Json::text(self.updated.to_rfc3339())),
        ])
    }
}

/// Why the directory does not take a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Another has its name.
    #[error("There is a notice template of this name.")]
    NameTaken,
    /// There are as many as there may be.
    #[error("The company has as many notice templates as it can have, {TEMPLATES_MAX}.")]
    Full,
    /// It names a logo, and there are as many as are kept.
    #[error(
        "The company has as many logos as are kept of it, {LOGOS_MAX}, those that no template names any more among them."
    )]
    TooManyLogos,
}

/// All notice templates of a company, by id, which is in the order of their creation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Directory {
    /// What is known of each.
    pub templates: BTreeMap<String, Entry>,
    /// The logos that are kept, by the SHA-256 of their files.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub logos: BTreeSet<String>,
}

impl Directory {
    /// Takes a template that is new or changed.
    ///
    /// # Errors
    /// Another has its name, or there are too many.
    pub fn put(&mut self, template: &NoticeTemplate) -> Result<(), Unfit> {
        let id = &template.template_id;
        if self.templates.iter().any(|(other, entry)| other != id && entry.name == template.contents.name) {
            return Err(Unfit::NameTaken);
        }
        if self.templates.len() >= TEMPLATES_MAX && !self.templates.contains_key(id) {
            return Err(Unfit::Full);
        }
        if let Some(logo) = template.logo().filter(|logo| !self.logos.contains(*logo)) {
            if self.logos.len() >= LOGOS_MAX {
                return Err(Unfit::TooManyLogos);
            }
            self.logos.insert(logo.to_owned());
        }
        self.templates.insert(id.clone(), Entry::of(template));
        Ok(())
    }
}
