//! One line a step: the time since the start, what was done, and how long it took.

use crate::{failure::Outcome, interrupt};
use std::time::Instant;

/// Shows the steps of one run.
pub(crate) struct Progress {
    started: Instant,
}

impl Progress {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// Runs one step, and says how long it took.
    pub(crate) fn step<T>(&self, name: &str, run: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        interrupt::check()?;
        let begun = Instant::now();
        let outcome = run();
        let mark = if outcome.is_ok() { "" } else { "FAILED: " };
        self.say(&format!("{mark}{name} ({:.1?})", begun.elapsed()));
        outcome
    }

    /// Announces a step that takes long or prints on its own.
    pub(crate) fn say(&self, text: &str) {
        println!("{:>8}  {text}", self.total());
    }

    /// The time since the start, to be shown.
    pub(crate) fn total(&self) -> String {
        format!("{:.1?}", self.started.elapsed())
    }
}
