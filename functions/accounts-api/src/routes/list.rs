//! Lists of accounts, of their installments and of their transactions.

use axum::extract::{Path, State};
use domain::accounts::account::listing::{of_installments, of_transactions};
use domain::accounts::account::{Context, Ledger, show};
use domain::company::Caller;
use domain::field::{Faults, is_id};
use domain::json::{Json, Object};
use domain::listing::filter::{Index, Value};
use domain::listing::{Entry, ListRequest, PARAMETERS};
use http::Uri;
use platform::accounts::{self, ACROSS_MAX};
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming::Parameters;
use platform::http::problem::Problem;
use platform::lists::{Asker, page_within};
use platform::table::TableError;

use crate::App;
use crate::command::{World, read as read_account, stands};
use crate::parameters::query;

/// Any account (AIP-159).
const ANY: &str = "-";

/// `GET /v1/accounts/loans`
pub(super) async fn accounts(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = query(uri.query(), &PARAMETERS, &[])?;
    let world = World::new(&app, &caller);
    let asker = Asker { company: &caller.company, now: world.now };
    let page = accounts::page(&app.table, asker, &parameters, |ledger| account(ledger, &world.context())).await?;
    Ok(page.answer("accounts"))
}

/// What was taken once can be computed: a refusal here says that what is kept is damaged.
fn account(ledger: &Ledger, context: &Context<'_>) -> Result<Entry, TableError> {
    let snapshot = ledger.on(context.today()).map_err(|_| TableError::refused("AccountCannotBeComputed"))?;
    let object = Json::Object(show::account(ledger, &snapshot, context.zone()));
    Ok(Entry { id: ledger.account.account_id.clone(), object })
}

/// `GET /v1/accounts/loans/{id}/installments`, where `-` is any account
pub(super) async fn installments(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = query(uri.query(), &PARAMETERS, &[("account_id", &id)])?;
    if id == ANY {
        return across(&app, &caller, &parameters).await;
    }
    let (world, ledger, snapshot) = read_account(&app, &caller, &id).await?;
    let rows = show::installments(&ledger, &snapshot, world.context().zone());
    let entries = rows.into_iter().map(|row| entry(row, "installment_id")).collect();
    let asker = Asker { company: &caller.company, now: world.now };
    let page = page_within(&format!("ACCOUNTS/{id}/installments"), &of_installments(), asker, &parameters, entries)?;
    Ok(page.answer("installments"))
}

/// Installments of all accounts, or of the one that the filter names.
async fn across(app: &App, caller: &Caller, parameters: &Parameters) -> Result<Answer, Problem> {
    let request = ListRequest::read(parameters, &of_installments())?;
    let ledgers = match named(&request) {
        Some(id) if is_id(&id) => {
            accounts::load(&app.table, &caller.company.id, &id).await?.into_iter().map(|known| known.ledger).collect()
        }
        Some(_) => Vec::new(),
        None => accounts::all(&app.table, &caller.company.id).await?.ok_or_else(too_many)?,
    };
    let world = World::new(app, caller);
    let context = world.context();
    let mut entries = Vec::new();
    for ledger in &ledgers {
        let snapshot = stands(ledger, &context)?;
        let rows = show::installments(ledger, &snapshot, context.zone());
        entries.extend(rows.into_iter().map(|row| entry(row, "installment_id")));
    }
    let asker = Asker { company: &caller.company, now: world.now };
    let page = page_within("ACCOUNTS/-/installments", &of_installments(), asker, parameters, entries)?;
    Ok(page.answer("installments"))
}

/// The one account whose installments a filter lets through, if there is only one.
fn named(request: &ListRequest) -> Option<String> {
    let index = Index { equal: &["parent_account_id"], sorted_by: None, has_whole: false };
    match index.plan(&request.checked).ok()?.equality?.value {
        Value::Text(id) => Some(id),
        _ => None,
    }
}

fn too_many() -> Faults {
    let sentence = format!("More than {ACROSS_MAX} accounts would have to be computed; ask for one parent_account_id");
    Faults::at("filter", sentence)
}

/// `GET /v1/accounts/loans/{id}/transactions`
pub(super) async fn transactions(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters: Parameters = query(uri.query(), &PARAMETERS, &[("account_id", &id)])?;
    let (world, ledger, snapshot) = read_account(&app, &caller, &id).await?;
    let rows = show::transactions(&ledger, &snapshot, world.context().zone());
    let entries = rows.into_iter().map(|row| entry(row, "transaction_id")).collect();
    let asker = Asker { company: &caller.company, now: world.now };
    let page = page_within(&format!("ACCOUNTS/{id}/transactions"), &of_transactions(), asker, &parameters, entries)?;
    Ok(page.answer("transactions"))
}

fn entry(row: Object, key: &str) -> Entry {
    let id = row.get(key).and_then(Json::as_text).unwrap_or_default().to_owned();
    Entry { id, object: Json::Object(row) }
}
