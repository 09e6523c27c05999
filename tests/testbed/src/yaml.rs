//! YAML with CloudFormation's short tags, as the JSON it stands for.

use saphyr::{LoadableYamlNode, Scalar, Tag, Yaml};
use serde_json::{Map, Value};

/// The first document of `text`; `!Sub x` becomes `{"Fn::Sub": "x"}`, as CloudFormation reads it.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let documents = Yaml::load_from_str(text).map_err(|error| error.to_string())?;
    json(documents.first().ok_or("no document")?)
}

fn json(node: &Yaml<'_>) -> Result<Value, String> {
    match node {
        Yaml::Value(scalar) => Ok(scalar_json(scalar)),
        Yaml::Sequence(nodes) => nodes.iter().map(json).collect::<Result<_, _>>().map(Value::Array),
        Yaml::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| Ok((text(key)?, json(value)?)))
            .collect::<Result<_, _>>()
            .map(Value::Object),
        Yaml::Tagged(tag, node) => Ok(Value::Object(Map::from_iter([(long_form(tag), json(node)?)]))),
        other => Err(format!("not a value: {other:?}")),
    }
}

fn scalar_json(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(flag) => Value::Bool(*flag),
        Scalar::Integer(number) => Value::from(*number),
        Scalar::FloatingPoint(number) => Value::from(number.into_inner()),
        Scalar::String(text) => Value::String(text.to_string()),
    }
}

/// A key as text: a bare `200` or `true` is a key like any other.
fn text(key: &Yaml<'_>) -> Result<String, String> {
    match json(key)? {
        Value::String(text) => Ok(text),
        Value::Array(_) | Value::Object(_) => Err("a key that is not a scalar".to_owned()),
        scalar => Ok(scalar.to_string()),
    }
}

fn long_form(tag: &Tag) -> String {
    match tag.suffix.as_str() {
        name @ ("Ref" | "Condition") => name.to_owned(),
        name => format!("Fn::{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn short_tags_become_the_long_form() {
        let parsed = parse("a: !Ref Table\nb: !Sub '${AWS::StackName}-loans'\nc: !If [Prod, 1, !Ref 'AWS::NoValue']\n");
        let expected = json!({
            "a": {"Ref": "Table"},
            "b": {"Fn::Sub": "${AWS::StackName}-loans"},
            "c": {"Fn::If": ["Prod", 1, {"Ref": "AWS::NoValue"}]},
        });
        assert_eq!(parsed, Ok(expected));
    }

    #[test]
    fn a_broken_document_is_an_error() {
        assert!(parse("a: [1, 2").is_err());
    }
}
