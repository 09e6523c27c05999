//! How long a history is looked for.

use std::cell::Cell;

/// Installments that attempts at a history may compute, after which a case is given up: a count, not a time, so that
/// cases end alike everywhere.
const MOST: usize = 9000;

/// Installments that an attempt computes at least, as long as it takes beside them.
const LEAST: usize = 7;

/// Attempts that are left.
pub struct Steps(Cell<usize>);

impl Steps {
    /// All of them.
    pub fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Takes an attempt at a schedule of so many installments; false where none is left.
    pub fn take(&self, installments: usize) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(installments.max(LEAST)));
        left > 0
    }

    /// Whether they are used up.
    pub fn are_used_up(&self) -> bool {
        self.0.get() == 0
    }
}
