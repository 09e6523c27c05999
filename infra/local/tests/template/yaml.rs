//! YAML with `CloudFormation`'s short tags, as the JSON it stands for.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value};

/// The document of a text; `!Ref Table` becomes `{"Ref": "Table"}`.
pub(crate) fn parse(text: &str) -> Value {
    json(&Yaml::load_from_str(text).unwrap()[0])
}

fn json(node: &Yaml<'_>) -> Value {
    match node {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(flag)) => Value::Bool(*flag),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => Value::from(number.into_inner()),
        Yaml::Value(Scalar::String(text)) => Value::String(text.to_string()),
        Yaml::Sequence(nodes) => nodes.iter().map(json).collect(),
        Yaml::Mapping(entries) => entries.iter().map(|(key, value)| (text(&json(key)), json(value))).collect(),
        Yaml::Tagged(tag, node) => Value::Object(Map::from_iter([(long_form(&tag.suffix), json(node))])),
        other => panic!("not a value: {other:?}"),
    }
}

fn text(key: &Value) -> String {
    key.as_str().map_or_else(|| key.to_string(), str::to_owned)
}

fn long_form(tag: &str) -> String {
    match tag {
        "Ref" | "Condition" => tag.to_owned(),
        function => format!("Fn::{function}"),
    }
}
