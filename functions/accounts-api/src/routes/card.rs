//! Cards of an account.

use axum::extract::{Path, Request, State};
use domain::accounts::account::{CARDS, Card, Refusal};
use domain::company::{Caller, Role};
use domain::field::is_id;
use domain::json::{Json, Object};
use domain::listing::{Entry, PARAMETERS};
use http::Uri;
use platform::accounts::cards::{self, KnownCards};
use platform::auth::{Authenticated, require};
use platform::change;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::lists::{Asker, page_within};

use crate::App;
use crate::command::{ACCOUNT, World};
use crate::parameters::{check, query};
use crate::refusal::problem;

/// `POST /v1/accounts/loans/{id}/cards`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("account_id", &id)])?;
    let attempt = || attempt_create(&app, &caller, &id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, id: &str, incoming: &Incoming) -> Result<change::Change, Problem> {
    let known = find(app, caller, id).await?;
    let world = World::new(app, caller);
    let with = known.cards.with(&incoming.body, &known.account, &world.context());
    let (changed, card) = with.map_err(problem)?;
    let writes = known.change_writes(&changed, &card, "card.created", world.now)?;
    Ok(change::Change { writes, answer: answer(&card, id) })
}

/// `GET /v1/accounts/loans/{id}/cards`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = query(uri.query(), &PARAMETERS, &[("account_id", &id)])?;
    let known = find(&app, &caller, &id).await?;
    let entry = |card: &Card| Entry { id: card.card_id.clone(), object: Json::Object(card.shown(&id)) };
    let entries = known.cards.all().iter().map(entry).collect();
    let asker = Asker { company: &caller.company, now: app.clock.now() };
    let page = page_within(&format!("ACCOUNTS/{id}/cards"), &CARDS, asker, &parameters, entries)?;
    Ok(page.answer("cards"))
}

/// `GET /v1/accounts/loans/{id}/cards/{card_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, card_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("account_id", &id), ("card_id", &card_id)])?;
    let known = find(&app, &caller, &id).await?;
    Ok(answer(known.cards.card(&card_id).map_err(problem)?, &id))
}

/// `DELETE /v1/accounts/loans/{id}/cards/{card_id}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((id, card_id)): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    query(uri.query(), &[], &[("account_id", &id), ("card_id", &card_id)])?;
    let attempt = async || {
        let known = find(&app, &caller, &id).await?;
        let card = known.cards.card(&card_id).map_err(problem)?;
        let changed = known.cards.without(&card_id).map_err(problem)?;
        let writes = known.change_writes(&changed, card, "card.deleted", app.clock.now())?;
        Ok(change::Change { writes, answer: Answer::ok(Json::Object(Object::new())) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

async fn find(app: &App, caller: &Caller, id: &str) -> Result<KnownCards, Problem> {
    let missing = || problem(Refusal::NotFound(ACCOUNT));
    if !is_id(id) {
        return Err(missing());
    }
    cards::load(&app.table, &caller.company.id, id).await?.ok_or_else(missing)
}

fn answer(card: &Card, account_id: &str) -> Answer {
    Answer::ok(Json::Object(card.shown(account_id)))
}
