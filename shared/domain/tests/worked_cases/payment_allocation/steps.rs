//! How long a history is looked for.

use std::cell::Cell;

/// Attempts at a history, after which a case is given up: a count, not a time, so that cases end alike everywhere.
const MOST: u32 = 300;

/// Attempts that are left.
pub struct Steps(Cell<u32>);

impl Steps {
    /// All of them.
    pub fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Takes one; false where none is left.
    pub fn take(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether they are used up.
    pub fn are_used_up(&self) -> bool {
        self.0.get() == 0
    }
}
