//! What went wrong, and what to do about it.

use std::fmt::{self, Display};

/// The outcome of anything that can fail here.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// A failure as it is shown: what happened, and what the reader can do.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "error: {}", self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(formatter, "\n\n{}", self.remedy) }
    }
}

/// Gives an error of the standard library the words that a reader needs.
pub(crate) trait Explain<T> {
    /// `what` happened; the error itself is added.
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{}: {error}", what()), ""))
    }
}
