//! From settings and the facts of an account to the terms that its servicing computes with.
//!
//! It is total: each setting comes to a term, or is refused with a reason that is said of it. What the servicing itself
//! refuses becomes a fault of the setting that it comes from.

mod draft;
mod facts;
mod interest;
mod late;
mod payment;
mod refusal;
mod schedule;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

pub use facts::{Facts, TRANCHES_MAX};

use super::settings::Settings;
use super::settings::account::{AMOUNT, TAX_RATE};
use super::settings::disbursement::{MAX_TRANCHES, OVER_APPLIED_AMOUNT, OVER_APPLIED_PERCENTAGE};
use super::settings::schedule::{INSTALLMENT_MULTIPLE, ROUNDING, SIGNIFICANT_DIGITS};
use draft::Draft;

use crate::field::Faults;
use crate::servicing::limits::{Limits, OverApplied};
use crate::servicing::rounding::{Rounding, RoundingMode};
use crate::servicing::terms::Terms;

/// The terms of an account with these settings. Settings are effective ones: nothing is looked up in a product.
pub fn terms(settings: &Settings, facts: &Facts<'_>) -> Result<Terms, Faults> {
    let mut draft = Draft::new(settings);
    let decimals = facts.check(&mut draft);
    draft.check_amounts(decimals, facts.currency_code);
    let principal = draft.required_amount(&AMOUNT);
    facts.check_tranches(draft.number(&AMOUNT), decimals, &mut draft);
    let rounding = rounding(&mut draft, decimals);
    let (interest, future) = interest::terms(&mut draft);
    let schedule = schedule::terms(&mut draft, facts);
    payment::refuse(&mut draft);
    let allocation = payment::allocation(&mut draft, future, schedule.engine);
    let terms = Terms {
        principal,
        expected_disbursement: facts.disbursement,
        rounding,
        interest,
        schedule,
        allocation,
        arrears: late::arrears(&mut draft),
        penalty: late::penalty(&mut draft),
        prepayment: payment::prepayment(&mut draft),
        redraw: payment::redraw(&draft),
        tax_rate: draft.number(&TAX_RATE).unwrap_or(Decimal::ZERO),
        charge_off: payment::charge_off(&mut draft),
        limits: limits(&mut draft, facts),
    };
    draft.finish()?;
    refusal::check(&terms).map(|()| terms)
}

/// How much may be paid out, and in how many parts.
fn limits(draft: &mut Draft<'_>, facts: &Facts<'_>) -> Limits {
    let (amount, percentage) = (draft.number(&OVER_APPLIED_AMOUNT), draft.number(&OVER_APPLIED_PERCENTAGE));
    if amount.is_some() && percentage.is_some() {
        draft.refuse(&OVER_APPLIED_PERCENTAGE, "Value must not be there beside an over_applied_amount");
    }
    Limits {
        over_applied: amount.map(OverApplied::Flat).or(percentage.map(OverApplied::Percentage)),
        max_tranches: draft.settings.count(&MAX_TRANCHES),
        planned_tranches_only: !facts.tranches.is_empty(),
        ..Limits::default()
    }
}

fn rounding(draft: &mut Draft<'_>, decimals: u32) -> Rounding {
    Rounding {
        mode: draft.spelled(&ROUNDING, RoundingMode::HalfEven),
        decimals,
        precision: draft.settings.count(&SIGNIFICANT_DIGITS),
        installment_multiple: draft.number(&INSTALLMENT_MULTIPLE).filter(|multiple| !multiple.is_zero()),
    }
}
