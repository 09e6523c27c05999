//! Payments that would settle the loan are spread as any other, to see whether they do.
//!
//! Where one does not, because interest moved as principal was paid, what it did is taken back. While transactions are
//! gone through, nothing is kept for that, as it nearly never happens: they are gone through again up to there, and it
//! is known then. A copy keeps what it needs to take it back.

/// How often that is done before what is needed is kept: nobody pays off a loan, has that taken back and does it again
/// this often.
const MOST_RUNS: usize = 4;

/// Attempts to spread payments that would settle the loan, in the order in which they are made.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    /// Those that are known to fail.
    failing: Vec<usize>,
    /// How many have begun.
    made: usize,
    /// Transactions can be gone through again.
    may_restart: bool,
    has_failed: bool,
}

/// What is to be done about the next attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// It is known to fail.
    Fails,
    /// Its failure is noted.
    Noted,
    /// What it does is taken back when it fails.
    TakenBack,
}

/// In a copy they are taken back.
impl Clone for Attempts {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Attempts {
    /// Those of a run through all transactions, which is done again when one fails.
    pub fn of_run(failing: Vec<usize>) -> Self {
        Self { may_restart: failing.len() < MOST_RUNS, failing, ..Self::default() }
    }

    /// The next one.
    pub fn begin(&mut self) -> Attempt {
        let number = self.made;
        self.made = number.saturating_add(1);
        match (self.failing.contains(&number), self.may_restart) {
            (true, _) => Attempt::Fails,
            (false, true) => Attempt::Noted,
            (false, false) => Attempt::TakenBack,
        }
    }

    /// The last one has failed: nothing that comes of it counts.
    pub fn note_failure(&mut self) {
        if !self.has_failed {
            self.failing.push(self.made.saturating_sub(1));
            self.has_failed = true;
        }
    }

    /// Whether one has failed that was not known to.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Those that fail, where one did that was not known to.
    pub fn take_failed(&mut self) -> Option<Vec<usize>> {
        self.has_failed.then(|| std::mem::take(&mut self.failing))
    }

    /// All transactions have been gone through.
    pub fn end_run(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_is_known_in_the_next_run() {
        let mut first = Attempts::of_run(Vec::new());
        assert_eq!((first.begin(), first.begin()), (Attempt::Noted, Attempt::Noted));
        first.note_failure();
        // What follows does not count.
        first.begin();
        first.note_failure();
        let failed = first.take_failed().unwrap();
        assert_eq!(failed, [1]);
        let mut second = Attempts::of_run(failed);
        assert_eq!((second.begin(), second.begin(), second.begin()), (Attempt::Noted, Attempt::Fails, Attempt::Noted));
        assert_eq!(second.take_failed(), None);
    }

    #[test]
    fn no_more_than_some_runs_are_made() {
        let mut last = Attempts::of_run(vec![0, 1, 2, 3]);
        assert_eq!(last.begin(), Attempt::Fails);
        last.made = 4;
        assert_eq!(last.begin(), Attempt::TakenBack);
    }

    #[test]
    fn a_copy_takes_back_what_fails() {
        let mut copy = Attempts::of_run(vec![0]).clone();
        assert_eq!(copy.begin(), Attempt::TakenBack);
    }
}
