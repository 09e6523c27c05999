//! How an account, its installments and its transactions are shown: every field of the contract, computed as of a day.
//!
//! Amounts are strings with the decimals of the currency, days are the first moments of dates in the company's time zone.

mod account;
mod fees;
mod figures;
mod installment;
mod money;
mod schedule;
mod transaction;

pub use account::account;
pub use figures::figures;
pub use installment::{FIELDS as INSTALLMENT, installment_id, installments};
pub use money::Money;
pub use schedule::schedule;
pub use transaction::{FIELDS as TRANSACTION, transaction, transactions};
