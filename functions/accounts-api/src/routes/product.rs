//! Loan products: what accounts start from, and what they may change of it.

use axum::extract::{Path, Request, State};
use domain::accounts::account::Refusal;
use domain::accounts::product::ProductRecord;
use domain::company::{Caller, Role};
use domain::field::is_id;
use domain::json::{Json, Object};
use domain::listing::{Entry, PARAMETERS};
use http::Uri;
use platform::auth::{Authenticated, require};
use platform::change;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::lists::{self, Asker};
use platform::products::{self, KnownProduct, PRODUCTS};
use platform::table::{Item, TableError};

use crate::App;
use crate::command::World;
use crate::parameters::{check, query};
use crate::refusal::problem;

const PRODUCT: &str = "Loan product";

/// `POST /v1/products/loans`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[])?;
    let attempt = || attempt_create(&app, &caller, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, incoming: &Incoming) -> Result<change::Change, Problem> {
    let world = World::new(app, caller);
    let record = ProductRecord::create(&incoming.body, &world.context())?;
    let id = &record.product.product_id;
    let is_named = incoming.body.get("product_id").is_some_and(|id| !id.is_null());
    if is_named && products::load(&app.table, &caller.company.id, id).await?.is_some() {
        let sentence = format!("There is a loan product with the id {id} already.");
        return Err(problem(Refusal::AlreadyExists(sentence)));
    }
    Ok(change::Change { writes: products::create_writes(&caller.company.id, &record)?, answer: answer(&record) })
}

/// `GET /v1/products/loans`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = query(uri.query(), &PARAMETERS, &[])?;
    let asker = Asker { company: &caller.company, now: app.clock.now() };
    let page = lists::page(&app.table, &PRODUCTS, asker, &parameters, entry).await?;
    Ok(page.answer("products"))
}

/// `GET /v1/products/loans/{id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    query(uri.query(), &[], &[("product_id", &id)])?;
    Ok(answer(&find(&app, &caller, &id).await?.record))
}

/// `PUT /v1/products/loans/{id}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    check(&incoming.parameters, &[], &[("product_id", &id)])?;
    let attempt = async || {
        let known = find(&app, &caller, &id).await?;
        let changed = known.record.update(&incoming.body, &World::new(&app, &caller).context())?;
        let writes = known.update_writes(&caller.company.id, &changed)?;
        Ok(change::Change { writes, answer: answer(&changed) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

/// `DELETE /v1/products/loans/{id}`. Accounts that were opened of it have their own copy, so nothing becomes of them.
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    query(uri.query(), &[], &[("product_id", &id)])?;
    let attempt = async || {
        let known = find(&app, &caller, &id).await?;
        let writes = known.delete_writes(&caller.company.id, app.clock.now())?;
        Ok(change::Change { writes, answer: Answer::ok(Json::Object(Object::new())) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

async fn find(app: &App, caller: &Caller, id: &str) -> Result<KnownProduct, Problem> {
    let missing = || problem(Refusal::NotFound(PRODUCT));
    if !is_id(id) {
        return Err(missing());
    }
    products::load(&app.table, &caller.company.id, id).await?.ok_or_else(missing)
}

fn answer(record: &ProductRecord) -> Answer {
    Answer::ok(Json::Object(record.shown()))
}

fn entry(item: &Item) -> Result<Entry, TableError> {
    let record: ProductRecord = item.read()?;
    Ok(Entry { id: record.product.product_id.clone(), object: Json::Object(record.shown()) })
}
