//! A contact as the contact policy sees it.

use std::collections::BTreeSet;

use super::{Flag, OptOuts, Relationship};
use crate::time_zone::TimeZone;

/// Whom a message or call is for: what of a contact decides whether it may go out. It holds nothing that says who it is.
#[derive(Debug, Clone, Copy)]
pub struct Recipient<'a> {
    /// What the person has to do with the loan.
    pub relationship: Relationship,
    /// Whether the contact is in use.
    pub is_active: bool,
    /// What forbids to contact the person at all.
    pub flags: &'a BTreeSet<Flag>,
    /// The channels that the person opted out of.
    pub opted_out: &'a OptOuts,
    /// Every time zone in which the person may be: more than one where telephone number and address disagree. The company's
    /// where there is none.
    pub zones: &'a [TimeZone],
}
