//! How many things one instance of a function does in a second, by how many it has at the same time.

use std::time::Duration;

use testbed::Calls;

use crate::statistics::ratio;
use crate::text_table::TextTable;

/// How many are done at the same time.
pub(crate) const AT_ONCE: [usize; 3] = [1, 10, 50];

/// What some of them took.
pub(crate) struct Rate {
    pub(crate) at_once: usize,
    /// How many were done.
    pub(crate) done: usize,
    pub(crate) took: Duration,
    pub(crate) calls: Calls,
}

/// Prints a row for each.
pub(crate) fn print(rates: &[Rate]) {
    let first = rates.first().map_or(0.0, Rate::seconds_each);
    let mut table = TextTable::new(&["at once", "per s", "x", "calls", "units"]);
    for rate in rates {
        table.add([
            rate.at_once.to_string(),
            format!("{:.0}", ratio(1.0, rate.seconds_each())),
            format!("{:.2}", ratio(first, rate.seconds_each())),
            format!("{:.2}", ratio(count(rate.calls.total()), count(rate.done))),
            format!("{:.1}", ratio(rate.calls.capacity(), count(rate.done))),
        ]);
    }
    table.print();
}

impl Rate {
    fn seconds_each(&self) -> f64 {
        ratio(self.took.as_secs_f64(), count(self.done))
    }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
