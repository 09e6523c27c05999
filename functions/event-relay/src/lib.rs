//! Carries what happened out of the table: from its stream to the queues of those who want to know.
//!
//! Every change puts its event into the table in its own transaction, so nothing happens without its event, and the stream keeps each for a day. The
//! stream calls this with new events alone (the template's filter). To whom an event goes is decided in [`routing`] and nowhere else.
//!
//! | access | calls |
//! |---|---|
//! | the endpoints of the companies of a batch | 1 `GetItem`, or 1 `BatchGetItem` for up to 100 of them |
//! | an event that an endpoint has selected | 1 `PutItem`, which makes its delivery |
//! | ten deliveries; ten communications that are to be handed over | 1 `SendMessageBatch` |
//! | ten notices or batches of notices that are to be made | 1 `SendMessageBatch`, to the renderer |
//! | companies with other rules for recovery | 1 `SendMessageBatch` for ten of them, to the detector |
//!
//! The endpoints are read for each batch, after its events were written: whoever was there when something happened is told of it.
//!
//! A batch may come twice, or end half way. The id of a delivery is made of the event and the endpoint, and it is written where there is none: a second run makes no
//! second delivery, and no other body. It puts a message into the queue again, which finds the delivery done or under way.

mod outcome;
mod relay;
pub mod routing;
mod stream;

use platform::clock::Clock;
use platform::queue::Queue;
use platform::table::Table;

pub use outcome::{Failed, Relayed};
pub use relay::{Happened, relay};
pub use stream::{Answer, Batch, answer};

/// What a run works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The queue of deliveries.
    pub queue: Queue,
    /// The queue of notices that are to be made.
    pub notices: Queue,
    /// The detector's queue.
    pub detection: Queue,
    /// The queue of communications.
    pub communications: Queue,
    /// The time.
    pub clock: Clock,
}
