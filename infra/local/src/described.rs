//! What is published of the API, held to what runs: requests are made up from each description, wrong ones among them, and
//! must be answered as it says.

use crate::{
    failure::{Explain, Outcome},
    interrupt,
    layout::{Home, Workspace},
    python,
    settings::Settings,
    tool,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What must hold of every answer. That a request which fits its schema is taken is not among it: what a state forbids, and
/// that an id is there, no schema says.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
response_headers_conformance,response_schema_conformance,negative_data_rejection,unsupported_method";
/// How many requests are made up for each operation and kind. The same ones each time, so that a failure can be repeated.
const EXAMPLES: &str = "12";

/// Whether every description holds, tried with the demo lender's token.
pub(crate) fn hold(workspace: &Workspace, home: &Home, settings: &Settings) -> Outcome<bool> {
    let environment = python::ensure(workspace, &python::SCHEMATHESIS)?;
    let mut all_hold = true;
    for description in descriptions(&workspace.openapi())? {
        interrupt::check()?;
        let mut command = Command::new(environment.join("bin/schemathesis"));
        // It leaves notes where it is started.
        command.current_dir(home.temporary()).arg("run").arg(&description);
        command.args(["--url", settings.get("API_URL").unwrap_or_default()]);
        command.args(["--header", &format!("authenticationtoken: {}", settings.get("TOKEN").unwrap_or_default())]);
        command.args(["--checks", CHECKS, "--phases", "examples,fuzzing", "--max-examples", EXAMPLES]);
        command.args(["--generation-deterministic", "--no-shrink", "--continue-on-failure", "--warnings", "off"]);
        command.arg("--no-color");
        all_hold &= tool::shown("schemathesis", &mut command)?;
    }
    Ok(all_hold)
}

fn descriptions(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).explain(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}
