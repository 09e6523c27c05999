//! Deploys the template to the local `CloudFormation`, as `sam deploy` does to the real one.

use crate::{
    arguments::Mode,
    aws::Aws,
    failure::{Explain, Failure, Outcome},
    interrupt,
    layout::Workspace,
    left_out,
    template::{Function, STACK, Template},
};
use sha2::{Digest, Sha256};
use std::{
    fs, thread,
    time::{Duration, Instant},
};

const BUCKET: &str = "code";
/// The template, which is longer than a request may be: `CloudFormation` reads it from the bucket.
const TEMPLATE: &str = "template.yaml";
const PATIENCE: Duration = Duration::from_mins(3);
/// A zip file with nothing in it: the code of a function that ministack does not run itself.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// What the template says of itself once it is deployed.
pub(crate) struct Outputs(Vec<(String, String)>);

impl Outputs {
    pub(crate) fn get(&self, name: &str) -> Outcome<&str> {
        let found = self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        found.ok_or_else(|| Failure::new(format!("infra/template.yaml has no output {name}"), ""))
    }

    /// Each output as a variable of a shell: `TableName` is `TABLE_NAME`.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.0.iter().map(|(name, value)| (variable(name), value.clone()))
    }
}

/// Creates or updates the stack, and applies what the engine leaves out.
pub(crate) fn deploy(workspace: &Workspace, aws: &Aws, template: &Template, mode: Mode) -> Outcome<Outputs> {
    aws.make_bucket(BUCKET)?;
    let text = template.packaged(|function| store_code(workspace, aws, function, mode))?;
    if matches!(status(aws)?.as_deref(), Some("ROLLBACK_COMPLETE" | "CREATE_FAILED" | "ROLLBACK_FAILED")) {
        aws.cloudformation("DeleteStack", &[("StackName", STACK)])?.successful("cannot delete the stack")?;
        settled(aws)?;
    }
    let exists = status(aws)?.is_some_and(|status| !status.starts_with("DELETE"));
    aws.put_object(BUCKET, TEMPLATE, text.as_bytes())?;
    apply(aws, if exists { "UpdateStack" } else { "CreateStack" })?;
    left_out::apply(aws)?;
    let answer = aws.cloudformation("DescribeStacks", &[("StackName", STACK)])?.successful("cannot read the stack")?;
    Ok(outputs(&answer.text()))
}

fn store_code(workspace: &Workspace, aws: &Aws, function: &Function, mode: Mode) -> Outcome<String> {
    let zip = match mode {
        Mode::Watched => EMPTY_ZIP.to_vec(),
        Mode::Deployed => {
            let path = function.zip(workspace);
            fs::read(&path).explain(|| format!("cannot read {}", path.display()))?
        }
    };
    let digest: Vec<String> = Sha256::digest(&zip).iter().map(|byte| format!("{byte:02x}")).collect();
    let key = digest.concat() + ".zip";
    if !aws.has_object(BUCKET, &key)? {
        aws.put_object(BUCKET, &key, &zip)?;
    }
    Ok(format!("s3://{BUCKET}/{key}"))
}

