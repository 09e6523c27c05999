//! Sending once more. The id and the body of a delivery stay what they are.

use axum::extract::Request;
use domain::company::{Caller, Role};
use domain::field::Faults;
use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::resource::{self, Field, Kind};
use domain::webhook::catalogue::of_source;
use domain::webhook::delivery::DeliveryStatus;
use domain::webhook::endpoint::Endpoint;
use http::StatusCode;
use platform::auth::require;
use platform::change::{self, Change};
use platform::event::Event;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::id;
use platform::keys;
use platform::table::{Condition, Write};
use platform::webhooks::{DeliveriesAsked, FeedAsked, KnownDelivery, deliveries, endpoints, events, find, made};

use super::event::ulid;
use super::{no_delivery, no_endpoint};
use crate::App;
use crate::parameters::moment;
use crate::presentation::{delivery, success};

/// How many deliveries one request sends once more: they are one transaction.
const AT_ONCE: usize = 50;
/// How many it looks at.
const LOOKED_AT: usize = 200;

/// What the replay of an endpoint says.
pub const FIELDS: &[Field] = &[
    Field::new("since", Kind::Time, "From when on it happened").required(),
    Field::new("until", Kind::Time, "Before when; now where nothing is said"),
    Field::new(
        "status",
        Kind::Choice(&["failed", "all"]),
        "failed: what was given up, which is what is meant where nothing is said; all: whatever the endpoint selects, delivered, given up or never sent",
    ),
    Field::new("starting_after", Kind::Id, "What `next` of the answer before says"),
];

/// `POST /webhooks/deliveries/{delivery_id}:replay`
pub(super) async fn of_delivery(
    app: &App,
    caller: &Caller,
    delivery_id: &str,
    request: Request,
) -> Result<Answer, Problem> {
    require(caller, Role::Admin)?;
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    resource::read(&[], &incoming.body, None)?;
    let company_id = &caller.company.id;
    let attempt = async || {
        let now = app.clock.now();
        let mut known = find(&app.table, company_id, delivery_id).await?.ok_or_else(no_delivery)?;
        enabled(app, caller, &known.delivery.endpoint_id).await?;
        if known.delivery.status == DeliveryStatus::Sending && known.delivery.next_attempt > Some(now) {
            return Err(Problem::conflict("The delivery is being tried: wait for a minute."));
        }
        known.delivery.replay(now);
        let writes = vec![known.write(now)?, told(company_id, &[delivery_id.to_owned()], now)?];
        Ok(Change { writes, answer: success(StatusCode::ACCEPTED, delivery(&known.delivery)) })
    };
    change::run(&app.table, &app.clock, company_id, incoming.idempotent.as_ref(), attempt).await
}

