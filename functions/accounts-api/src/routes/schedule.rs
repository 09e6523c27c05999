//! Schedules, installments and previews.

use axum::extract::{Path, Request, State};
use domain::accounts::account::{Refusal, preview as preview_account, preview_repayment as preview_payment, show};
use domain::company::Caller;
use domain::json::{Json, Object};
use http::Uri;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;

use super::account::product;
use crate::App;
use crate::command::{World, find, read};
use crate::parameters::{check, query};
use crate::refusal::problem;

/// `GET /v1/accounts/loans/{id}/schedule`
pub(super) async fn schedule(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("account_id", &id)])?;
    let (world, ledger, snapshot) = read(&app, &caller, &id).await?;
    Ok(Answer::ok(Json::Object(show::schedule(&ledger, &snapshot, world.context().zone()))))
}

/// `GET /v1/accounts/loans/{id}/installments/{installment_id}`
pub(super) async fn installment(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, installment_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("account_id", &id), ("installment_id", &installment_id)])?;
    let (world, ledger, snapshot) = read(&app, &caller, &id).await?;
    let is_asked = |it: &Object| it.get("installment_id").and_then(Json::as_text) == Some(installment_id.as_str());
    let found = show::installments(&ledger, &snapshot, world.context().zone()).into_iter().find(is_asked);
    found.map(|it| Answer::ok(Json::Object(it))).ok_or_else(|| problem(Refusal::NotFound("Installment")))
}

/// `POST /v1/accounts/loans:preview`
pub(super) async fn preview(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[])?;
    let product = product(&app, &caller, &incoming.body).await?;
    let world = World::new(&app, &caller);
    let previewed = preview_account(&incoming.body, product.as_ref(), &world.context()).map_err(problem)?;
    Ok(Answer::ok(Json::Object(previewed)))
}

/// `POST /v1/accounts/loans/{id}:previewRepayment`
pub(super) async fn preview_repayment(
    app: &App,
    caller: &Caller,
    id: &str,
    request: Request,
) -> Result<Answer, Problem> {
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", id)])?;
    let known = find(app, caller, id).await?;
    let world = World::new(app, caller);
    let previewed = preview_payment(&known.ledger, &incoming.body, &world.context()).map_err(problem)?;
    Ok(Answer::ok(Json::Object(previewed)))
}
