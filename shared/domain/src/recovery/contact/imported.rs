//! Contacts of an uploaded loan.
//!
//! Each number of a person is a contact, together with the address at the same place in the list; addresses beyond the
//! numbers are contacts without a number. An id is made from what stays when the same is uploaded again: the relationship, and
//! the number, else the address, else the name. So a list in another order changes nothing, and a further upload finds what the
//! one before it made.
//!
//! What somebody has changed by hand stays: of such a contact, no upload says who it is or where. Flags, opt-outs, time zones and
//! preferences are never an upload's, but for the language that a new contact begins with. A contact that the profile does not
//! name any more is put out of use, and counts: a loan that has as many contacts as it can have gets no further ones.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::change::{Context, blank};
use super::entity::{BorrowerContact, CONTACTS_MAX, Source};
use super::sharing::{folded, inherit};
use super::uploaded_person::{Person, people};
use super::{EmailAddress, PhoneNumber, Relationship};
use crate::json::Object;

/// A loan's profile as it is once it was uploaded or updated.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The loan.
    pub loan_id: &'a str,
    /// The profile's fields, as they are stored.
    pub profile: &'a Object,
    /// ISO 4217 code of the company's currency. Numbers without country code are Indian where it is the rupee.
    pub currency: &'a str,
}

/// The contacts that an upload makes, changes or puts out of use. Uploading the same again changes none.
///
/// `contact_id` makes an id from a seed: the same id from the same seed of the same loan. A seed is a relationship and a few digits of
/// a hash, as `co_applicant-03f2c1`, and does not say who it is.
pub fn imported(
    upload: &Upload<'_>,
    contact_id: impl Fn(&str) -> String,
    context: &Context<'_>,
) -> Vec<BorrowerContact> {
    let mut after: Vec<BorrowerContact> = Vec::new();
    let mut room = CONTACTS_MAX.saturating_sub(context.contacts.len());
    let mut seeds = BTreeMap::new();
    for person in people(upload.profile, upload.currency == "INR") {
        for (number, email) in person.reached_at() {
            let seed = seed(upload.loan_id, &person, number, email, &mut seeds);
            let id = contact_id(&seed);
            let known = context.contacts.iter().find(|known| known.contact_id == id);
            let before = match known {
                Some(known) if known.source == Source::Api => continue,
                Some(known) => known.clone(),
                None if room == 0 => continue,
                None => {
                    room = room.saturating_sub(1);
                    blank(id, upload.loan_id.to_owned(), context.now)
                }
            };
            after.push(described(before, &person, number, email));
        }
    }
    let others = context.contacts.iter().filter(|known| !after.iter().any(|each| each.contact_id == known.contact_id));
    let others: Vec<_> = others.cloned().map(not_named).collect();
    after.extend(others);
    choose_primary(&mut after);
    share_all(&mut after, context.contacts);
    after.retain(|contact| !context.contacts.contains(contact));
    for contact in &mut after {
        contact.updated_at = context.now;
    }
    after
}

/// The contact once the upload does not name it.
fn not_named(contact: BorrowerContact) -> BorrowerContact {
    match contact.source {
        Source::Api => contact,
        Source::Uploaded => BorrowerContact { is_active: false, is_primary: false, ..contact },
    }
}

/// The contact as the upload describes it.
fn described(
    before: BorrowerContact,
    person: &Person,
    number: Option<&PhoneNumber>,
    email: Option<&EmailAddress>,
) -> BorrowerContact {
    let mut contact = BorrowerContact {
        contact_name: person.name.clone(),
        phone_number: number.cloned(),
        email: email.cloned(),
        relationship: person.relationship,
        is_active: true,
        source: Source::Uploaded,
        ..before
    };
    if contact.preferred_language.is_none() {
        contact.preferred_language = person.language.map(str::to_owned);
    }
    contact
}

/// A loan that has no primary contact gets one: the applicant's first.
fn choose_primary(contacts: &mut [BorrowerContact]) {
    if contacts.iter().any(|contact| contact.is_primary) {
        return;
    }
    let is_applicant =
        |contact: &&mut BorrowerContact| contact.is_active && contact.relationship == Relationship::Applicant;
    if let Some(first) = contacts.iter_mut().find(is_applicant) {
        first.is_primary = true;
    }
}

/// What is known of a person or a place, under the name before or the name after, holds for each contact that is theirs now.
fn share_all(contacts: &mut [BorrowerContact], before: &[BorrowerContact]) {
    let after = contacts.to_vec();
    for contact in contacts {
        inherit(contact, before);
        inherit(contact, &after);
    }
}

/// Relationship and hash; the second of the same seed, as of a number that two people share, has `-2` added.
fn seed(
    loan_id: &str,
    person: &Person,
    number: Option<&PhoneNumber>,
    email: Option<&EmailAddress>,
    seeds: &mut BTreeMap<String, u32>,
) -> String {
    let place = match (number, email) {
        (Some(number), _) => number.as_str().to_owned(),
        (None, Some(email)) => email.as_str().to_lowercase(),
        (None, None) => folded(&person.name),
    };
    let relationship = person.relationship.name();
    let hash = Sha256::new().chain_update(format!("{loan_id}\n{relationship}\n{place}")).finalize();
    // So few digits that no number is found by trying all, and enough to tell the contacts of a loan apart.
    let [first, second, third, ..]: [u8; 32] = hash.into();
    let seed = format!("{relationship}-{first:02x}{second:02x}{third:02x}");
    let count = seeds.entry(seed.clone()).and_modify(|count| *count = count.saturating_add(1)).or_insert(1);
    if *count == 1 { seed } else { format!("{seed}-{count}") }
}
