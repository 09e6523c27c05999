//! The local outbox: what would have been sent, kept for people to look at. Nothing of it leaves the system.

use domain::moment::Moment;
use serde::{Deserialize, Serialize};

use crate::keys::communication as keys;
use crate::table::{Condition, Item, Order, Table, TableError};

/// How long a message is kept in the outbox, in seconds: a week.
pub const OUTBOX_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A message as it would have been sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// The communication, in the loan's history; also when it was made.
    pub communication_id: Moment,
    /// By which webhooks name it.
    pub shoot_id: String,
    /// The loan, or the transaction.
    pub loan_id: String,
    /// `sms`, `email`, `voice`, `whatsapp`.
    pub channel: String,
    /// The number or address.
    pub to: String,
    /// Who it comes from.
    pub from: String,
    /// The subject, of an e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text; of an e-mail HTML.
    pub body: String,
    /// Its language, ISO 639-1.
    pub language: String,
    /// When it was handed over.
    pub sent: Moment,
}

/// It names a borrower.
impl std::fmt::Debug for OutboxMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxMessage").field("communication_id", &self.communication_id).finish_non_exhaustive()
    }
}

/// Puts a message into the outbox of a company; the same one once, however often. One `PutItem`.
pub async fn put_into_outbox(table: &Table, company_id: &str, message: &OutboxMessage) -> Result<(), TableError> {
    let key = keys::outbox_message(company_id, message.communication_id, &message.shoot_id);
    let gone = message.sent.seconds().saturating_add(OUTBOX_SECONDS);
    table.put(Item::of(key, None, message)?.expiring(gone), Condition::None).await
}

/// A page of an outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxPage {
    /// The latest first.
    pub messages: Vec<OutboxMessage>,
    /// The last of them, where there are more.
    pub next: Option<OutboxPlace>,
}

/// Where a message is in an outbox: when its communication was made, and by what webhooks name it. As a text `1597415342660409.5f0c…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxPlace {
    made: Moment,
    shoot_id: String,
}

impl OutboxPlace {
    /// The place that a text says; `None` where it says none.
    pub fn of(text: &str) -> Option<Self> {
        let (made, shoot_id) = text.split_once('.')?;
        let is_id = (1..=64).contains(&shoot_id.len()) && shoot_id.chars().all(|digit| digit.is_ascii_hexdigit());
        let made = made.parse().ok().and_then(Moment::from_micros)?;
        is_id.then(|| Self { made, shoot_id: shoot_id.to_owned() })
    }
}

impl std::fmt::Display for OutboxPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.made.micros(), self.shoot_id)
    }
}

/// The messages of a company's outbox, the latest first, at most so many, from the latest or behind another. One `Query`.
pub async fn outbox(
    table: &Table,
    company_id: &str,
    limit: i32,
    behind: Option<&OutboxPlace>,
) -> Result<OutboxPage, TableError> {
    let (from, to) = match behind {
        None => keys::outbox_messages(),
        Some(place) => keys::outbox_messages_before(place.made, &place.shoot_id),
    };
    let page = table.query_at_most(&keys::outbox(company_id), &from, &to, Order::Descending, Some(limit)).await?;
    let messages: Vec<OutboxMessage> = page.items.iter().map(Item::read).collect::<Result<_, _>>()?;
    let place = |last: &OutboxMessage| OutboxPlace { made: last.communication_id, shoot_id: last.shoot_id.clone() };
    let next = messages.last().filter(|_| page.more).map(place);
    Ok(OutboxPage { messages, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let place = OutboxPlace::of("1597415342660409.5f0cab").expect("a place");
        assert_eq!(place.to_string(), "1597415342660409.5f0cab");
        for none in ["", "1", "1.", ".5f", "x.5f", "1.xyz", "-1.5f", "99999999999999999999.5f", "1.5f#"] {
            assert_eq!(OutboxPlace::of(none), None, "{none}");
        }
    }
}
