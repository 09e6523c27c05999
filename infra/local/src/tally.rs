//! Counts tests by the lines that the test runner closes with.

/// Tests that passed and that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// Adds what a line of the runner says, such as `test result: ok. 12 passed; 0 failed; ...`.
    pub(crate) fn add(&mut self, line: &str) {
        if let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) {
            self.passed += count(counts, "passed");
            self.failed += count(counts, "failed");
        }
    }
}

fn count(counts: &str, what: &str) -> u64 {
    let found = counts.split("; ").find_map(|part| part.strip_suffix(what));
    found.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn runs_add_up() {
        let mut tally = Tally::default();
        tally.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        tally.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        tally.add("test tally::tests::runs_add_up ... ok");
        assert_eq!(tally, Tally { passed: 15, failed: 2 });
    }
}
