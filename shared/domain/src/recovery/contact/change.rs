//! How contacts are created and changed.

use std::collections::BTreeSet;

use super::entity::{BorrowerContact, CONTACTS_MAX, Source};
use super::fields::FIELDS;
use super::read::put;
use super::sharing::{inherit, is_moved, shared};
use super::{OptOut, OptOutMethod, OptOuts, Relationship};
use crate::field::{Faults, is_id};
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::resource::read;

/// When something is asked, and what is known already.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The present moment.
    pub now: Moment,
    /// All contacts of the loan.
    pub contacts: &'a [BorrowerContact],
}

/// What a request changes of a loan's contacts. All of it is written together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactChange {
    /// The contact that was asked for.
    pub contact: BorrowerContact,
    /// Others of the loan that change with it.
    pub others: Vec<BorrowerContact>,
}

impl BorrowerContact {
    /// The loan that a body for a new contact names.
    ///
    /// # Errors
    /// A fault at `loan_id` if it names none.
    pub fn loan_of(body: &Object) -> Result<&str, Faults> {
        let loan_id = body.get("loan_id").ok_or_else(|| Faults::at("loan_id", "Value is required"))?;
        let text = loan_id.as_text().filter(|text| is_id(text));
        text.ok_or_else(|| Faults::at("loan_id", "Value must be the id of a loan, a string of 1 to 100 characters"))
    }

    /// A new contact as a body describes it. The first in use of a loan is its primary one, if the body does not say otherwise.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn create(contact_id: String, body: &Object, context: &Context<'_>) -> Result<ContactChange, Faults> {
        let said = read(FIELDS, body, None)?;
        let mut contact = blank(contact_id, Self::loan_of(body)?.to_owned(), context.now);
        put(&mut contact, &said, context.now)?;
        if context.contacts.len() >= CONTACTS_MAX {
            return Err(Faults::at("loan_id", format!("The loan has as many contacts as it can have, {CONTACTS_MAX}")));
        }
        let has_primary = context.contacts.iter().any(|known| known.is_primary);
        contact.is_primary |= contact.is_active && !has_primary && !said.contains_key("is_primary");
        require_sense(None, &contact)?;
        inherit(&mut contact, context.contacts);
        Ok(settled(None, contact, context))
    }

    /// The contact with what a body says in place of what was known; `None` where nothing differs. What the body does not
    /// say stays, and `null` takes a value away.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn update(&self, body: &Object, context: &Context<'_>) -> Result<Option<ContactChange>, Faults> {
        let said = read(FIELDS, body, Some(&self.to_json()))?;
        if said.get("loan_id").and_then(Json::as_text).is_some_and(|loan_id| loan_id != self.loan_id) {
            return Err(Faults::at("loan_id", "Value cannot be changed"));
        }
        let mut after = self.clone();
        put(&mut after, &said, context.now)?;
        after.is_primary &= after.is_active || said.get("is_primary") == Some(&Json::Bool(true));
        require_sense(Some(self), &after)?;
        Ok(self.changed(after, context))
    }

    /// The contact after its person opted out of a channel; `None` where they had, and for legal notices, which cannot be opted
    /// out of. An answer to a message is one of the contact's number.
    pub fn opt_out(&self, channel: Channel, how: OptOutMethod, context: &Context<'_>) -> Option<ContactChange> {
        if channel == Channel::Notice || self.opted_out.contains_key(&channel) {
            return None;
        }
        let mut after = self.clone();
        let answered_from = self.phone_number.clone().filter(|_| how == OptOutMethod::Reply);
        after.opted_out.insert(channel, OptOut { at: context.now, how, answered_from });
        self.changed(after, context)
    }

    /// The contact after somebody answered from a number that they want messages by a channel again; `None` where that changes nothing. It ends what an
    /// answer from the same number began, and nothing that somebody else has entered, or that was said of another number.
    pub fn opt_in(&self, channel: Channel, number: &str, now: Moment) -> Option<Self> {
        let said = self.opted_out.get(&channel)?;
        let is_taken_back = said.answered_from.as_ref().is_some_and(|from| from.as_str() == number);
        is_taken_back.then(|| {
            let mut after = Self { updated_at: now, ..self.clone() };
            after.opted_out.remove(&channel);
            after
        })
    }

    fn changed(&self, mut after: Self, context: &Context<'_>) -> Option<ContactChange> {
        if after == *self {
            return None;
        }
        if is_moved(self, &after) {
            inherit(&mut after, context.contacts);
        }
        let said_by_upload = |contact: &Self| {
            let Self { contact_name, phone_number, email, relationship, is_active, .. } = contact.clone();
            (contact_name, phone_number, email, relationship, is_active)
        };
        if said_by_upload(self) != said_by_upload(&after) {
            after.source = Source::Api;
        }
        after.updated_at = context.now;
        Some(settled(Some(self), after, context))
    }
}

fn settled(before: Option<&BorrowerContact>, contact: BorrowerContact, context: &Context<'_>) -> ContactChange {
    let others = shared(before, &contact, context.contacts, context.now);
    ContactChange { contact, others }
}

/// What no single key says.
fn require_sense(before: Option<&BorrowerContact>, after: &BorrowerContact) -> Result<(), Faults> {
    let is_reached = |contact: &BorrowerContact| contact.phone_number.is_some() || contact.email.is_some();
    let mut faults = Faults::default();
    if after.is_primary && !after.is_active {
        faults.add("is_primary", "A contact that is not in use cannot be the primary one");
    }
    if !is_reached(after) && before.is_none_or(is_reached) {
        faults.add("phone_number", "A contact must have a phone_number or an email");
    }
    faults.into_result()
}

/// A contact of which nothing is known yet.
pub(super) fn blank(contact_id: String, loan_id: String, now: Moment) -> BorrowerContact {
    BorrowerContact {
        contact_id,
        loan_id,
        contact_name: String::new(),
        phone_number: None,
        email: None,
        relationship: Relationship::default(),
        is_primary: false,
        is_active: true,
        preferred_channel: None,
        preferred_language: None,
        time_zone: None,
        opted_out: OptOuts::new(),
        flags: BTreeSet::new(),
        attorney_name: None,
        source: Source::Api,
        created_at: now,
        updated_at: now,
    }
}
