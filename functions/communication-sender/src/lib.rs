//! Hands communications with borrowers to those who deliver them: SMS, e-mail, calls, `WhatsApp`.
//!
//! The queue brings communications that were created, and have been counted as attempts. A schedule, every minute, finds those that have waited for permitted hours;
//! what the contact policy allows then becomes one that was created, and comes by the queue. The same queue brings what SES reports by `EventBridge`.
//!
//! | access | calls |
//! |---|---|
//! | a batch of at most 10 messages | 1 `BatchGetItem` of companies, communications, cases and contacts |
//! | a communication | 1 `TransactWriteItems` that claims it, the request to the provider, 1 `TransactWriteItems` with what came of it |
//! | one that carries a recovery action out | 1 `GetItem` more, of the action |
//! | one that the provider did not take, and may later | 1 `SendMessageBatch` |
//! | one that goes to the local outbox | 1 `PutItem` |
//! | what SES reports of an e-mail | 1 `GetItem`, and 1 `TransactWriteItems` where it changes something; of a complaint, the same for the contacts |
//! | nothing is due | 1 `Query` of the clock for each of its 16 parts |
//! | one that has waited | 1 `GetItem`, 1 `BatchGetItem` and 1 `TransactWriteItems`; 1 `GetItem` or `BatchGetItem` of companies in a run |
//!
//! Nothing is handed over of which the contact policy has not been asked right before, with the claim held to the version of the contacts that it was asked about. Providers do not recognize
//! a repetition, so a communication is handed over at most once: a claim is never made again once it may have led to a request. Who dies after it leaves one that becomes `unknown`, until the
//! provider reports what became of it. What a provider says that it has not taken (429, 503, 500, no connection) is tried again, at most six times in an hour.

mod due;
mod messages;
mod outcome;
pub mod provider;
mod ses_report;
mod work;

use platform::clock::Clock;
use platform::queue::Queue;
use platform::table::Table;
use provider::Providers;

pub use due::{Dispatched, dispatch};
pub use messages::worked;
pub use outcome::{Done, Failed};
pub use work::work;

/// What a run works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The queue that it is called by, and puts further tries into.
    pub queue: Queue,
    /// The time.
    pub clock: Clock,
    /// Who delivers, by channel.
    pub providers: Providers,
}
