//! Serviced accounts in the table.
//!
//! | access | costs |
//! |---|---|
//! | read an account with all of its entries | one `Query`, one more for each further MB (about 4,000 entries) |
//! | change it | that, and one `TransactWriteItems`: the account, the part of its entries that grew, the event |

mod read;
mod write;

pub use read::{KnownAccount, load, of_items};
pub use write::{change_writes, delete_writes, entry_writes};
