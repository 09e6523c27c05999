//! `cargo local bench`: builds the functions as for AWS, then runs the benchmarks on them.

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

/// Runs the benchmarks, with the folder of the built functions as the first argument.
pub(crate) fn run(workspace: &Workspace, rest: &[String]) -> Outcome<ExitCode> {
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
    let measured = tool::shown("the benchmarks", &mut command)?;
    Ok(if measured { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
