//! Operations that must be refused, whatever for.

use chrono::NaiveDate;
use domain::servicing::admission::admit_tranche;
use domain::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{actions, ownership, terms};

/// What differs where an operation should be refused: nothing, or that it was taken.
pub fn compare(wanted: Fields<'_>, loan: &Loan) -> Result<Vec<String>, Stop> {
    let operation = wanted.text("op")?;
    Ok(match refusal(operation, wanted, loan)? {
        Some(_) => Vec::new(),
        None => vec![format!("{operation} was taken: {}", wanted.0)],
    })
}

/// Why an operation is refused; nothing where it would be taken.
fn refusal(operation: &str, wanted: Fields<'_>, loan: &Loan) -> Result<Option<String>, Stop> {
    match operation {
        "ownership_transfer" | "ownership_transfer_request" => return Ok(ownership::after(loan, wanted)?.err()),
        "add_expected_tranche" => {
            let tranche = actions::tranche(wanted)?;
            return Ok(admit_tranche(&loan.terms, &loan.transactions, tranche)
                .err()
                .map(|refused| refused.to_string()));
        }
        _ => {}
    }
    first_refusal(loan, all_asked(operation, wanted, loan)?.into_iter())
}

/// The events that an operation would be.
pub fn all_asked(operation: &str, wanted: Fields<'_>, loan: &Loan) -> Result<Vec<(NaiveDate, Event)>, Stop> {
    if operation == "reschedule" {
        let items = wanted.list("items").iter().map(|item| actions::rescheduled(Fields(item)));
        return Ok(items.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect());
    }
    Ok(vec![asked(operation, wanted, loan)?])
}

fn first_refusal(loan: &Loan, events: impl Iterator<Item = (NaiveDate, Event)>) -> Result<Option<String>, Stop> {
    for (on, event) in events {
        if let Some(refused) = loan.refusal(on, event)? {
            return Ok(Some(refused));
        }
    }
    Ok(None)
}

/// The event that an operation would be.
fn asked(operation: &str, wanted: Fields<'_>, loan: &Loan) -> Result<(NaiveDate, Event), Stop> {
    let today = loan.business_date;
    let back = |is: fn(&Event) -> bool| Ok((today, Event::Reversal { of: last(loan, |it| is(&it.event)) }));
    let on = wanted.maybe_date("date")?.unwrap_or(today);
    match operation {
        "approve" => Ok((on, Event::ApprovedAmount { amount: wanted.decimal("amount")? })),
        "transaction" => {
            let kind = terms::repayment_kind(wanted.text("type")?)?;
            Ok((on, Event::Repayment { amount: wanted.decimal("amount")?, kind }))
        }
        "capitalized_income_adjustment" => {
            let kind = RepaymentKind::CapitalizedIncomeAdjustment;
            Ok((on, Event::Repayment { amount: wanted.decimal("amount")?, kind }))
        }
        "undo_transaction" => Ok((today, Event::Reversal { of: named(loan, wanted)? })),
        "undo_disbursal" | "undo_last_disbursal" => back(|event| matches!(event, Event::Disbursement { .. })),
        "undo_charge_off" => back(|event| matches!(event, Event::ChargeOff)),
        "undo_terminate_contract" | "undo_contract_termination" => back(|event| matches!(event, Event::Termination)),
        "undo_write_off" => back(|event| matches!(event, Event::WriteOff { .. })),
        "undo_reage" => back(|event| matches!(event, Event::ReAge { .. })),
        "undo_reamortize" => back(|event| matches!(event, Event::ReAmortise { .. })),
        _ => actions::event(loan, operation, wanted),
    }
}

/// The last transaction of a sort that stands. Where none does, taking back again what was taken back before, or what
/// never was, is what a case wants to see refused.
fn last(loan: &Loan, is: impl Fn(&Transaction) -> bool) -> TransactionId {
    let of_sort = || loan.transactions.iter().rev().filter(|it| is(it));
    let standing = of_sort().find(|it| !loan.is_reversed(it.id));
    standing.or_else(|| of_sort().next()).map_or(TransactionId(0), |it| it.id)
}

/// The transaction that a case names to be taken back.
fn named(loan: &Loan, wanted: Fields<'_>) -> Result<TransactionId, Stop> {
    let sort = wanted.text("type")?;
    if sort == "LAST_REPAYMENT" {
        return Ok(last(loan, |it| matches!(it.event, Event::Repayment { kind: RepaymentKind::Repayment, .. })));
    }
    let on = wanted.maybe_date("made_on")?.or(wanted.maybe_date("on")?);
    Ok(last(loan, |it| on.is_none_or(|on| it.value_date == on) && actions::is_of_sort(&it.event, sort)))
}
