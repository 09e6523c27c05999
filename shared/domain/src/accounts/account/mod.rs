//! Loan accounts: what is kept of one, and what can be done with it.
//!
//! What is kept is a [`Ledger`]: the [`Account`] with what was agreed and decided, and the list of [`Entry`]s that its money
//! is computed from. A command takes the ledger as it is and answers a [`Change`]: the ledger as it is afterwards, and what
//! there is to tell of it. Nothing is computed and kept that could come to contradict the list; the [`AtRest`] summary
//! beside it is a copy for lists and for the clock.
//!
//! | question | module |
//! |---|---|
//! | Which fields has an account, and whose are they? | [`fields`] |
//! | What is kept? | `record`, `ledger`, `at_rest` |
//! | How does it stand today, and how did it stand on a day before? | `snapshot`, `agreements` |
//! | How does it begin, and what may be changed of it? | `create`, `import`, `update`, `draft` |
//! | What would be? | `preview` |
//! | What becomes of it? | `life`, `disburse`, `enter`, `reverse`, `lock`, `interest`, `write_off`, [`restructuring`] |
//! | What comes about by itself? | `appraise`, `turn` |
//! | Which cards belong to it? | `cards` |
//! | Who funds it? | [`funding`] |
//! | How is it shown, and listed? | [`show`], [`listing`] |

mod agreements;
mod appraise;
mod at_rest;
mod cards;
mod change;
mod context;
mod create;
mod disburse;
mod draft;
mod enter;
pub mod fields;
pub mod funding;
mod import;
mod interest;
mod late_interest;
mod ledger;
mod life;
mod line;
pub mod listing;
mod lock;
mod operation;
mod plan;
mod preview;
mod record;
mod refusal;
mod remark;
pub mod restructuring;
mod reverse;
pub mod show;
mod snapshot;
#[cfg(test)]
mod tests;
mod turn;
mod update;
mod write_off;

pub use agreements::AgreementOn;
pub use appraise::appraise;
pub use at_rest::AtRest;
pub use cards::{CARD, CARDS, CARDS_MAX, Card, Cards};
pub use change::{Change, Happened};
pub use context::Context;
pub use create::create;
pub use disburse::{Disbursal, disburse, undo_disburse};
pub use enter::{Note, enter};
pub use import::{HISTORY_MAX, TRANSACTIONS};
pub use interest::{apply_interest, interest_to_apply};
pub use late_interest::LateInterest;
pub use ledger::{ENTRIES_MAX, Entry, Ledger};
pub use life::{LifeStep, approve, delete, step};
pub use line::LineChange;
pub use lock::{lock, locked_operations, unlock};
pub use preview::{PREVIEWED_AMOUNTS, preview, preview_repayment};
pub use record::{Account, Earlier, Ending, Generation, Restructured, Stamps};
pub use refusal::Refusal;
pub use reverse::reverse;
pub use snapshot::Snapshot;
pub use update::update;
pub use write_off::{terminate, undo_write_off, write_off};
