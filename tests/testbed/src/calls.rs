//! What was asked of a table, as a value to compare and to print.

use std::{collections::BTreeMap, fmt, time::Duration};

/// What one operation was used for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Calls made by the code under test.
    pub calls: usize,
    /// Requests sent for them: more than the calls if some were retried by the SDK.
    pub requests: usize,
    /// Capacity units consumed, as the engine reported them.
    pub capacity: f64,
    /// Time from a call to its outcome, retries included. Calls in flight together each count in full.
    pub waited: Duration,
}

/// What was asked of a table, by operation. Equal to a list of names and counts in any order:
/// `assert_eq!(meter.calls(), [("Query", 1), ("TransactWriteItems", 1)])`.
#[derive(Clone, Default, PartialEq)]
pub struct Calls {
    by_operation: BTreeMap<String, Tally>,
}

impl Calls {
    /// Calls of one operation, e.g. `"Query"`.
    pub fn of(&self, operation: &str) -> usize {
        self.tally(operation).calls
    }

    /// Everything known of one operation.
    pub fn tally(&self, operation: &str) -> Tally {
        self.by_operation.get(operation).copied().unwrap_or_default()
    }

    /// Calls of all operations.
    pub fn total(&self) -> usize {
        self.by_operation.values().map(|tally| tally.calls).sum()
    }

    /// Requests of all operations, those of the SDK's retries included.
    pub fn requests(&self) -> usize {
        self.by_operation.values().map(|tally| tally.requests).sum()
    }

    /// Capacity units of all operations.
    pub fn capacity(&self) -> f64 {
        self.by_operation.values().map(|tally| tally.capacity).sum()
    }

    /// Time spent waiting for all operations.
    pub fn waited(&self) -> Duration {
        self.by_operation.values().map(|tally| tally.waited).sum()
    }

    pub(crate) fn tally_mut(&mut self, operation: &str) -> &mut Tally {
        self.by_operation.entry(operation.to_owned()).or_default()
    }
}

impl<const N: usize> PartialEq<[(&str, usize); N]> for Calls {
    fn eq(&self, expected: &[(&str, usize); N]) -> bool {
        let expected: BTreeMap<&str, usize> = expected.iter().copied().collect();
        let counted = self.by_operation.iter().map(|(operation, tally)| (operation.as_str(), tally.calls));
        counted.collect::<BTreeMap<_, _>>() == expected
    }
}

/// The same words as `Display`: a failed comparison is read by a person.
impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (operation, Tally { calls, requests, capacity, waited }) in &self.by_operation {
            write!(f, "{operation} x{calls} ({requests} sent, {capacity} units, {waited:.1?}); ")?;
        }
        write!(f, "in all {} calls, {} units, {:.1?}", self.total(), self.capacity(), self.waited())
    }
}

#[cfg(test)]
mod tests {
    use super::Calls;

    #[test]
    fn calls_equal_a_list_of_names_and_counts_in_any_order() {
        let mut calls = Calls::default();
        calls.tally_mut("Query").calls = 2;
        calls.tally_mut("GetItem").calls = 1;
        assert_eq!(calls, [("Query", 2), ("GetItem", 1)]);
        assert_ne!(calls, [("Query", 2)]);
        assert_ne!(calls, [("Query", 2), ("GetItem", 1), ("PutItem", 1)]);
    }
}
