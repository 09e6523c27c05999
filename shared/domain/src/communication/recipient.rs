//! Whom an event reaches: persons, each once for each channel.

use super::trigger::{SendTo, Trigger};
use crate::recovery::channel::Channel;
use crate::recovery::contact::{BorrowerContact, Relationship};

/// A person with the ways to reach them, in the order of preference.
pub struct Person<'a> {
    relationship: Relationship,
    name: String,
    contacts: Vec<&'a BorrowerContact>,
}

impl<'a> Person<'a> {
    /// The contact by which the person is reached first: in use, with a number or address for the channel.
    pub fn first_for(&self, channel: Channel) -> Option<&'a BorrowerContact> {
        let mut reached = self.contacts.iter().filter(|contact| contact.is_active && contact.is_reached_by(channel));
        let first = reached.clone().find(|contact| contact.is_primary);
        first.or_else(|| reached.next()).copied()
    }
}

/// The persons that a request is for, applicants first. One person is one name in one relationship.
pub fn persons<'a>(contacts: &'a [BorrowerContact], asked: &Trigger) -> Vec<Person<'a>> {
    among(contacts, asked.send_to, asked.co_app_upto)
}

/// The contact by which an event for the applicant reaches them first.
pub fn applicant(contacts: &[BorrowerContact], channel: Channel) -> Option<&BorrowerContact> {
    among(contacts, SendTo::Applicant, None).iter().find_map(|person| person.first_for(channel))
}

fn among(contacts: &[BorrowerContact], send_to: SendTo, co_app_upto: Option<usize>) -> Vec<Person<'_>> {
    let mut persons: Vec<Person<'_>> = Vec::new();
    for contact in contacts.iter().filter(|contact| send_to.includes(contact.relationship)) {
        let name = contact.contact_name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        let is_same = |person: &&mut Person<'_>| person.relationship == contact.relationship && person.name == name;
        match persons.iter_mut().find(is_same) {
            Some(person) => person.contacts.push(contact),
            None => persons.push(Person { relationship: contact.relationship, name, contacts: vec![contact] }),
        }
    }
    persons.sort_by_key(|person| person.relationship);
    let mut left = co_app_upto.unwrap_or(usize::MAX);
    persons.retain(|person| {
        // Who is not in use any more is none of the first few.
        if person.relationship != Relationship::CoApplicant {
            return true;
        }
        let is_wanted = left > 0 && person.contacts.iter().any(|contact| contact.is_active);
        left = left.saturating_sub(usize::from(is_wanted));
        is_wanted
    });
    persons
}
