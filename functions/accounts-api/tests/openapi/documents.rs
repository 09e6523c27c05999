//! Documents of accounts.

use accounts_api::TEMPLATES;
use openapi::{Operation, id, repeated, text, with};
use serde_json::json;

use crate::accounts::{ONE, account};

/// The group of the operations.
pub(crate) const TAG: &str = "Documents";

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let says = TEMPLATES.iter().map(|template| format!("`{}` says {}", template.id, template.about));
    let about = format!("The template: {}", says.collect::<Vec<_>>().join(", "));
    let ids = TEMPLATES.iter().map(|template| template.id).collect::<Vec<_>>();
    let template = with(id("template_id", &about), &json!({"schema": {"type": "string", "enum": ids}}));
    let of_period = TEMPLATES.iter().filter(|template| template.has_period).map(|template| template.id);
    let of_period = of_period.collect::<Vec<_>>().join(", ");
    let start = text("start_time", &format!("The first day, or a moment of it; of a {of_period}"));
    let end = text("end_time", &format!("The last day, or a moment of it; of a {of_period}"));
    let content = json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "application/pdf"});
    let file = json!({"type": "object", "properties": {"content": content}, "required": ["content"], "additionalProperties": false});
    let path = format!("{ONE}/doc/{{template_id}}");
    let operation = Operation::get(&path, "getDocument", "A document, as PDF")
        .described("What the document would say must hold: a certificate of an account that owes something is refused.")
        .with(account())
        .with([template, repeated("template_id"), start, end])
        .answers("The file, in base64", file);
    vec![operation.tagged(TAG)]
}
