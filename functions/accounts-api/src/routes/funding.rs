//! Funds of an account.

use axum::extract::{Path, Request, State};
use domain::accounts::account::funding::{self, FUNDS, create_fund, delete_fund, sell_fund, update_fund};
use domain::accounts::account::{Change, Context, Ledger, Refusal};
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use domain::listing::{Entry, PARAMETERS};
use http::Uri;
use platform::accounts::change_writes;
use platform::auth::{Authenticated, require};
use platform::change;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::idempotency::IdempotentRequest;
use platform::lists::{Asker, page_within};

use crate::App;
use crate::command::{World, find, read as read_account};
use crate::parameters::{check, method as split, query};
use crate::refusal::problem;

/// `POST /v1/accounts/loans/{id}/fundings`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id)])?;
    let command = |ledger: &Ledger, context: &Context<'_>| {
        let (change, fund_id) = create_fund(ledger, &incoming.body, context)?;
        let shown = funding::fund(&change.ledger, &change.snapshot, &fund_id)?;
        Ok((change, shown))
    };
    run(&app, &caller, &id, incoming.idempotent.as_ref(), command).await
}

/// `GET /v1/accounts/loans/{id}/fundings`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = query(uri.query(), &PARAMETERS, &[("account_id", &id)])?;
    let (world, ledger, snapshot) = read_account(&app, &caller, &id).await?;
    let entry = |fund: Object| {
        let id = fund.get("fund_id").and_then(Json::as_text).unwrap_or_default().to_owned();
        Entry { id, object: Json::Object(fund) }
    };
    let entries = funding::funds(&ledger, &snapshot).map_err(problem)?.into_iter().map(entry).collect();
    let asker = Asker { company: &caller.company, now: world.now };
    let page = page_within(&format!("ACCOUNTS/{id}/fundings"), &FUNDS, asker, &parameters, entries)?;
    Ok(page.answer("funds"))
}

/// `GET /v1/accounts/loans/{id}/fundings/{fund_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, fund_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("account_id", &id), ("fund_id", &fund_id)])?;
    let (_, ledger, snapshot) = read_account(&app, &caller, &id).await?;
    Ok(Answer::ok(Json::Object(funding::fund(&ledger, &snapshot, &fund_id).map_err(problem)?)))
}

/// `PUT /v1/accounts/loans/{id}/fundings/{fund_id}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, fund_id)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id), ("fund_id", &fund_id)])?;
    let command = |ledger: &Ledger, context: &Context<'_>| {
        let change = update_fund(ledger, &fund_id, &incoming.body, context)?;
        let shown = funding::fund(&change.ledger, &change.snapshot, &fund_id)?;
        Ok((change, shown))
    };
    run(&app, &caller, &id, incoming.idempotent.as_ref(), command).await
}

/// `DELETE /v1/accounts/loans/{id}/fundings/{fund_id}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, fund_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    query(uri.query(), &[], &[("account_id", &id), ("fund_id", &fund_id)])?;
    let command = |ledger: &Ledger, context: &Context<'_>| Ok((delete_fund(ledger, &fund_id, context)?, Object::new()));
    run(&app, &caller, &id, None, command).await
}

/// `POST /v1/accounts/loans/{id}/fundings/{fund_id}:sell`
pub(super) async fn method(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, part)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let (fund_id, "sell") = split(&part).ok_or_else(|| problem(Refusal::NotFound("Fund")))? else {
        return Err(Problem::not_found("The method after the colon is not known."));
    };
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id), ("fund_id", fund_id)])?;
    let command = |ledger: &Ledger, context: &Context<'_>| {
        let change = sell_fund(ledger, fund_id, &incoming.body, context)?;
        let shown = funding::sale(&change)?;
        Ok((change, shown))
    };
    run(&app, &caller, &id, incoming.idempotent.as_ref(), command).await
}

/// Runs a command on the funds of an account, and answers what it shows.
async fn run(
    app: &App,
    caller: &Caller,
    id: &str,
    idempotent: Option<&IdempotentRequest>,
    command: impl Fn(&Ledger, &Context<'_>) -> Result<(Change, Object), Refusal> + Sync,
) -> Result<Answer, Problem> {
    let attempt = async || {
        let known = find(app, caller, id).await?;
        let world = World::new(app, caller);
        let (change, shown) = command(&known.ledger, &world.context()).map_err(problem)?;
        let writes = change_writes(&caller.company, &change, Some(&known), world.now)?;
        Ok(change::Change { writes, answer: Answer::ok(Json::Object(shown)) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, idempotent, attempt).await
}
