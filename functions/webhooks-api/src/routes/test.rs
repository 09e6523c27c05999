//! Tests of endpoints.

use axum::extract::Request;
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use domain::resource;
use http::StatusCode;
use platform::auth::require;
use platform::change::{self, Change};
use platform::event::Event;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::keys;
use platform::webhooks::endpoints;

use super::no_endpoint;
use crate::App;
use crate::presentation::success;

/// `POST /webhooks/endpoints/{endpoint_id}:test`: an event for this endpoint alone, which goes the way of all others.
pub(super) async fn test(app: &App, caller: &Caller, endpoint_id: &str, request: Request) -> Result<Answer, Problem> {
    require(caller, Role::Admin)?;
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    resource::read(&[], &incoming.body, None)?;
    let company_id = &caller.company.id;
    let attempt = async || {
        let known = endpoints(&app.table, company_id).await?;
        let endpoint = known.endpoints.find(endpoint_id).ok_or_else(no_endpoint)?;
        if !endpoint.is_enabled() {
            return Err(Problem::conflict("The endpoint is disabled: enable it first."));
        }
        let data = Object::from([("endpoint_id".to_owned(), Json::text(endpoint_id))]);
        let event = Event::new("webhook.test", app.clock.now(), Json::Object(data));
        let delivery_id = keys::webhook::delivery_id(event.ulid(), endpoint_id);
        let writes = vec![event.write(&keys::company(company_id).pk)?];
        let output = Json::object([("event_id", Json::text(&event.id)), ("delivery_id", Json::text(delivery_id))]);
        Ok(Change { writes, answer: success(StatusCode::ACCEPTED, output) })
    };
    change::run(&app.table, &app.clock, company_id, incoming.idempotent.as_ref(), attempt).await
}
