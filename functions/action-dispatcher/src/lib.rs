//! Executes recovery actions when their time has come.
//!
//! A schedule calls this every minute. What is due is found in the clock, and nothing else is read.
//!
//! | access | calls |
//! |---|---|
//! | nothing is due | 1 `Query` of the clock for each of its 16 parts |
//! | a page of what is due | 1 `Query` of the clock |
//! | a company, once in a run | 1 `GetItem`, or 1 `BatchGetItem` for up to 100 of them |
//! | an action | 1 `BatchGetItem` of the action, the case and the contacts; 1 `TransactWriteItems` with what became of it |
//!
//! An action is executed as one that a person executes is (`platform::recovery::execution`): it asks the contact policy, and what it decides
//! is written under the versions that it was decided on. So a run may come twice, beside another, or end half way: what it has not
//! done is still due, and who was faster has done the same. What is more than a run's time, the next one goes on with.

mod outcome;
mod run;

use domain::moment::Moment;
use platform::clock::Clock;
use platform::communications::ShortLinks;
use platform::table::Table;

pub use outcome::{Done, Unfinished};
pub use run::run;

/// What a run works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The time.
    pub clock: Clock,
    /// What the links in messages are replaced by.
    pub links: ShortLinks,
}

/// How much a run takes on. Each action that it takes on, it finishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The moment from which it takes on no action any more.
    pub until: Moment,
    /// The most actions that it takes on.
    pub actions_max: usize,
    /// The most entries of one part of the clock that it reads at once.
    pub page: i32,
}

impl Bounds {
    /// As much as goes until a moment.
    pub fn until(until: Moment) -> Self {
        Self { until, actions_max: usize::MAX, page: 50 }
    }
}
