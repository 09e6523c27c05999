//! What is read from `infra/template.yaml`: which functions there are, and where their code is taken from.
//! Everything else in it is the business of `CloudFormation`.

use crate::{
    failure::{Explain, Failure, Outcome},
    layout::Workspace,
};
use std::{fs, path::PathBuf};

/// The stack's name; the template names its functions after it.
pub(crate) const STACK: &str = "recoup";

const CODE: &str = "CodeUri:";

/// The template as it is written.
pub(crate) struct Template {
    text: String,
    functions: Vec<Function>,
}

/// A function of the template.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Function {
    code: String,
    name: String,
}

impl Function {
    /// Its crate, its binary and its folder.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its name in AWS.
    pub(crate) fn deployed_name(&self) -> String {
        format!("{STACK}-{}", self.name)
    }

    /// The zip file that the template points at.
    pub(crate) fn zip(&self, workspace: &Workspace) -> PathBuf {
        workspace.infra().join(&self.code)
    }
}

impl Template {
    pub(crate) fn read(workspace: &Workspace) -> Outcome<Self> {
        let path = workspace.template();
        let text = fs::read_to_string(&path).explain(|| format!("cannot read {}", path.display()))?;
        Self::parse(text)
    }

    fn parse(text: String) -> Outcome<Self> {
        let functions = text.lines().filter_map(code).map(function).collect::<Outcome<Vec<_>>>()?;
        Ok(Self { text, functions })
    }

    pub(crate) fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The template with the code of each function at the place that `locate` gives: what `sam deploy` does too.
    pub(crate) fn packaged(&self, locate: impl Fn(&Function) -> Outcome<String>) -> Outcome<String> {
        let mut packaged = String::with_capacity(self.text.len());
        for line in self.text.lines() {
            match code(line) {
                Some(code) => {
                    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
                    packaged.extend([&indent, CODE, " ", &locate(&function(code)?)?]);
                }
                None => packaged.push_str(line),
            }
            packaged.push('\n');
        }
        Ok(packaged)
    }
}

fn code(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix(CODE).map(str::trim)
}

fn function(code: &str) -> Outcome<Function> {
    let name = code.strip_suffix("/bootstrap.zip").and_then(|folder| folder.rsplit('/').next());
    let name = name.ok_or_else(|| {
        Failure::new(
            format!("infra/template.yaml takes a function's code from {code}"),
            "Functions are built to ../target/lambda/NAME/bootstrap.zip: point CodeUri there.",
        )
    })?;
    Ok(Function { code: code.to_owned(), name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::Template;

    const TEXT: &str =
        "Resources:\n  Loans:\n    Properties:\n      CodeUri: ../target/lambda/loans-api/bootstrap.zip\n";

    #[test]
    fn a_function_is_named_by_where_its_code_is() {
        let template = Template::parse(TEXT.to_owned()).unwrap();
        let [function] = template.functions() else { panic!("not one function") };
        assert_eq!((function.name(), function.deployed_name().as_str()), ("loans-api", "recoup-loans-api"));
    }

    #[test]
    fn only_the_places_of_code_are_replaced() {
        let template = Template::parse(TEXT.to_owned()).unwrap();
        let packaged = template.packaged(|_| Ok("s3://code/1.zip".to_owned())).unwrap();
        assert_eq!(packaged, TEXT.replace("../target/lambda/loans-api/bootstrap.zip", "s3://code/1.zip"));
    }

    #[test]
    fn code_from_elsewhere_is_refused() {
        assert!(Template::parse("      CodeUri: src/\n".to_owned()).is_err());
    }
}
