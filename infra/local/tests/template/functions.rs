//! Functions: each has its folder, its log, its sample event and a policy of its own.

use crate::{
    http_api::routes,
    template::{functions, resources, root, target, template},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};

#[test]
fn every_folder_of_functions_is_deployed() {
    let folders: BTreeSet<String> = fs::read_dir(root().join("functions"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(functions().into_keys().collect::<BTreeSet<_>>(), folders);
}

#[test]
fn a_function_is_named_after_its_folder() {
    for (folder, (name, properties)) in functions() {
        assert_eq!(properties["FunctionName"], json!({"Fn::Sub": format!("${{AWS::StackName}}-{folder}")}), "{name}");
    }
}

#[test]
fn properties_have_the_types_that_sam_expects() {
    let globals = template()["Globals"]["Function"].clone();
    assert_eq!(globals["Runtime"], "provided.al2023");
    assert_eq!(globals["Handler"], "bootstrap");
    assert_eq!(globals["Tracing"], "Active");
    assert!(globals["Architectures"].is_array());
    assert!(globals["MemorySize"].is_u64() && globals["Timeout"].is_u64());
    for (folder, (_, properties)) in functions() {
        for number in ["MemorySize", "Timeout", "ReservedConcurrentExecutions"] {
            assert!(properties[number].is_null() || properties[number].is_u64(), "{folder}: {number}");
        }
        assert!(properties["Description"].is_string(), "{folder}");
        assert!(properties["Events"].is_null(), "{folder}: routes are resources of their own");
    }
}

#[test]
fn every_function_logs_json_to_a_log_that_forgets() {
    let logs = resources("AWS::Logs::LogGroup");
    for (folder, (_, properties)) in functions() {
        assert_eq!(properties["LoggingConfig"]["LogFormat"], "JSON", "{folder}");
        let log = &logs[&target(&properties["LoggingConfig"]["LogGroup"]).unwrap()]["Properties"];
        assert_eq!(log["LogGroupName"], json!({"Fn::Sub": format!("/aws/lambda/${{AWS::StackName}}-{folder}")}));
    }
    for (name, log) in logs {
        assert_eq!(log["Properties"]["RetentionInDays"], json!({"Ref": "LogRetentionDays"}), "{name}");
        assert!(log["Properties"]["KmsKeyId"].is_object(), "{name}");
    }
}

#[test]
fn a_policy_names_actions_one_by_one_on_resources_of_the_template() {
    for (folder, (_, properties)) in functions() {
        let policies = properties["Policies"].as_array().unwrap();
        assert_eq!(policies.len(), 1, "{folder} has one policy");
        for statement in policies[0]["Statement"].as_array().unwrap() {
            assert_eq!(statement["Effect"], "Allow", "{folder}");
            for action in statement["Action"].as_array().unwrap() {
                let action = action.as_str().unwrap();
                assert!(action.contains(':') && !action.contains('*'), "{folder}: {action}");
            }
            for resource in one_or_many(&statement["Resource"]) {
                assert!(resource.is_object(), "{folder}: {resource} is not of the template");
            }
        }
    }
}

#[test]
fn a_function_of_the_api_touches_only_the_table() {
    let indexes = json!({"Fn::Sub": "${Table.Arn}/index/listing"});
    let operated = ["company-admin".to_owned()];
    for folder in routes().into_values().chain(operated).collect::<BTreeSet<_>>() {
        let (_, properties) = &functions()[&folder];
        for statement in properties["Policies"][0]["Statement"].as_array().unwrap() {
            let resource = &statement["Resource"];
            // Callbacks of providers are signed by a token of their secret, which is read when the first one comes.
            if folder == "communications-api" && *resource == json!({"Ref": "ProviderSecret"}) {
                assert_eq!(statement["Action"], json!(["secretsmanager:GetSecretValue"]));
                continue;
            }
            // A link to a notice leads to an address that is signed with what the function may do; it reads nothing itself.
            let of_links = [json!(["s3:GetObject"]), json!(["kms:Decrypt"])];
            if folder == "notices-api" && of_links.contains(&statement["Action"]) {
                continue;
            }
            assert!(target(resource).as_deref() == Some("Table") || *resource == indexes, "{folder}: {resource}");
            for action in statement["Action"].as_array().unwrap() {
                assert!(action.as_str().unwrap().starts_with("dynamodb:"), "{folder}: {action}");
            }
        }
    }
}

#[test]
fn every_function_has_a_sample_event() {
    let events: Vec<String> = fs::read_dir(root().join("events"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for folder in functions().into_keys() {
        assert!(events.iter().any(|event| event.starts_with(&folder)), "events/{folder}*.json");
    }
    for event in events {
        let text = fs::read_to_string(root().join("events").join(&event)).unwrap();
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{event} is not JSON");
    }
}

fn one_or_many(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}
