//! Tags on a month's allocation.

use serde::{Deserialize, Serialize};

use crate::json::Json;
use crate::moment::Moment;

/// A tag; the order in which tags were given is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its name, as sent.
    pub name: String,
    /// When it was given.
    pub created: Moment,
}

/// The names in a comma list, without those that are empty.
pub fn tag_names(list: Option<&Json>) -> Vec<String> {
    let text = list.and_then(Json::as_text).unwrap_or_default();
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Adds the names that are not there yet; says whether any was added.
pub fn add_tags(tags: &mut Vec<Tag>, names: &[String], now: Moment) -> bool {
    let before = tags.len();
    for name in names {
        if !tags.iter().any(|tag| tag.name == *name) {
            tags.push(Tag { name: name.clone(), created: now });
        }
    }
    tags.len() > before
}
