//! The keys of the lending documents, as tables: both editions, none dropped.

mod address;
mod allocation;
mod co_applicant;
mod document;
mod field_agent;
mod loan;
mod payment;
mod reference;

pub use allocation::ALLOCATION;
pub use co_applicant::{flatten_addresses, lift_addresses};
pub use field_agent::{BANK_BRANCH, COLLECTION, COMPANY_BRANCH, DEPOSIT, LOAN_OF_DEPOSIT};
pub use loan::{LOAN, LOAN_2020, TRANSACTION, TRANSACTION_2020};
pub use payment::PAYMENT;
