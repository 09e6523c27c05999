//! Legal notices in the table.
//!
//! | access | calls |
//! |---|---|
//! | a template; the list of templates; a logo | 1 `GetItem` |
//! | a new template; a change or deletion of one | 1 `GetItem` of the directory; 1 `BatchGetItem` of it and the template; and 1 `TransactWriteItems` |
//! | a notice of a loan | what is read of the loan for a communication, with the template; and 1 `TransactWriteItems` |
//! | a notice by its id | 2 `GetItem`, one after the other |
//! | a link | the same, and 1 `TransactWriteItems` |
//! | a report of a carrier | 2 `GetItem`, 1 more of an article that was reported before; and 1 `TransactWriteItems` |
//! | a new batch; how far one is; those of it that have no notice | 1 `GetItem` and 1 `TransactWriteItems`; 1 `BatchGetItem`; 1 `GetItem` and 1 `Query` |
//!
//! Every change of a template is written with the directory, under the version that it was decided on. A company has one notice of an id: what says
//! where it lies is written where there is none.

mod batch;
mod directory;
mod logo;
mod message;
mod of_action;
mod record;
mod tracking;

pub use batch::{KnownPart, batch, batch_with_progress, batch_writes, notice_id, part, refused, step_writes};
pub use directory::{KnownDirectory, KnownTemplate, template, template_to_change};
pub use logo::logo;
pub use message::NoticeMessage;
pub use of_action::follow_writes;
pub(crate) use of_action::template_of;
pub(crate) use record::notice_writes;
pub use record::{KnownNotice, Owner, asked_writes, followed, notice_to_make, owner};
pub use tracking::{KnownArticle, article, report_writes};
