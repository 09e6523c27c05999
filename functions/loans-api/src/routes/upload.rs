//! Uploading a loan, or a transaction of a credit line.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, CompanyKind, Role};
use domain::field::{Extent, Faults, is_id};
use domain::json::{Json, Object};
use domain::lending::customer::TransactionIds;
use domain::lending::{customer, loan};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{Incoming, read};
use platform::http::problem::Problem;
use platform::keys::loan as keys;
use platform::lending::{Months, load_loan, load_transaction, loan_writes, transaction_writes};

use super::{Room, context, months_named};
use crate::refusal::{invalid, problem};

/// `POST /loan/{id}`
pub(super) async fn upload(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = read(request).await?;
    let company = &caller.company;
    let document = room.edition.check(company.kind, &incoming.body, Extent::Whole, company.settings.unknown_keys);
    let document = document.map_err(|faults| invalid(&faults))?;
    match company.kind {
        CompanyKind::Lending => upload_loan(&room, &caller, &id, &incoming, document).await,
        CompanyKind::CreditLine => upload_transaction(&room, &caller, &id, &incoming, document).await,
    }
}

async fn upload_loan(
    room: &Room,
    caller: &Caller,
    id: &str,
    incoming: &Incoming,
    document: Object,
) -> Result<Answer, Problem> {
    require_same(&document, "loan_id", id)?;
    let attempt = || attempt_loan(room, caller, id, &document);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_loan(room: &Room, caller: &Caller, id: &str, document: &Object) -> Result<Change, Problem> {
    let context = context(room, caller);
    let pk = keys::loan(&context.company.id, id);
    let months = months_named(document, &context);
    let known = load_loan(&room.app.table, &pk, Months::These(&months)).await?;
    let change = loan::upload(known.loan.as_ref(), document.clone(), &context).map_err(problem)?;
    let writes = loan_writes(&pk, id, &known, &change, &context)?;
    Ok(Change { writes, answer: Answer::created(room.edition.uploaded(CompanyKind::Lending)) })
}

async fn upload_transaction(
    room: &Room,
    caller: &Caller,
    id: &str,
    incoming: &Incoming,
    document: Object,
) -> Result<Answer, Problem> {
    if document.contains_key("transaction_id") {
        require_same(&document, "transaction_id", id)?;
    } else if !is_id(id) {
        return Err(invalid(&Faults::at(
            "transaction_id",
            "Value of the path must be an id, without control characters",
        )));
    }
    let customer_id = document.get("client_customer_id").and_then(Json::as_text).unwrap_or_default().to_owned();
    let ids = TransactionIds { customer: &customer_id, transaction: id };
    let attempt = || attempt_transaction(room, caller, ids, &document);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_transaction(
    room: &Room,
    caller: &Caller,
    ids: TransactionIds<'_>,
    document: &Object,
) -> Result<Change, Problem> {
    let context = context(room, caller);
    let months = months_named(document, &context);
    let record = load_transaction(&room.app.table, &context.company.id, ids, Months::These(&months)).await?;
    let change = customer::upload(&record.known, ids, document.clone(), &context).map_err(problem)?;
    let writes = transaction_writes(ids, &record, &change, &context)?;
    Ok(Change { writes, answer: Answer::created(room.edition.uploaded(CompanyKind::CreditLine)) })
}

/// The id in the body must be the one in the path.
pub(super) fn require_same(document: &Object, key: &str, id: &str) -> Result<(), Problem> {
    if document.get(key).and_then(Json::as_text) == Some(id) {
        return Ok(());
    }
    Err(invalid(&Faults::at(key, format!("Value must be the {key} of the path"))))
}
