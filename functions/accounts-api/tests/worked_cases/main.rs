//! Worked cases through the API: what a lender would send for each, and whether schedules and transactions are answered as the
//! case shows them.
//!
//! The cases, how they are read and what they come to as transactions is shared with `domain`'s own runner. `VECTORS_DIR`
//! names another directory, `CASE` runs the cases whose id contains it, `VERBOSE` shows whole rows of what differs,
//! and `ALL` drives the cases of all that happens to loans.
#![allow(clippy::print_stdout, reason = "the report is what this program is for")]
#![allow(dead_code, reason = "of what is shared, checks of what the API does not answer are not used")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../../shared/domain/tests/worked_cases/account_body.rs"]
mod account_body;
#[path = "../../../../shared/domain/tests/worked_cases/accruals.rs"]
mod accruals;
#[path = "../../../../shared/domain/tests/worked_cases/actions.rs"]
mod actions;
mod answers;
#[path = "../../../../shared/domain/tests/worked_cases/called_due.rs"]
mod called_due;
#[path = "../../../../shared/domain/tests/worked_cases/case_file.rs"]
mod case_file;
#[path = "../../../../shared/domain/tests/worked_cases/charges.rs"]
mod charges;
#[path = "../../../../shared/domain/tests/worked_cases/checks.rs"]
mod checks;
mod client;
mod compared;
#[path = "../../../../shared/domain/tests/worked_cases/deferred_income.rs"]
mod deferred_income;
#[path = "../../../../shared/domain/tests/worked_cases/delinquency.rs"]
mod delinquency;
#[path = "../../../../shared/domain/tests/worked_cases/engine.rs"]
mod engine;
#[path = "../../../../shared/domain/tests/worked_cases/fields.rs"]
mod fields;
#[path = "../../../../shared/domain/tests/worked_cases/known.rs"]
mod known;
#[path = "../../../../shared/domain/tests/worked_cases/loan.rs"]
mod loan;
#[path = "../../../../shared/domain/tests/worked_cases/options.rs"]
mod options;
#[path = "../../../../shared/domain/tests/worked_cases/outcome.rs"]
mod outcome;
#[path = "../../../../shared/domain/tests/worked_cases/ownership.rs"]
mod ownership;
#[path = "../../../../shared/domain/tests/worked_cases/product.rs"]
mod product;
#[path = "../../../../shared/domain/tests/worked_cases/refusals.rs"]
mod refusals;
#[path = "../../../../shared/domain/tests/worked_cases/report.rs"]
mod report;
mod requests;
#[path = "../../../../shared/domain/tests/worked_cases/schedule_rows.rs"]
mod schedule_rows;
#[path = "../accounts_api/setting.rs"]
mod setting;
mod story;
#[path = "../../../../shared/domain/tests/worked_cases/table.rs"]
mod table;
#[path = "../../../../shared/domain/tests/worked_cases/terms.rs"]
mod terms;
#[path = "../../../../shared/domain/tests/worked_cases/timeline.rs"]
mod timeline;
#[path = "../../../../shared/domain/tests/worked_cases/transactions.rs"]
mod transactions;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::fields::Fields;
use crate::options::Options;
use crate::report::Tally;
use crate::setting::start;

/// The files whose cases are driven: those of schedules, and of what happens to a loan.
const FILES: [&str; 5] =
    ["schedules", "timeline_payments", "timeline_tranches", "timeline_reschedule", "timeline_write_off"];

/// How files begin whose cases tell of a loan; with `ALL` they are driven, too.
const IS_TOLD: [&str; 3] = ["timeline_", "delinquency", "rejections"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::from_environment();
    let of_domain = "../../shared/domain/tests/worked_cases/cases";
    let directory = std::env::var_os("VECTORS_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(of_domain), PathBuf::from);
    let files = match case_file::read_all(&directory) {
        Ok(files) => files,
        Err(reason) => {
            println!("{}: {reason}", directory.display());
            return ExitCode::FAILURE;
        }
    };
    let world = start().await;
    let lender = world.lender().await;
    let mut total = Tally::default();
    let mut not_answered = BTreeMap::new();
    let all = std::env::var_os("ALL").is_some();
    let is_driven = |name: &str| FILES.contains(&name) || (all && IS_TOLD.iter().any(|start| name.starts_with(start)));
    for file in files.iter().filter(|file| is_driven(&file.name)) {
        let mut outcomes = Vec::new();
        for case in file.cases.iter().filter(|case| options.is_asked_for(&case_file::id(Fields(case)))) {
            let told = story::tell(&world, &lender, Fields(case), &options).await;
            for check in told.not_answered {
                *not_answered.entry(check).or_insert(0_usize) += 1;
            }
            outcomes.push((case_file::id(Fields(case)), told.outcome));
        }
        total.add(&report::print(&file.name, &outcomes, &options));
    }
    for (check, count) in not_answered {
        println!("checks of what the API does not answer: {count:>3} {check}");
    }
    println!("total: {total}");
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
