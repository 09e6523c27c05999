//! What a sender of webhooks does in a second, and what becomes of events when all goes wrong that can.

mod throughput;
mod trouble;

/// Events that go through trouble where nobody says how many.
pub(crate) const EVENTS: usize = 20_000;

/// Measures and prints; whether no event was lost and none had two bodies.
pub(crate) fn run(events: usize) -> bool {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(throughput::print());
    runtime.block_on(trouble::print(events))
}
