//! How many deliveries one instance of the sender makes in a second, by how many it has at the same time.

use std::time::{Duration, Instant};

use deliveries::{Receiver, Setting};
use platform::webhooks::DeliveryMessage;
use testbed::Calls;
use webhook_sender::{Done, work};

use crate::statistics::ratio;
use crate::text_table::TextTable;

/// Deliveries of each row.
const DELIVERIES: usize = 2_000;
/// Deliveries that are made at the same time.
const AT_ONCE: [usize; 3] = [1, 10, 50];
const HEADER: &str = "\
WEBHOOKS: 2,000 deliveries on the embedded table, to a receiver on loopback that answers at once

Signed, posted over a new connection each, and noted, as the function does it. Seconds are of this machine; on AWS the table and the receiver
answer after milliseconds, of which more deliveries at the same time make up for more.

  at once      deliveries that are made at the same time
  per s        deliveries in a second
  x            those of the first row in them
  calls        to the table, for each delivery; a batch of the queue reads once
  WCU          write capacity units, for each delivery
";

/// Measures and prints.
pub(super) async fn print() {
    println!("{HEADER}");
    let mut rows = Vec::new();
    for at_once in AT_ONCE {
        rows.push((at_once, run(at_once).await));
    }
    let first = rows.first().map_or(0.0, |(_, (took, _))| took.as_secs_f64());
    let mut table = TextTable::new(&["at once", "per s", "x", "calls", "WCU"]);
    for (at_once, (took, calls)) in rows {
        let seconds = took.as_secs_f64();
        table.add([
            at_once.to_string(),
            format!("{:.0}", ratio(count(DELIVERIES), seconds)),
            format!("{:.2}", ratio(first, seconds)),
            format!("{:.2}", ratio(count(calls.total()), count(DELIVERIES))),
            format!("{:.1}", ratio(calls.tally("PutItem").capacity, count(DELIVERIES))),
        ]);
    }
    table.print();
}

async fn run(at_once: usize) -> (Duration, Calls) {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    setting.endpoint(&receiver.url, "loan.updated").await;
    let events: Vec<_> = (0..DELIVERIES).map(|number| setting.happened(&format!("LN-{number}"))).collect();
    for some in events.chunks(100) {
        event_relay::relay(&setting.relay(), some).await.expect("relayed");
    }
    let messages: Vec<Option<DeliveryMessage>> = setting.messages();
    let meter = setting.world.testbed.meter();
    meter.reset();
    let begun = Instant::now();
    for batch in messages.chunks(at_once) {
        let outcomes = work(&setting.app, batch).await;
        assert!(outcomes.iter().all(|outcome| *outcome == Ok(Done::Delivered)), "every delivery is made");
    }
    (begun.elapsed(), meter.calls())
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
