//! What the servicing refuses, as a fault of the setting that it comes from.

use super::facts;
use crate::accounts::body::SETTINGS;
use crate::accounts::setting::Setting;
use crate::accounts::settings::interest::{ACCRUE_AFTER_MATURITY, ACCRUE_LATE_INTEREST, PARTIAL_PERIODS, RATE};
use crate::accounts::settings::prepayment::RECALCULATION;
use crate::accounts::settings::redraw::ALLOWED;
use crate::accounts::settings::schedule::{
    AMORTIZATION_PERIOD, FIXED_DAYS_OF_MONTH, FIXED_LENGTH, FULL_TERM_TRANCHES, NON_WORKING_DAYS,
    NON_WORKING_DAYS_SHIFT, PERIODIC_PAYMENT, PRINCIPAL_GRACE, REPAYMENT_PERIOD,
};
use crate::field::Faults;
use crate::servicing::replay::{ReplayError, replay};
use crate::servicing::terms::Terms;

/// Words of the servicing's reasons, and the setting that each is about. A reason is of the first whose words begin it.
const REASONS: &[(&str, &Setting)] = &[
    ("accrue_after_maturity", &ACCRUE_AFTER_MATURITY),
    ("accrue_late_interest", &ACCRUE_LATE_INTEREST),
    ("periodic_payment", &PERIODIC_PAYMENT),
    ("prepayment", &RECALCULATION),
    ("a fixed day of the month", &FIXED_DAYS_OF_MONTH),
    ("fixed days of the month", &FIXED_DAYS_OF_MONTH),
    ("there is no working day", &NON_WORKING_DAYS),
    ("an installment would be due on", &NON_WORKING_DAYS_SHIFT),
    ("working days would put", &NON_WORKING_DAYS_SHIFT),
    ("a fixed length", &FIXED_LENGTH),
    ("tranches of full term", &FULL_TERM_TRANCHES),
    ("money that is kept to be taken out again", &ALLOWED),
    ("interest that follows payments, and is counted in whole periods", &PARTIAL_PERIODS),
    ("a balance that changes within a period", &PARTIAL_PERIODS),
    ("installments that do not cover their interest", &PERIODIC_PAYMENT),
    ("no installment is left to repay the principal", &PRINCIPAL_GRACE),
    ("a due date would be after", &REPAYMENT_PERIOD),
];

/// Draws up the schedule that nothing has happened on yet: whatever refuses that, refuses the terms.
pub(super) fn check(terms: &Terms) -> Result<(), Faults> {
    match replay(terms, &[], terms.expected_disbursement) {
        Ok(_) => Ok(()),
        Err(ReplayError::Terms(reason)) => Err(of_reason(&reason)),
        Err(ReplayError::Unsupported(reason)) => Err(of_reason(reason)),
        // Each number alone is within its limits: what is left is what interest grows to over all periods.
        Err(ReplayError::OutOfRange | ReplayError::UnknownTransaction(_)) => {
            Err(RATE.fault("Value is too large for the number of installments and their period"))
        }
    }
}

fn of_reason(reason: &str) -> Faults {
    if reason.starts_with("the first due date") {
        return facts::first_repay_time("Value must be after expected_disburse_time");
    }
    if reason.contains("periods of amortization") {
        return AMORTIZATION_PERIOD.fault("Value must be at least repayment_installments repayment periods");
    }
    let known = REASONS.iter().find(|(words, _)| reason.starts_with(words));
    match known {
        Some((_, setting)) => setting.fault(format!("Value is not served: {reason}")),
        None => Faults::at(SETTINGS, format!("Value is not served: {reason}")),
    }
}
