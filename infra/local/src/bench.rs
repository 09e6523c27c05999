//! `cargo local bench`: what loans cost to compute, and notices to make; then what requests and portfolios cost, and, with the functions built as for AWS, their starts.

use crate::{
    compile,
    failure::{Failure, Outcome},
    interrupt,
    layout::Workspace,
    template::{Function, Template},
    tool,
};
use std::process::ExitCode;

/// The function that the others are compared with: built along with them, as they are.
const BARE: &str = "bare-function";

/// The benchmarks that crates have of their own, by the word that asks for each, with the crate and what it is given; without any word all are run.
const OF_CRATES: [(&str, &str, &[&str]); 2] = [("servicing", "domain", &["ratios"]), ("notices", "documents", &[])];

/// The word that asks for the starts of functions, and those that need no built functions.
const FUNCTIONS: &str = "functions";
const IN_PROCESS: [&str; 4] = ["operations", "portfolios", "communications", "webhooks"];

/// Runs the benchmarks that are asked for, or all.
pub(crate) fn run(workspace: &Workspace, rest: &[String]) -> Outcome<ExitCode> {
    let is_word = |word: &&String| !word.starts_with("--");
    let is_of_crate = |word: &str| OF_CRATES.iter().any(|(name, ..)| *name == word);
    let others: Vec<&String> = rest.iter().filter(|word| !is_of_crate(word)).collect();
    let is_all = !rest.iter().any(|word| is_word(&word));
    let mut measured = true;
    for (name, package, arguments) in OF_CRATES {
        if is_all || rest.iter().any(|word| word == name) {
            measured &= of_crate(workspace, name, package, arguments)?;
        }
    }
    if is_all || others.iter().any(is_word) {
        measured &= functions(workspace, &others)?;
    }
    Ok(if measured { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A crate's benchmark, built as functions are; `cargo bench -p domain` has the figures of each loan by itself.
fn of_crate(workspace: &Workspace, name: &str, package: &str, arguments: &[&str]) -> Outcome<bool> {
    let mut command = compile::cargo(workspace);
    command.args(["bench", "--package", package, "--bench", name, "--"]).args(arguments);
    tool::shown(&format!("the benchmark of {name}"), &mut command)
}

/// Builds the functions, where they are asked for, and measures, with the folder where they are as the first argument.
fn functions(workspace: &Workspace, rest: &[&String]) -> Outcome<bool> {
    if !workspace.root().join("tests/bench/Cargo.toml").exists() {
        return Err(Failure::new("there are no benchmarks yet", "They are to be the crate tests/bench."));
    }
    interrupt::listen()?;
    let has = |wanted: &str| rest.iter().any(|word| *word == wanted);
    if has(FUNCTIONS) || !IN_PROCESS.into_iter().any(has) {
        let template = Template::read(workspace)?;
        compile::for_deploying(workspace, template.functions().iter().map(Function::name).chain([BARE]))?;
    }
    let mut command = compile::cargo(workspace);
    command
        .args(["run", "--profile", "measure", "--package", "bench", "--", "--functions"])
        .arg(workspace.functions())
        .args(rest);
    tool::shown("the benchmarks", &mut command)
}
