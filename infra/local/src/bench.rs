//! `cargo local bench`: builds the functions as for AWS, then runs the benchmarks on them.

use crate::{
    compile,
    failure::{Failure, Outcome},
    interrupt,
    layout::Workspace,
    template::Template,
    tool,
};
use std::process::ExitCode;

/// Runs the benchmarks, with the folder of the built functions as the first argument.
pub(crate) fn run(workspace: &Workspace, rest: &[String]) -> Outcome<ExitCode> {
    if !workspace.root().join("tests/bench/Cargo.toml").exists() {
        return Err(Failure::new("there are no benchmarks yet", "They are to be the crate tests/bench."));
    }
    interrupt::listen()?;
    compile::for_deploying(workspace, Template::read(workspace)?.functions())?;
    let mut command = compile::cargo(workspace);
    command.args(["run", "--release", "--package", "bench", "--", "--functions"]).arg(workspace.functions()).args(rest);
    let measured = tool::shown("the benchmarks", &mut command)?;
    Ok(if measured { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
