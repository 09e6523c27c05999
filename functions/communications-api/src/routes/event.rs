//! Communication events.

use axum::extract::{Path, Request, State};
use domain::communication::directory::Directory;
use domain::company::{Caller, Role};
use domain::field::{Faults, is_id};
use domain::json::Json;
use http::{StatusCode, Uri};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::communications::{self, KnownDirectory};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::page::PageAsked;
use platform::http::problem::Problem;

use crate::App;
use crate::presentation::{answer, page};
use crate::refusal::{no_event, unfit};

/// `GET /communication/events`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(uri.query())?;
    incoming::only_known(&parameters, &["limit", "starting_after"])?;
    let mut faults = Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    faults.into_result()?;
    let Directory { events, .. } = KnownDirectory::load(&app.table, &caller.company.id).await?.directory;
    let (shown, last) = asked.of(events.iter());
    let shown = shown.into_iter().map(|(_, event)| Json::Object(event.show())).collect();
    Ok(page("events", shown, events.len(), last))
}

/// `GET /communication/events/{event_name}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(name): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(uri.query())?, &[])?;
    let found = communications::event(&app.table, &caller.company.id, possible(&name)?).await?;
    Ok(answer(StatusCode::OK, found.ok_or_else(no_event)?.show()))
}

/// `PUT /communication/events/{event_name}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(name): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_update(&app, &caller, &name, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_update(app: &App, caller: &Caller, name: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let (company_id, now) = (&caller.company.id, app.clock.now());
    let name = possible(name)?;
    let known = KnownDirectory::load(&app.table, company_id).await?;
    let mut after = known.directory.clone();
    let Some(event) = after.put_event(name, &incoming.body, now).map_err(unfit)? else {
        let event = known.directory.events.get(name).ok_or_else(no_event)?;
        return Ok(Change { writes: Vec::new(), answer: answer(StatusCode::OK, event.show()) });
    };
    let writes = known.event_writes(company_id, &after, &event, now)?;
    Ok(Change { writes, answer: answer(StatusCode::OK, event.show()) })
}

/// `DELETE /communication/events/{event_name}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(name): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    incoming::only_known(&incoming::parameters(uri.query())?, &[])?;
    let attempt = async || {
        let name = possible(&name)?;
        let known = KnownDirectory::load(&app.table, &caller.company.id).await?;
        let mut after = known.directory.clone();
        after.events.remove(name).ok_or_else(no_event)?;
        let writes = known.event_deletion(&caller.company.id, &after, name, app.clock.now())?;
        let output = Json::object([("event_name", Json::text(name))]);
        Ok(Change { writes, answer: answer(StatusCode::OK, output) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

/// 404 for a name that no event has, so that none such reaches a key.
fn possible(name: &str) -> Result<&str, Problem> {
    if is_id(name) { Ok(name) } else { Err(no_event()) }
}
