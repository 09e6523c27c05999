//! Templates.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::{Faults, is_id};
use domain::json::Json;
use domain::notice::directory::Directory;
use domain::notice::logo::Logo;
use domain::notice::template::NoticeTemplate;
use http::{StatusCode, Uri};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::page::PageAsked;
use platform::http::problem::Problem;
use platform::id;
use platform::notices::{self, KnownDirectory, KnownTemplate};

use crate::App;
use crate::document::{logo, printable};
use crate::presentation::{answer, page};
use crate::refusal::{no_template, unfit};

/// `GET /recovery/notices/templates`
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
    let Directory { templates, .. } = KnownDirectory::load(&app.table, &caller.company.id).await?.directory;
    let (shown, last) = asked.of(templates.iter());
    let shown = shown.into_iter().map(|(id, entry)| Json::Object(entry.show(id))).collect();
    Ok(page("templates", shown, templates.len(), last))
}

/// `POST /recovery/notices/templates`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_create(&app, &caller, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let id = id::prefixed(id::NOTICE_TEMPLATE, now);
    let template = NoticeTemplate::create(&id, &incoming.body, company.settings.unknown_keys, now)?;
    let sent = Logo::sent(&incoming.body, None);
    let today = company.settings.time_zone.date_at(now);
    printable(&template, company, today, logo(sent.as_ref())?.as_ref(), &app.fonts)?;
    let known = KnownDirectory::load(&app.table, &company.id).await?;
    let mut after = known.directory.clone();
    after.put(&template).map_err(unfit)?;
    let writes = known.writes(&company.id, &after, (&template, sent.as_ref()), now)?;
    Ok(Change { writes, answer: answer(StatusCode::CREATED, template.show()) })
}

/// `GET /recovery/notices/templates/{template_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(template_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(uri.query())?, &[])?;
    let found = notices::template(&app.table, &caller.company.id, possible(&template_id)?).await?;
    Ok(answer(StatusCode::OK, found.ok_or_else(no_template)?.show()))
}

/// `PUT /recovery/notices/templates/{template_id}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(template_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_update(&app, &caller, &template_id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_update(app: &App, caller: &Caller, template_id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let KnownTemplate { template, known } = find(app, caller, template_id).await?;
    let Some(changed) = template.update(&incoming.body, company.settings.unknown_keys, now)? else {
        return Ok(Change { writes: Vec::new(), answer: answer(StatusCode::OK, template.show()) });
    };
    let sent = Logo::sent(&incoming.body, template.logo());
    let today = company.settings.time_zone.date_at(now);
    printable(&changed, company, today, logo(sent.as_ref())?.as_ref(), &app.fonts)?;
    let mut after = known.directory.clone();
    after.put(&changed).map_err(unfit)?;
    let writes = known.writes(&company.id, &after, (&changed, sent.as_ref()), now)?;
    Ok(Change { writes, answer: answer(StatusCode::OK, changed.show()) })
}

/// `DELETE /recovery/notices/templates/{template_id}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(template_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    incoming::only_known(&incoming::parameters(uri.query())?, &[])?;
    let attempt = async || {
        let KnownTemplate { known, .. } = find(&app, &caller, &template_id).await?;
        let writes = known.deletion(&caller.company.id, &template_id, app.clock.now())?;
        let output = Json::object([("template_id", Json::text(&template_id))]);
        Ok(Change { writes, answer: answer(StatusCode::OK, output) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

async fn find(app: &App, caller: &Caller, template_id: &str) -> Result<KnownTemplate, Problem> {
    let found = notices::template_to_change(&app.table, &caller.company.id, possible(template_id)?).await?;
    found.ok_or_else(no_template)
}

/// 404 for an id that no template has, so that none such reaches a key.
pub(super) fn possible(template_id: &str) -> Result<&str, Problem> {
    if is_id(template_id) { Ok(template_id) } else { Err(no_template()) }
}
