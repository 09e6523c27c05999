//! The fields of a contact, as callers write and read them.

use super::{OptOutMethod, Relationship};
use crate::resource::{Field, Kind};

/// Most characters of a person's name.
pub(super) const NAME_CHARS_MAX: usize = crate::resource::NAME_CHARS_MAX;

/// The names of all channels.
const CHANNELS: &[&str] = &["sms", "voice", "email", "whatsapp", "notice", "field_visit"];

/// Channels that a person can opt out of. A legal notice is served whether it is wanted or not.
const OPT_OUT_CHANNELS: &[&str] = &["sms", "voice", "email", "whatsapp", "field_visit"];

/// A contact.
pub const FIELDS: &[Field] = &[
    Field::computed("contact_id", Kind::Id, "Id of the contact"),
    Field::new("loan_id", Kind::Id, "Id of the loan, which never changes").required(),
    Field::new("contact_name", Kind::Id, "Name of the person").required(),
    Field::new("phone_number", Kind::Name, "Telephone number, E.164"),
    Field::new("email", Kind::Text, "E-mail address"),
    Field::new(
        "relationship",
        Kind::Choice(Relationship::NAMES),
        "What the person has to do with the loan; applicant where it is not said",
    ),
    Field::new("is_primary", Kind::Bool, "Whether it is contacted first; the loan's other contacts are not, then"),
    Field::new("is_active", Kind::Bool, "Whether it is in use; true where it is not said"),
    Field::new("preferred_channel", Kind::Choice(CHANNELS), "How the person prefers to be reached"),
    Field::new("preferred_language", Kind::Name, "Language, by ISO 639-1 code or English name; answered as the code"),
    Field::new(
        "time_zone",
        Kind::Name,
        "IANA name of the time zone where the person is; the company's where it is not said",
    ),
    Field::new(
        "opted_out",
        Kind::List(OPT_OUT, OPT_OUT_CHANNELS.len()),
        "Channels by which the person does not want to be reached",
    ),
    Field::new("cease_communication", Kind::Bool, "The person has asked that communication ceases"),
    Field::new("represented_by_attorney", Kind::Bool, "An attorney represents the person"),
    Field::new("deceased", Kind::Bool, "The person has died"),
    Field::new("bankruptcy", Kind::Bool, "The person is bankrupt"),
    Field::new("attorney_name", Kind::Name, "Who represents the person"),
    Field::computed(
        "source",
        Kind::Choice(&["uploaded", "api"]),
        "Whether an uploaded loan or a caller says what the contact is",
    ),
    Field::computed("created_at", Kind::Time, "When it was created"),
    Field::computed("updated_at", Kind::Time, "When it last changed"),
];

const OPT_OUT: &[Field] = &[
    Field::new("channel", Kind::Choice(OPT_OUT_CHANNELS), "The channel").required(),
    Field::new("at", Kind::Time, "When the person said so; now where it is not said"),
    Field::new("how", Kind::Choice(OptOutMethod::NAMES), "How the person said so"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recovery::channel::Channel;
    use crate::recovery::contact::Flag;

    #[test]
    fn the_names_are_those_of_all() {
        assert_eq!(Channel::ALL.map(Channel::name), CHANNELS);
        let can_opt_out = |channel: &Channel| *channel != Channel::Notice;
        assert!(Channel::ALL.into_iter().filter(can_opt_out).map(Channel::name).eq(OPT_OUT_CHANNELS.iter().copied()));
        assert!(Flag::ALL.iter().all(|flag| FIELDS.iter().any(|field| field.key == flag.name())));
    }
}
