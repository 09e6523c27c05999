//! Ways by which a person does not want to be reached.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::PhoneNumber;
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// How a person said that they do not want to be reached in a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptOutMethod {
    /// By the link in a message.
    Link,
    /// By an answer to a message, as STOP.
    Reply,
    /// In a conversation by telephone.
    Telephone,
    /// In person.
    InPerson,
    /// In a letter or an e-mail.
    Writing,
    /// In another way, or it is not known how.
    #[default]
    Other,
}

impl OptOutMethod {
    /// All there are.
    pub const ALL: [Self; 6] = [Self::Link, Self::Reply, Self::Telephone, Self::InPerson, Self::Writing, Self::Other];

    /// The names of all, for tables of fields.
    pub const NAMES: &[&str] = &["link", "reply", "telephone", "in_person", "writing", "other"];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Reply => "reply",
            Self::Telephone => "telephone",
            Self::InPerson => "in_person",
            Self::Writing => "writing",
            Self::Other => "other",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// When and how a person opted out of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptOut {
    /// When the person said so.
    pub at: Moment,
    /// How.
    pub how: OptOutMethod,
    /// The number that it was answered from, where a provider brought the answer: who answers from there can take it back. What somebody else has
    /// entered has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_from: Option<PhoneNumber>,
}

/// The channels that a person opted out of.
pub type OptOuts = BTreeMap<Channel, OptOut>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_all() {
        assert_eq!(OptOutMethod::ALL.map(OptOutMethod::name), OptOutMethod::NAMES);
        assert!(OptOutMethod::ALL.iter().all(|each| OptOutMethod::from_name(each.name()) == Some(*each)));
        assert_eq!(OptOutMethod::from_name("fax"), None);
    }
}
