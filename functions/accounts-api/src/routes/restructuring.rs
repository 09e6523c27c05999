//! `POST /v1/accounts/loans/{id}:refinance`, `:reschedule`, `:undoRefinance` and `:undoReschedule`.
//!
//! The answer is the account that goes on with the debt: the same one, another one that was made, or the first one again.

use axum::extract::Request;
use domain::accounts::account::restructuring::{Handover, named_product, restructure, undo_restructure};
use domain::accounts::account::{Context, Ledger, Note, Restructured};
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use platform::accounts::{KnownAccount, handover_writes, load};
use platform::auth::require;
use platform::change;
use platform::http::answer::Answer;
use platform::http::incoming::{Incoming, read};
use platform::http::problem::Problem;
use platform::table::Write;

use super::account::{product_of, unless_taken};
use super::method::{ACTION, read_action};
use crate::App;
use crate::command::{self, World, account, find};
use crate::parameters::check;
use crate::refusal::problem;

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verb {
    Do(Restructured),
    Undo(Restructured),
}

impl Verb {
    /// The custom method of that name, if it is one of these.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "refinance" => Some(Self::Do(Restructured::Refinanced)),
            "reschedule" => Some(Self::Do(Restructured::Rescheduled)),
            "undoRefinance" => Some(Self::Undo(Restructured::Refinanced)),
            "undoReschedule" => Some(Self::Undo(Restructured::Rescheduled)),
            _ => None,
        }
    }
}

pub(super) async fn run(app: &App, caller: &Caller, id: &str, verb: Verb, request: Request) -> Result<Answer, Problem> {
    require(caller, Role::Manager)?;
    match verb {
        Verb::Do(how) => {
            let incoming = read(request).await?;
            check(&incoming.parameters, &[], &[("account_id", id)])?;
            replace(app, caller, id, how, &incoming).await
        }
        Verb::Undo(how) => {
            let incoming = read_action(request, id, ACTION).await?;
            let note = Note::from_body(&incoming.body)?;
            let attempt = || attempt_undo(app, caller, id, how, &note);
            change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
        }
    }
}

async fn replace(
    app: &App,
    caller: &Caller,
    id: &str,
    how: Restructured,
    incoming: &Incoming,
) -> Result<Answer, Problem> {
    let attempt = || attempt_replace(app, caller, id, how, &incoming.body);
    let outcome = change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await;
    let named = incoming.body.get("account").and_then(Json::as_object).and_then(|account| account.get("account_id"));
    let named = named.and_then(Json::as_text).filter(|named| *named != id);
    unless_taken(app, caller, named, outcome).await
}

async fn attempt_replace(
    app: &App,
    caller: &Caller,
    id: &str,
    how: Restructured,
    body: &Object,
) -> Result<change::Change, Problem> {
    let known = find(app, caller, id).await?;
    let own = known.ledger.account.product.as_ref().map(|product| product.product_id.as_str());
    let product = product_of(app, caller, named_product(body).filter(|named| Some(*named) != own)).await?;
    let world = World::new(app, caller);
    let context = world.context();
    let handover = restructure(&known.ledger, how, body, product.as_ref(), &context).map_err(problem)?;
    let goes_on = handover.successor.as_ref().unwrap_or(&handover.account);
    let answer = account(goes_on, &context);
    Ok(change::Change { writes: writes(app, caller, &handover, &known, None, &context).await?, answer })
}

async fn attempt_undo(
    app: &App,
    caller: &Caller,
    id: &str,
    how: Restructured,
    note: &Note,
) -> Result<change::Change, Problem> {
    let known = find(app, caller, id).await?;
    let successor = match known.ledger.successor() {
        Some(other) => load(&app.table, &caller.company.id, other).await?,
        None => None,
    };
    let world = World::new(app, caller);
    let context = world.context();
    let of_successor: Option<&Ledger> = successor.as_ref().map(|known| &known.ledger);
    let handover = undo_restructure(&known.ledger, how, of_successor, note, &context).map_err(problem)?;
    let answer = account(&handover.account, &context);
    Ok(change::Change { writes: writes(app, caller, &handover, &known, successor.as_ref(), &context).await?, answer })
}

/// Of two accounts none is registered to a revolving account.
async fn writes(
    app: &App,
    caller: &Caller,
    handover: &Handover,
    known: &KnownAccount,
    successor: Option<&KnownAccount>,
    context: &Context<'_>,
) -> Result<Vec<Write>, Problem> {
    let own = (&handover.account, Some(known));
    match &handover.successor {
        Some(other) => {
            // Who gives the debt away: this account, and when that is undone the other one.
            successor.unwrap_or(known).may_be_handed_over()?;
            Ok(handover_writes(context.company, [own, (other, successor)], context.now)?)
        }
        None => command::writes(app, caller, Some(known), &handover.account, context.now).await,
    }
}
