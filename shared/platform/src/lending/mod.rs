//! Loans and customers of credit lines in the table.
//!
//! | access | calls |
//! |---|---|
//! | view of all sections, or of sections that lie together | one `Query` |
//! | view of sections apart, or between two moments | one `Query` a section, at once |
//! | view of a history longer than a page (1 MB) | one more `Query` a section that the page did not reach |
//! | before a change: months that the request names | one `BatchGetItem` |
//! | before a change: all months | one `Query` |
//! | before a payment on a loan that is serviced as an account | one more `Query` |
//! | a visit with the applicant's name | one `BatchGetItem`; of a transaction one `GetItem` before |
//! | a change, with its remark, its event and its idempotency record | one `TransactWriteItems` |

mod change;
mod field_agent;
mod state;
mod view;

pub use change::{loan_writes, payment_writes, serviced_payment_writes, transaction_writes};
pub use field_agent::{KnownDeposit, deposit_to_make, deposit_writes, visit, visit_of, visit_writes};
pub use state::{KnownLoan, KnownMonth, KnownTransactionRecord, Months, load_loan, load_month, load_transaction};
pub(crate) use view::partition_of;
pub use view::{Bounds, Entry, Head, Section, TransactionView, View, exists, owner_of_transaction, view};
