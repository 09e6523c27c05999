//! Tags on a month's allocation.

use serde::{Deserialize, Serialize};

use crate::field::Faults;
use crate::json::Json;
use crate::moment::Moment;

/// Most tags of a month.
pub const TAGS_MAX: usize = 20;

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

/// Adds the names that are not there yet.
///
/// # Errors
/// A fault at `tags` when there would be too many.
pub fn add_tags(tags: &mut Vec<Tag>, names: &[String], now: Moment) -> Result<(), Faults> {
    for name in names {
        if !tags.iter().any(|tag| tag.name == *name) {
            tags.push(Tag { name: name.clone(), created: now });
        }
    }
    if tags.len() > TAGS_MAX {
        Err(Faults::at("tags", format!("A month can have at most {TAGS_MAX} tags")))
    } else {
        Ok(())
    }
}
