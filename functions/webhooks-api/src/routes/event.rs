//! Events: which there are, and which there were.

use axum::extract::{Request, State};
use domain::field::Faults;
use domain::json::Json;
use domain::moment::Moment;
use domain::webhook::catalogue::{all, of_source};
use http::StatusCode;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::id;
use platform::webhooks::{FeedAsked, events};

use crate::App;
use crate::parameters::{choice, limit, time};
use crate::presentation::{event, kind, page, success};

/// How many events of each part of the list are looked at for a page where not all are wanted.
const LOOKED_AT: usize = 100;
const KNOWN: [&str; 5] = ["since", "until", "type", "limit", "starting_after"];

/// `GET /webhooks/events`
pub(super) async fn catalogue(_: Authenticated, request: Request) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    Ok(success(StatusCode::OK, Json::object([("events", all().iter().map(kind).collect())])))
}

/// `GET /events`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    incoming::only_known(&parameters, &KNOWN)?;
    let names: Vec<&str> = all().iter().map(|kind| kind.name).collect();
    let asked_type = choice(&parameters, "type", &names)?;
    let (limit, now) = (limit(&parameters)?, app.clock.now());
    let since = time(&parameters, "since")?.ok_or_else(|| Faults::at("since", "Parameter is required"))?;
    let after = parameters.get("starting_after").map(|text| ulid(text)).transpose()?;
    let asked = FeedAsked {
        since,
        until: time(&parameters, "until")?.unwrap_or(Moment::LAST),
        after,
        limit,
        looked_at: if asked_type.is_some() { LOOKED_AT } else { limit },
    };
    let wanted = |event: &platform::event::Event| {
        of_source(&event.event_type).is_some_and(|kind| asked_type.is_none_or(|name| kind.name == name))
    };
    let found = events(&app.table, &caller.company.id, asked, now, wanted).await?;
    let shown = found.entries.iter().filter_map(|it| Some(event(it, of_source(&it.event_type)?)));
    Ok(page("events", shown, found.next.map(|ulid| format!("{}{ulid}", id::EVENT))))
}

/// The ULID of an event's id.
pub(super) fn ulid(text: &str) -> Result<&str, Faults> {
    let ulid = text.strip_prefix(id::EVENT).filter(|ulid| id::is_ulid(ulid));
    ulid.ok_or_else(|| Faults::at("starting_after", "Value must be what `next` of the page before says"))
}
