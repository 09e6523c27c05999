//! What each operation of the lending API costs: its router in process, on the embedded table.

mod long_history;
mod measurement;
mod operation;
mod portfolio;
mod report;

use crate::world::World;
use measurement::Measurement;
use operation::Operation;
use std::time::{Duration, Instant};
use testbed::Testbed;
use tokio::runtime::{Builder, Runtime};

/// Each operation gets a turn in each round, so that whatever else the machine does is shared out among all.
const ROUNDS: u32 = 20;
/// How long a turn takes.
const TURN: Duration = Duration::from_millis(120);

/// Measures and prints; whether all operations keep their budget.
pub(crate) fn run() -> bool {
    let table_runtime = runtime(Builder::new_multi_thread().worker_threads(1));
    let testbed = table_runtime.block_on(Testbed::start());
    let function_runtime = runtime(&mut Builder::new_current_thread());
    let (operations, measurements) = function_runtime.block_on(measure(&testbed));
    report::print(&operations, &measurements)
}

/// The table is served by a runtime of its own: a function has its single thread for itself.
fn runtime(builder: &mut Builder) -> Runtime {
    builder.enable_all().build().expect("a runtime")
}

async fn measure(testbed: &Testbed) -> (Vec<Operation>, Vec<Measurement>) {
    let mut world = World::set_up(testbed).await;
    let operations = portfolio::operations(&world).await;
    let mut measurements: Vec<Measurement> = operations.iter().map(|_| Measurement::default()).collect();
    for round in 0..=ROUNDS {
        for (operation, measurement) in operations.iter().zip(&mut measurements) {
            turn(&mut world, operation, measurement).await;
            if round == 0 {
                measurement.forget();
            }
        }
    }
    (operations, measurements)
}

async fn turn(world: &mut World, operation: &Operation, measurement: &mut Measurement) {
    world.remember_tokens();
    let begun = Instant::now();
    while begun.elapsed() < TURN {
        measurement.take(world, operation).await;
    }
}
