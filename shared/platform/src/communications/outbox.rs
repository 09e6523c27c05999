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

/// The latest messages of a company's outbox, at most so many. One `Query`.
pub async fn outbox(table: &Table, company_id: &str, limit: i32) -> Result<Vec<OutboxMessage>, TableError> {
    let (from, to) = keys::outbox_messages();
    let page = table.query_at_most(&keys::outbox(company_id), &from, &to, Order::Descending, Some(limit)).await?;
    page.items.iter().map(Item::read).collect()
}
