//! Looks at serviced accounts anew when their day has come: a due date passes, arrears begin or change their bucket, the
//! last installment falls due.
//!
//! Days begin at different moments in the time zones of companies, so a schedule calls this every quarter of an hour. What
//! is due is found in the clock, and nothing else is read: the cost grows with what happens on a day, not with the number
//! of accounts.
//!
//! | access | calls |
//! |---|---|
//! | nothing is due | 1 `Query` of the clock for each of its 16 parts |
//! | a page of what is due | 1 `Query` of the clock |
//! | a company, once in a run | 1 `GetItem`, or 1 `BatchGetItem` for up to 100 of them |
//! | an account | 1 `Query`; 1 `TransactWriteItems` with its summary, its next day and its events |
//! | the revolving account that it is registered to | 1 `Query`, and its part of that transaction |
//!
//! An account is computed from its entries, and its write is conditioned on the version that was read. So a run may come
//! twice, beside another, or end half way: what it has not done is still due, and who was faster has done the same. What
//! is more than a run's time, the next one goes on with.

mod account;
mod due;
mod outcome;
mod run;

use domain::moment::Moment;
use platform::clock::Clock;
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
}

/// How much a run takes on. Each account that it takes on, it finishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The moment from which it takes on no account any more.
    pub until: Moment,
    /// The most accounts that it takes on.
    pub accounts_max: usize,
    /// The most entries of one part of the clock that it reads at once.
    pub page: i32,
}

impl Bounds {
    /// As much as goes until a moment.
    pub fn until(until: Moment) -> Self {
        Self { until, accounts_max: usize::MAX, page: 50 }
    }
}
