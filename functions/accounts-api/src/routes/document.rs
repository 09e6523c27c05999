//! Documents of an account.

use axum::extract::{Path, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use domain::field::Faults;
use domain::json::{Json, Object};
use domain::resource::{DAY_FORMAT, day_or_time};
use domain::time_zone::TimeZone;
use http::Uri;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming::Parameters;
use platform::http::problem::Problem;

use crate::App;
use crate::command::{World, find};
use crate::document::{Asked, pdf};
use crate::parameters::query;

/// `GET /v1/accounts/loans/{id}/doc/{template_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, template_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters =
        query(uri.query(), &["start_time", "end_time"], &[("account_id", &id), ("template_id", &template_id)])?;
    let zone = &caller.company.settings.time_zone;
    let (from, to) = (day(&parameters, "start_time", zone)?, day(&parameters, "end_time", zone)?);
    let known = find(&app, &caller, &id).await?;
    let world = World::new(&app, &caller);
    let asked = Asked { ledger: &known.ledger, context: world.context(), from, to };
    let content = STANDARD.encode(pdf(&template_id, &asked)?);
    Ok(Answer::ok(Json::Object(Object::from([("content".to_owned(), Json::text(content))]))))
}

fn day(parameters: &Parameters, key: &str, zone: &TimeZone) -> Result<Option<NaiveDate>, Faults> {
    let Some(text) = parameters.get(key) else { return Ok(None) };
    let day = day_or_time(&Json::text(text), zone);
    day.map(Some).ok_or_else(|| Faults::at(key, DAY_FORMAT))
}
