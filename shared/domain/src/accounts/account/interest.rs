//! Interest that has accrued is put to the account by hand.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted, told};
use super::ledger::Ledger;
use super::refusal::Refusal;
use crate::servicing::life_cycle::{Operation, permit};
use crate::servicing::transaction::Event;

/// Makes interest due that has accrued up to a day: all of it, or an amount.
pub fn apply_interest(
    ledger: &Ledger,
    on: Option<NaiveDate>,
    amount: Option<Decimal>,
    note: Note,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::ApplyInterest, &snapshot.standing)?;
    let mut applied = ledger.clone();
    let on = on.unwrap_or_else(|| context.today());
    admitted(&mut applied, Event::InterestApplied { amount }, on, note, context)?;
    told(applied, ledger, "account.interest_applied", context)
}
