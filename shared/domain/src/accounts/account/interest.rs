//! Interest that has accrued is put to the account by hand.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::change::Change;
use super::context::Context;
use super::enter::{Note, admitted_as, told};
use super::ledger::Ledger;
use super::refusal::{Refusal, Said};
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::amount_at;
use crate::servicing::life_cycle::{Operation, permit};
use crate::servicing::transaction::Event;

const HOLIDAY_AMOUNT: &str = "holiday_amount";

/// How much is applied, as a body says it: an amount where it is interest of payment holidays, else all that has accrued.
///
/// # Errors
/// The amount is missing, or stands where it says nothing.
pub fn interest_to_apply(body: &Object) -> Result<Option<Decimal>, Faults> {
    let of_holidays = body.get("is_payment_holidays").and_then(Json::as_bool).unwrap_or(false);
    match (of_holidays, amount_at(body, HOLIDAY_AMOUNT)) {
        (true, None) => Err(Faults::at(HOLIDAY_AMOUNT, "Value is required with is_payment_holidays")),
        (false, Some(_)) => {
            Err(Faults::at(HOLIDAY_AMOUNT, "Value says something only where is_payment_holidays is true"))
        }
        (_, amount) => Ok(amount),
    }
}

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
    let said = Said { amount: amount.map(|_| HOLIDAY_AMOUNT), day: on.map(|_| "value_time") };
    let on = on.unwrap_or_else(|| context.today());
    admitted_as(said, &mut applied, Event::InterestApplied { amount }, on, note, context)?;
    told(applied, ledger, "account.interest_applied", context)
}