fn apply(aws: &Aws, action: &str) -> Outcome<()> {
    let template = format!("{}/{BUCKET}/{TEMPLATE}", aws.endpoint());
    let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
    let answer = aws.cloudformation(
        action,
        &[
            ("StackName", STACK),
            ("TemplateURL", &template),
            ("Capabilities.member.1", "CAPABILITY_IAM"),
            ("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND"),
            ("Parameters.member.1.ParameterKey", "Architecture"),
            ("Parameters.member.1.ParameterValue", architecture),
            ("Parameters.member.2.ParameterKey", "Stage"),
            ("Parameters.member.2.ParameterValue", "local"),
            // Who tries it receives webhooks on this machine.
            ("Parameters.member.3.ParameterKey", "WebhookTargets"),
            ("Parameters.member.3.ParameterValue", "any"),
            // Nobody is written to from this machine.
            ("Parameters.member.4.ParameterKey", "SmsProvider"),
            ("Parameters.member.4.ParameterValue", "outbox"),
            ("Parameters.member.5.ParameterKey", "WhatsappProvider"),
            ("Parameters.member.5.ParameterValue", "outbox"),
            ("Parameters.member.6.ParameterKey", "VoiceProvider"),
            ("Parameters.member.6.ParameterValue", "outbox"),
            ("Parameters.member.7.ParameterKey", "EmailProvider"),
            ("Parameters.member.7.ParameterValue", "outbox"),
        ],
    )?;
    if answer.status == 400 && answer.text().contains("No updates are to be performed") {
        return Ok(());
    }
    answer.successful("the local CloudFormation refused infra/template.yaml")?;
    match settled(aws)?.as_deref() {
        Some("CREATE_COMPLETE" | "UPDATE_COMPLETE") => Ok(()),
        status => Err(Failure::new(
            format!("infra/template.yaml was not deployed: {}", status.unwrap_or("the stack is gone")),
            reasons(aws)?,
        )),
    }
}

/// The stack's status, unless there is no stack.
fn status(aws: &Aws) -> Outcome<Option<String>> {
    let answer = aws.cloudformation("DescribeStacks", &[("StackName", STACK)])?;
    Ok(elements(&answer.text(), "StackStatus").next().map(str::to_owned))
}

fn settled(aws: &Aws) -> Outcome<Option<String>> {
    let begun = Instant::now();
    loop {
        interrupt::check()?;
        let status = status(aws)?;
        if !status.as_deref().unwrap_or_default().ends_with("IN_PROGRESS") {
            return Ok(status);
        }
        if begun.elapsed() > PATIENCE {
            return Err(Failure::new("the deployment does not end", "See: cargo local logs ministack"));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// Why resources failed, as `CloudFormation` tells it.
fn reasons(aws: &Aws) -> Outcome<String> {
    let events = aws.cloudformation("DescribeStackEvents", &[("StackName", STACK)])?.text();
    let failed = elements(&events, "member").filter(|event| event.contains("_FAILED</ResourceStatus>"));
    let said = |event| {
        let part = |name| elements(event, name).next().map(unescape).unwrap_or_default();
        format!("{}: {}", part("LogicalResourceId"), part("ResourceStatusReason"))
    };
    Ok(failed.map(said).collect::<Vec<_>>().join("\n"))
}

fn outputs(xml: &str) -> Outputs {
    let keys = elements(xml, "OutputKey").map(unescape);
    Outputs(keys.zip(elements(xml, "OutputValue").map(unescape)).collect())
}

/// The text of every element of this name, for answers that are known not to nest it.
pub(crate) fn elements<'a>(xml: &'a str, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut rest = xml;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(&open)?;
        let (text, after) = after.split_once(&close)?;
        rest = after;
        Some(text)
    })
}

/// The text that XML stands for.
pub(crate) fn unescape(text: &str) -> String {
    let named = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    named.replace("&#34;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")
}

fn variable(output: &str) -> String {
    let mut variable = String::new();
    for letter in output.chars() {
        if letter.is_ascii_uppercase() && !variable.is_empty() {
            variable.push('_');
        }
        variable.push(letter.to_ascii_uppercase());
    }
    variable
}

#[cfg(test)]
mod tests {
    use super::{outputs, variable};

    #[test]
    fn outputs_become_variables_of_a_shell() {
        assert_eq!(variable("CompanyAdminFunctionName"), "COMPANY_ADMIN_FUNCTION_NAME");
    }

    #[test]
    fn outputs_are_read_from_the_answer() {
        let xml = "<Outputs><member><OutputKey>A</OutputKey><OutputValue>1&amp;2</OutputValue></member>\
                   <member><OutputKey>B</OutputKey><OutputValue>3</OutputValue></member></Outputs>";
        let outputs = outputs(xml);
        assert_eq!((outputs.get("A").unwrap(), outputs.get("B").unwrap()), ("1&2", "3"));
        assert!(outputs.get("C").is_err());
    }
}
