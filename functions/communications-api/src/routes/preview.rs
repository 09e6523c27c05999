//! What a borrower would be sent.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use domain::communication::message::render;
use domain::communication::preview::Preview;
use http::StatusCode;
use platform::auth::Authenticated;
use platform::communications;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;

use super::template::possible;
use crate::App;
use crate::presentation::{answer, message};
use crate::refusal::{no_template, unrendered};

/// What follows a template's id.
const VERB: &str = ":preview";
/// What a template's path takes beside.
const METHODS: &str = "DELETE, GET, HEAD, PUT";

/// `POST /communication/templates/{template_id}:preview`
pub(super) async fn preview(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(template): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let Some(template_id) = template.strip_suffix(VERB) else {
        return Err(Problem { allow: Some(METHODS.to_owned()), ..Problem::method_not_allowed() });
    };
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let asked = Preview::read(&incoming.body)?;
    let found = communications::template(&app.table, &caller.company.id, possible(template_id)?).await?;
    let template = found.ok_or_else(no_template)?;
    let values: BTreeMap<String, String> = asked.variables;
    let rendered = render(&template, asked.language.as_deref(), |name| values.get(name).cloned());
    let rendered = rendered.map_err(|fault| unrendered("variables", &fault))?;
    Ok(answer(StatusCode::OK, message(&rendered)))
}
