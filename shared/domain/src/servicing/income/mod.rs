//! Income: what a lender has earned of a loan, and when its books say so.
//!
//! Interest is earned day by day, charges on a day of their own; both are recognised in a run at the end of each day, all
//! that is left when a loan is paid, and interest up to the day on which a loan is charged off or called due at once.
//! Income that came at once is earned in equal parts over the loan.
//! When less turns out to be earned than was recognised, the difference is taken back by an entry of its own; only what
//! lies after a charge-off, or after a disbursement that was taken back, is dropped.

mod books;
mod deferred;
mod earned;
mod entry;
mod ledger;
mod waivers;

pub use deferred::{DeferredEntry, DeferredIncome, DeferredLedger};
pub use earned::{ChargesEarned, Income};
pub use entry::{Entry, EntryKind, Source};
pub use ledger::IncomeLedger;

#[cfg(test)]
mod tests;
