//! Communications: what a lender tells its borrowers, and when.
//!
//! A [`template`] says a text in one or more languages for one channel; an [`event`] says which templates go out when something
//! happens. A template's variables are filled once, with values that are never read as a template again: nothing in a name or an
//! address can become a variable, and nothing is executed.

pub mod compose;
pub mod directory;
pub mod event;
pub mod facts;
pub mod gate;
pub mod handover;
pub mod link;
pub mod message;
pub mod of_action;
pub mod plan;
pub mod preview;
pub mod recipient;
pub mod record;
pub mod reply;
pub mod report;
pub mod sending;
pub mod settling;
pub mod sms;
pub mod template;
pub mod told;
pub mod trigger;
pub mod variable;
pub mod wording;

use crate::recovery::channel::Channel;

/// The channels that have templates, in the order in which answers name them.
pub const CHANNELS: [Channel; 4] = [Channel::Sms, Channel::Email, Channel::Voice, Channel::Whatsapp];

/// Their names, for tables of fields.
pub const CHANNEL_NAMES: &[&str] = &["sms", "email", "voice", "whatsapp"];

/// The channel of that name, among those that have templates.
pub fn channel_from_name(name: &str) -> Option<Channel> {
    CHANNELS.into_iter().find(|channel| channel.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_all() {
        assert_eq!(CHANNELS.map(Channel::name), CHANNEL_NAMES);
        assert_eq!(channel_from_name("notice"), None);
    }
}
