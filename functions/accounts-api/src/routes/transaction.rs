//! Transactions of an account.

use axum::extract::{Path, Request, State};
use domain::accounts::account::{Note, Refusal, enter as enter_transaction, reverse, show};
use domain::accounts::transaction::role_to_enter;
use domain::company::Role;
use domain::json::Json;
use domain::resource::{Field, Kind, read as read_body};
use http::Uri;
use platform::auth::{Authenticated, require};
use platform::http::answer::Answer;
use platform::http::incoming::{self, read_optional};
use platform::http::problem::Problem;

use crate::App;
use crate::command::{self, World, find, stands};
use crate::parameters::{check, method as split, query};
use crate::refusal::problem;

/// What the body of a reversal says.
pub const REVERSAL: &[Field] = &[Field::new("notes", Kind::Text, "Notes")];

/// `POST /v1/accounts/loans/{id}/transactions`
pub(super) async fn enter(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id)])?;
    require(&caller, role_to_enter(incoming.body.get("type").and_then(Json::as_text)))?;
    let body = incoming.body.clone();
    command::run(
        &app,
        &caller,
        &id,
        &incoming,
        |ledger, context| enter_transaction(ledger, &body, context),
        command::transaction,
    )
    .await
}

/// `GET /v1/accounts/loans/{id}/transactions/{transaction_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, transaction_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("account_id", &id), ("transaction_id", &transaction_id)])?;
    let known = find(&app, &caller, &id).await?;
    let world = World::new(&app, &caller);
    let context = world.context();
    let entry = known.ledger.entry(&transaction_id).ok_or_else(missing)?;
    let snapshot = stands(&known.ledger, &context)?;
    Ok(Answer::ok(Json::Object(show::transaction(entry, &known.ledger, &snapshot, context.zone()))))
}

/// `POST /v1/accounts/loans/{id}/transactions/{transaction_id}:reverse`
pub(super) async fn method(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, part)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let (transaction_id, "reverse") = split(&part).ok_or_else(missing)? else {
        return Err(Problem::not_found("The method after the colon is not known."));
    };
    let incoming = read_optional(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id), ("transaction_id", transaction_id)])?;
    let body = read_body(REVERSAL, &incoming.body, None)?;
    let note = Note::from_body(&body)?;
    command::run(
        &app,
        &caller,
        &id,
        &incoming,
        |ledger, context| reverse(ledger, transaction_id, &note, context),
        command::transaction,
    )
    .await
}

fn missing() -> Problem {
    problem(Refusal::NotFound("Transaction"))
}
