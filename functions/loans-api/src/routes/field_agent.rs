//! What field agents report: visits with what was collected, and deposits of it.

use axum::extract::{Request, State};
use domain::company::{Caller, Role};
use domain::field::Faults;
use domain::json::{Json, Object};
use domain::lending::Context;
use domain::lending::collection::Collection;
use domain::lending::deposit::Deposit;
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::digest;
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::id;
use platform::keys::loan as keys;
use platform::lending::{deposit_to_make, deposit_writes, load_month, visit, visit_writes};

use super::payment::{missing, record};
use super::{Room, context};
use crate::edition::success;
use crate::refusal::{invalid, problem};

/// Characters of the hash of a receipt's number in a deposit's id.
const HASH_CHARS: usize = 32;

/// `POST /fos/collections`
pub(super) async fn collect(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_collection(&room, &caller, &incoming);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_collection(room: &Room, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let context = context(room, caller);
    let new_id = || id::prefixed(id::VISIT, context.now);
    let rules = room.edition.payment_rules(context.company.kind);
    let collection = Collection::parse(&incoming.body, new_id, rules, &context).map_err(|faults| invalid(&faults))?;
    let payment = collection.payment(rules, &context).map_err(|faults| invalid(&faults))?;
    let pk = partition(&collection, rules.customer_is_required, &context);
    let answer =
        Answer::created(success(Json::Object(shown(&collection.fields, &["visit_id", "payment_reference_number"]))));
    if let Some(known) = visit(&room.app.table, &pk, &collection.visit_id).await? {
        known.is_repeated_by(&collection).map_err(problem)?;
        return Ok(Change { writes: Vec::new(), answer });
    }
    let is_paid = payment.is_some();
    let mut writes = match payment {
        Some(mut payment) => {
            payment.transaction_id = rules.customer_is_required.then(|| collection.loan_id.clone());
            record(room, &collection.loan_id, payment, &context).await?.writes
        }
        None => require_month(room, &collection, &pk, rules.customer_is_required, &context).await?,
    };
    writes.extend(visit_writes(&pk, &collection, is_paid, &context)?);
    Ok(Change { writes, answer })
}

/// The partition of the loan, or of the customer whose transaction it is.
fn partition(collection: &Collection, is_transaction: bool, context: &Context<'_>) -> String {
    let company_id = &context.company.id;
    let customer = collection.client_customer_id().filter(|_| is_transaction);
    customer
        .map_or_else(|| keys::loan(company_id, &collection.loan_id), |customer| keys::customer(company_id, customer))
}

/// No writes; 404 where a visit's loan, or its month, is not there.
async fn require_month(
    room: &Room,
    collection: &Collection,
    pk: &str,
    is_transaction: bool,
    context: &Context<'_>,
) -> Result<Vec<platform::table::Write>, Problem> {
    let transaction = is_transaction.then_some(collection.loan_id.as_str());
    let asked = (collection.month, None);
    let known = load_month(&room.app.table, &context.company.id, pk, transaction, asked).await?;
    if known.allocation.is_none() && !known.is_serviced {
        return Err(missing(room, pk, context).await?);
    }
    Ok(Vec::new())
}

/// `POST /fos/deposits`
pub(super) async fn deposit(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_deposit(&room, &caller, &incoming);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_deposit(room: &Room, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let context = context(room, caller);
    let deposit = Deposit::parse(&incoming.body, id_of).map_err(|faults| invalid(&faults))?;
    let answer = Answer::created(success(Json::Object(shown(&deposit.fields, &["deposit_id"]))));
    let known = deposit_to_make(&room.app.table, &deposit, &context).await?;
    if let Some(known) = &known.deposit {
        known.is_repeated_by(&deposit).map_err(problem)?;
        return Ok(Change { writes: Vec::new(), answer });
    }
    require_loans(&known.missing)?;
    Ok(Change { writes: deposit_writes(&deposit, &context)?, answer })
}

/// The same id for the same receipt, so that a deposit that is sent again is known.
fn id_of(receipt: &str) -> String {
    let hash = digest::sha256(receipt.as_bytes());
    format!("{}{}", id::DEPOSIT, hash.get(..HASH_CHARS).unwrap_or(&hash))
}

fn require_loans(missing: &[usize]) -> Result<(), Problem> {
    let (mut of_loans, mut faults) = (Faults::default(), Faults::default());
    for position in missing {
        of_loans.add_inside(position.to_string(), Faults::at("loan_id", "There is no loan with this id"));
    }
    if of_loans.is_empty() {
        return Ok(());
    }
    faults.add_inside("loan_data", of_loans);
    Err(invalid(&faults))
}

fn shown(fields: &Object, keys: &[&str]) -> Object {
    keys.iter().filter_map(|key| Some(((*key).to_owned(), fields.get(*key)?.clone()))).collect()
}
