//! The links of messages: their names, and what they lead to.

use std::sync::Arc;

use domain::moment::Moment;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::KnownCommunication;
use crate::auth::{NoEntropy, unguessable};
use crate::digest;
use crate::event;
use crate::keys::communication as keys;
use crate::keys::loan::{self, History};
use crate::table::{Condition, Item, Table, TableError, Write};
use domain::communication::link::LINK_DAYS;
use domain::communication::record::OutgoingCommunication;
use domain::communication::told::thin;

/// Makes the links of messages.
#[derive(Clone)]
pub struct ShortLinks {
    public_url: Arc<str>,
    secret: Arc<str>,
}

/// Whoever knows the secret can guess links.
impl std::fmt::Debug for ShortLinks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShortLinks").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

impl ShortLinks {
    /// Makes links to where the public reaches us, by a secret of 256 bits that this process alone knows.
    pub fn new(public_url: &str) -> Result<Self, NoEntropy> {
        Ok(Self { public_url: public_url.trim_end_matches('/').into(), secret: unguessable()?.into() })
    }

    /// Where the public reaches us.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The name of the links of a communication, which has one such id: 128 bits that nobody can guess, as 26 characters.
    pub fn token(&self, shoot_id: &str) -> String {
        let hash = digest::sha256(format!("{}\n{shoot_id}", self.secret).as_bytes());
        // The hash is hexadecimal.
        let number = hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok()).unwrap_or_default();
        Ulid(number).to_string()
    }
}

/// To which communication links lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Target {
    pk: String,
    communication_id: Moment,
}

/// The write of the links of a communication that goes out now; none where it has none. They lead on from now on.
pub(super) fn links_write(pk: &str, sending: &OutgoingCommunication, now: Moment) -> Result<Option<Write>, TableError> {
    let Some(links) = &sending.outgoing.links else { return Ok(None) };
    let target = Target { pk: pk.to_owned(), communication_id: sending.id };
    let until = now.seconds().saturating_add(LINK_DAYS.saturating_mul(24 * 60 * 60));
    let item = Item::of(keys::links(&links.token), None, &target)?.expiring(until);
    Ok(Some(Write::Put { item, condition: Condition::None }))
}

/// The communication whose links have a name at a moment; `None` where there is none, or not any more. Two `GetItem`.
pub async fn followed(table: &Table, token: &str, now: Moment) -> Result<Option<KnownCommunication>, TableError> {
    let Some(item) = table.get(&keys::links(token)).await? else { return Ok(None) };
    if item.is_expired(now.seconds()) {
        return Ok(None);
    }
    let Target { pk, communication_id } = item.read()?;
    let found = table.get(&loan::history(&pk, History::Communication, communication_id)).await?;
    found.as_ref().map(KnownCommunication::of).transpose()
}

/// The writes of a click. Others are told of the first one alone: whoever has the link can click as often as they like.
pub fn clicked_writes(
    known: &KnownCommunication,
    after: &OutgoingCommunication,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let mut writes = known.writes(after, now)?;
    if !known.communication.is_clicked() {
        let customer = loan::customer_of(known.pk()).map(|(_, customer)| customer);
        let told = thin(after, customer.as_deref());
        writes.push(event::put(known.pk(), "communication.link_clicked", now, told)?);
    }
    Ok(writes)
}

#[cfg(test)]
mod tests {
    use domain::communication::link::named;

    use super::*;

    #[test]
    fn a_communications_links_have_one_name_that_another_process_does_not_know() {
        let links = ShortLinks::new("https://api.example.com/").expect("entropy");
        let token = links.token("5f");
        assert_eq!((token.as_str(), links.public_url()), (links.token("5f").as_str(), "https://api.example.com"));
        assert_eq!(named(&token), Some((token.as_str(), 0)));
        assert_ne!(token, links.token("60"));
        assert_ne!(token, ShortLinks::new("https://api.example.com").expect("entropy").token("5f"));
        assert!(!format!("{links:?}").contains(&*links.secret));
    }
}
