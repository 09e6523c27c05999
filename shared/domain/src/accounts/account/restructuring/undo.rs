//! A refinancing or a rescheduling is taken back: what was agreed before is agreed again, as it was.
//!
//! What took its place stays on record. Under the same id its entries stay in the list, each taken back by an entry of its
//! own. Another account stays as one that was withdrawn: its transactions have been told to others by their ids, and
//! documents may name them. Nothing is paid out on it any more, so its lender may delete it where nobody needs it.

use super::Handover;
use crate::accounts::account::change::{Change, Happened};
use crate::accounts::account::context::Context;
use crate::accounts::account::enter::Note;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::record::{Ending, Restructured};
use crate::accounts::account::refusal::Refusal;
use crate::accounts::account::reverse::take_back;
use crate::json::Json;
use crate::resource::merged;
use crate::servicing::life_cycle::{AccountState, AccountSubState, Fact, Operation, Place, Standing, permit};
use crate::servicing::transaction::TransactionId;

/// Takes a refinancing or a rescheduling back, at the account that was refinanced or rescheduled, as long as nothing was
/// entered since on what took its place. `successor` is the account that [`Ledger::successor`] names, where it names one.
///
/// # Errors
/// [`Refusal::Precondition`] where the state does not allow it, or something later depends on it.
pub fn undo_restructure(
    ledger: &Ledger,
    how: Restructured,
    successor: Option<&Ledger>,
    note: &Note,
    context: &Context<'_>,
) -> Result<Handover, Refusal> {
    let snapshot = ledger.on(context.today())?;
    let later = match ledger.successor() {
        Some(_) => successor.is_some_and(has_moved_on),
        None => is_used(ledger),
    };
    let facts = snapshot.standing.facts.clone().with(Fact::LaterTransactions, later);
    permit(operation(how), &Standing { place: snapshot.place(), facts })?;
    match (ledger.successor(), &ledger.account.ending) {
        (None, None) => in_place(ledger, how, note, context),
        (Some(_), Some(ending)) => {
            let successor = successor.ok_or(Refusal::NotFound("The account that goes on with the debt"))?;
            of_another(ledger, ending, successor, how, note, context)
        }
        _ => Err(Refusal::precondition("not_restructured", "It is not known what the account was replaced by.")),
    }
}

fn operation(how: Restructured) -> Operation {
    match how {
        Restructured::Refinanced => Operation::UndoRefinance,
        Restructured::Rescheduled => Operation::UndoReschedule,
    }
}

/// Whether anything was done with another account beside opening it.
fn has_moved_on(successor: &Ledger) -> bool {
    let account = &successor.account;
    is_used(successor) || account.decided.is_some() || !account.earlier.is_empty() || account.closed_by_hand
}

/// Whether something stands under what is agreed now beside what opened it.
fn is_used(ledger: &Ledger) -> bool {
    let opened = ledger.account.agreed.opened.unwrap_or(TransactionId(0));
    ledger.standing().into_iter().any(|entry| entry.transaction.id > opened)
}

fn in_place(ledger: &Ledger, how: Restructured, note: &Note, context: &Context<'_>) -> Result<Handover, Refusal> {
    let mut undone = ledger.clone();
    take_opening_back(&mut undone, note, context)?;
    let account = &mut undone.account;
    let earlier = account.earlier.pop();
    let earlier = earlier.ok_or_else(|| Refusal::precondition("not_restructured", "Nothing was agreed before."))?;
    if earlier.details.contains_key("product_id") {
        account.product = earlier.product;
    }
    account.details = merged(&account.details, &earlier.details);
    account.agreed = earlier.agreed;
    reopen(&mut undone, &earlier.ending, note, context)?;
    let happened = Happened::to(&ledger.account.account_id, how.undone()).with("keep_same_account_id", true);
    let account = Change::finish(undone, ledger.entries.len(), happened, context)?;
    Ok(Handover { account, successor: None })
}

fn of_another(
    ledger: &Ledger,
    ending: &Ending,
    successor: &Ledger,
    how: Restructured,
    note: &Note,
    context: &Context<'_>,
) -> Result<Handover, Refusal> {
    let (id, other_id) = (&ledger.account.account_id, &successor.account.account_id);
    let mut withdrawn = successor.clone();
    take_opening_back(&mut withdrawn, note, context)?;
    withdrawn.account.decided = Some(Place::with(AccountState::Closed, AccountSubState::Withdrawn));
    withdrawn.account.stamps.approve = None;
    let mut undone = ledger.clone();
    let account = &mut undone.account;
    (account.decided, account.rescheduled_account_id, account.ending) = (None, None, None);
    reopen(&mut undone, ending, note, context)?;
    let told = Happened::to(id, how.undone()).with("rescheduled_account_id", Json::text(other_id));
    let told = told.with("keep_same_account_id", false);
    let of_other = Happened::to(other_id, "account.withdrawn").with("original_account_id", Json::text(id));
    Ok(Handover {
        account: Change::finish(undone, ledger.entries.len(), told, context)?,
        successor: Some(Change::finish(withdrawn, successor.entries.len(), of_other, context)?),
    })
}

/// Takes back what opened what is agreed now, the latest first.
fn take_opening_back(ledger: &mut Ledger, note: &Note, context: &Context<'_>) -> Result<(), Refusal> {
    let ids: Vec<_> = ledger.standing().into_iter().rev().map(|entry| entry.transaction.id).collect();
    take_back(ledger, &ids, note, context)
}

/// Takes back what closed what is agreed again.
fn reopen(ledger: &mut Ledger, ending: &Ending, note: &Note, context: &Context<'_>) -> Result<(), Refusal> {
    let ids: Vec<_> = ending.entries.iter().rev().copied().collect();
    let stamps = &mut ledger.account.stamps;
    (stamps.arrears_set, stamps.tax_rate_review) = (ending.stamps.arrears_set, ending.stamps.tax_rate_review);
    take_back(ledger, &ids, note, context)
}
