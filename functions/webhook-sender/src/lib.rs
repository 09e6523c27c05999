//! Sends lenders what happened, to the endpoints that they have named.
//!
//! The queue brings deliveries that are to be tried now; a schedule, every minute, finds those whose time has come since and puts them into the same queue. That is the next
//! try of those that have to wait longer than a queue keeps a message back, and whatever was lost on the way: a message, or an instance in the middle of a try.
//!
//! | access | calls |
//! |---|---|
//! | a batch of at most 10 messages | 1 `BatchGetItem` of deliveries, endpoints and for how long these have failed |
//! | a try | 1 `PutItem` that claims it, the request, 1 `PutItem` with what came of it |
//! | a failure | 1 `SendMessageBatch` where the next try is within a quarter of an hour; once an hour, 1 `PutItem` that notes it |
//! | nothing is due | 1 `Query` of the clock for each of its 16 parts |
//! | a delivery that is due by the clock | 1 `Query` and 10 `SendMessageBatch` for 100 of them, and 1 `UpdateItem` each |
//!
//! A try is claimed under the version of the delivery before anything is sent: of two that come at once one sends, and what has been delivered is not sent again. Who dies
//! after the claim leaves a delivery that the clock finds. So a delivery goes out at least once, always with the same id and body.

mod dispatch;
mod messages;
mod outcome;
mod post;
mod resolve;
mod work;

use platform::clock::Clock;
use platform::queue::Queue;
use platform::table::Table;

pub use dispatch::{Dispatched, dispatch};
pub use messages::worked;
pub use outcome::{Done, Failed};
pub use post::{Poster, Request, TRY_SECONDS_MAX};
pub use work::work;

/// What a run works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The queue that it is called by, and puts further tries into.
    pub queue: Queue,
    /// The time.
    pub clock: Clock,
    /// What sends.
    pub poster: Poster,
}
