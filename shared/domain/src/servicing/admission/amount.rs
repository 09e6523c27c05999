//! Amounts: above zero, and no finer than the currency.

use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::transaction::{ChargeAmount, Components, Event};

/// The amounts of a transaction are amounts of the account's currency.
pub(super) fn check(request: &Request<'_>) -> Result<(), Inadmissible> {
    let decimals = request.terms.rounding.decimals;
    match &request.new.event {
        Event::Disbursement { amount }
        | Event::CapitalizedIncome { amount }
        | Event::Repayment { amount, .. }
        | Event::CreditBalanceRefund { amount }
        | Event::Chargeback { amount, .. }
        | Event::ChargePayment { amount, .. }
        | Event::ApprovedAmount { amount }
        | Event::Redraw { amount }
        | Event::InterestApplied { amount: Some(amount) }
        | Event::InterestRefund { amount: Some(amount), .. } => above_zero(*amount, decimals),
        Event::Charge { charge } => match charge.amount {
            ChargeAmount::Flat(amount) => above_zero(amount, decimals),
            ChargeAmount::PercentOfAmount(percent)
            | ChargeAmount::PercentOfAmountAndInterest(percent)
            | ChargeAmount::PercentOfInterest(percent)
            | ChargeAmount::PercentOfDisbursement(percent) => positive(percent),
        },
        Event::WriteOff { amounts: Some(amounts) } => write_off(amounts, decimals),
        _ => Ok(()),
    }
}

fn above_zero(amount: Decimal, decimals: u32) -> Result<(), Inadmissible> {
    positive(amount)?;
    fits(amount, decimals)
}

fn positive(amount: Decimal) -> Result<(), Inadmissible> {
    if amount > Decimal::ZERO { Ok(()) } else { Err(Inadmissible::NotAboveZero) }
}

fn fits(amount: Decimal, decimals: u32) -> Result<(), Inadmissible> {
    if amount.normalize().scale() > decimals { Err(Inadmissible::TooManyDecimals { decimals }) } else { Ok(()) }
}

/// A write-off gives up something, and nothing below zero of any component.
fn write_off(amounts: &Components, decimals: u32) -> Result<(), Inadmissible> {
    let parts = [amounts.principal, amounts.interest, amounts.fees, amounts.penalties];
    if parts.iter().any(|part| part.is_sign_negative() && !part.is_zero()) {
        return Err(Inadmissible::NotAboveZero);
    }
    parts.iter().try_for_each(|part| fits(*part, decimals))?;
    // Added up, they may be more than a number can hold; they are bounded later.
    if parts.iter().all(Decimal::is_zero) { Err(Inadmissible::NotAboveZero) } else { Ok(()) }
}
