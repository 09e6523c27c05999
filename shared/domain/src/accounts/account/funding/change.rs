//! Funds are agreed, before anything is paid out.

use super::{funded, read, show};
use crate::accounts::account::change::{Change, Happened};
use crate::accounts::account::context::Context;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::refusal::Refusal;
use crate::json::{Json, Object};
use crate::servicing::funding::{Funding, Investors};
use crate::servicing::life_cycle::{Operation, permit};

/// Adds a fund, and answers its id too.
pub fn create(ledger: &Ledger, body: &Object, context: &Context<'_>) -> Result<(Change, String), Refusal> {
    let funding = open(ledger, context)?;
    let fund = read::new(body, &funding, context)?;
    let fund_id = fund.fund_id.clone();
    let change = agreed(ledger, funding.with(fund)?, &fund_id, "fund.created", context)?;
    Ok((change, fund_id))
}

/// Changes what a body says of a fund, and nothing else.
pub fn update(ledger: &Ledger, fund_id: &str, body: &Object, context: &Context<'_>) -> Result<Change, Refusal> {
    let funding = open(ledger, context)?;
    let shown = show::one(funding.fund(fund_id)?, &funding)?;
    let fund = read::changed(body, &shown, &funding)?;
    agreed(ledger, funding.with_changed(fund)?, fund_id, "fund.updated", context)
}

/// Removes a fund.
pub fn delete(ledger: &Ledger, fund_id: &str, context: &Context<'_>) -> Result<Change, Refusal> {
    let funding = open(ledger, context)?;
    agreed(ledger, funding.without(fund_id)?, fund_id, "fund.deleted", context)
}

/// The funds of an account whose state permits to change them.
fn open(ledger: &Ledger, context: &Context<'_>) -> Result<Funding, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::ChangeFunding, &snapshot.standing)?;
    Ok(funded(ledger, &snapshot)?.funding)
}

fn agreed(
    ledger: &Ledger,
    funding: Funding,
    fund_id: &str,
    event_type: &'static str,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let mut changed = ledger.clone();
    changed.funding = (!funding.funds().is_empty()).then(|| Investors::agreed(funding));
    let happened = Happened::to(&ledger.account.account_id, event_type).with("fund_id", Json::text(fund_id));
    Change::finish(changed, ledger.entries.len(), happened, context)
}
