//! A person says what became of a communication of which nobody knows.

use axum::extract::{Path, Request, State};
use domain::communication::settling::Settlement;
use domain::communication::told::thin;
use domain::company::{Caller, Role};
use domain::field::is_id;
use domain::lending::Context;
use domain::moment::Moment;
use http::StatusCode;
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::communications::{communication_of, settle_writes};
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;

use crate::App;
use crate::presentation::answer;
use crate::refusal::no_communication;

/// What follows a communication's id.
const VERB: &str = ":settle";

/// `POST /communication/loans/{loan_id}/communications/{communication_id}:settle`
pub(super) async fn settle(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((loan_id, communication)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let id = communication.strip_suffix(VERB).and_then(|id| id.parse().ok()).and_then(Moment::from_micros);
    let id = id.filter(|_| is_id(&loan_id)).ok_or_else(no_communication)?;
    let settlement = Settlement::read(&incoming.body)?;
    let attempt = || attempt(&app, &caller, (&loan_id, id), &settlement);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(
    app: &App,
    caller: &Caller,
    (loan_id, id): (&str, Moment),
    settlement: &Settlement,
) -> Result<Change, Problem> {
    let context = Context { company: &caller.company, author: &caller.author, now: app.clock.now() };
    let found = communication_of(&app.table, &context, loan_id, id).await?;
    let known = found.ok_or_else(no_communication)?;
    let customer = known.message().and_then(|message| message.client_customer_id);
    let settled = known.communication.settled(settlement.became);
    let (writes, shown) = match settled.map_err(|unsettled| Problem::conflict(unsettled.to_string()))? {
        None => (Vec::new(), known.communication.clone()),
        Some(after) => (settle_writes(&app.table, &known, &after, (settlement, &context)).await?, after),
    };
    Ok(Change { writes, answer: answer(StatusCode::OK, thin(&shown, customer.as_deref())) })
}
