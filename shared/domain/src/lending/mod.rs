//! The lending documents: loans uploaded for recovery, customers of credit lines, what is due month by month, and what is paid.
//!
//! A body is checked against a table of [`schema`], then [`loan`], [`customer`] or [`payment`] decide what changes, as values.
//! Storing and presenting them is others' work.

pub mod allocation;
pub mod collection;
pub mod context;
pub mod customer;
pub mod deposit;
pub mod history;
pub mod loan;
pub mod months;
pub mod payment;
pub mod receipt;
mod refusal;
pub mod remark;
pub mod schema;
pub mod serviced;
pub mod tag;

pub use context::Context;
pub use refusal::Refusal;
