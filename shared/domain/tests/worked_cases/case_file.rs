//! The files of worked cases in a directory.

use std::path::Path;

use serde_json::Value;

use crate::fields::Fields;

/// One file.
pub struct CaseFile {
    /// Its name without `.json`.
    pub name: String,
    /// What it holds.
    pub kind: String,
    /// Its cases.
    pub cases: Vec<Value>,
}

/// All files, in the order of their names.
pub fn read_all(directory: &Path) -> Result<Vec<CaseFile>, String> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| read(path).map_err(|error| format!("{}: {error}", path.display()))).collect()
}

fn read(path: &Path) -> Result<CaseFile, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut head: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let Some(Value::Array(cases)) = head.get_mut("vectors").map(Value::take) else {
        return Err("there is no list of vectors".to_owned());
    };
    Ok(CaseFile {
        name: path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
        kind: head.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned(),
        cases,
    })
}

/// The id of a case.
pub fn id(case: Fields<'_>) -> String {
    case.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).unwrap_or_default()
}
