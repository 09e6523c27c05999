//! Reading a loan, or a customer of a credit line.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, CompanyKind};
use domain::lending::Refusal;
use domain::lending::customer::CustomerProfile;
use domain::lending::loan::LoanProfile;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming::parameters;
use platform::http::problem::Problem;
use platform::keys::loan as keys;
use platform::lending::{View, owner_of_transaction, view};

use super::{Room, require_possible};
use crate::edition::success;
use crate::presentation::{Asked, customer, loan};
use crate::refusal::{invalid, problem};

/// `GET /loan/{id}`
pub(super) async fn read(
    State(room): State<Room>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = parameters(request.uri().query())?;
    let asked = Asked::read(room.edition, &parameters).map_err(|faults| invalid(&faults))?;
    let what = if caller.company.kind == CompanyKind::Lending { "Loan" } else { "Customer" };
    require_possible(&id, what)?;
    match caller.company.kind {
        CompanyKind::Lending => read_loan(&room, &caller, &id, &asked).await,
        CompanyKind::CreditLine => read_customer(&room, &caller, &id, &asked).await,
    }
}

async fn read_loan(room: &Room, caller: &Caller, id: &str, asked: &Asked) -> Result<Answer, Problem> {
    let pk = keys::loan(&caller.company.id, id);
    let found: Option<View<LoanProfile>> = view(&room.app.table, &pk, &asked.sections, asked.bounds).await?;
    let view = found.ok_or_else(|| problem(Refusal::NotFound("Loan")))?;
    Ok(Answer::ok(loan::present(view, asked, (&caller.company, id), today(room, caller))?))
}

async fn read_customer(room: &Room, caller: &Caller, id: &str, asked: &Asked) -> Result<Answer, Problem> {
    let found = match customer_view(room, caller, id, asked).await? {
        None => customer_of_transaction(room, caller, id, asked).await?,
        found => found,
    };
    let view = found.ok_or_else(|| problem(Refusal::NotFound("Customer")))?;
    Ok(Answer::ok(success(customer::present(view, asked, id, today(room, caller))?)))
}

async fn customer_view(
    room: &Room,
    caller: &Caller,
    id: &str,
    asked: &Asked,
) -> Result<Option<View<CustomerProfile>>, Problem> {
    let pk = keys::customer(&caller.company.id, id);
    Ok(view(&room.app.table, &pk, &asked.sections, asked.bounds).await?)
}

/// A transaction's id answers its customer.
async fn customer_of_transaction(
    room: &Room,
    caller: &Caller,
    id: &str,
    asked: &Asked,
) -> Result<Option<View<CustomerProfile>>, Problem> {
    match owner_of_transaction(&room.app.table, &caller.company.id, id).await? {
        Some(owner) => customer_view(room, caller, &owner.client_customer_id, asked).await,
        None => Ok(None),
    }
}

fn today(room: &Room, caller: &Caller) -> chrono::NaiveDate {
    caller.company.settings.time_zone.date_at(room.app.clock.now())
}
