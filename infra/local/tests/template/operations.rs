//! Alarms, dashboard and outputs.

use crate::{
    http_api::routes,
    template::{functions, resources, target, template},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn every_function_behind_the_api_has_its_alarms() {
    let alarms = resources("AWS::CloudWatch::Alarm");
    for folder in routes().into_values().collect::<BTreeSet<_>>() {
        let (name, _) = &functions()[&folder];
        for metric in ["Errors", "Throttles"] {
            let watched = alarms.values().any(|alarm| {
                let dimension = alarm["Properties"]["Dimensions"].get(0).map(|dimension| target(&dimension["Value"]));
                alarm["Properties"]["MetricName"] == metric && dimension.flatten().as_ref() == Some(name)
            });
            assert!(watched, "{metric} of {folder}");
        }
    }
}

#[test]
fn every_alarm_is_heard_and_quiet_when_nothing_happens() {
    for (name, alarm) in resources("AWS::CloudWatch::Alarm") {
        let properties = &alarm["Properties"];
        // Of what a schedule calls, silence is the failure.
        let of_silence = properties["MetricName"] == "Invocations";
        assert_eq!(properties["TreatMissingData"], if of_silence { "breaching" } else { "notBreaching" }, "{name}");
        assert_eq!(properties["AlarmActions"]["Fn::If"][0], "HasAlarmTopic", "{name}");
        assert!(properties["AlarmDescription"].is_string(), "{name}");
        for number in ["Period", "EvaluationPeriods", "Threshold"] {
            assert!(properties[number].is_u64(), "{name}: {number}");
        }
    }
}

#[test]
fn the_dashboard_is_json() {
    let dashboard = &resources("AWS::CloudWatch::Dashboard")["Dashboard"]["Properties"];
    let body: Value = serde_json::from_str(dashboard["DashboardBody"]["Fn::Sub"].as_str().unwrap()).unwrap();
    assert!(body["widgets"].as_array().is_some_and(|widgets| !widgets.is_empty()));
}

#[test]
fn outputs_say_where_everything_is() {
    let outputs = template()["Outputs"].clone();
    for (name, _) in functions().into_values() {
        assert_eq!(outputs[format!("{name}Name")]["Value"], json!({"Ref": name}));
    }
    for output in ["ApiUrl", "ApiId", "TableName"] {
        assert!(outputs[output]["Value"].is_object(), "{output}");
    }
}
