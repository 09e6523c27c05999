//! Serviced accounts in the table.
//!
//! | access | costs |
//! |---|---|
//! | read an account with all of its entries | one `Query`, one more for each further MB (about 4,000 entries) |
//! | change it | that, and one `TransactWriteItems`: the account, the part of its entries that grew, who funds it where that changed, lists, the events |
//! | the same of one that is registered to a revolving account | one `Query` more ([`line_writes`]) |
//! | refinance or reschedule it | the same; one `GetItem` more where another product is named. Another account that goes on with its debt is written in the same transaction, unread |
//! | undo that | the same; where another account goes on with its debt, one `Query` more, which reads that one |
//! | all accounts of a company, at most [`ACROSS_MAX`] | a `Query` for each MB, and one `BatchGetItem` for each 100 parts of entries |
//! | a page of a list | that of [`crate::lists`], and one `BatchGetItem` for each 100 parts of entries |

pub mod cards;
mod fault;
mod line;
mod list;
mod read;
mod write;

pub use fault::uncomputable;
pub use line::{line_deletion_writes, line_writes};
pub use list::{ACROSS_MAX, all, ledgers, page};
pub use read::{KnownAccount, items_at, load, load_at, of_items};
pub use write::{change_writes, collection, delete_writes, entry_writes, handover_writes};
