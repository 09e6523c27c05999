//! Recording a payment.

use axum::extract::{Path, Request, State};
use domain::accounts::account;
use domain::calendar::Month;
use domain::company::{Caller, CompanyKind, Role};
use domain::field::Faults;
use domain::json::{Json, Object};
use domain::lending::payment::Payment;
use domain::lending::{Context, Refusal, remark, serviced};
use domain::recovery::assignment::may_pay;
use platform::accounts::{line_writes, load_at};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{Incoming, Parameters, read};
use platform::http::problem::Problem;
use platform::id;
use platform::keys::loan as keys;
use platform::lending::{KnownMonth, exists, load_month, payment_writes, serviced_payment_writes};

use super::{Room, context, require_possible};
use crate::edition::paid;
use crate::refusal::{invalid, problem};

/// `PATCH /payments/{id}?allocation_month=`, in 2020 `PATCH /recovery/update/{id}?allocation_month=`
pub(super) async fn pay(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = read(request).await?;
    let what = if caller.company.kind == CompanyKind::Lending { "Loan" } else { "Transaction" };
    require_possible(&id, what)?;
    let attempt = || attempt(&room, &caller, &id, &incoming);
    change::run(&room.app.table, &room.app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(room: &Room, caller: &Caller, id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let context = context(room, caller);
    let payment = parse(room, id, incoming, &context)?;
    record(room, id, payment, &context).await
}

fn parse(room: &Room, id: &str, incoming: &Incoming, context: &Context<'_>) -> Result<Payment, Problem> {
    let month = month(&incoming.parameters);
    let rules = room.edition.payment_rules(context.company.kind);
    let stand_in = *month.as_ref().unwrap_or(&context.current_month());
    let payment = Payment::parse(&incoming.body, stand_in, rules, context);
    let mut faults = Faults::default();
    if let Err(found) = &month {
        faults.merge(found.clone());
    }
    match payment {
        Ok(mut payment) if faults.is_empty() => {
            let is_transaction = context.company.kind == CompanyKind::CreditLine;
            payment.transaction_id = is_transaction.then(|| id.to_owned());
            return Ok(payment);
        }
        Ok(_) => {}
        Err(found) => faults.merge(found),
    }
    Err(invalid(&faults))
}

fn month(parameters: &Parameters) -> Result<Month, Faults> {
    let Some(text) = parameters.get("allocation_month") else {
        return Err(Faults::at("allocation_month", "Parameter is required"));
    };
    Month::from_text(text).ok_or_else(|| Faults::at("allocation_month", Month::FORMAT))
}

pub(super) async fn record(room: &Room, id: &str, payment: Payment, context: &Context<'_>) -> Result<Change, Problem> {
    let table = &room.app.table;
    let customer = payment.client_customer_id().filter(|_| payment.transaction_id.is_some());
    let pk = customer
        .map_or_else(|| keys::loan(&context.company.id, id), |customer| keys::customer(&context.company.id, customer));
    let asked = (payment.month, payment.reference());
    let known = load_month(table, &context.company.id, &pk, payment.transaction_id.as_deref(), asked).await?;
    let answer = Answer::ok(paid());
    if let Some(reference) = &known.reference {
        reference.is_repeated_by(&payment).map_err(problem)?;
        return Ok(Change { writes: Vec::new(), answer });
    }
    may_pay(known.case(), payment.is_external())?;
    if known.is_serviced {
        return record_serviced(room, id, &pk, &known, payment, context).await;
    }
    let Some(mut allocation) = known.allocation.clone() else { return Err(missing(room, &pk, context).await?) };
    allocation.receive(&payment).map_err(|faults| invalid(&faults))?;
    let writes =
        payment_writes(&pk, &known, &allocation, &payment, (&remark::paid(&payment), subject(id, &payment)), context)?;
    Ok(Change { writes, answer })
}

/// A payment on a loan that is serviced is one of its account, and is recorded as others are.
async fn record_serviced(
    room: &Room,
    id: &str,
    pk: &str,
    known: &KnownMonth,
    payment: Payment,
    context: &Context<'_>,
) -> Result<Change, Problem> {
    let Some(account) = load_at(&room.app.table, pk).await? else { return Err(Problem::lost_race()) };
    let new_id = |prefix: &str| id::prefixed(prefix, context.now);
    let of_account =
        account::Context { company: context.company, author: context.author, now: context.now, new_id: &new_id };
    let is_uploaded = known.allocation.is_some();
    let change = serviced::pay(&account.ledger, &payment, is_uploaded, &of_account).map_err(problem)?;
    // The account was read after the month: it may have been assigned in between.
    account.admits(&change)?;
    let mut allocation = known.allocation.clone();
    if let Some(allocation) = &mut allocation {
        allocation.receive(&payment).map_err(|faults| invalid(&faults))?;
    }
    let told = subject(id, &payment);
    let of_account = (&account, &change);
    let mut writes = serviced_payment_writes(pk, known, of_account, allocation.as_ref(), (&payment, told), context)?;
    writes.extend(line_writes(&room.app.table, context.company, Some(&account.ledger), &change, context.now).await?);
    Ok(Change { writes, answer: Answer::ok(paid()) })
}

/// Whether it is the month that is not there, or the loan.
pub(super) async fn missing(room: &Room, pk: &str, context: &Context<'_>) -> Result<Problem, Problem> {
    let what = match (exists(&room.app.table, pk).await?, context.company.kind) {
        (true, CompanyKind::Lending) => "Loan of this allocation_month",
        (true, CompanyKind::CreditLine) => "Transaction of this allocation_month",
        (false, CompanyKind::Lending) => "Loan",
        (false, CompanyKind::CreditLine) => "Customer",
    };
    Ok(problem(Refusal::NotFound(what)))
}

fn subject(id: &str, payment: &Payment) -> Object {
    let Some(transaction_id) = &payment.transaction_id else {
        return Object::from([("loan_id".to_owned(), Json::text(id))]);
    };
    let customer = payment.client_customer_id().unwrap_or_default();
    Object::from([
        ("client_customer_id".to_owned(), Json::text(customer)),
        ("transaction_id".to_owned(), Json::text(transaction_id)),
    ])
}
