//! Those who can be contacted about a loan: one item, so that who executes an action reads all of them with it, and a change of one that
//! changes others is one write.
//!
//! An upload writes the contacts that it makes in its own transaction. The item stands in the list of its company, whose count is that of the contacts.

use domain::lending::Context;
use domain::listing::{ListOf, Listed};
use domain::moment::Moment;
use domain::recovery::contact::{self, BorrowerContact, Upload, imported};

use crate::id;
use crate::keys::{list, loan, recovery as keys};
use crate::table::{Condition, Item, TableError, Write};

/// The name of the collection of contacts.
pub const CONTACTS: &str = "CONTACTS";

/// The contacts of a loan as a change finds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownContacts {
    /// The contacts, the oldest first.
    pub contacts: Vec<BorrowerContact>,
    /// The version that a change is conditioned on; `None` where there are none.
    pub version: Option<u64>,
}

impl KnownContacts {
    /// The contacts among items of one loan.
    pub fn among<'a>(items: impl IntoIterator<Item = &'a Item>) -> Result<Self, TableError> {
        let found = items.into_iter().find(|item| item.key == keys::contacts(&item.key.pk));
        let Some(item) = found else { return Ok(Self::default()) };
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { contacts: item.read()?, version: Some(version) })
    }

    /// The contact of an id.
    pub fn find(&self, contact_id: &str) -> Option<&BorrowerContact> {
        self.contacts.iter().find(|known| known.contact_id == contact_id)
    }
}

/// The writes by which contacts are added or changed, under the version that was read. None, where there are none.
pub fn contact_writes(
    company_id: &str,
    pk: &str,
    known: &KnownContacts,
    changed: Vec<BorrowerContact>,
) -> Result<Vec<Write>, TableError> {
    let mut after = known.contacts.clone();
    for contact in changed {
        match after.iter_mut().find(|known| known.contact_id == contact.contact_id) {
            Some(known) => *known = contact,
            None => after.push(contact),
        }
    }
    let Some(first) = after.first().filter(|_| after != known.contacts) else { return Ok(Vec::new()) };
    let loan = listed(first);
    let place = list::entry(company_id, CONTACTS, &ListOf::All, &loan);
    let version = known.version.unwrap_or(0).saturating_add(1);
    let item = Item::of(keys::contacts(pk), version, &after)?.listed(place);
    let condition = known.version.map_or(Condition::Absent, Condition::Version);
    let by = i64::try_from(after.len().saturating_sub(known.contacts.len())).unwrap_or(i64::MAX);
    let counter = list::counter(company_id, CONTACTS, &ListOf::All, &loan.id);
    let count = (by > 0).then_some(Write::Add { key: counter, by });
    Ok(std::iter::once(Write::Put { item, condition }).chain(count).collect())
}

/// What an upload or update of a loan changes of its contacts.
pub fn upload_writes(
    upload: &Upload<'_>,
    known: &KnownContacts,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let (company_id, loan_id) = (&context.company.id, upload.loan_id);
    let new_id = |seed: &str| id::seeded_within_loan(id::CONTACT, loan_id, seed);
    let within = contact::Context { now: context.now, contacts: &known.contacts };
    contact_writes(company_id, &loan::loan(company_id, loan_id), known, imported(upload, new_id, &within))
}

/// A loan in the list of contacts, by its oldest contact, which stays the first.
fn listed(first: &BorrowerContact) -> Listed {
    let created: Moment = first.created_at;
    Listed { id: first.loan_id.clone(), created, values: std::collections::BTreeMap::new() }
}
