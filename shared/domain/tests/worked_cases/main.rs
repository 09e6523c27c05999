//! Worked cases: what other loan systems compute from the same terms and transactions, file by file.
//!
//! `cases/README.md` says what the files look like. `VECTORS_DIR` names another directory, `CASE` runs the cases whose
//! id contains it, `VERBOSE` shows whole rows of what differs. The last line counts; the exit code is that of a test.
#![allow(clippy::print_stdout, reason = "the report is what this program is for")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::options::Options;
use crate::report::Tally;

mod account_body;
mod accruals;
mod actions;
mod apr;
mod calculator;
mod called_due;
mod case_file;
mod charges;
mod checks;
mod deferred_income;
mod delinquency;
mod engine;
mod fields;
mod known;
mod loan;
mod misc;
mod options;
mod outcome;
mod ownership;
mod payment_allocation;
mod product;
mod refusals;
mod report;
mod run;
mod schedule_rows;
mod schedules;
mod settings;
mod table;
mod terms;
mod timeline;
mod transactions;

fn main() -> ExitCode {
    let options = Options::from_environment();
    let directory = std::env::var_os("VECTORS_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked_cases/cases"), PathBuf::from);
    // What a case panics with is reported with the case.
    std::panic::set_hook(Box::new(|_| {}));
    let files = match case_file::read_all(&directory) {
        Ok(files) => files,
        Err(reason) => {
            println!("{}: {reason}", directory.display());
            return ExitCode::FAILURE;
        }
    };
    let mut total = Tally::default();
    for file in &files {
        let outcomes = run::file(file, &options);
        total.add(&report::print(&file.name, &outcomes, &options));
    }
    let said: Vec<_> = files.iter().flat_map(|file| settings::file(file, &options)).collect();
    let said = report::print("terms that an account's settings say", &said, &options);
    println!("total: {total}");
    if total.failed == 0 && said.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
