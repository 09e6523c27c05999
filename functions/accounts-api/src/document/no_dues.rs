//! The certificate that nothing is owed any more.

use documents::account::Issue;
use documents::account::no_dues_certificate::{NoDues, no_dues_certificate};
use documents::model::Document;
use domain::servicing::life_cycle::AccountState;
use platform::http::problem::Problem;

use super::{Asked, account, failed};
use crate::refusal::problem;

pub(super) fn make(asked: &Asked<'_>, issue: &Issue) -> Result<Document, Problem> {
    let (ledger, context) = (asked.ledger, &asked.context);
    let snapshot = ledger.on(context.today()).map_err(problem)?;
    let place = snapshot.place();
    let (AccountState::Closed, Some(reason)) = (place.state, place.sub_state) else {
        let sentence = format!("No dues are certified only of a closed account; this one is {place}.");
        return Err(Problem::failed_precondition(sentence));
    };
    let closed = ledger.account.stamps.close.map_or(context.today(), |at| context.zone().date_at(at));
    let disbursed = snapshot.disbursed();
    let said = NoDues {
        account: account(ledger),
        owed: snapshot.summary.balances.outstanding.total(),
        closed_on: closed,
        reason,
        loan_amount: Some(disbursed).filter(|amount| !amount.is_zero()),
        disbursed_on: snapshot.money.disbursements.first().map(|(on, _)| *on).filter(|_| !disbursed.is_zero()),
    };
    no_dues_certificate(issue, &said).map_err(|error| failed(&error))
}
