//! Deliveries.

use axum::extract::{Path, Request, State};
use domain::company::Caller;
use domain::field::Faults;
use domain::webhook::catalogue::all;
use domain::webhook::delivery::{Delivery, DeliveryStatus};
use http::StatusCode;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Parameters};
use platform::http::problem::Problem;
use platform::id;
use platform::keys::webhook::of_delivery;
use platform::webhooks::{DeliveriesAsked, deliveries, endpoints, find};

use super::no_delivery;
use crate::App;
use crate::parameters::{choice, limit, time};
use crate::presentation::{delivery, page, success, whole_delivery};

/// How many deliveries of an endpoint are looked at for a page where not all are wanted.
const LOOKED_AT: usize = 200;
const KNOWN: [&str; 7] = ["endpoint_id", "status", "event", "since", "until", "limit", "starting_after"];

/// `GET /webhooks/deliveries`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    incoming::only_known(&parameters, &KNOWN)?;
    let names: Vec<&str> = all().iter().map(|kind| kind.name).collect();
    let status = choice(&parameters, "status", DeliveryStatus::NAMES)?;
    let event = choice(&parameters, "event", &names)?;
    let limit = limit(&parameters)?;
    let [since, until] = [time(&parameters, "since")?, time(&parameters, "until")?];
    let [from, to] = [since, until].map(|at| at.map(id::least_ulid));
    let endpoint_ids = asked_for(&app, &caller, &parameters).await?;
    let asked = DeliveriesAsked {
        endpoint_ids: &endpoint_ids,
        from: from.as_deref(),
        to: to.as_deref(),
        after: starting_after(&parameters)?,
        limit,
        looked_at: if status.or(event).is_some() { LOOKED_AT } else { limit },
    };
    let wanted = |delivery: &Delivery| {
        status.is_none_or(|status| delivery.status.name() == status)
            && event.is_none_or(|event| delivery.event == event)
    };
    let found = deliveries(&app.table, &caller.company.id, asked, wanted).await?;
    Ok(page("deliveries", found.entries.iter().map(|known| delivery(&known.delivery)), found.next))
}

/// `GET /webhooks/deliveries/{delivery_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(delivery_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let known = find(&app.table, &caller.company.id, &delivery_id).await?.ok_or_else(no_delivery)?;
    Ok(success(StatusCode::OK, whole_delivery(&known.delivery)))
}

/// The endpoint that is named, which may have been deleted, or all that there are.
async fn asked_for(app: &App, caller: &Caller, parameters: &Parameters) -> Result<Vec<String>, Problem> {
    if let Some(endpoint_id) = parameters.get("endpoint_id") {
        let is_id = endpoint_id.strip_prefix(id::ENDPOINT).is_some_and(id::is_ulid);
        return if is_id {
            Ok(vec![endpoint_id.clone()])
        } else {
            Err(Faults::at("endpoint_id", "Value must be the id of an endpoint").into())
        };
    }
    let known = endpoints(&app.table, &caller.company.id).await?;
    Ok(known.endpoints.endpoints.into_iter().map(|endpoint| endpoint.endpoint_id).collect())
}

fn starting_after(parameters: &Parameters) -> Result<Option<&str>, Faults> {
    let Some(text) = parameters.get("starting_after") else { return Ok(None) };
    match of_delivery(text) {
        Some(_) => Ok(Some(text)),
        None => Err(Faults::at("starting_after", "Value must be what `next` of the page before says")),
    }
}
