//! Everything that touches AWS or HTTP: table, authentication, dialect plumbing, telemetry.
//!
//! A function builds its clients once from [`settings`], wraps its routes with [`http::service`], learns who calls from
//! [`auth`], and changes data through [`change::run`]. Rules live in `domain`; nothing here decides anything about a loan.

pub mod accounts;
pub mod agencies;
pub mod auth;
pub mod change;
pub mod clock;
pub mod clockwork;
pub mod communications;
pub mod companies;
pub mod digest;
pub mod event;
pub mod http;
pub mod https;
pub mod id;
pub mod idempotency;
pub mod keys;
pub mod lending;
pub mod lists;
pub mod notices;
pub mod objects;
pub mod products;
pub mod queue;
pub mod recovery;
pub mod revolving;
pub mod settings;
pub mod signed;
pub mod table;
pub mod telemetry;
pub mod webhooks;
