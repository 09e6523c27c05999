//! What is known of one contact and holds for others of the loan too.
//!
//! Flags belong to a person: contacts of the applicant are of one person, others where relationship and name agree. Opt-outs belong
//! to what is reached: a telephone number, an e-mail address, or, for visits, the person. What is known of a number lasts as long as
//! a contact has it, in use or not; who moves to another keeps it too, though it was said of the one before.

use super::entity::BorrowerContact;
use super::{EmailAddress, Flag};
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// Takes over what is known of the person, number and address from other contacts of the loan.
pub(super) fn inherit(contact: &mut BorrowerContact, others: &[BorrowerContact]) {
    for other in others.iter().filter(|other| other.contact_id != contact.contact_id) {
        if is_same_person(contact, other) {
            contact.flags.extend(&other.flags);
            if contact.attorney_name.is_none() {
                contact.attorney_name.clone_from(&other.attorney_name);
            }
        }
        for (channel, said) in &other.opted_out {
            if reaches_same(contact, other, *channel) {
                contact.opted_out.entry(*channel).or_insert_with(|| said.clone());
            }
        }
    }
}

/// The other contacts of the loan as they are after a change of one, which was not there before if `before` is `None`: only those
/// that change with it. What the change took away of it is taken away of them; what only they have, they keep.
pub(super) fn shared(
    before: Option<&BorrowerContact>,
    after: &BorrowerContact,
    others: &[BorrowerContact],
    now: Moment,
) -> Vec<BorrowerContact> {
    let others = others.iter().filter(|other| other.contact_id != after.contact_id);
    let changed = others.filter_map(|known| {
        let mut other = known.clone();
        other.is_primary &= !after.is_primary;
        share_flags(before, after, &mut other);
        share_opt_outs(before, after, &mut other);
        (other != *known).then_some(BorrowerContact { updated_at: now, ..other })
    });
    changed.collect()
}

fn share_flags(before: Option<&BorrowerContact>, after: &BorrowerContact, other: &mut BorrowerContact) {
    if !is_same_person(after, other) {
        return;
    }
    let taken_away =
        |flag: &Flag| before.is_some_and(|before| before.flags.contains(flag)) && !after.flags.contains(flag);
    other.flags.retain(|flag| !taken_away(flag));
    other.flags.extend(&after.flags);
    if after.attorney_name.is_some() {
        other.attorney_name.clone_from(&after.attorney_name);
    }
}

fn share_opt_outs(before: Option<&BorrowerContact>, after: &BorrowerContact, other: &mut BorrowerContact) {
    for channel in Channel::ALL.into_iter().filter(|channel| reaches_same(after, other, *channel)).collect::<Vec<_>>() {
        match after.opted_out.get(&channel) {
            Some(said) => drop(other.opted_out.insert(channel, said.clone())),
            None if before.is_some_and(|before| before.opted_out.contains_key(&channel)) => {
                other.opted_out.remove(&channel);
            }
            None => {}
        }
    }
}

/// Whether a change makes somebody else of a contact, or reaches them elsewhere.
pub(super) fn is_moved(before: &BorrowerContact, after: &BorrowerContact) -> bool {
    let same_email = match (&before.email, &after.email) {
        (Some(before), Some(after)) => before.reaches_same(after),
        (before, after) => before.is_none() == after.is_none(),
    };
    !is_same_person(before, after) || before.phone_number != after.phone_number || !same_email
}

fn is_same_person(one: &BorrowerContact, other: &BorrowerContact) -> bool {
    use super::Relationship::Applicant;
    one.relationship == other.relationship
        && (one.relationship == Applicant || folded(&one.contact_name) == folded(&other.contact_name))
}

/// A name without what is written now so, now otherwise: case and spaces.
pub(super) fn folded(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn reaches_same(one: &BorrowerContact, other: &BorrowerContact, channel: Channel) -> bool {
    let same_box = |one: &EmailAddress| other.email.as_ref().is_some_and(|other| one.reaches_same(other));
    match channel {
        Channel::Sms | Channel::Voice | Channel::Whatsapp => {
            one.phone_number.is_some() && one.phone_number == other.phone_number
        }
        Channel::Email => one.email.as_ref().is_some_and(same_box),
        Channel::FieldVisit => is_same_person(one, other),
        Channel::Notice => false,
    }
}
