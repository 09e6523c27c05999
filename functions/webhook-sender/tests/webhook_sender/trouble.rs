//! What must hold whatever goes wrong; the benchmark of webhooks has it hold with two hundred times as many.

use deliveries::trouble::{Extent, trouble};

const EVENTS: usize = 100;

#[tokio::test]
async fn every_event_arrives_with_one_body_whatever_dies() {
    let report = trouble(Extent { events: EVENTS, endpoints: 2, workers: 6 }).await;
    assert_eq!((report.arrived, report.noted), (2 * EVENTS, 2 * EVENTS), "{report:?}");
    assert_eq!((report.doubled, report.wrong), (0, 0), "{report:?}");
    assert!(report.requests > 3 * EVENTS && report.killed > 5, "there was trouble: {report:?}");
}
