//! Finds loans that fall into default, and follows those that are: severities move, promises are kept or broken, steps of plans come.
//!
//! A schedule calls this every hour, for days begin at different hours in the time zones of companies. It puts one message for each part
//! of the clock into its queue; each message is one part's work, done by as many instances as there are parts. What is due is found
//! in the clock, and nothing else is read: the cost grows with what happens, not with the number of loans.
//!
//! | access | calls |
//! |---|---|
//! | the schedule | 2 `SendMessageBatch` |
//! | a page of what is due | 1 `Query` of the clock |
//! | a company, once in a run | 1 `GetItem`, or 1 `BatchGetItem` for up to 100 of them |
//! | a loan | 1 `Query` of its account and case; 1 `TransactWriteItems` with its case, its default, its next day and its events |
//! | a page of the cases of a company whose rules have changed | 1 `Query` of one of their lists; a loan of it costs the same as above, without the write where nothing has changed |
//! | a part of which more is due than a run has time for | 1 `SendMessageBatch`, by which another run goes on |
//!
//! A case is written under the version that it was read with. So a message may come twice, its work may be done beside another's, or end
//! half way: what is not done is still due, and who was faster has done the same.

mod fan_out;
mod message;
mod outcome;
mod part;
mod review;
mod worked;

use domain::moment::Moment;
use platform::clock::Clock;
use platform::queue::Queue;
use platform::table::Table;

pub use fan_out::fan_out;
pub use message::{PartMessage, Work};
pub use outcome::{Done, Unfinished};
pub use part::work;
pub use review::review;
pub use worked::worked;

/// What a run works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The queue that it is called by, and puts further work into.
    pub queue: Queue,
    /// The time.
    pub clock: Clock,
}

/// How much a run takes on. Each loan that it takes on, it finishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The moment from which it takes on no loan any more.
    pub until: Moment,
    /// The most entries of a part of the clock that it reads at once.
    pub page: i32,
}

impl Bounds {
    /// As much as goes until a moment.
    pub fn until(until: Moment) -> Self {
        Self { until, page: 100 }
    }
}
