//! What people record of a default: promises to pay, and holds on its loan.

use axum::extract::{Path, Request, State};
use chrono::NaiveDate;
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::case::{CaseRefusal, HoldAsked, Looking, PromiseAsked, RecoveryCase};
use domain::recovery::hold::HoldKind;
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::event;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::keys::loan;
use platform::recovery::{Outcome, default_to_change, outcome_writes};

use super::default::{missing, place};
use crate::refusal::refused;
use crate::{App, presentation};

/// `POST /defaults/{default_id}/promises`
pub(super) async fn promise(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(default_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let command = |case: &mut RecoveryCase, incoming: &Incoming, today: NaiveDate, now: Moment| {
        let asked = PromiseAsked::read(&incoming.body, today)?;
        case.promised(asked, &caller.author, now).map_err(refused)
    };
    changed(&app, &caller, &default_id, request, ("promise.made", true), command).await
}

/// `DELETE /defaults/{default_id}/promises`
pub(super) async fn cancel_promise(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(default_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let command = |case: &mut RecoveryCase, _: &Incoming, _: NaiveDate, now: Moment| {
        case.promise_cancelled(&caller.author, now).map_err(refused)
    };
    changed(&app, &caller, &default_id, request, ("promise.cancelled", false), command).await
}

/// `POST /defaults/{default_id}/holds`
pub(super) async fn hold(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(default_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let command = |case: &mut RecoveryCase, incoming: &Incoming, today: NaiveDate, now: Moment| {
        let asked = HoldAsked::read(&incoming.body, today)?;
        case.held(asked, &caller.author, now).map_err(refused)
    };
    changed(&app, &caller, &default_id, request, ("hold.placed", true), command).await
}

/// `DELETE /defaults/{default_id}/holds/{kind}`
pub(super) async fn lift(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((default_id, kind)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    let command = |case: &mut RecoveryCase, _: &Incoming, _: NaiveDate, now: Moment| {
        let kind = HoldKind::from_name(&kind).ok_or_else(|| refused(CaseRefusal::NoHold))?;
        case.lifted(kind, &caller.author, now).map_err(refused)
    };
    changed(&app, &caller, &default_id, request, ("hold.lifted", false), command).await
}

/// Changes the case of a default, and tells of it. A body comes with what creates something.
async fn changed(
    app: &App,
    caller: &Caller,
    default_id: &str,
    request: Request,
    (event_type, creates): (&str, bool),
    command: impl Fn(&mut RecoveryCase, &Incoming, NaiveDate, Moment) -> Result<(), Problem>,
) -> Result<Answer, Problem> {
    require(caller, Role::Agent)?;
    let incoming = if creates { incoming::read(request).await? } else { incoming::read_optional(request).await? };
    incoming::only_known(&incoming.parameters, &[])?;
    if !creates {
        domain::resource::read(&[], &incoming.body, None)?;
    }
    let attempt = async || attempt(app, caller, default_id, &incoming, (event_type, creates), &command).await;
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(
    app: &App,
    caller: &Caller,
    default_id: &str,
    incoming: &Incoming,
    (event_type, creates): (&str, bool),
    command: &impl Fn(&mut RecoveryCase, &Incoming, NaiveDate, Moment) -> Result<(), Problem>,
) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let (settings, today) = (&company.settings.recovery, company.settings.time_zone.date_at(now));
    let (ulid, loan_id) = place(default_id)?;
    let known = default_to_change(&app.table, &company.id, &loan_id, ulid, false).await?.ok_or_else(missing)?;
    let mut after = known.case.case.of_default(&known.default).map_err(refused)?;
    command(&mut after, incoming, today, now)?;
    let turns = after.look(&Looking { settings, today, now, by: &caller.author, new_default_id: None });
    let outcome = Outcome { before: Some(&known.case), after: &after, turns: &turns };
    let mut writes = outcome_writes(company, &outcome, now)?;
    let ids = [("default_id", default_id), ("loan_id", &loan_id)].map(|(key, id)| (key.to_owned(), Json::text(id)));
    writes.push(event::put(&loan::loan(&company.id, &loan_id), event_type, now, Json::Object(Object::from(ids)))?);
    let default = after.default.as_ref().ok_or_else(Problem::internal)?;
    let mut shown = presentation::default::default(default, company, today);
    shown.insert("holds".to_owned(), presentation::default::holds(&after));
    let answer = if creates { Answer::created(Json::Object(shown)) } else { Answer::ok(Json::Object(shown)) };
    Ok(Change { writes, answer })
}
