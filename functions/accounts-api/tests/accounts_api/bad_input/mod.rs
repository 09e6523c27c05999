//! Requests that are refused, each with what it is refused with. A row of a table is one fault; it is tried on every operation
//! that can meet it. After each the table is as it was, and the answer names what is at fault and nothing else.

mod bodies;
mod case;
mod fields;
mod headers;
pub mod operation;
mod parameters;
mod paths;
pub mod room;
mod settings;
mod states;
mod transactions;
