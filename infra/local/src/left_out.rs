//! What the local engine takes from the template without acting on it, applied after the deployment from the very
//! template that was deployed. This list is the only place for it.

use crate::{
    aws::Aws,
    deploy::{elements, unescape},
    failure::{Explain, Failure, Outcome},
    template::STACK,
};
use serde_json::{Value, json};

/// A property that is left out, and the call that applies it.
struct LeftOut {
    resource_type: &'static str,
    property: &'static str,
    apply: fn(&Aws, &str, &Value) -> Outcome<Value>,
}

const LIST: [LeftOut; 2] = [
    LeftOut {
        resource_type: "AWS::DynamoDB::Table",
        property: "TimeToLiveSpecification",
        apply: |aws, table, property| {
            aws.dynamodb("UpdateTimeToLive", &json!({"TableName": table, "TimeToLiveSpecification": property}))
        },
    },
    LeftOut {
        resource_type: "AWS::DynamoDB::Table",
        property: "PointInTimeRecoverySpecification",
        apply: |aws, table, property| {
            let input = json!({"TableName": table, "PointInTimeRecoverySpecification": property});
            aws.dynamodb("UpdateContinuousBackups", &input)
        },
    },
];

/// Applies the list to the deployed stack.
pub(crate) fn apply(aws: &Aws) -> Outcome<()> {
    let template = deployed_template(aws)?;
    let resources = template.get("Resources").and_then(Value::as_object);
    for (name, resource) in resources.into_iter().flatten() {
        for entry in LIST.iter().filter(|entry| resource.get("Type") == Some(&json!(entry.resource_type))) {
            if let Some(property) = resource.pointer(&format!("/Properties/{}", entry.property)) {
                let id = physical_id(aws, name)?;
                match (entry.apply)(aws, &id, property) {
                    // A second deployment finds it as it should be, which DynamoDB calls an error.
                    Err(failure) if !failure.to_string().contains("already enabled") => return Err(failure),
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

fn deployed_template(aws: &Aws) -> Outcome<Value> {
    let parameters = [("StackName", STACK), ("TemplateStage", "Processed")];
    let answer =
        aws.cloudformation("GetTemplate", &parameters)?.successful("cannot read the deployed template")?.text();
    let body = elements(&answer, "TemplateBody").next().map(unescape).unwrap_or_default();
    serde_json::from_str(&body).explain(|| "the deployed template is not JSON".to_owned())
}

fn physical_id(aws: &Aws, logical_id: &str) -> Outcome<String> {
    let parameters = [("StackName", STACK), ("LogicalResourceId", logical_id)];
    let answer = aws.cloudformation("DescribeStackResource", &parameters)?.text();
    let id = elements(&answer, "PhysicalResourceId").next().map(unescape);
    id.ok_or_else(|| Failure::new(format!("{logical_id} has no id after the deployment"), answer.clone()))
}
