//! Templates, communication events and communications in the table.
//!
//! | access | calls |
//! |---|---|
//! | a template; an event; the list of either | 1 `GetItem` |
//! | a preview with the values of a loan | 1 `BatchGetItem`; of a serviced loan 1 `Query` and of a transaction 1 `GetItem` more |
//! | a change of a template | 1 `BatchGetItem` of it and the directory, and 1 `TransactWriteItems` |
//! | a new template; a change of an event | 1 `GetItem` of the directory, and 1 `TransactWriteItems` |
//! | an event that happens to a loan | 2 reads, one after the other, and 1 `Query` more of a serviced loan; 1 `TransactWriteItems` |
//!
//! | what has waited for permitted hours | 1 `GetItem`, 1 `BatchGetItem`, and 1 `TransactWriteItems` |
//! | a report of a provider | 1 `GetItem`, and 1 `TransactWriteItems` where it changes something |
//! | a link that is followed | 2 `GetItem`, and 1 `TransactWriteItems`, which counts the click |
//! | a communication that is settled by a person | 1 `GetItem`, 1 more of a transaction and 1 more of the recovery action that is carried out; 1 `TransactWriteItems` |
//! | an answer that wants no more messages, or messages again | 1 `Query`; 1 `GetItem` a loan, and 1 `TransactWriteItems` where it changes something |
//!
//! Every change of a template or event is written with the directory, under the version that it was decided on.

mod directory;
mod due;
mod handover;
mod known;
mod links;
mod message;
mod of_action;
mod opting;
mod outbox;
mod providers;
mod report;
mod sending;
mod settle;
mod subject;
mod template;

pub use directory::KnownDirectory;
pub use due::{Released, release};
pub use handover::{Place, claim_writes};
pub use known::KnownCommunication;
pub use links::{ShortLinks, clicked_writes, followed};
pub use message::CommunicationMessage;
pub(crate) use of_action::template_of;
pub use opting::{Refusal, opt_in, opt_out, opt_out_of};
pub use outbox::{OUTBOX_SECONDS, OutboxMessage, OutboxPage, OutboxPlace, outbox, put_into_outbox};
pub use providers::{ProviderSecret, Providers, SecretError, TwilioAccount};
pub use report::{Reported, report};
pub use sending::{Found, send_writes, shoot_id, to_send};
pub(crate) use sending::{created_writes, shoot_id_of};
pub use settle::{communication_of, settle_writes};
pub(crate) use subject::read;
pub use subject::{Absent, Asked, Subject, about};
pub use template::{KnownTemplate, event, template, template_to_change};
