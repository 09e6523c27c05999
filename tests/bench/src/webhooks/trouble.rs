//! Events through all that can go wrong.

use std::time::Instant;

use deliveries::trouble::{Extent, trouble};

use crate::text_table::TextTable;
use crate::verdict;

const HEADER: &str = "\
WEBHOOKS: events through a receiver that answers 500, hangs, closes, answers slowly, redirects, in turns

The relay, the sender and its clock are killed again and again between two calls of the table; messages come twice. After twenty minutes of it
(of the test's clock) the receiver is well again and nobody is killed.

  events       that happened
  arrived      deliveries that the receiver has taken
  noted        deliveries that are noted as delivered
  requests     that the receiver saw
  killed       runs that did not come to their end
  doubled      deliveries that came with more than one body
  wrong        requests with another signature, or that followed a redirect
  s            seconds, of this machine
";

/// Measures and prints; whether everything arrived and nothing was doubled.
pub(super) async fn print(events: usize) -> bool {
    println!("{HEADER}");
    let begun = Instant::now();
    let report = trouble(Extent { events, endpoints: 1, workers: 60 }).await;
    let seconds = begun.elapsed().as_secs_f64();
    let all = (report.arrived, report.noted) == (events, events);
    let is_right = all && (report.doubled, report.wrong) == (0, 0);
    let mut table = TextTable::new(&["events", "arrived", "noted", "requests", "killed", "doubled", "wrong", "s", ""]);
    table.add([
        events.to_string(),
        report.arrived.to_string(),
        report.noted.to_string(),
        report.requests.to_string(),
        report.killed.to_string(),
        report.doubled.to_string(),
        report.wrong.to_string(),
        format!("{seconds:.0}"),
        verdict(is_right).to_owned(),
    ]);
    table.print();
    is_right
}
