//! What is printed of a file's cases.

use std::collections::BTreeMap;
use std::fmt;

use crate::options::Options;
use crate::outcome::Outcome;

/// Lines that are shown of one case when it is not to be verbose.
const LINES_OF_A_CASE: usize = 14;

/// How many cases ended how.
#[derive(Default)]
pub struct Tally {
    /// Everything that was compared agrees, and nothing was left out.
    pub passed: usize,
    /// Something differs.
    pub failed: usize,
    /// Nothing differs, and something was left out.
    pub unsupported: usize,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.unsupported += other.unsupported;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed / {} failed / {} unsupported", self.passed, self.failed, self.unsupported)
    }
}

/// Prints how the cases of a file ended.
pub fn print(name: &str, outcomes: &[(String, Outcome)], options: &Options) -> Tally {
    let mut tally = Tally::default();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, outcome) in outcomes {
        if !outcome.differences.is_empty() {
            tally.failed += 1;
        } else if let Some(reason) = outcome.unsupported.first() {
            tally.unsupported += 1;
            *reasons.entry(reason).or_default() += 1;
        } else {
            tally.passed += 1;
        }
    }
    if outcomes.is_empty() {
        return tally;
    }
    println!("{name}: {tally}");
    for (reason, count) in reasons {
        println!("  unsupported {count:>3}  {reason}");
    }
    for (id, outcome) in outcomes.iter().filter(|(_, outcome)| !outcome.differences.is_empty()) {
        println!("  FAILED {id} ({} checks agree, {} differ)", outcome.agreed, outcome.differences.len());
        let text = outcome.differences.join("\n    ");
        let lines = text.lines().count();
        let shown = if options.verbose { lines } else { LINES_OF_A_CASE };
        for line in text.lines().take(shown) {
            println!("    {line}");
        }
        if lines > shown {
            println!("    ... {} more lines", lines - shown);
        }
    }
    if options.only.is_some() {
        for (id, outcome) in outcomes.iter().filter(|(_, outcome)| outcome.differences.is_empty()) {
            println!("  {id}: {} checks agree {:?}", outcome.agreed, outcome.unsupported);
        }
    }
    tally
}
