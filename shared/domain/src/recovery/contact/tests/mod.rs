//! What the tests have in common.

mod creating;
mod importing;
mod laws;
mod sharing;
mod updating;

use super::*;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// Moments that follow each other.
fn moment(step: i64) -> Moment {
    Moment::from_micros(1_760_000_000_000_000 + step * 1_000_000).expect("in range")
}

fn object(text: &str) -> Object {
    serde_json::from_str(text).expect("an object")
}

/// The contacts of a loan, changed as a store would change them.
#[derive(Debug, Default)]
struct Contacts {
    all: Vec<BorrowerContact>,
    steps: i64,
}

impl Contacts {
    fn now(&self) -> Moment {
        moment(self.steps)
    }

    fn create(&mut self, body: &str) -> Result<BorrowerContact, Faults> {
        self.steps += 1;
        let id = format!("cnt_{}", self.steps);
        let context = Context { now: self.now(), contacts: &self.all };
        let change = BorrowerContact::create(id, &object(body), &context)?;
        Ok(self.keep(change))
    }

    fn update(&mut self, contact_id: &str, body: &str) -> Result<Option<BorrowerContact>, Faults> {
        self.steps += 1;
        let context = Context { now: self.now(), contacts: &self.all };
        let change = self.get(contact_id).update(&object(body), &context)?;
        Ok(change.map(|change| self.keep(change)))
    }

    fn opt_out(&mut self, contact_id: &str, channel: Channel) -> bool {
        self.steps += 1;
        let context = Context { now: self.now(), contacts: &self.all };
        let change = self.get(contact_id).opt_out(channel, OptOutMethod::Reply, &context);
        change.map(|change| self.keep(change)).is_some()
    }

    /// The ids that an upload changed.
    fn import(&mut self, profile: &str) -> Vec<String> {
        self.steps += 1;
        let context = Context { now: self.now(), contacts: &self.all };
        let upload = Upload { loan_id: "L-1", profile: &object(profile), currency: "INR" };
        let changed = imported(&upload, |seed| format!("cnt_{seed}"), &context);
        let ids = changed.iter().map(|contact| contact.contact_id.clone()).collect();
        for contact in changed {
            self.put(contact);
        }
        ids
    }

    fn keep(&mut self, change: ContactChange) -> BorrowerContact {
        for other in change.others {
            self.put(other);
        }
        self.put(change.contact.clone());
        change.contact
    }

    fn put(&mut self, contact: BorrowerContact) {
        // As it comes back from a store.
        let stored = serde_json::to_string(&contact).expect("JSON");
        assert_eq!(serde_json::from_str::<BorrowerContact>(&stored).ok().as_ref(), Some(&contact));
        match self.all.iter_mut().find(|known| known.contact_id == contact.contact_id) {
            Some(known) => *known = contact,
            None => self.all.push(contact),
        }
    }

    fn get(&self, contact_id: &str) -> &BorrowerContact {
        self.all.iter().find(|contact| contact.contact_id == contact_id).expect("a contact")
    }

    fn by_number(&self, number: &str) -> &BorrowerContact {
        let is_it =
            |contact: &&BorrowerContact| contact.phone_number.as_ref().is_some_and(|known| known.as_str() == number);
        self.all.iter().find(is_it).expect("a contact of that number")
    }
}

fn lines(faults: &Faults) -> Vec<String> {
    faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}")).collect()
}

fn text(contact: &BorrowerContact) -> String {
    serde_json::to_string(&Json::Object(contact.to_json())).expect("JSON")
}
