//! Other programs that are run to their end: cargo, pip, cfn-lint.

use crate::{
    daemon,
    failure::{Explain, Failure, Outcome},
    interrupt,
    process_table::Process,
};
use std::{
    env, fs,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// Where a program is, if it is on the path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a program and shows what it prints.
pub(crate) fn shown(name: &str, command: &mut Command) -> Outcome<bool> {
    let mut child = command.stdin(Stdio::null()).spawn().map_err(|error| missing(name, &error))?;
    wait(name, &mut child)
}

/// Runs a program with what it prints in a file.
pub(crate) fn logged(name: &str, command: &mut Command, log: &Path) -> Outcome<bool> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).explain(|| format!("cannot make {}", folder.display()))?;
    }
    let file = File::create(log).explain(|| format!("cannot write {}", log.display()))?;
    let errors = file.try_clone().explain(|| format!("cannot write {}", log.display()))?;
    let mut child =
        command.stdin(Stdio::null()).stdout(file).stderr(errors).spawn().map_err(|error| missing(name, &error))?;
    wait(name, &mut child)
}

fn missing(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot start {name}: {error}"), "")
}

/// Waits for the end, and ends it when the end is asked for here.
fn wait(name: &str, child: &mut Child) -> Outcome<bool> {
    loop {
        if let Some(status) = child.try_wait().explain(|| format!("cannot wait for {name}"))? {
            interrupt::check()?;
            return Ok(status.success());
        }
        if interrupt::requested() {
            // A program in the same terminal has heard Ctrl-C itself; any other is ended here.
            thread::sleep(Duration::from_millis(500));
            if let Some(process) = i32::try_from(child.id()).ok().and_then(Process::find) {
                daemon::end_family(&process);
            }
            let _ = child.wait();
            interrupt::check()?;
        }
        thread::sleep(Duration::from_millis(30));
    }
}
