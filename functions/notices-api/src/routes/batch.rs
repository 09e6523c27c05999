//! Notices of many loans.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::{Faults, is_id};
use domain::json::Json;
use domain::notice::batch::{Batch, PART_LOANS, Refused, read as read_body};
use domain::notice::request::Wanted;
use http::{StatusCode, Uri};
use platform::auth::{Authenticated, require, unguessable};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::page::PageAsked;
use platform::http::problem::Problem;
use platform::id;
use platform::notices::{self, batch_with_progress, batch_writes};

use crate::App;
use crate::presentation::answer;
use crate::refusal::{no_batch, no_entropy, no_template};

/// `POST /recovery/notices/batches`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let today = caller.company.settings.time_zone.date_at(app.clock.now());
    let (wanted, loan_ids) = read_body(&incoming.body, today)?;
    let attempt = || attempt_create(&app, &caller, &wanted, &loan_ids);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, wanted: &Wanted, loan_ids: &[String]) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let template = notices::template(&app.table, &company.id, &wanted.template_id).await?.ok_or_else(no_template)?;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let batch = Batch {
        batch_id: id::prefixed(id::NOTICE_BATCH, now),
        wanted: wanted.clone(),
        asked: count(loan_ids.len()),
        parts: count(loan_ids.len().div_ceil(PART_LOANS)),
        author: caller.author.clone(),
        secret: unguessable().map_err(no_entropy)?,
        created: now,
    };
    let writes = batch_writes(&company.id, &batch, &template, loan_ids)?;
    Ok(Change { writes, answer: answer(StatusCode::ACCEPTED, batch.show(&[])) })
}

/// `GET /recovery/notices/batches/{batch_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(batch_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(uri.query())?, &[])?;
    let found = batch_with_progress(&app.table, &caller.company.id, possible(&batch_id)?).await?;
    let (batch, parts) = found.ok_or_else(no_batch)?;
    Ok(answer(StatusCode::OK, batch.show(&parts)))
}

/// `GET /recovery/notices/batches/{batch_id}/refused`
pub(super) async fn refused(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(batch_id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(uri.query())?;
    incoming::only_known(&parameters, &["limit", "starting_after"])?;
    let mut faults = Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    let after = asked.after().map(|text| text.parse::<u32>().ok());
    if after == Some(None) {
        faults.add("starting_after", "Value must be the `next` of a page");
    }
    faults.into_result()?;
    let (company_id, batch_id) = (&caller.company.id, possible(&batch_id)?);
    notices::batch(&app.table, company_id, batch_id).await?.ok_or_else(no_batch)?;
    let page = notices::refused(&app.table, company_id, batch_id, after.flatten(), asked.limit()).await?;
    let (entries, more) = page;
    let next = entries.last().filter(|_| more).map(|(place, _)| Json::text(place.to_string()));
    let shown = entries.iter().map(|(_, refused)| shown(refused)).collect();
    Ok(answer(StatusCode::OK, Json::object([("refused", Json::List(shown)), ("next", next.into())])))
}

fn shown(refused: &Refused) -> Json {
    Json::object([
        ("loan_id", Json::text(&refused.loan_id)),
        ("reason", Json::text(&refused.reason)),
        ("notice_id", refused.notice_id.map(|id| Json::integer(id.micros())).into()),
    ])
}

/// 404 for an id that no batch has, so that none such reaches a key.
fn possible(batch_id: &str) -> Result<&str, Problem> {
    if is_id(batch_id) { Ok(batch_id) } else { Err(no_batch()) }
}
