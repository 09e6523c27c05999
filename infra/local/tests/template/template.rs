//! The template and the workspace around it.

use crate::yaml;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn template() -> Value {
    yaml::parse(&fs::read_to_string(root().join("infra/template.yaml")).unwrap())
}

/// The resources of a type, by their names in the template.
pub(crate) fn resources(kind: &str) -> BTreeMap<String, Value> {
    let template = template();
    let all = template["Resources"].as_object().unwrap();
    all.iter().filter(|(_, r)| r["Type"] == kind).map(|(name, r)| (name.clone(), r.clone())).collect()
}

/// The functions with their properties, by their folder in the workspace.
pub(crate) fn functions() -> BTreeMap<String, (String, Value)> {
    let named = |(name, resource): (String, Value)| {
        let code = resource["Properties"]["CodeUri"].as_str().unwrap_or_else(|| panic!("{name} has no CodeUri"));
        let folder = code.strip_prefix("../target/lambda/").and_then(|code| code.strip_suffix("/bootstrap.zip"));
        let folder = folder.unwrap_or_else(|| panic!("{name}: CodeUri is {code}"));
        (folder.to_owned(), (name.clone(), resource["Properties"].clone()))
    };
    resources("AWS::Serverless::Function").into_iter().map(named).collect()
}

/// What a `Ref` or the first part of a `Fn::GetAtt` names.
pub(crate) fn target(reference: &Value) -> Option<String> {
    let attribute = reference.get("Fn::GetAtt").and_then(Value::as_str).and_then(|path| path.split('.').next());
    reference.get("Ref").and_then(Value::as_str).or(attribute).map(str::to_owned)
}
