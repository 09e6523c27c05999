//! The one table of `infra/template.yaml`, as the calls that create it.

use crate::yaml;
use serde_json::{Map, Value};
use std::{fs, sync::OnceLock};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../infra/template.yaml");

/// The properties that CloudFormation and `CreateTable` spell alike. The others (name, encryption, recovery,
/// deletion protection, tags) do not change how an item is written or read.
const SHARED_PROPERTIES: [&str; 5] =
    ["KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "BillingMode"];

/// What creates the table: the parameters of `CreateTable` but its name, and the attribute that expires items.
#[derive(Debug, PartialEq)]
pub(crate) struct TableDefinition {
    pub(crate) parameters: Map<String, Value>,
    pub(crate) expiry_attribute: Option<String>,
}

/// The table of the project's template, read once for all tests of a process.
pub(crate) fn table_definition() -> &'static TableDefinition {
    static DEFINITION: OnceLock<TableDefinition> = OnceLock::new();
    DEFINITION.get_or_init(|| {
        let text = fs::read_to_string(PATH).unwrap_or_else(|error| panic!("cannot read {PATH}: {error}"));
        parse(&text).unwrap_or_else(|error| panic!("{PATH}: {error}"))
    })
}

fn parse(template: &str) -> Result<TableDefinition, String> {
    let template = yaml::parse(template)?;
    let resources = template.get("Resources").and_then(Value::as_object).ok_or("no Resources")?;
    let tables: Vec<&Value> = resources.values().filter(|resource| is_table(resource)).collect();
    let [table] = tables.as_slice() else {
        return Err(format!("{} tables where one is expected", tables.len()));
    };
    let properties = table.get("Properties").and_then(Value::as_object).ok_or("a table without Properties")?;
    Ok(TableDefinition { parameters: parameters(properties), expiry_attribute: expiry_attribute(properties) })
}

fn is_table(resource: &Value) -> bool {
    resource.get("Type").and_then(Value::as_str) == Some("AWS::DynamoDB::Table")
}

/// Without the stream: nobody reads it here, and the engine looks through all of its records with each write.
fn parameters(properties: &Map<String, Value>) -> Map<String, Value> {
    let shared = SHARED_PROPERTIES.iter().filter_map(|name| properties.get_key_value(*name));
    shared.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn expiry_attribute(properties: &Map<String, Value>) -> Option<String> {
    let expiry = properties.get("TimeToLiveSpecification")?;
    let enabled = expiry.get("Enabled").and_then(Value::as_bool).unwrap_or_default();
    enabled.then(|| expiry.get("AttributeName")?.as_str().map(str::to_owned))?
}

#[cfg(test)]
mod tests {
    use super::{PATH, TableDefinition, parse, table_definition};
    use crate::yaml;
    use serde_json::{Value, json};
    use std::fs;

    const ONE_TABLE: &str = "
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      TableName: !Sub '${AWS::StackName}-loans'
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: pk, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
      TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
  Function:
    Type: AWS::Serverless::Function
";

    #[test]
    fn a_table_is_taken_with_its_keys_and_expiry() {
        let expected = json!({
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        });
        let definition = TableDefinition {
            parameters: expected.as_object().cloned().unwrap(),
            expiry_attribute: Some("expires_at".to_owned()),
        };
        assert_eq!(parse(ONE_TABLE), Ok(definition));
    }

    #[test]
    fn a_template_without_its_table_is_refused() {
        let none = "Resources: {Function: {Type: AWS::Serverless::Function}}";
        assert_eq!(parse(none), Err("0 tables where one is expected".to_owned()));
    }

    #[test]
    fn the_projects_table_has_the_two_keys() {
        let keys = json!([{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]);
        assert_eq!(table_definition().parameters.get("KeySchema"), Some(&keys));
    }

    /// A function that gave a message up later than its queue would never say why.
    #[test]
    fn functions_give_messages_up_when_their_queues_do() {
        let template = yaml::parse(&fs::read_to_string(PATH).unwrap()).unwrap();
        let resources = template["Resources"].as_object().unwrap();
        let given_up = |dead_letters: &Value| {
            let target = json!(format!("{}.Arn", dead_letters.as_str().unwrap()));
            let policies = resources.values().map(|resource| &resource["Properties"]["RedrivePolicy"]);
            let policy = policies.into_iter().find(|policy| policy["deadLetterTargetArn"]["Fn::GetAtt"] == target);
            policy.unwrap()["maxReceiveCount"].as_u64()
        };
        let variables = resources.values().map(|resource| &resource["Properties"]["Environment"]["Variables"]);
        let functions: Vec<_> = variables.filter(|variables| variables["DEAD_LETTERS_URL"].is_object()).collect();
        assert_eq!(functions.len(), 4);
        for variables in functions {
            let receives_max = variables["RECEIVES_MAX"].as_str().unwrap().parse().ok();
            assert_eq!(receives_max, given_up(&variables["DEAD_LETTERS_URL"]["Ref"]));
        }
    }
}
