//! What a body says of a contact.

use super::entity::BorrowerContact;
use super::{EmailAddress, Flag, OptOut, OptOutMethod, OptOuts, PhoneNumber, Relationship};
use crate::field::{Fault, Faults, language_code};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::resource::{TIME_FORMAT, moment_from_text};
use crate::time_zone::TimeZone;

/// Keys that have a value always.
const NEVER_NULL: [&str; 7] = [
    "relationship",
    "is_primary",
    "is_active",
    "cease_communication",
    "represented_by_attorney",
    "deceased",
    "bankruptcy",
];

/// Puts what a body says, which was read by the table of fields, into a contact. Keys that it does not have stay as they are.
pub(super) fn put(contact: &mut BorrowerContact, said: &Object, now: Moment) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for key in NEVER_NULL.into_iter().filter(|key| said.get(*key).is_some_and(Json::is_null)) {
        faults.add(key, "Value must not be null");
    }
    let text = |key: &str| said.get(key).and_then(Json::as_text);
    let truth = |key: &str| said.get(key).and_then(Json::as_bool);
    if let Some(name) = text("contact_name") {
        name.trim().clone_into(&mut contact.contact_name);
    }
    let relationship = text("relationship").and_then(Relationship::from_name);
    contact.relationship = relationship.unwrap_or(contact.relationship);
    contact.is_primary = truth("is_primary").unwrap_or(contact.is_primary);
    contact.is_active = truth("is_active").unwrap_or(contact.is_active);
    for flag in Flag::ALL {
        match truth(flag.name()) {
            Some(true) => drop(contact.flags.insert(flag)),
            Some(false) => drop(contact.flags.remove(&flag)),
            None => {}
        }
    }
    put_optional(contact, said, &mut faults);
    if let Some(sent) = said.get("opted_out") {
        put_opt_outs(contact, sent, now).unwrap_or_else(|fault| faults.note("opted_out", fault));
    }
    faults.into_result()
}

/// Values that may be gone.
fn put_optional(contact: &mut BorrowerContact, said: &Object, faults: &mut Faults) {
    let mut note = |key: &str, format: &str, is_read: bool| {
        if !is_read {
            faults.add(key, format);
        }
    };
    let number = replace(said.get("phone_number"), PhoneNumber::from_text, &mut contact.phone_number);
    note("phone_number", PhoneNumber::FORMAT, number);
    let email = replace(said.get("email"), EmailAddress::from_text, &mut contact.email);
    note("email", EmailAddress::FORMAT, email);
    // The table of fields has checked that it is one of them.
    replace(said.get("preferred_channel"), Channel::from_name, &mut contact.preferred_channel);
    let code = |text: &str| language_code(text).map(str::to_owned);
    let language = replace(said.get("preferred_language"), code, &mut contact.preferred_language);
    note("preferred_language", LANGUAGE, language);
    let zone = replace(said.get("time_zone"), TimeZone::from_name, &mut contact.time_zone);
    note("time_zone", ZONE, zone);
    let name = |text: &str| Some(text.trim().to_owned()).filter(|name| !name.is_empty());
    let attorney = replace(said.get("attorney_name"), name, &mut contact.attorney_name);
    note("attorney_name", EMPTY, attorney);
}

const LANGUAGE: &str = "Value must be a language, by ISO 639-1 code or English name";
const ZONE: &str = "Value must be an IANA time zone, as Asia/Kolkata";
const EMPTY: &str = "Value must not be empty";

/// Puts a value in place of another: it stays where none was sent, and goes where `null` was. Whether what was sent could be read.
fn replace<T>(sent: Option<&Json>, read: impl Fn(&str) -> Option<T>, place: &mut Option<T>) -> bool {
    let Some(sent) = sent else { return true };
    let value = sent.as_text().map(read);
    let is_read = !matches!(value, Some(None));
    if is_read {
        *place = value.flatten();
    }
    is_read
}

/// The list replaces what was known; when and how a person opted out is kept where the list does not say it.
fn put_opt_outs(contact: &mut BorrowerContact, sent: &Json, now: Moment) -> Result<(), Fault> {
    let mut faults = Faults::default();
    let mut opted_out = OptOuts::new();
    for (position, entry) in sent.as_list().unwrap_or_default().iter().enumerate() {
        let Some((channel, entry)) = entry.as_object().and_then(|entry| Some((channel(entry)?, entry))) else {
            continue;
        };
        match opt_out(entry, contact.opted_out.get(&channel), now) {
            Err(inside) => faults.add_inside(position.to_string(), inside),
            Ok(said) => {
                if opted_out.insert(channel, said).is_some() {
                    faults.add_inside(position.to_string(), Faults::at("channel", "Value is in the list already"));
                }
            }
        }
    }
    faults.into_result().map_err(Fault::Inside)?;
    contact.opted_out = opted_out;
    Ok(())
}

fn channel(entry: &Object) -> Option<Channel> {
    entry.get("channel").and_then(Json::as_text).and_then(Channel::from_name)
}

fn opt_out(entry: &Object, known: Option<&OptOut>, now: Moment) -> Result<OptOut, Faults> {
    let text = |key: &str| entry.get(key).and_then(Json::as_text);
    let how = text("how").and_then(OptOutMethod::from_name).or(known.map(|known| known.how)).unwrap_or_default();
    let at = match text("at") {
        None => known.map_or(now, |known| known.at),
        Some(sent) => {
            let at = moment_from_text(sent).and_then(|at| Moment::from_micros(at.timestamp_micros()));
            at.ok_or_else(|| Faults::at("at", TIME_FORMAT))?
        }
    };
    if at > now {
        return Err(Faults::at("at", "Value must not be later than now"));
    }
    // What is sent back as it was read is still the person's own answer.
    let same = known.filter(|known| known.at == at && known.how == how);
    Ok(OptOut { at, how, answered_from: same.and_then(|known| known.answered_from.clone()) })
}
