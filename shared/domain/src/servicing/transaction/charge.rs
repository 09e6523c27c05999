//! Fees and penalties.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A fee or a penalty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Charge {
    /// What it is called, for statements.
    pub name: String,
    /// A penalty, not a fee.
    pub penalty: bool,
    /// How its amount is found.
    pub amount: ChargeAmount,
    /// When it is due.
    pub due: ChargeDue,
}

/// How the amount of a charge is found. Percentages are percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChargeAmount {
    /// An amount.
    Flat(Decimal),
    /// Of the principal.
    PercentOfAmount(Decimal),
    /// Of principal and interest.
    PercentOfAmountAndInterest(Decimal),
    /// Of interest.
    PercentOfInterest(Decimal),
    /// Of a disbursement.
    PercentOfDisbursement(Decimal),
}

impl ChargeAmount {
    /// What it comes to for what it may be a part of, in units of the currency, not rounded.
    pub(in crate::servicing) fn of(self, principal: Decimal, with_interest: Decimal, interest: Decimal) -> Decimal {
        let percent = |of: Decimal, percentage: Decimal| of * percentage / Decimal::ONE_HUNDRED;
        match self {
            Self::Flat(amount) => amount,
            Self::PercentOfAmount(p) | Self::PercentOfDisbursement(p) => percent(principal, p),
            Self::PercentOfAmountAndInterest(p) => percent(with_interest, p),
            Self::PercentOfInterest(p) => percent(interest, p),
        }
    }
}

/// When a charge is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChargeDue {
    /// On a day.
    On(NaiveDate),
    /// With each installment.
    EachInstallment,
    /// With the first disbursement, out of what is paid out.
    AtDisbursement,
}
