//! `cargo local bench`: what loans cost to compute; then, with the functions built as for AWS, what requests and starts cost.

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

/// The word that asks for the domain's benchmark of loans; without any word it is run, too.
const SERVICING: &str = "servicing";

/// Runs the benchmarks that are asked for, or all.
pub(crate) fn run(workspace: &Workspace, rest: &[String]) -> Outcome<ExitCode> {
    let is_word = |word: &&String| !word.starts_with("--");
    let others: Vec<&String> = rest.iter().filter(|word| *word != SERVICING).collect();
    let is_all = !rest.iter().any(|word| is_word(&word));
    let mut measured = true;
    if is_all || others.len() < rest.len() {
        measured &= servicing(workspace)?;
    }
    if is_all || others.iter().any(is_word) {
        measured &= functions(workspace, &others)?;
    }
    Ok(if measured { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The table of ratios, built as functions are; `cargo bench -p domain` has the figures of each by itself.
fn servicing(workspace: &Workspace) -> Outcome<bool> {
    let mut command = compile::cargo(workspace);
    command.args(["bench", "--package", "domain", "--bench", SERVICING, "--", "ratios"]);
    tool::shown("the benchmark of loans", &mut command)
}

/// Builds the functions and measures them, with the folder where they are as the first argument.
fn functions(workspace: &Workspace, rest: &[&String]) -> Outcome<bool> {
    if !workspace.root().join("tests/bench/Cargo.toml").exists() {
        return Err(Failure::new("there are no benchmarks yet", "They are to be the crate tests/bench."));
    }
    interrupt::listen()?;
    let template = Template::read(workspace)?;
    compile::for_deploying(workspace, template.functions().iter().map(Function::name).chain([BARE]))?;
    let mut command = compile::cargo(workspace);
    command
        .args(["run", "--profile", "measure", "--package", "bench", "--", "--functions"])
        .arg(workspace.functions())
        .args(rest);
    tool::shown("the benchmarks", &mut command)
}
