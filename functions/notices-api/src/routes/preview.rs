//! The PDF that a notice of a template would be.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use documents::logo::Logo;
use domain::communication::preview::Preview;
use domain::json::Json;
use domain::notice::preview::letter;
use http::StatusCode;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::notices;

use super::template::possible;
use crate::App;
use crate::document::pdf;
use crate::presentation::answer;
use crate::refusal::{no_template, unfilled, unprintable};

/// What follows a template's id.
const VERB: &str = ":preview";
/// What a template's path takes beside.
const METHODS: &str = "DELETE, GET, HEAD, PUT";

/// `POST /recovery/notices/templates/{template_id}:preview`
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
    let (company, now) = (&caller.company, app.clock.now());
    let found = notices::template(&app.table, &company.id, possible(template_id)?).await?;
    let template = found.ok_or_else(no_template)?;
    let values: BTreeMap<String, String> = asked.variables;
    let today = company.settings.time_zone.date_at(now);
    let letter = letter(&template, asked.language.as_deref(), company, today, |name| values.get(name).cloned());
    let letter = letter.map_err(|fault| unfilled("variables", &fault))?;
    let logo = match template.logo() {
        Some(sha256) => notices::logo(&app.table, &company.id, sha256).await?,
        None => None,
    };
    let logo = logo.as_deref().and_then(|file| Logo::read(file).ok());
    let file = pdf(&letter, logo.as_ref(), now, &app.fonts).map_err(|error| unprintable("variables", &error))?;
    let output = Json::object([
        ("language", Json::text(&letter.language)),
        ("content_type", Json::text("application/pdf")),
        ("content", Json::text(STANDARD.encode(file))),
    ]);
    Ok(answer(StatusCode::OK, output))
}
