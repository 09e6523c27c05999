//! What an account says of itself beside its settings, as far as it decides its terms.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::draft::Draft;
use crate::accounts::setting::inside;
use crate::calendar::YEARS;
use crate::company::minor_digits;
use crate::field::Faults;
use crate::servicing::terms::ExpectedTranche;

/// Most tranches of an account.
pub const TRANCHES_MAX: usize = 100;

/// What an account says of itself beside its settings. Times are days in the company's time zone.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// ISO 4217: the currency of all amounts.
    pub currency_code: &'a str,
    /// The day of the application.
    pub applied_on: NaiveDate,
    /// `disbursement_details.expected_disburse_time`: the day from which due dates are counted.
    pub disbursement: NaiveDate,
    /// `disbursement_details.first_repay_time`: the first due date, where it is not one period later.
    pub first_repayment: Option<NaiveDate>,
    /// `tranches`, in their order: when each is expected, and its amount.
    pub tranches: &'a [ExpectedTranche],
}

impl Facts<'_> {
    /// Notes what is wrong with currency and days; answers the decimals of the currency.
    pub(super) fn check(&self, draft: &mut Draft<'_>) -> u32 {
        if !YEARS.contains(&self.disbursement.year()) {
            draft.faults.merge(expected_disburse_time("Value is out of range"));
        }
        if self.first_repayment.is_some_and(|day| !YEARS.contains(&day.year())) {
            draft.faults.merge(first_repay_time("Value is out of range"));
        }
        minor_digits(self.currency_code).unwrap_or_else(|| {
            draft.faults.add("currency_code", "Value must be an ISO 4217 code, as INR");
            0
        })
    }

    /// Notes what is wrong with tranches: together they are no more than the account's amount, where there is one.
    pub(super) fn check_tranches(&self, amount: Option<Decimal>, decimals: u32, draft: &mut Draft<'_>) {
        if self.tranches.len() > TRANCHES_MAX {
            draft.faults.add("tranches", format!("Value must have at most {TRANCHES_MAX} entries"));
            return;
        }
        let mut left = amount.unwrap_or(Decimal::MAX);
        for (position, tranche) in self.tranches.iter().enumerate() {
            if let Some(faults) = self.fault_of(tranche, left, decimals) {
                draft.faults.merge(inside("tranches", inside(&position.to_string(), faults)));
            }
            left = left.checked_sub(tranche.amount).unwrap_or(Decimal::ZERO);
        }
    }

    fn fault_of(&self, tranche: &ExpectedTranche, left: Decimal, decimals: u32) -> Option<Faults> {
        if tranche.on < self.disbursement || !YEARS.contains(&tranche.on.year()) {
            let sentence = "Value must not be before the account's expected_disburse_time";
            return Some(inside("disbursement_details", Faults::at("expected_disburse_time", sentence)));
        }
        let sentence = if tranche.amount <= Decimal::ZERO {
            "Value must be greater than 0".to_owned()
        } else if tranche.amount.normalize().scale() > decimals {
            format!("Value must have at most {decimals} decimals in {}", self.currency_code)
        } else if tranche.amount > left {
            "Value must not make the tranches more than the amount of the account".to_owned()
        } else {
            return None;
        };
        Some(Faults::at("amount", sentence))
    }
}

/// A fault of the day on which an account is to be paid out.
pub(super) fn expected_disburse_time(sentence: &str) -> Faults {
    inside("disbursement_details", Faults::at("expected_disburse_time", sentence))
}

/// A fault of the first due date.
pub(super) fn first_repay_time(sentence: &str) -> Faults {
    inside("disbursement_details", Faults::at("first_repay_time", sentence))
}
