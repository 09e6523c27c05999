//! Processes that outlive the step that starts them: started in a group of their own, written down, stopped whole.

use crate::{
    failure::{Explain, Failure, Outcome},
    layout::Home,
    logs,
    process_table::Process,
};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    fs::{self, File},
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a process may take to end when asked, before it is made to.
const PATIENCE: Duration = Duration::from_secs(15);

/// The processes of a stack, in the order in which they are stopped.
pub(crate) const NAMES: [&str; 3] = ["reference", "functions", "ministack"];

/// Starts a process, with its output in the log of its name.
pub(crate) fn start(home: &Home, name: &str, command: &mut Command) -> Outcome<Process> {
    // What an interrupted stop left behind.
    let _ = fs::remove_file(stopping(home));
    let path = home.log(name);
    let log = File::create(&path).explain(|| format!("cannot write {}", path.display()))?;
    let errors = log.try_clone().explain(|| format!("cannot write {}", path.display()))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(errors)
        .process_group(0)
        .spawn()
        .explain(|| format!("cannot start {name}"))?;
    let ended = || Failure::new(format!("{name} ended at once"), logs::tail_of(home, name));
    let id = i32::try_from(child.id()).explain(|| "a process id out of range".to_owned())?;
    let process = Process::find(id).ok_or_else(ended)?;
    write(home, name, &process)?;
    // Reaps it when it ends, so that its number is not kept.
    thread::spawn(move || child.wait());
    Ok(process)
}

/// The process of this name, if it runs.
pub(crate) fn running(home: &Home, name: &str) -> Option<Process> {
    let record = fs::read_to_string(record(home, name)).ok()?;
    let (id, started) = record.trim().split_once(' ')?;
    let process = Process { id: id.parse().ok()?, started: started.to_owned() };
    process.runs().then_some(process)
}

/// Whether the process of this name was stopped from here, rather than having ended by itself.
pub(crate) fn was_stopped(home: &Home, name: &str) -> bool {
    stopping(home).exists() || !record(home, name).exists()
}

/// Stops every process of a stack, and says which ones it stopped.
pub(crate) fn stop_all(home: &Home) -> Vec<&'static str> {
    // Tells a start that still watches over them; it may not be there to be told.
    let _ = fs::write(stopping(home), "");
    let stopped = NAMES.into_iter().filter(|name| stop(home, name)).collect();
    let _ = fs::remove_file(stopping(home));
    stopped
}

fn stopping(home: &Home) -> PathBuf {
    home.run().join("stopping")
}

fn stop(home: &Home, name: &str) -> bool {
    let process = running(home, name);
    if let Some(process) = &process {
        end(process);
    }
    // Nothing is left to be found under this name.
    let _ = fs::remove_file(record(home, name));
    process.is_some()
}

/// Asks a process and its group to end, and makes what is left after a while.
fn end(process: &Process) {
    let family: Vec<Process> = process.descendants().into_iter().chain([process.clone()]).collect();
    signal(-process.id, Signal::SIGTERM);
    let begun = Instant::now();
    while family.iter().any(Process::runs) && begun.elapsed() < PATIENCE {
        // Those that left the group are asked one by one, once the process itself had its chance to do so.
        if !process.runs() {
            family.iter().filter(|process| process.runs()).for_each(|process| signal(process.id, Signal::SIGTERM));
        }
        thread::sleep(Duration::from_millis(50));
    }
    family.iter().filter(|process| process.runs()).for_each(|process| signal(process.id, Signal::SIGKILL));
}

/// Ends a process that has no group of its own, with all that it started.
pub(crate) fn end_family(process: &Process) {
    for member in process.descendants().iter().chain([process]).filter(|member| member.runs()) {
        signal(member.id, Signal::SIGTERM);
    }
}

fn signal(id: i32, signal: Signal) {
    // It may have ended meanwhile, which is what is wanted.
    let _ = kill(Pid::from_raw(id), signal);
}

fn record(home: &Home, name: &str) -> PathBuf {
    home.run().join(format!("{name}.pid"))
}

fn write(home: &Home, name: &str, process: &Process) -> Outcome<()> {
    let path = record(home, name);
    fs::write(&path, format!("{} {}\n", process.id, process.started))
        .explain(|| format!("cannot write {}", path.display()))
}