/// `POST /webhooks/endpoints/{endpoint_id}:replay`
pub(super) async fn of_endpoint(
    app: &App,
    caller: &Caller,
    endpoint_id: &str,
    request: Request,
) -> Result<Answer, Problem> {
    require(caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let asked = Asked::read(&incoming.body)?;
    let company_id = &caller.company.id;
    let attempt = async || {
        let now = app.clock.now();
        let endpoint = enabled(app, caller, endpoint_id).await?;
        let Found { known, new, next } = if asked.all {
            everything(app, company_id, &endpoint, &asked, now).await?
        } else {
            failed(app, company_id, &endpoint, &asked).await?
        };
        let mut ids = Vec::with_capacity(known.len().saturating_add(new.len()));
        let mut writes = Vec::with_capacity(ids.capacity().saturating_add(1));
        for mut known in known {
            known.delivery.replay(now);
            writes.push(known.write(now)?);
            ids.push(known.delivery.delivery_id);
        }
        for (id, write) in new {
            ids.push(id);
            writes.push(write);
        }
        if !ids.is_empty() {
            writes.push(told(company_id, &ids, now)?);
        }
        let replayed = Json::integer(i64::try_from(ids.len()).unwrap_or(i64::MAX));
        let output = Json::object([("replayed", replayed), ("next", next.into())]);
        Ok(Change { writes, answer: success(StatusCode::ACCEPTED, output) })
    };
    change::run(&app.table, &app.clock, company_id, incoming.idempotent.as_ref(), attempt).await
}

/// What a replay is asked for.
struct Asked {
    since: Moment,
    until: Moment,
    all: bool,
    after: Option<String>,
}

impl Asked {
    fn read(body: &Object) -> Result<Self, Faults> {
        let body = resource::read(FIELDS, body, None)?;
        let text = |key: &str| body.get(key).and_then(Json::as_text);
        let time = |key: &str| text(key).map(|text| moment(key, text)).transpose();
        let asked = Self {
            since: time("since")?.unwrap_or(Moment::EPOCH),
            until: time("until")?.unwrap_or(Moment::LAST),
            all: text("status") == Some("all"),
            after: text("starting_after").map(str::to_owned),
        };
        let is_right = asked.after.as_deref().is_none_or(|after| {
            if asked.all { ulid(after).is_ok() } else { keys::webhook::of_delivery(after).is_some() }
        });
        let sentence = "Value must be what `next` of the answer before says";
        if is_right { Ok(asked) } else { Err(Faults::at("starting_after", sentence)) }
    }
}

/// What is sent once more, and what was never sent.
struct Found {
    known: Vec<KnownDelivery>,
    new: Vec<(String, Write)>,
    next: Option<String>,
}

async fn failed(app: &App, company_id: &str, endpoint: &Endpoint, asked: &Asked) -> Result<Found, Problem> {
    let (from, to) = (id::least_ulid(asked.since), id::least_ulid(asked.until));
    let asked = DeliveriesAsked {
        endpoint_ids: std::slice::from_ref(&endpoint.endpoint_id),
        from: Some(&from),
        to: Some(&to),
        after: asked.after.as_deref(),
        limit: AT_ONCE,
        looked_at: LOOKED_AT,
    };
    let is_failed = |delivery: &domain::webhook::delivery::Delivery| delivery.status == DeliveryStatus::Failed;
    let found = deliveries(&app.table, company_id, asked, is_failed).await?;
    Ok(Found { known: found.entries, new: Vec::new(), next: found.next })
}

async fn everything(
    app: &App,
    company_id: &str,
    endpoint: &Endpoint,
    asked: &Asked,
    now: Moment,
) -> Result<Found, Problem> {
    let after = asked.after.as_deref().map(ulid).transpose()?;
    let feed = FeedAsked { since: asked.since, until: asked.until, after, limit: AT_ONCE, looked_at: LOOKED_AT };
    let selected = |event: &Event| of_source(&event.event_type).is_some_and(|kind| endpoint.selects(kind));
    let found = events(&app.table, company_id, feed, now, selected).await?;
    let mut items = Vec::with_capacity(found.entries.len());
    for event in &found.entries {
        let kind = of_source(&event.event_type).ok_or_else(Problem::internal)?;
        items.push(made(company_id, &endpoint.endpoint_id, (event, kind), now)?);
    }
    let keys: Vec<_> = items.iter().map(|item| item.key.clone()).collect();
    let there = if keys.is_empty() { Vec::new() } else { app.table.get_many(&keys).await? };
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for item in items {
        if let Some(there) = there.iter().find(|there| there.key == item.key) {
            known.push(KnownDelivery::of(there)?);
            continue;
        }
        let (_, id) = keys::webhook::delivery_of(&item.key).ok_or_else(Problem::internal)?;
        new.push((id, Write::Put { item, condition: Condition::Absent }));
    }
    // What is under way arrives anyway.
    known.retain(|known| !known.delivery.is_under_way());
    Ok(Found { known, new, next: found.next.map(|ulid| format!("{}{ulid}", id::EVENT)) })
}

/// The endpoint, which must be sent to.
async fn enabled(app: &App, caller: &Caller, endpoint_id: &str) -> Result<Endpoint, Problem> {
    let known = endpoints(&app.table, &caller.company.id).await?;
    let endpoint = known.endpoints.find(endpoint_id).ok_or_else(no_endpoint)?;
    if endpoint.is_enabled() {
        Ok(endpoint.clone())
    } else {
        Err(Problem::conflict("The endpoint is disabled: enable it first."))
    }
}

/// By this event the deliveries are put into the queue at once; the clock would find them some minutes later.
fn told(company_id: &str, ids: &[String], now: Moment) -> Result<Write, Problem> {
    let data = Object::from([("delivery_ids".to_owned(), ids.iter().map(Json::text).collect())]);
    let event = Event::new("webhook.deliveries_replayed", now, Json::Object(data));
    Ok(event.write(&keys::company(company_id).pk)?)
}
