//! Builds the functions.

use crate::{
    failure::{Failure, Outcome},
    layout::Workspace,
    python,
    template::Function,
    tool,
};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

/// Builds the functions as `cargo lambda watch` runs them, so that their first request does not wait for it.
pub(crate) fn for_watching(workspace: &Workspace, functions: &[Function]) -> Outcome<()> {
    let mut command = cargo(workspace);
    command.arg("build");
    for function in functions {
        command.args(["--bin", function.name()]);
    }
    finished(tool::shown("cargo", &mut command)?)
}

/// Builds the functions as for AWS, for this machine's own architecture, into zip files.
pub(crate) fn for_deploying<'a>(workspace: &Workspace, packages: impl IntoIterator<Item = &'a str>) -> Outcome<()> {
    let mut command = cargo_lambda(workspace)?;
    // The target is this machine's, which its toolchain has: nothing is to be installed.
    command.args(["lambda", "build", "--release", "--output-format", "zip", "--skip-target-check", "--target"]);
    command.arg(target());
    for package in packages {
        command.args(["--package", package]);
    }
    finished(tool::shown("cargo lambda", &mut command)?)
}

fn finished(compiled: bool) -> Outcome<()> {
    if compiled {
        Ok(())
    } else {
        Err(Failure::new("a function does not compile", "What the compiler says is above; mend it and start again."))
    }
}

/// `cargo` at the root of the workspace.
pub(crate) fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root());
    clean(&mut command);
    command
}

/// `cargo lambda`, from its own environment, with what it brings on the path.
pub(crate) fn cargo_lambda(workspace: &Workspace) -> Outcome<Command> {
    let programs = python::ensure(workspace, &python::CARGO_LAMBDA)?.join("bin");
    let mut command = Command::new(programs.join("cargo-lambda"));
    command.current_dir(workspace.root()).env("PATH", path_with(&programs));
    clean(&mut command);
    Ok(command)
}

/// `cargo run` tells this program about its own package; a build started from here must not take it for its own.
fn clean(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(&name);
        }
    }
}

fn path_with(first: &Path) -> OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all: Vec<PathBuf> = std::iter::once(first.to_path_buf()).chain(env::split_paths(&rest)).collect();
    env::join_paths(all).unwrap_or(rest)
}

fn target() -> String {
    format!("{}-unknown-linux-gnu", env::consts::ARCH)
}
