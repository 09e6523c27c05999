//! The HTTP API: each route reaches a function that may be invoked, the same one that `cargo lambda watch` reaches.

use crate::template::{functions, resources, root, target};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The folder of the function behind each route.
pub(crate) fn routes() -> BTreeMap<String, String> {
    let integrations = resources("AWS::ApiGatewayV2::Integration");
    let folders: BTreeMap<String, String> = functions().into_iter().map(|(folder, (name, _))| (name, folder)).collect();
    let served = |route: Value| {
        let properties = &route["Properties"];
        let integration = properties["Target"]["Fn::Sub"].as_str().unwrap();
        let integration = integration.strip_prefix("integrations/${").and_then(|name| name.strip_suffix('}')).unwrap();
        let function = target(&integrations[integration]["Properties"]["IntegrationUri"]).unwrap();
        (properties["RouteKey"].as_str().unwrap().to_owned(), folders[&function].clone())
    };
    resources("AWS::ApiGatewayV2::Route").into_values().map(served).collect()
}

#[test]
fn routes_cover_what_is_served() {
    let expected = [
        ("ANY /communication/{proxy+}", "communications-api"),
        ("ANY /companies/{proxy+}", "agencies-api"),
        ("ANY /events", "webhooks-api"),
        ("ANY /legacy/{proxy+}", "loans-api"),
        ("ANY /oauth/{proxy+}", "identity-api"),
        ("ANY /people/{proxy+}", "agencies-api"),
        ("ANY /recovery/{proxy+}", "loans-api"),
        ("ANY /recovery/notices/{proxy+}", "notices-api"),
        ("ANY /recovery/loan/{loan_id}/notices", "notices-api"),
        ("ANY /recovery/fos/collections/{visit_id}/receipt", "notices-api"),
        ("ANY /notices/{notice_link}", "notices-api"),
        ("ANY /l/{link}", "communications-api"),
        ("ANY /user/{proxy+}", "identity-api"),
        ("ANY /v1/accounts/{proxy+}", "accounts-api"),
        ("ANY /v1/loans/{proxy+}", "accounts-api"),
        ("ANY /v1/products/{proxy+}", "accounts-api"),
        ("ANY /v1/revolving", "revolving-api"),
        ("ANY /v1/revolving/{proxy+}", "revolving-api"),
        ("ANY /webhooks/{proxy+}", "webhooks-api"),
    ];
    for (route, folder) in expected {
        assert_eq!(routes().get(route).map(String::as_str), Some(folder), "{route}");
    }
}

#[test]
fn watched_functions_are_reached_by_the_same_routes() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, table) = manifest.split_once("[workspace.metadata.lambda.watch.router]\n").unwrap();
    let lines = table.lines().take_while(|line| line.starts_with('"'));
    let watched: BTreeMap<String, String> = lines
        .map(|line| {
            let mut quoted = line.split('"').skip(1).step_by(2);
            let path = quoted.next().unwrap().replace("{*proxy}", "{proxy+}");
            (format!("ANY {path}"), quoted.next().unwrap().to_owned())
        })
        .collect();
    assert_eq!(watched, routes());
}

#[test]
fn every_function_behind_a_route_may_be_invoked_by_this_api_only() {
    let served: BTreeSet<String> = routes().into_values().collect();
    let permissions = resources("AWS::Lambda::Permission");
    for folder in served {
        let (name, _) = &functions()[&folder];
        let permission = permissions
            .values()
            .find(|permission| target(&permission["Properties"]["FunctionName"]).as_ref() == Some(name))
            .unwrap_or_else(|| panic!("no permission for {folder}"));
        assert_eq!(permission["Properties"]["Principal"], "apigateway.amazonaws.com");
        assert!(permission["Properties"]["SourceArn"]["Fn::Sub"].as_str().unwrap().ends_with(":${Api}/*"), "{folder}");
    }
}

#[test]
fn integrations_hand_over_the_payload_that_the_functions_read() {
    for (name, integration) in resources("AWS::ApiGatewayV2::Integration") {
        assert_eq!(integration["Properties"]["PayloadFormatVersion"], "2.0", "{name}");
        assert_eq!(integration["Properties"]["IntegrationType"], "AWS_PROXY", "{name}");
    }
}

#[test]
fn the_stage_throttles() {
    let stage = &resources("AWS::ApiGatewayV2::Stage")["ApiStage"]["Properties"];
    assert_eq!(stage["StageName"], "$default");
    assert_eq!(stage["DefaultRouteSettings"]["ThrottlingBurstLimit"], json!({"Ref": "ThrottlingBurst"}));
    assert_eq!(stage["DefaultRouteSettings"]["ThrottlingRateLimit"], json!({"Ref": "ThrottlingRate"}));
}

#[test]
fn access_logs_name_no_person() {
    let stage = &resources("AWS::ApiGatewayV2::Stage")["ApiStage"]["Properties"];
    let format = stage["AccessLogSettings"]["Format"].as_str().unwrap();
    let fields: BTreeMap<String, String> = serde_json::from_str(format).unwrap();
    for value in fields.values() {
        // The path has the ids of loans and customers in it; addresses and agents are those of people.
        let personal = ["identity", "path", "authorizer", "domain"];
        assert!(value.starts_with("$context.") && !personal.iter().any(|word| value.contains(word)), "{value}");
    }
}
