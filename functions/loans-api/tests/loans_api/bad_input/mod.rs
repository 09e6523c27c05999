//! Requests that are refused, each with the words it is refused with. A row of a table is one fault; it is tried on every
//! operation that can meet it. After each the table is as it was, and the answer says nothing but what the row says: so
//! it repeats no person's data beyond what the published messages quote.

mod case;
mod headers;
mod keys;
pub mod operation;
mod parameters;
mod payments;
mod roles;
mod state;
mod syntax;
mod values;
