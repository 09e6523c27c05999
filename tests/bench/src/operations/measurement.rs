//! What is found out about an operation.

use super::operation::{Before, Operation, Work};
use crate::{
    statistics::{median, percentile},
    world::World,
};
use std::time::{Duration, Instant};
use testbed::Calls;

/// The calls that read.
const READS: [&str; 3] = ["BatchGetItem", "GetItem", "Query"];
/// The calls that write.
const WRITES: [&str; 1] = ["TransactWriteItems"];

/// An operation, and its repetitions so far.
pub(crate) struct Measurement {
    operation: Operation,
    repetitions: u64,
    times: Vec<Duration>,
    own_times: Vec<Duration>,
    calls_max: usize,
    read_units: f64,
    write_units: f64,
}

impl Measurement {
    /// Of an operation, with nothing measured yet.
    pub(crate) fn of(operation: Operation) -> Self {
        let (times, own_times) = (Vec::new(), Vec::new());
        Self { operation, repetitions: 0, times, own_times, calls_max: 0, read_units: 0.0, write_units: 0.0 }
    }

    /// Does one repetition.
    pub(crate) async fn take(&mut self, world: &mut World) {
        let repetition = self.repetitions;
        self.repetitions += 1;
        prepare(world, &self.operation.before, repetition).await;
        let time = time(world, &self.operation.work, repetition).await;
        self.add(time, &world.meter.calls());
    }

    fn add(&mut self, time: Duration, calls: &Calls) {
        self.times.push(time);
        self.own_times.push(time.saturating_sub(calls.waited()));
        self.calls_max = self.calls_max.max(calls.total());
        self.read_units += units(calls, &READS);
        self.write_units += units(calls, &WRITES);
    }

    /// Leaves out what was measured so far; repetitions are counted on.
    pub(crate) fn forget(&mut self) {
        self.times.clear();
        self.own_times.clear();
        (self.calls_max, self.read_units, self.write_units) = (0, 0.0, 0.0);
    }

    pub(crate) fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Whether it made no more calls than it may.
    pub(crate) fn is_within_budget(&self) -> bool {
        self.calls_max <= self.operation.calls_max
    }

    pub(crate) fn count(&self) -> usize {
        self.times.len()
    }

    pub(crate) fn median(&self) -> Duration {
        median(&self.times)
    }

    pub(crate) fn percentile_99(&self) -> Duration {
        percentile(&self.times, 99)
    }

    /// The median of the time that was not spent waiting for the table.
    pub(crate) fn own_median(&self) -> Duration {
        median(&self.own_times)
    }

    /// The most calls that a repetition made.
    pub(crate) fn calls_max(&self) -> usize {
        self.calls_max
    }

    pub(crate) fn read_units(&self) -> f64 {
        self.mean(self.read_units)
    }

    pub(crate) fn write_units(&self) -> f64 {
        self.mean(self.write_units)
    }

    fn mean(&self, sum: f64) -> f64 {
        sum / f64::from(u32::try_from(self.times.len()).unwrap_or(u32::MAX).max(1))
    }
}

async fn prepare(world: &mut World, before: &Before, repetition: u64) {
    match before {
        Before::ForgetTokens => world.forget_tokens(),
        Before::Every(period, call) if repetition.is_multiple_of(*period) => {
            world.prepare([call(repetition)], http::StatusCode::CREATED).await;
        }
        Before::Nothing | Before::Every(..) => {}
    }
}

/// The time of the work alone: the request is made before, the meter read after.
async fn time(world: &World, work: &Work, repetition: u64) -> Duration {
    match work {
        Work::GetItem(key) => {
            world.meter.reset();
            let begun = Instant::now();
            let item = world.table.get(key).await.expect("the table answers");
            let time = begun.elapsed();
            assert!(item.is_some(), "the baseline reads an item that is there");
            time
        }
        Work::Request(expected, call) => {
            let request = call(repetition).into_request();
            world.meter.reset();
            let begun = Instant::now();
            world.send(request, *expected).await;
            begun.elapsed()
        }
    }
}

fn units(calls: &Calls, operations: &[&str]) -> f64 {
    operations.iter().map(|operation| calls.tally(operation).capacity).sum()
}
