//! Each case by the driver of its kind, none of them able to end the program.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;

use crate::case_file::{self, CaseFile};
use crate::fields::Fields;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::{apr, calculator, misc, payment_allocation, schedules, timeline};

/// Runs the cases of a file; each id with what came of it.
pub fn file(file: &CaseFile, options: &Options) -> Vec<(String, Outcome)> {
    let mut outcomes = Vec::new();
    for case in &file.cases {
        let id = case_file::id(Fields(case));
        if !options.is_asked_for(&id) {
            continue;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| run(file, case, options)))
            .unwrap_or_else(|panic| Outcome::stopped(Stop::Failed(format!("panic: {}", said(panic.as_ref())))));
        outcomes.push((id, outcome));
    }
    outcomes
}

fn run(file: &CaseFile, case: &Value, options: &Options) -> Outcome {
    match file.kind.as_str() {
        "schedule_simple" => schedules::run(case, options),
        "calculator_unit" => calculator::run(case, options),
        "payment_allocation" => payment_allocation::run(case, options),
        "apr" => apr::run(case),
        "frappe_lending" | "lana_bank" => misc::run(case, options),
        kind if kind.starts_with("lifecycle_") || kind == "delinquency" || kind == "rejections" => {
            timeline::run(case, options)
        }
        // Another kind may well be a timeline too.
        _ if case.get("timeline").is_some() && case.get("inputs").is_none() => timeline::run(case, options),
        kind => Outcome::stopped(Stop::Unsupported(format!("cases of the kind {kind:?}"))),
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a word")
}
