//! Node, from the package index of Python as everything else, and the libraries of `node/`, each pinned: what lenders verify webhooks with.

use crate::{
    failure::{Explain, Failure, Outcome},
    layout::Workspace,
    logs, python, tool,
};
use std::{env, fs, path::Path, process::Command};

const PACKAGE: &str = include_str!("../node/package.json");
const LOCK: &str = include_str!("../node/package-lock.json");

/// Makes them unless they are there as they should be, and gives the variables by which tests find them.
pub(crate) fn ensure(workspace: &Workspace) -> Outcome<[(&'static str, String); 2]> {
    let programs = python::ensure(workspace, &python::NODE)?.join("bin");
    let folder = workspace.node();
    let marker = folder.join("made-of.json");
    if !fs::read_to_string(&marker).is_ok_and(|made_of| made_of == LOCK) {
        install(&programs, &folder)?;
        fs::write(&marker, LOCK).explain(|| format!("cannot write {}", marker.display()))?;
    }
    let text = |path: &Path| path.display().to_string();
    Ok([("RECOUP_NODE", text(&programs.join("node"))), ("NODE_PATH", text(&folder.join("node_modules")))])
}

fn install(programs: &Path, folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder).explain(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in [("package.json", PACKAGE), ("package-lock.json", LOCK)] {
        fs::write(folder.join(name), text).explain(|| format!("cannot write in {}", folder.display()))?;
    }
    let log = folder.with_extension("log");
    let others = env::var_os("PATH").unwrap_or_default();
    let paths = [programs.to_path_buf()].into_iter().chain(env::split_paths(&others));
    let paths = env::join_paths(paths).explain(|| "the search path cannot be extended".to_owned())?;
    let mut npm = Command::new(programs.join("npm"));
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder).env("PATH", paths);
    if tool::logged("npm", &mut npm, &log)? {
        return Ok(());
    }
    Err(Failure::new(
        format!("npm could not install what tests verify webhooks with:\n{}", logs::tail(&log, 8)),
        format!("It asks the registry of npm: see that this machine reaches it. The whole log: {}", log.display()),
    ))
}
