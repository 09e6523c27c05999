//! The operations.

mod field_agent;
mod payment;
mod read;
mod update;
mod upload;

use axum::Router;
use axum::routing::{get, patch, post};
use domain::calendar::Month;
use domain::company::{Caller, Company, CompanyKind};
use domain::field::is_id;
use domain::json::Object;
use domain::lending::Context;
use domain::lending::Refusal;
use domain::lending::months::month_of;
use platform::http::problem::Problem;

use crate::refusal::problem;
use crate::{App, Edition};

/// What a handler is given beside the request.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    pub(crate) app: App,
    pub(crate) edition: Edition,
}

/// The routes of one edition, below its prefix.
pub(crate) fn routes(edition: Edition, app: App) -> Router {
    let payment = match edition {
        Edition::Current => "/payments/{id}",
        Edition::Of2020 => "/recovery/update/{id}",
    };
    let router = match edition {
        Edition::Current => Router::new()
            .route("/fos/collections", post(field_agent::collect))
            .route("/fos/deposits", post(field_agent::deposit)),
        Edition::Of2020 => Router::new(),
    };
    router
        .route("/loan/{id}", get(read::read).post(upload::upload).patch(update::update_loan))
        .route("/transaction/{customer_id}/{id}", patch(update::update_transaction))
        .route(payment, patch(payment::pay))
        .with_state(Room { app, edition })
}

/// 404 for a path's id that no upload would have taken, so that no such id reaches a key.
fn require_possible(id: &str, what: &'static str) -> Result<(), Problem> {
    if is_id(id) { Ok(()) } else { Err(problem(Refusal::NotFound(what))) }
}

/// The circumstances of one attempt: each has its own moment, since the moment becomes ids.
fn context<'a>(room: &Room, caller: &'a Caller) -> Context<'a> {
    Context { company: &caller.company, author: &caller.author, now: room.app.clock.now() }
}

/// 403 for an operation that the kind of company does not have.
fn require_kind(company: &Company, kind: CompanyKind) -> Result<(), Problem> {
    if company.kind == kind {
        return Ok(());
    }
    let message = match kind {
        CompanyKind::Lending => "This operation is for lending companies.",
        CompanyKind::CreditLine => "This operation is for credit line companies.",
    };
    Err(Problem { message: message.to_owned(), ..Problem::forbidden() })
}

/// The months that the entries of a checked document name, the current one for an entry that names none.
fn months_named(document: &Object, context: &Context<'_>) -> Vec<Month> {
    let entries = document.get("defaults").and_then(|defaults| defaults.as_list()).unwrap_or_default();
    let objects = entries.iter().filter_map(|entry| entry.as_object());
    objects.map(|entry| month_of(entry).unwrap_or_else(|| context.current_month())).collect()
}

/// Whether it takes all months of the loan to know which one an update means: an entry without a month, or tags without an entry.
fn needs_all_months(document: &Object) -> bool {
    let entries = document.get("defaults").and_then(|defaults| defaults.as_list()).unwrap_or_default();
    let mut objects = entries.iter().filter_map(|entry| entry.as_object());
    (entries.is_empty() && document.contains_key("tags")) || objects.any(|entry| month_of(entry).is_none())
}
