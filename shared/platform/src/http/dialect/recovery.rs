//! The recovery API: `{"detail": "..."}`.
//!
//! Where keys or parameters are at fault, the detail names the first and says what is wrong with it, and `errors` has them all, nested
//! as the body is.

use domain::json::{Json, Object};
use http::HeaderMap;

use super::{PresentContext, Presented};
use crate::http::problem::Problem;

/// The problem in the recovery API's form.
pub fn present(problem: &Problem, context: &PresentContext<'_>) -> Presented {
    let mut body = Object::new();
    let detail = problem.errors.as_deref().and_then(first).unwrap_or_else(|| problem.message.clone());
    body.insert("detail".to_owned(), Json::text(detail));
    if let Some(errors) = &problem.errors {
        body.insert("errors".to_owned(), Json::clone(errors));
    }
    if problem.status.is_server_error() {
        body.insert("request_id".to_owned(), Json::text(context.request_id));
    }
    Presented { body: Json::Object(body), headers: HeaderMap::new() }
}

/// The first fault: its path, and what is wrong there.
pub(super) fn first(errors: &Json) -> Option<String> {
    let (mut path, mut at) = (String::new(), errors);
    loop {
        match at {
            Json::Object(inside) => {
                let (key, value) = inside.first()?;
                path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                at = value;
            }
            Json::Text(sentence) if path.is_empty() => return Some(sentence.clone()),
            Json::Text(sentence) => return Some(format!("{path}: {sentence}")),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_detail_names_the_first_fault() {
        let errors: Json = serde_json::from_str(
            r#"{"plan": {"steps": {"0": {"action_type": "Value is required"}}}, "x": "Unknown key"}"#,
        )
        .expect("JSON");
        assert_eq!(first(&errors).as_deref(), Some("plan.steps.0.action_type: Value is required"));
    }
}
