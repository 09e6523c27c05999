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
    let testbeds = table_runtime.block_on(async { [Testbed::start().await, Testbed::start().await] });
    let function_runtime = runtime(&mut Builder::new_current_thread());
    report::print(&function_runtime.block_on(measure(&testbeds)))
}

/// The table is served by a runtime of its own: a function has its single thread for itself.
fn runtime(builder: &mut Builder) -> Runtime {
    builder.enable_all().build().expect("a runtime")
}

/// Long histories lie in a table of their own: the more the embedded engine's table holds, the longer takes each write.
async fn measure([everyday, long]: &[Testbed; 2]) -> Vec<Measurement> {
    let (mut everyday, mut long) = (World::set_up(everyday).await, World::set_up(long).await);
    let mut of_everyday = measurements(portfolio::everyday(&everyday).await);
    let mut of_long = measurements(portfolio::long_histories(&long).await);
    for round in 0..=ROUNDS {
        for (world, measurements) in [(&mut everyday, &mut of_everyday), (&mut long, &mut of_long)] {
            for measurement in measurements {
                turn(world, measurement).await;
                if round == 0 {
                    measurement.forget();
                }
            }
        }
    }
    of_everyday.extend(of_long);
    of_everyday
}

fn measurements(operations: Vec<Operation>) -> Vec<Measurement> {
    operations.into_iter().map(Measurement::of).collect()
}

async fn turn(world: &mut World, measurement: &mut Measurement) {
    world.remember_tokens();
    let begun = Instant::now();
    while begun.elapsed() < TURN {
        measurement.take(world).await;
    }
}
