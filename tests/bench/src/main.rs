//! What a request, a portfolio, a delivery and a start of a function cost: tables on standard output, each under a text that
//! says what its columns mean. `cargo local bench` builds the functions and runs it.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot do what it measures must stop and say so; it has no caller to tell"
)]
#![expect(clippy::print_stdout, reason = "the tables are what it is for")]
#![expect(clippy::float_arithmetic, reason = "ratios of measured times, sizes and capacity; no money")]

mod arguments;
mod communications;
mod functions;
mod lenders;
mod operations;
mod portfolios;
mod samples;
mod statistics;
mod text_table;
mod throughput;
mod webhooks;
mod world;

use arguments::Arguments;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(complaint) => {
            eprintln!("{complaint}\n\n{}", arguments::USAGE);
            return ExitCode::FAILURE;
        }
    };
    let mut within_budget = true;
    if arguments.operations {
        within_budget &= operations::run();
    }
    if !arguments.portfolios.is_empty() {
        within_budget &= portfolios::run(&arguments.portfolios);
    }
    if arguments.communications {
        communications::run();
    }
    if let Some(events) = arguments.events {
        within_budget &= webhooks::run(events);
    }
    if arguments.functions {
        within_budget &= functions::run(&arguments.folder);
    }
    if within_budget || !arguments.enforce { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How a budget is said to be kept or not.
fn verdict(is_within: bool) -> &'static str {
    if is_within { "OK" } else { "OVER" }
}
