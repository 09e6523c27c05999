//! What a start of each function costs, from its binary.

mod bare;
mod binary;
mod endpoints;
mod events;
mod process;
mod report;
mod runtime_api;
mod subject;

use crate::{
    samples,
    world::{Call, World},
};
use endpoints::Endpoints;
use http::StatusCode;
use process::Start;
use std::path::Path;
use subject::{Place, Subject};
use tempfile::TempDir;
use testbed::Testbed;
use tokio::runtime::Builder;

/// How often each function is started. They take turns, so that whatever else the machine does is shared out among all.
const STARTS: usize = 20;

/// Measures and prints; whether all functions keep their budgets.
pub(crate) fn run(folder: &Path) -> bool {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(measure(folder))
}

async fn measure(folder: &Path) -> bool {
    let scratch = TempDir::new().expect("a temporary folder");
    let testbed = Testbed::start().await;
    let endpoints = Endpoints::start(&testbed, scratch.path()).await;
    let World { lending: lender, .. } = world_with_loan(&testbed).await;
    let place = Place { folder, scratch: scratch.path(), endpoints: &endpoints, table_name: testbed.table_name() };
    let subjects = subject::all(&place, &lender);
    let starts = start_all(&subjects).await;
    report::print(&subjects, &starts)
}

async fn world_with_loan(testbed: &Testbed) -> World {
    let world = World::set_up(testbed).await;
    let body = samples::loan(events::LOAN_ID, samples::MONTH);
    let upload = Call::new(&world.lending.token, "POST", &format!("loan/{}", events::LOAN_ID), body);
    world.prepare([upload], StatusCode::CREATED).await;
    world
}

/// The starts of each subject. The first of each reads its binary from the disk, so it is thrown away.
async fn start_all(subjects: &[Subject]) -> Vec<Vec<Start>> {
    let mut starts: Vec<Vec<Start>> = subjects.iter().map(|_| Vec::new()).collect();
    for turn in 0..=STARTS {
        for (subject, starts) in subjects.iter().zip(&mut starts) {
            let start = process::start(subject).await;
            if turn > 0 {
                starts.push(start);
            }
        }
    }
    starts
}
