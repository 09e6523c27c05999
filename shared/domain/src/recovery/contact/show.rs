//! Contacts as answers show them.

use super::entity::BorrowerContact;
use super::{EmailAddress, Flag, OptOutMethod, PhoneNumber};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::time_zone::TimeZone;

impl BorrowerContact {
    /// As an answer shows it; what is not known is `null`. It can be sent back as it is.
    pub fn to_json(&self) -> Object {
        let text = |text: Option<&str>| Json::from(text);
        let mut shown = Object::new();
        let mut put = |key: &str, value: Json| drop(shown.insert(key.to_owned(), value));
        put("contact_id", Json::text(&self.contact_id));
        put("loan_id", Json::text(&self.loan_id));
        put("contact_name", Json::text(&self.contact_name));
        put("phone_number", text(self.phone_number.as_ref().map(PhoneNumber::as_str)));
        put("email", text(self.email.as_ref().map(EmailAddress::as_str)));
        put("relationship", Json::text(self.relationship.name()));
        put("is_primary", Json::Bool(self.is_primary));
        put("is_active", Json::Bool(self.is_active));
        put("preferred_channel", text(self.preferred_channel.map(Channel::name)));
        put("preferred_language", text(self.preferred_language.as_deref()));
        put("time_zone", text(self.time_zone.as_ref().map(TimeZone::name)));
        put("opted_out", self.opted_out.iter().map(|(channel, said)| opt_out(*channel, said.at, said.how)).collect());
        for flag in Flag::ALL {
            put(flag.name(), Json::Bool(self.flags.contains(&flag)));
        }
        put("attorney_name", text(self.attorney_name.as_deref()));
        put("source", Json::text(self.source.name()));
        put("created_at", Json::text(self.created_at.to_rfc3339()));
        put("updated_at", Json::text(self.updated_at.to_rfc3339()));
        shown
    }
}

fn opt_out(channel: Channel, at: Moment, how: OptOutMethod) -> Json {
    Json::Object(Object::from([
        ("channel".to_owned(), Json::text(channel.name())),
        ("at".to_owned(), Json::text(at.to_rfc3339())),
        ("how".to_owned(), Json::text(how.name())),
    ]))
}
