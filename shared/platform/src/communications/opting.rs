//! People who answer that they want no more messages, or that they want them again.
//!
//! Who answers names no loan and no company. Each message that can be answered has left a note of its loan under the number's hash
//! ([`super::claim_writes`]), so the loans are one range of keys: those about which the number was written to within two years. The note of a loan
//! in which somebody has opted out stays for as long as they have, so that who opts in again is heard there too.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::channel::Channel;
use domain::recovery::contact::{BorrowerContact, ContactChange, Context, EmailAddress, OptOutMethod, PhoneNumber};
use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::handover::reached_write;
use crate::event;
use crate::keys::{communication, loan, recovery};
use crate::recovery::{KnownContacts, contact_writes};
use crate::table::{Order, Table, TableError, Write};

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

/// What changes of a contact, among all of its loan.
type Decision<'a> = &'a (dyn Fn(&BorrowerContact, &Context<'_>) -> Option<ContactChange> + Sync);

/// Opts the contacts with a number out of a channel, in all loans about which it was written to; how many contacts that changed. 1 `Query`, and for each loan
/// 1 `GetItem` and, where it changes, 1 `TransactWriteItems`.
pub async fn opt_out(table: &Table, refusal: Refusal<'_>, now: Moment) -> Result<usize, TableError> {
    let decide = |contact: &BorrowerContact, context: &Context<'_>| refused(contact, refusal, context);
    let note = |pk: &str| reached_write(refusal.address, pk, None);
    in_all(table, refusal.address, (&decide, &note), now).await
}

/// Ends what an answer from a number began by [`opt_out`], in all loans about which the number was written to; how many contacts that changed. It costs the
/// same.
pub async fn opt_in(table: &Table, number: &str, channel: Channel, now: Moment) -> Result<usize, TableError> {
    let decide = |contact: &BorrowerContact, _: &Context<'_>| {
        let change = |contact| ContactChange { contact, others: Vec::new() };
        is_reached_at(contact, channel, number).then(|| contact.opt_in(channel, number, now)).flatten().map(change)
    };
    let note = |pk: &str| reached_write(number, pk, Some(now));
    in_all(table, number, (&decide, &note), now).await
}

/// [`opt_out`] in one loan.
pub async fn opt_out_of(
    table: &Table,
    place: (&str, &str),
    refusal: Refusal<'_>,
    now: Moment,
) -> Result<usize, TableError> {
    let decide = |contact: &BorrowerContact, context: &Context<'_>| refused(contact, refusal, context);
    in_one(table, place, (&decide, None), now).await
}

/// Makes the write that notes about which loan a number was written to.
type Note<'a> = &'a (dyn Fn(&str) -> Result<Write, TableError> + Sync);

async fn in_all(
    table: &Table,
    address: &str,
    (decide, note): (Decision<'_>, Note<'_>),
    now: Moment,
) -> Result<usize, TableError> {
    let pk = communication::reached(address);
    let page = table.query_at_most(&pk, "0", "\u{10FFFF}", Order::Ascending, Some(LOANS_MAX)).await?;
    if page.more {
        tracing::error!(retryable = false, "a number was written to about more loans than an answer reaches");
    }
    let loans: Vec<(String, String)> = page.items.iter().filter_map(|item| loan::loan_of(&item.key.sk)).collect();
    let changes = loans
        .into_iter()
        .map(|(company, loan)| async move { in_one(table, (&company, &loan), (decide, Some(note)), now).await });
    let counts: Vec<usize> = stream::iter(changes).buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(counts.into_iter().fold(0, usize::saturating_add))
}

/// Changes the contacts of a loan; how many.
async fn in_one(
    table: &Table,
    (company_id, loan_id): (&str, &str),
    (decide, note): (Decision<'_>, Option<Note<'_>>),
    now: Moment,
) -> Result<usize, TableError> {
    let pk = loan::loan(company_id, loan_id);
    for _ in 0..TRIES {
        let Some(item) = table.get(&recovery::contacts(&pk)).await? else { return Ok(0) };
        let known = KnownContacts::among(&Some(item))?;
        let (after, changed) = changed(&known.contacts, decide, now);
        if changed.is_empty() {
            return Ok(0);
        }
        let mut writes = contact_writes(company_id, &pk, &known, after)?;
        writes.extend(note.map(|note| note(&pk)).transpose()?);
        for contact_id in &changed {
            let ids = [("contact_id", contact_id.as_str()), ("loan_id", loan_id)];
            let data = Object::from(ids.map(|(key, id)| (key.to_owned(), Json::text(id))));
            writes.push(event::put(&pk, "contact.updated", now, Json::Object(data))?);
        }
        match table.transact(writes).await {
            Err(TableError::Lost { .. } | TableError::Conflict) => {}
            outcome => return outcome.map(|()| changed.len()),
        }
    }
    Err(TableError::Conflict)
}

/// The contacts of a loan once each was decided on, and the ids of those that changed by themselves.
fn changed(contacts: &[BorrowerContact], decide: Decision<'_>, now: Moment) -> (Vec<BorrowerContact>, Vec<String>) {
    let (mut after, mut changed) = (contacts.to_vec(), Vec::new());
    for contact in contacts {
        // One that shares the number may have been changed with another.
        let Some(current) = after.iter().find(|other| other.contact_id == contact.contact_id).cloned() else {
            continue;
        };
        let Some(change) = decide(&current, &Context { now, contacts: &after }) else { continue };
        changed.push(contact.contact_id.clone());
        for next in std::iter::once(change.contact).chain(change.others) {
            if let Some(place) = after.iter_mut().find(|other| other.contact_id == next.contact_id) {
                *place = next;
            }
        }
    }
    (after, changed)
}

/// A contact that a refusal is about, opted out.
fn refused(contact: &BorrowerContact, refusal: Refusal<'_>, context: &Context<'_>) -> Option<ContactChange> {
    let Refusal { address, channel, how } = refusal;
    is_reached_at(contact, channel, address).then(|| contact.opt_out(channel, how, context)).flatten()
}

fn is_reached_at(contact: &BorrowerContact, channel: Channel, address: &str) -> bool {
    let own = match channel {
        Channel::Email => contact.email.as_ref().map(EmailAddress::as_str),
        _ => contact.phone_number.as_ref().map(PhoneNumber::as_str),
    };
    own.is_some_and(|own| own.eq_ignore_ascii_case(address))
}
