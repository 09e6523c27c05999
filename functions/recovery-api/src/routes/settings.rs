//! What a company sets for the recovery of its loans.

use axum::extract::{Request, State};
use domain::company::{Caller, Company, Role};
use domain::json::Json;
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::table::{Condition, Item, Write};
use platform::{event, keys};

use crate::App;

/// `GET /settings`
pub(super) async fn read(Authenticated(caller): Authenticated, request: Request) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    Ok(answer(&caller.company))
}

/// `PUT /settings`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt(&app, &caller, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(app: &App, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let key = keys::company(&caller.company.id);
    let item = app.table.get(&key).await?.ok_or_else(Problem::internal)?;
    let mut company: Company = item.read()?;
    let changed = company.settings.recovery.changed(&incoming.body)?;
    if changed == company.settings.recovery {
        return Ok(Change { writes: Vec::new(), answer: answer(&company) });
    }
    company.settings.recovery = changed;
    let version = item.version.unwrap_or(0);
    let put = Item::of(key.clone(), version.saturating_add(1), &company)?;
    let told = event::put(&key.pk, "company.recovery_settings_changed", app.clock.now(), Json::Null)?;
    let writes = vec![Write::Put { item: put, condition: Condition::Version(version) }, told];
    Ok(Change { writes, answer: answer(&company) })
}

fn answer(company: &Company) -> Answer {
    Answer::ok(Json::Object(company.settings.recovery.to_json()))
}
