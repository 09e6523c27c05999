//! How many deliveries one instance of the sender makes in a second.

use std::time::Instant;

use deliveries::{Behaviour, Receiver, Setting};
use platform::webhooks::DeliveryMessage;
use webhook_sender::{Done, work};

use crate::throughput::{self, AT_ONCE, Rate};

/// Deliveries of each row.
const DELIVERIES: usize = 1_000;
const HEADER: &str = "\
WEBHOOKS: 1,000 deliveries on the embedded table, to a receiver on loopback that answers after 30 ms

Signed, posted over a new connection each, and noted, as the function does it. Seconds are of this machine.

  at once      deliveries that are made at the same time
  per s        deliveries in a second
  x            those of the first row in them
  calls        to the table, for each delivery; a batch of the queue reads once
  units        capacity units, for each delivery
";

/// Measures and prints.
pub(super) async fn print() {
    println!("{HEADER}");
    let mut rates = Vec::new();
    for at_once in AT_ONCE {
        rates.push(run(at_once).await);
    }
    throughput::print(&rates);
}

async fn run(at_once: usize) -> Rate {
    let (setting, receiver) = (Setting::start().await, Receiver::start().await);
    receiver.behaves(Behaviour::Slow("200 OK\r\n"));
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
    Rate { at_once, done: DELIVERIES, took: begun.elapsed(), calls: meter.calls() }
}
