//! Endpoints.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use domain::webhook::endpoint::{Endpoint, rotation};
use domain::webhook::secret::Secret;
use http::StatusCode;
use platform::auth::{Authenticated, require, webhook_secret};
use platform::change::{self, Change};
use platform::event::Event;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::id;
use platform::webhooks::{endpoints, failing_cleared};

use super::no_endpoint;
use crate::App;
use crate::presentation::success;

/// `GET /webhooks/endpoints`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let known = endpoints(&app.table, &caller.company.id).await?;
    let shown = known.endpoints.endpoints.iter().map(|endpoint| Json::Object(endpoint.show())).collect();
    Ok(success(StatusCode::OK, Json::object([("endpoints", shown)])))
}

/// `GET /webhooks/endpoints/{endpoint_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(endpoint_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let known = endpoints(&app.table, &caller.company.id).await?;
    let endpoint = known.endpoints.find(&endpoint_id).ok_or_else(no_endpoint)?;
    Ok(success(StatusCode::OK, Json::Object(endpoint.show())))
}

/// `POST /webhooks/endpoints`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = async || {
        let (now, secret) = (app.clock.now(), new_secret()?);
        let endpoint_id = id::prefixed(id::ENDPOINT, now);
        let endpoint = Endpoint::create(&endpoint_id, &incoming.body, secret, app.targets, now)?;
        let known = endpoints(&app.table, &caller.company.id).await?;
        let changed = known.endpoints.clone().with(endpoint.clone());
        let changed = changed.map_err(|full| Problem::failed_precondition(full.to_string()))?;
        let writes = known.writes(&caller.company.id, &changed, &told("webhook.endpoint_created", &endpoint))?;
        Ok(Change { writes, answer: with_secret(StatusCode::CREATED, &endpoint) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

/// `PATCH /webhooks/endpoints/{endpoint_id}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(endpoint_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let company_id = &caller.company.id;
    let attempt = async || {
        let known = endpoints(&app.table, company_id).await?;
        let endpoint = known.endpoints.find(&endpoint_id).ok_or_else(no_endpoint)?;
        let Some(changed) = endpoint.update(&incoming.body, app.targets, app.clock.now())? else {
            let answer = success(StatusCode::OK, Json::Object(endpoint.show()));
            return Ok(Change { writes: Vec::new(), answer });
        };
        let all = known.endpoints.clone().with_changed(&changed);
        let mut writes = known.writes(company_id, &all, &told("webhook.endpoint_updated", &changed))?;
        if changed.is_enabled() && !endpoint.is_enabled() {
            // It begins anew: what it failed before does not count.
            writes.push(failing_cleared(company_id, &endpoint_id));
        }
        Ok(Change { writes, answer: success(StatusCode::OK, Json::Object(changed.show())) })
    };
    change::run(&app.table, &app.clock, company_id, incoming.idempotent.as_ref(), attempt).await
}

/// `DELETE /webhooks/endpoints/{endpoint_id}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(endpoint_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let company_id = &caller.company.id;
    let attempt = async || {
        let known = endpoints(&app.table, company_id).await?;
        let endpoint = known.endpoints.find(&endpoint_id).ok_or_else(no_endpoint)?;
        let gone = Endpoint { updated: app.clock.now(), ..endpoint.clone() };
        let all = known.endpoints.clone().without(&endpoint_id);
        let mut writes = known.writes(company_id, &all, &told("webhook.endpoint_deleted", &gone))?;
        writes.push(failing_cleared(company_id, &endpoint_id));
        let output = Json::object([("endpoint_id", Json::text(&endpoint_id))]);
        Ok(Change { writes, answer: success(StatusCode::OK, output) })
    };
    change::run(&app.table, &app.clock, company_id, None, attempt).await
}

/// `POST /webhooks/endpoints/{endpoint_id}:rotateSecret`
pub(super) async fn rotate(app: &App, caller: &Caller, endpoint_id: &str, request: Request) -> Result<Answer, Problem> {
    require(caller, Role::Admin)?;
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = async || attempt_rotate(app, caller, endpoint_id, &incoming).await;
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_rotate(app: &App, caller: &Caller, endpoint_id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let overlap = rotation(&incoming.body)?;
    let known = endpoints(&app.table, &caller.company.id).await?;
    let endpoint = known.endpoints.find(endpoint_id).ok_or_else(no_endpoint)?;
    let (now, secret) = (app.clock.now(), new_secret()?);
    let secrets = endpoint.secrets.clone().rotated(secret, overlap, now);
    let changed = Endpoint { secrets, updated: now, ..endpoint.clone() };
    let all = known.endpoints.clone().with_changed(&changed);
    let writes = known.writes(&caller.company.id, &all, &told("webhook.secret_rotated", &changed))?;
    Ok(Change { writes, answer: with_secret(StatusCode::OK, &changed) })
}

fn new_secret() -> Result<Secret, Problem> {
    webhook_secret().map_err(|_| Problem::internal())
}

/// The only place where a secret leaves the system, but for its signatures.
fn with_secret(status: StatusCode, endpoint: &Endpoint) -> Answer {
    let mut shown = endpoint.show();
    shown.insert("secret".to_owned(), endpoint.secrets.current.expose().into());
    success(status, Json::Object(shown))
}

fn told(event_type: &str, endpoint: &Endpoint) -> Event {
    let data = Object::from([("endpoint_id".to_owned(), Json::text(&endpoint.endpoint_id))]);
    Event::new(event_type, endpoint.updated, Json::Object(data))
}
