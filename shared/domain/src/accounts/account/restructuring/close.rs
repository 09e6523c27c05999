//! What was agreed before ends: some of the debt is given up, the rest is paid off.

use super::request::Request;
use crate::accounts::account::context::Context;
use crate::accounts::account::enter::{Note, admitted};
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::record::Ending;
use crate::accounts::account::refusal::Refusal;
use crate::accounts::setting::inside;
use crate::field::Faults;
use crate::servicing::restructuring::{NotReplaced, Restructuring, restructure};

/// What it takes to close what is agreed on the day of the request.
pub(super) fn owed(ledger: &Ledger, request: &Request) -> Result<Restructuring, Refusal> {
    let restructuring = restructure(ledger.terms(), &ledger.transactions(), request.on, &request.replacement);
    restructuring.map_err(|reason| refusal(reason, request, ledger.terms().rounding.decimals))
}

fn refusal(reason: NotReplaced, request: &Request, decimals: u32) -> Refusal {
    let given_up = request.replacement.write_off.total();
    let of_write_off = |faults| inside("write_off_amounts", faults).into();
    match reason {
        NotReplaced::WriteOffBeyondOwed { component, mut owed } => {
            owed.rescale(decimals);
            let sentence = format!("Value must be at most {owed}, which is owed");
            of_write_off(Faults::at(key(component), sentence))
        }
        NotReplaced::NothingToReplace if !given_up.is_zero() => {
            let sentence = "Value must leave something of the debt: write the account off instead";
            Faults::at("write_off_amounts", sentence).into()
        }
        NotReplaced::NothingToReplace => Refusal::precondition("nothing_owed", "Nothing is owed on the account."),
        NotReplaced::BelowZero => of_write_off(Faults::at("principal", "Value must not be negative")),
        NotReplaced::Replay(error) => error.into(),
    }
}

/// What a component is called in a body.
fn key(component: &str) -> &str {
    match component {
        "fees" => "fee",
        "penalties" => "penalty",
        same => same,
    }
}

/// Enters it. Nothing is left to pay afterwards, nor of the borrower's money to give back.
pub(super) fn close(
    ledger: &mut Ledger,
    restructuring: &Restructuring,
    request: &Request,
    context: &Context<'_>,
) -> Result<Ending, Refusal> {
    let mut ending = Ending { entries: Vec::new(), stamps: ledger.account.stamps };
    for event in &restructuring.closing {
        admitted(ledger, event.clone(), request.on, Note::default(), context)?;
        ending.entries.extend(ledger.entries.last().map(|entry| entry.transaction.id));
    }
    let balances = ledger.on(context.today())?.summary.balances;
    if balances.outstanding.total().is_zero() && balances.overpaid.is_zero() && balances.redraw.is_zero() {
        return Ok(ending);
    }
    let sentence =
        "What is owed today does not come to nothing when it is paid off: reverse what is dated ahead first.";
    Err(Refusal::precondition("not_settled", sentence))
}
