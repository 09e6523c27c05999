//! Updating a loan, or a transaction and its customer.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, CompanyKind, Role};
use domain::field::Extent;
use domain::json::Object;
use domain::lending::customer::TransactionIds;
use domain::lending::{Refusal, customer, loan};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{Incoming, read};
use platform::http::problem::Problem;
use platform::keys::loan as keys;
use platform::lending::{Months, load_loan, load_transaction, loan_writes, transaction_writes};

use super::upload::require_same;
use super::{Room, context, months_named, needs_all_months, require_kind, require_possible};
use crate::edition::updated;
use crate::refusal::{invalid, problem};

/// `PATCH /loan/{id}`
pub(super) async fn update_loan(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let (incoming, document) = checked(&room, &caller, CompanyKind::Lending, request).await?;
    if document.contains_key("loan_id") {
        require_same(&document, "loan_id", &id)?;
    }
    require_possible(&id, "Loan")?;
    let attempt = || attempt_loan(&room, &caller, &id, &document);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_loan(room: &Room, caller: &Caller, id: &str, document: &Object) -> Result<Change, Problem> {
    let context = context(room, caller);
    let pk = keys::loan(&context.company.id, id);
    let named = months_named(document, &context);
    let months = if needs_all_months(document) { Months::All } else { Months::These(&named) };
    let known = load_loan(&room.app.table, &pk, months).await?;
    let Some(loan) = &known.loan else { return Err(problem(Refusal::NotFound("Loan"))) };
    let change = loan::update(loan, document.clone(), &context).map_err(problem)?;
    let writes = change.map(|change| loan_writes(&pk, id, &known, &change, &context)).transpose()?;
    Ok(Change { writes: writes.unwrap_or_default(), answer: Answer::ok(updated(CompanyKind::Lending)) })
}

/// `PATCH /transaction/{customer_id}/{id}`
pub(super) async fn update_transaction(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    Path((customer_id, id)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    let (incoming, document) = checked(&room, &caller, CompanyKind::CreditLine, request).await?;
    for (key, value) in [("client_customer_id", &customer_id), ("transaction_id", &id)] {
        if document.contains_key(key) {
            require_same(&document, key, value)?;
        }
    }
    require_possible(&customer_id, "Transaction")?;
    require_possible(&id, "Transaction")?;
    let ids = TransactionIds { customer: &customer_id, transaction: &id };
    let attempt = || attempt_transaction(&room, &caller, ids, &document);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_transaction(
    room: &Room,
    caller: &Caller,
    ids: TransactionIds<'_>,
    document: &Object,
) -> Result<Change, Problem> {
    let context = context(room, caller);
    let named = months_named(document, &context);
    let months = if needs_all_months(document) { Months::All } else { Months::These(&named) };
    let record = load_transaction(&room.app.table, &context.company.id, ids, months).await?;
    let change = customer::update(&record.known, ids, document.clone(), &context).map_err(problem)?;
    let writes = change.map(|change| transaction_writes(ids, &record, &change, &context)).transpose()?;
    Ok(Change { writes: writes.unwrap_or_default(), answer: Answer::ok(updated(CompanyKind::CreditLine)) })
}

/// The request, and its document checked as a partial one, if the caller may update and the company is of the kind.
async fn checked(
    room: &Room,
    caller: &Caller,
    kind: CompanyKind,
    request: Request,
) -> Result<(Incoming, Object), Problem> {
    require(caller, Role::Manager)?;
    require_kind(&caller.company, kind)?;
    let incoming = read(request).await?;
    let document = room.edition.check(kind, &incoming.body, Extent::Partial, caller.company.settings.unknown_keys);
    let document = document.map_err(|faults| invalid(&faults))?;
    Ok((incoming, document))
}
