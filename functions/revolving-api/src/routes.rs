//! The operations.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::routing::get;
use domain::company::{Caller, Role};
use domain::field::{Faults, is_id};
use domain::json::{Json, Object};
use domain::listing::{Entry, PARAMETERS};
use domain::revolving::{Account, Context};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming, Parameters};
use platform::http::problem::Problem;
use platform::lists::{self, Asker};
use platform::revolving::{ACCOUNTS, Known, create_writes};
use platform::{id, revolving};

use crate::App;

/// The beginning of an id that the system makes.
const ID_PREFIX: &str = "rev_";
/// The contract names the path's id among the parameters of a query, where it may be repeated.
const ID_PARAMETER: &str = "account_id";

/// The routes, below the version.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .route("/revolving", get(list).post(create))
        .route("/revolving/{id}", get(read).put(update).delete(delete))
        .with_state(app)
}

/// `GET /revolving`
async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    incoming::only_known(&parameters, &PARAMETERS)?;
    let context = context(&app, &caller);
    let present = |item: &platform::table::Item| {
        let account: Account = item.read()?;
        Ok(Entry { id: account.id().to_owned(), object: Json::Object(account.show(&context)) })
    };
    let asker = Asker { company: &caller.company, now: context.now };
    let page = lists::page(&app.table, &ACCOUNTS, asker, &parameters, present).await?;
    Ok(page.answer("accounts"))
}

/// `POST /revolving`
async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_create(&app, &caller, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let (context, company_id) = (context(app, caller), &caller.company.id);
    let asked = incoming.body.get("account_id").and_then(Json::as_text).filter(|id| is_id(id));
    let account_id = asked.map_or_else(|| id::prefixed(ID_PREFIX, context.now), str::to_owned);
    let account = Account::create(&account_id, &incoming.body, &context)?;
    if asked.is_some() && revolving::get(&app.table, company_id, &account_id).await?.is_some() {
        return Err(Problem::already_exists("There is a revolving account of this account_id."));
    }
    Ok(Change { writes: create_writes(company_id, &account)?, answer: answer(&account, &context) })
}

/// `GET /revolving/{id}`
async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require_own(&incoming::parameters(request.uri().query())?, &id)?;
    require_possible(&id)?;
    let found = revolving::get(&app.table, &caller.company.id, &id).await?;
    let account = found.ok_or_else(not_found)?;
    Ok(answer(&account, &context(&app, &caller)))
}

/// `PUT /revolving/{id}`
async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    require_own(&incoming.parameters, &id)?;
    require_possible(&id)?;
    let attempt = || attempt_update(&app, &caller, &id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_update(app: &App, caller: &Caller, id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let (context, company_id) = (context(app, caller), &caller.company.id);
    let known = Known::load(&app.table, company_id, id).await?.ok_or_else(not_found)?;
    let Some(changed) = known.account.update(&incoming.body, &known.loans, &context)? else {
        return Ok(Change { writes: Vec::new(), answer: answer(&known.account, &context) });
    };
    let writes = known.update_writes(company_id, &changed, context.now)?;
    Ok(Change { writes, answer: answer(&changed, &context) })
}

/// `DELETE /revolving/{id}`
async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    require_own(&incoming::parameters(request.uri().query())?, &id)?;
    require_possible(&id)?;
    let attempt = || attempt_delete(&app, &caller, &id);
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

async fn attempt_delete(app: &App, caller: &Caller, id: &str) -> Result<Change, Problem> {
    let company_id = &caller.company.id;
    let known = Known::load(&app.table, company_id, id).await?.ok_or_else(not_found)?;
    Account::may_delete(&known.loans)?;
    let writes = known.delete_writes(company_id, app.clock.now())?;
    Ok(Change { writes, answer: Answer::ok(Json::Object(Object::new())) })
}

fn context<'a>(app: &App, caller: &'a Caller) -> Context<'a> {
    Context { zone: &caller.company.settings.time_zone, now: app.clock.now() }
}

fn answer(account: &Account, context: &Context<'_>) -> Answer {
    Answer::ok(Json::Object(account.show(context)))
}

/// 404 for an id that no account can have, so that no such id reaches a key.
fn require_possible(id: &str) -> Result<(), Problem> {
    if is_id(id) { Ok(()) } else { Err(not_found()) }
}

/// The query may repeat the path's id, and say nothing else.
fn require_own(parameters: &Parameters, id: &str) -> Result<(), Problem> {
    incoming::only_known(parameters, &[ID_PARAMETER])?;
    match parameters.get(ID_PARAMETER) {
        Some(repeated) if repeated != id => {
            Err(Faults::at(ID_PARAMETER, "Value must be the account_id of the path").into())
        }
        _ => Ok(()),
    }
}

fn not_found() -> Problem {
    Problem::not_found("Revolving account not found")
}
