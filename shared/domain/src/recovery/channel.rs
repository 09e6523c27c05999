//! The ways to reach a borrower.

use serde::{Deserialize, Serialize};

/// A way to reach a borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A text message.
    Sms,
    /// A telephone call, by a person or a machine.
    Voice,
    /// An e-mail.
    Email,
    /// A message by `WhatsApp`.
    Whatsapp,
    /// A letter: a legal notice on paper or as a document behind a link.
    Notice,
    /// A visit at home or at work.
    FieldVisit,
}

impl Channel {
    /// All there are.
    pub const ALL: [Self; 6] = [Self::Sms, Self::Voice, Self::Email, Self::Whatsapp, Self::Notice, Self::FieldVisit];

    /// As the APIs write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Voice => "voice",
            Self::Email => "email",
            Self::Whatsapp => "whatsapp",
            Self::Notice => "notice",
            Self::FieldVisit => "field_visit",
        }
    }

    /// The channel of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_found_by_its_name() {
        for channel in Channel::ALL {
            assert_eq!(Channel::from_name(channel.name()), Some(channel));
        }
        assert_eq!(Channel::from_name("fax"), None);
    }
}
