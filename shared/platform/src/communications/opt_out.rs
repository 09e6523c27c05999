//! People who answer that they want no more messages.
//!
//! Who answers names no loan and no company. Each message that can be answered has left a note of its loan under the number's hash
//! ([`super::claim_writes`]), so the loans are one range of keys: those about which the number was written to within two years.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::channel::Channel;
use domain::recovery::contact::{BorrowerContact, Context, EmailAddress, OptOutMethod, PhoneNumber};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::event;
use crate::keys::{communication, loan, recovery};
use crate::recovery::{KnownContacts, contact_writes};
use crate::table::{Order, Table, TableError};

/// Most loans that one answer is about. Nobody has more; a number of which there are more is told in the log.
const LOANS_MAX: i32 = 200;
/// Loans in work at the same time.
const AT_ONCE: usize = 8;
/// How often the contacts of a loan are tried that somebody else was writing.
const TRIES: usize = 5;

/// Who wants no more messages, by which channel, and how that was said.
#[derive(Clone, Copy)]
pub struct Refusal<'a> {
    /// The number or address.
    pub address: &'a str,
    /// The channel.
    pub channel: Channel,
    /// How it was said.
    pub how: OptOutMethod,
}

/// Opts the contacts with a number out of a channel, in all loans about which it was written to; how many contacts that changed. 1 `Query`, and for each loan
/// 1 `GetItem` and, where it changes, 1 `TransactWriteItems`.
pub async fn opt_out(table: &Table, refusal: Refusal<'_>, now: Moment) -> Result<usize, TableError> {
    let pk = communication::reached(refusal.address);
    let page = table.query_at_most(&pk, "0", "\u{10FFFF}", Order::Ascending, Some(LOANS_MAX)).await?;
    if page.more {
        tracing::error!(retryable = false, "a number was written to about more loans than an opt-out reaches");
    }
    let loans: Vec<(String, String)> = page.items.iter().filter_map(|item| loan::loan_of(&item.key.sk)).collect();
    let changes = loans
        .into_iter()
        .map(|(company, loan)| async move { opt_out_of(table, (&company, &loan), refusal, now).await });
    let counts: Vec<usize> = stream::iter(changes).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(counts.into_iter().fold(0, usize::saturating_add))
}

/// The same in one loan.
pub async fn opt_out_of(
    table: &Table,
    (company_id, loan_id): (&str, &str),
    refusal: Refusal<'_>,
    now: Moment,
) -> Result<usize, TableError> {
    let pk = loan::loan(company_id, loan_id);
    for _ in 0..TRIES {
        let Some(item) = table.get(&recovery::contacts(&pk)).await? else { return Ok(0) };
        let known = KnownContacts::among(&Some(item))?;
        let mut after = known.contacts.clone();
        let mut told = Vec::new();
        for contact in known.contacts.iter().filter(|contact| is_reached_at(contact, refusal)) {
            // One that shares the number may have been changed with another.
            let Some(current) = after.iter().find(|other| other.contact_id == contact.contact_id).cloned() else {
                continue;
            };
            let context = Context { now, contacts: &after };
            let Some(change) = current.opt_out(refusal.channel, refusal.how, &context) else { continue };
            told.push(contact.contact_id.clone());
            for changed in std::iter::once(change.contact).chain(change.others) {
                if let Some(place) = after.iter_mut().find(|other| other.contact_id == changed.contact_id) {
                    *place = changed;
                }
            }
        }
        if told.is_empty() {
            return Ok(0);
        }
        let mut writes = contact_writes(company_id, &pk, &known, after)?;
        for contact_id in &told {
            let ids = [("contact_id", contact_id.as_str()), ("loan_id", loan_id)];
            let data = Object::from(ids.map(|(key, id)| (key.to_owned(), Json::text(id))));
            writes.push(event::put(&pk, "contact.updated", now, Json::Object(data))?);
        }
        match table.transact(writes).await {
            Err(TableError::Lost { .. } | TableError::Conflict) => {}
            outcome => return outcome.map(|()| told.len()),
        }
    }
    Err(TableError::Conflict)
}

fn is_reached_at(contact: &BorrowerContact, refusal: Refusal<'_>) -> bool {
    let own = match refusal.channel {
        Channel::Email => contact.email.as_ref().map(EmailAddress::as_str),
        _ => contact.phone_number.as_ref().map(PhoneNumber::as_str),
    };
    own.is_some_and(|own| own.eq_ignore_ascii_case(refusal.address))
}
