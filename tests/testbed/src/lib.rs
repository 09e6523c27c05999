//! A table of its own for each test: DynamoDB embedded, created from the template, with calls counted.
//!
//! ```no_run
//! # async fn a_test() {
//! use testbed::{Fault, Testbed};
//!
//! let testbed = Testbed::start().await;
//! let table = testbed.client(); // given to the code under test, with testbed.table_name()
//! let before = testbed.snapshot().await;
//!
//! testbed.meter().reset();
//! // ... one request to the code under test ...
//! assert_eq!(testbed.meter().calls(), [("Query", 1), ("TransactWriteItems", 1)]);
//! assert_eq!(testbed.snapshot().await, before);
//!
//! testbed.fail_next(3, Fault::Throttle); // the next three requests, the SDK's own retries included
//! # }
//! ```
//!
//! A function's routes are tested in a [`World`]: a testbed, a clock, and companies with tokens. Each function's tests start
//! theirs in one line, and have what only they need beside it as functions that take the world.
//!
//! ```no_run
//! # use axum::Router;
//! # use platform::{auth::Authenticator, clock::Clock, table::Table};
//! # struct App { table: Table, clock: Clock }
//! # fn router(_: App, _: Authenticator) -> Router { Router::new() }
//! use testbed::{World, moment};
//!
//! async fn start() -> World {
//!     World::start(moment("2024-01-01T12:00:00+05:30"), |table, clock, tokens| router(App { table, clock }, tokens)).await
//! }
//!
//! # async fn a_test() {
//! let world = start().await;
//! let lender = world.lender().await;
//! world.testbed.meter().reset();
//! world.call(&lender.viewer, "GET", "/v1/things/1", "").await.expect(404);
//! # }
//! ```
//!
//! The engine speaks the real protocol over a real socket, so what is tested is the client the functions use. Two
//! things it never does by itself: it raises no transaction conflict ([`Fault::TransactionConflict`] does), and it
//! expires items only when told ([`Testbed::expire_until`]).
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::missing_panics_doc,
    reason = "a test that cannot have its table must stop where it stands; capacity units are halves, exact in a float"
)]
#![expect(clippy::return_self_not_must_use, reason = "an answer that was as expected needs no further look")]
#![expect(clippy::doc_markdown, reason = "DynamoDB and CloudFormation are names of products, not of code")]

mod attributes;
mod calls;
mod capacity;
mod connector;
mod fault;
mod gateway;
mod interceptor;
mod lender;
mod links;
mod meter;
mod objects;
mod published;
mod queue;
mod reply;
mod revolving;
mod snapshot;
mod table;
mod template;
mod testbed;
mod world;
mod yaml;

pub use calls::{Calls, Tally};
pub use fault::Fault;
pub use gateway::gateway;
pub use lender::{Lender, company};
pub use links::{PUBLIC_URL, links};
pub use meter::Meter;
pub use objects::TestObjects;
pub use published::{
    assert_methods_are_described, assert_paths_are_described, assert_published_is_current,
    assert_references_lead_somewhere,
};
pub use queue::{TestMessage, TestQueue};
pub use reply::Reply;
pub use revolving::{consumed, revolving_account};
pub use snapshot::Snapshot;
pub use testbed::Testbed;
pub use world::{World, moment};

/// An item as the SDK's client takes and gives it.
pub type Item = std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>;
