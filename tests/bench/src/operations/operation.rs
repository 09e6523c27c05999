//! What is measured.

use crate::world::Call;
use http::StatusCode;
use platform::table::Key;

/// One row of the table.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// How many calls it may make to the table.
    pub(crate) calls_max: usize,
    pub(crate) before: Before,
    pub(crate) work: Work,
}

/// What is done unmeasured before each repetition, which is counted from 0.
pub(crate) enum Before {
    Nothing,
    /// The function forgets what it remembers of tokens.
    ForgetTokens,
    /// Before the first repetition and then every so often, a request of its own.
    Every(u64, Box<dyn Fn(u64) -> Call>),
}

/// What is measured of a repetition, which is counted from 0.
pub(crate) enum Work {
    /// The baseline: one item, read through the same client.
    GetItem(Key),
    /// A request, and what it must be answered.
    Request(StatusCode, Box<dyn Fn(u64) -> Call>),
}

impl Operation {
    /// A request that is measured as it is.
    pub(crate) fn new(
        name: &'static str,
        calls_max: usize,
        status: StatusCode,
        call: impl Fn(u64) -> Call + 'static,
    ) -> Self {
        Self { name, calls_max, before: Before::Nothing, work: Work::Request(status, Box::new(call)) }
    }

    /// The same, with something done before it.
    pub(crate) fn after(self, before: Before) -> Self {
        Self { before, ..self }
    }
}
