//! Detection at the request of a lender.

use std::time::Duration;

use axum::extract::{Request, State};
use domain::company::{Caller, Role};
use domain::field::is_id;
use domain::json::{Json, Object};
use domain::recovery::case::Turn;
use domain::recovery::default::LoanDefault;
use domain::resource::{Field, Kind, read};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use platform::accounts::uncomputable;
use platform::auth::{Authenticated, require};
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::recovery::{LookFailed, Looked, due_loans, look_at};

use crate::{App, presentation};

/// The body.
pub(crate) const FIELDS: &[Field] = &[Field::new("loan_id", Kind::Id, "The one loan that is looked at")];

/// Loans that are looked at at the same time.
const AT_ONCE: usize = 16;
/// Loans of one page of what is due.
const PAGE: i32 = 100;
/// Most loans that one request looks at; who has more asks again, and the schedule looks at them in any case.
const LOANS_MAX: usize = 2_000;
/// So long a request goes on with further pages, well within what a gateway waits.
const GOES_ON: Duration = Duration::from_secs(15);
/// How often a look is tried again that lost a race.
const TRIES: usize = 4;

/// `POST /defaults/detect`
pub(super) async fn detect(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let body = read(FIELDS, &incoming.body, None)?;
    let (found, more) = match body.get("loan_id").and_then(Json::as_text) {
        Some(loan_id) => (one(&app, &caller, loan_id).await?, false),
        None => all(&app, &caller).await?,
    };
    let today = caller.company.settings.time_zone.date_at(app.clock.now());
    let show = |default: &LoanDefault| Json::Object(presentation::default::default(default, &caller.company, today));
    let total = Json::integer(i64::try_from(found.len()).unwrap_or(i64::MAX));
    Ok(Answer::ok(Json::Object(Object::from([
        ("defaults".to_owned(), found.iter().map(show).collect()),
        ("total".to_owned(), total),
        ("more".to_owned(), more.into()),
    ]))))
}

async fn one(app: &App, caller: &Caller, loan_id: &str) -> Result<Vec<LoanDefault>, Problem> {
    let missing = || Problem::not_found("Loan not found");
    if !is_id(loan_id) {
        return Err(missing());
    }
    match look(app, caller, loan_id).await? {
        Looked::Missing => Err(missing()),
        looked => Ok(new_default(looked).into_iter().collect()),
    }
}

/// All that is due of the company, and whether there is more.
async fn all(app: &App, caller: &Caller) -> Result<(Vec<LoanDefault>, bool), Problem> {
    let started = app.clock.now();
    let until = started.later(i64::try_from(GOES_ON.as_micros()).unwrap_or(i64::MAX));
    let (mut found, mut looked_at, mut from) = (Vec::new(), 0_usize, None::<String>);
    loop {
        let due = due_loans(&app.table, &caller.company.id, started, from.as_deref(), PAGE).await?;
        looked_at = looked_at.saturating_add(due.loan_ids.len());
        let looks = due.loan_ids.into_iter().map(async |loan_id| look(app, caller, &loan_id).await);
        let looks: Vec<Looked> = stream::iter(looks).buffer_unordered(AT_ONCE).try_collect().await?;
        found.extend(looks.into_iter().filter_map(new_default));
        let Some(next) = due.next else { return Ok((found, false)) };
        if looked_at >= LOANS_MAX || app.clock.now() >= until {
            return Ok((found, true));
        }
        from = Some(next);
    }
}

async fn look(app: &App, caller: &Caller, loan_id: &str) -> Result<Looked, Problem> {
    for _ in 0..TRIES {
        let looked = look_at(&app.table, &caller.company, loan_id, &caller.author, app.clock.now()).await;
        match looked {
            Ok(Looked::LostRace) => {}
            Ok(looked) => return Ok(looked),
            Err(LookFailed::Table(error)) => return Err(error.into()),
            Err(LookFailed::Uncomputable(error)) => return Err(uncomputable(&caller.company.id, loan_id, &error)),
        }
    }
    // Who wrote it has looked at it.
    Ok(Looked::LostRace)
}

fn new_default(looked: Looked) -> Option<LoanDefault> {
    match looked {
        Looked::Anew { turns, default, .. } if turns.iter().any(|turn| is_new(*turn)) => {
            default.map(|default| *default)
        }
        _ => None,
    }
}

fn is_new(turn: Turn) -> bool {
    matches!(turn, Turn::Detected | Turn::Reopened)
}
