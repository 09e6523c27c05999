//! Accounts themselves: made, read, changed, removed.

use axum::extract::{Path, Request, State};
use domain::accounts::account::{
    Refusal, create as create_account, delete as delete_account, show, update as update_account,
};
use domain::accounts::product::Product;
use domain::company::{Caller, Role};
use domain::field::is_id;
use domain::json::{Json, Object};
use http::Uri;
use platform::accounts::{delete_writes, line_deletion_writes};
use platform::auth::{Authenticated, require};
use platform::change;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::products;
use platform::table::TableError;

use crate::App;
use crate::command::{World, account, find, read as read_account, writes};
use crate::parameters::{check, query};
use crate::refusal::problem;

/// `POST /v1/accounts/loans`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[])?;
    let attempt = async || {
        let product = product(&app, &caller, &incoming.body).await?;
        let world = World::new(&app, &caller);
        let context = world.context();
        let change = create_account(&incoming.body, product.as_ref(), &context).map_err(problem)?;
        let writes = writes(&app, &caller, None, &change, world.now).await?;
        Ok(change::Change { writes, answer: account(&change, &context) })
    };
    let company_id = &caller.company.id;
    let named = incoming.body.get("account_id").and_then(Json::as_text);
    let outcome = change::run(&app.table, &app.clock, company_id, incoming.idempotent.as_ref(), attempt).await;
    unless_taken(&app, &caller, named, outcome).await
}

/// The outcome of making an account: a race that is lost to what stays there is none, somebody else has the id.
pub(super) async fn unless_taken(
    app: &App,
    caller: &Caller,
    named: Option<&str>,
    outcome: Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    match (outcome, named) {
        (Err(lost), Some(id)) if lost == Problem::lost_race() && find(app, caller, id).await.is_ok() => {
            let sentence = format!("There is a loan account with the id {id} already.");
            Err(problem(Refusal::AlreadyExists(sentence)))
        }
        (outcome, _) => outcome,
    }
}

/// The product that a body names, if there is one of that id.
pub(super) async fn product(app: &App, caller: &Caller, body: &Object) -> Result<Option<Product>, TableError> {
    product_of(app, caller, body.get("product_id").and_then(Json::as_text)).await
}

/// The product of that id, if there is one.
pub(super) async fn product_of(app: &App, caller: &Caller, id: Option<&str>) -> Result<Option<Product>, TableError> {
    let Some(id) = id.filter(|id| is_id(id)) else { return Ok(None) };
    let known = products::load(&app.table, &caller.company.id, id).await?;
    Ok(known.map(|known| known.record.product))
}

/// `GET /v1/accounts/loans/{id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("account_id", &id)])?;
    let (world, ledger, snapshot) = read_account(&app, &caller, &id).await?;
    Ok(Answer::ok(Json::Object(show::account(&ledger, &snapshot, world.context().zone()))))
}

/// `PUT /v1/accounts/loans/{id}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id)])?;
    let attempt = || attempt_update(&app, &caller, &id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_update(app: &App, caller: &Caller, id: &str, incoming: &Incoming) -> Result<change::Change, Problem> {
    let known = find(app, caller, id).await?;
    let product = product(app, caller, &incoming.body).await?;
    let world = World::new(app, caller);
    let context = world.context();
    let change = update_account(&known.ledger, &incoming.body, product.as_ref(), &context).map_err(problem)?;
    let writes = writes(app, caller, Some(&known), &change, world.now).await?;
    Ok(change::Change { writes, answer: account(&change, &context) })
}

/// `DELETE /v1/accounts/loans/{id}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    query(uri.query(), &[], &[("account_id", &id)])?;
    let attempt = async || {
        let known = find(&app, &caller, &id).await?;
        let world = World::new(&app, &caller);
        let happened = delete_account(&known.ledger, &world.context()).map_err(problem)?;
        let mut writes = delete_writes(&caller.company, &known, &happened, world.now)?;
        writes.extend(line_deletion_writes(&app.table, &caller.company, &known.ledger, world.now).await?);
        Ok(change::Change { writes, answer: Answer::ok(Json::Object(Object::new())) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}
