//! The receipt for what a field agent collected. It is made here because the fonts are here.

use axum::extract::{Path, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use documents::receipt::receipt;
use documents::{DocumentError, render};
use domain::field::{Faults, is_id};
use domain::json::Json;
use domain::lending::receipt::Receipt;
use http::{StatusCode, Uri};
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::lending::visit_of;

use crate::App;
use crate::presentation::answer;

/// `GET /recovery/fos/collections/{visit_id}/receipt?loan_id=`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(visit_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(uri.query())?;
    incoming::only_known(&parameters, &["loan_id"])?;
    let loan_id = parameters.get("loan_id").ok_or_else(|| Faults::at("loan_id", "Parameter is required"))?;
    let missing = || Problem::not_found("Visit not found");
    if !is_id(&visit_id) || !is_id(loan_id) {
        return Err(missing());
    }
    let found = visit_of(&app.table, &caller.company, (loan_id, &visit_id)).await?;
    let (collection, borrower) = found.ok_or_else(missing)?;
    let made = Receipt::of(&collection, borrower.as_deref(), &caller.company);
    let made = made.ok_or_else(|| Problem::conflict("Nothing was collected on this visit."))?;
    let file =
        receipt(&made).and_then(|document| render(&document, &app.fonts)).map_err(|error| unprintable(&error))?;
    let output = Json::object([
        ("receipt_number", Json::text(&made.number)),
        ("content_type", Json::text("application/pdf")),
        ("content", Json::text(STANDARD.encode(file))),
    ]);
    Ok(answer(StatusCode::OK, output))
}

/// What the visit says cannot be printed, or the fault is ours.
fn unprintable(error: &DocumentError) -> Problem {
    if let DocumentError::Fault(_) = error {
        tracing::error!(retryable = false, %error, "a receipt cannot be set");
        return Problem::internal();
    }
    Problem::conflict(format!("The receipt cannot be printed: {error}"))
}
