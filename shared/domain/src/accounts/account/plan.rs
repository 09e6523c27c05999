//! Another tranche is planned while the loan runs.

use super::context::Context;
use super::draft::planned;
use super::fields::tranches;
use super::ledger::Ledger;
use super::refusal::Refusal;
use crate::field::Faults;
use crate::json::Object;
use crate::servicing::admission::admit_tranche;
use crate::servicing::life_cycle::{Operation, Standing, permit};
use crate::servicing::rounding::Rounding;
use crate::servicing::terms::ExpectedTranche;

/// Adds tranches to what is agreed that a change of an account adds to those it had. Whether there were any: a change of
/// those that are agreed on already is none.
pub(super) fn add(
    updated: &mut Ledger,
    before: &Ledger,
    standing: &Standing,
    context: &Context<'_>,
) -> Result<bool, Refusal> {
    let (known, all) = (said(before), said(updated));
    if all.len() <= known.len() || !all.starts_with(&known) {
        return Ok(false);
    }
    permit(Operation::PlanDisbursement, standing)?;
    let transactions = before.transactions();
    let all = planned(&updated.account.details, context.zone());
    for (position, tranche) in all.into_iter().enumerate().skip(known.len()) {
        let terms = &mut updated.account.agreed.terms;
        check(position, &tranche, &terms.rounding)?;
        admit_tranche(terms, &transactions, tranche)?;
        terms.schedule.expected_tranches.push(tranche);
    }
    Ok(true)
}

/// What callers say of tranches. Their numbers are their places, said or not.
fn said(ledger: &Ledger) -> Vec<Object> {
    let without_number = |tranche: &Object| {
        let mut said = tranche.clone();
        said.shift_remove("tranche_number");
        said
    };
    tranches(&ledger.account.details).into_iter().map(without_number).collect()
}

fn check(position: usize, tranche: &ExpectedTranche, rounding: &Rounding) -> Result<(), Faults> {
    let sentence = if tranche.amount.is_zero() {
        "Value must be greater than 0".to_owned()
    } else if tranche.amount.normalize().scale() > rounding.decimals {
        format!("Value must have at most {} decimals in the currency of the account", rounding.decimals)
    } else {
        return Ok(());
    };
    let mut of_list = Faults::default();
    of_list.add_inside(position.to_string(), Faults::at("amount", sentence));
    let mut faults = Faults::default();
    faults.add_inside("tranches", of_list);
    Err(faults)
}
