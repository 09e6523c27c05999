//! A contact, and which of them is meant.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{EmailAddress, Flag, OptOuts, PhoneNumber, Recipient, Relationship};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::time_zone::TimeZone;

/// Most contacts of a loan, so that all that a change touches fits into one transaction.
pub const CONTACTS_MAX: usize = 50;

/// Where a contact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// An uploaded loan, whose next upload may change it.
    Uploaded,
    /// Somebody created it, or changed what the upload said of it: no upload changes it any more.
    Api,
}

impl Source {
    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Api => "api",
        }
    }
}

/// Somebody who can be contacted about a loan.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BorrowerContact {
    /// Its id, whose making is the caller's.
    pub contact_id: String,
    /// The loan it belongs to.
    pub loan_id: String,
    /// The person's name.
    pub contact_name: String,
    /// A telephone number of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<PhoneNumber>,
    /// An e-mail address of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// What the person has to do with the loan.
    pub relationship: Relationship,
    /// Whether it is the one that is contacted first. At most one of a loan is, and it is in use.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_primary: bool,
    /// Whether it is in use.
    pub is_active: bool,
    /// How the person prefers to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_channel: Option<Channel>,
    /// The person's language, by its ISO 639-1 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_language: Option<String>,
    /// Where the person is; the company's zone where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<TimeZone>,
    /// The channels that the person opted out of.
    #[serde(default, skip_serializing_if = "OptOuts::is_empty")]
    pub opted_out: OptOuts,
    /// What forbids to contact the person at all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub flags: BTreeSet<Flag>,
    /// Who represents the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attorney_name: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// When it was created.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
}

impl BorrowerContact {
    /// As the contact policy sees it.
    pub fn recipient(&self) -> Recipient<'_> {
        Recipient {
            relationship: self.relationship,
            is_active: self.is_active,
            flags: &self.flags,
            opted_out: &self.opted_out,
            zones: self.time_zone.as_slice(),
        }
    }

    /// Whether there is a number or address for a channel. Notices and visits go to addresses that the loan knows.
    pub fn is_reached_by(&self, channel: Channel) -> bool {
        match channel {
            Channel::Sms | Channel::Voice | Channel::Whatsapp => self.phone_number.is_some(),
            Channel::Email => self.email.is_some(),
            Channel::Notice | Channel::FieldVisit => true,
        }
    }
}

/// The contact of a loan that is contacted first by a channel: in use, with a number or address for it; the primary one before
/// others, then applicants before others, then the oldest. Whether it may be contacted is not asked here.
pub fn first_for(contacts: &[BorrowerContact], channel: Channel) -> Option<&BorrowerContact> {
    let candidates = contacts.iter().filter(|contact| contact.is_active && contact.is_reached_by(channel));
    candidates
        .min_by_key(|contact| (!contact.is_primary, contact.relationship, contact.created_at, &contact.contact_id))
}

/// Leaves out who it is.
impl fmt::Debug for BorrowerContact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowerContact")
            .field("contact_id", &self.contact_id)
            .field("loan_id", &self.loan_id)
            .field("relationship", &self.relationship)
            .field("is_primary", &self.is_primary)
            .field("is_active", &self.is_active)
            .field("opted_out", &self.opted_out)
            .field("flags", &self.flags)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}
