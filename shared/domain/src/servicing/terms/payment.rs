//! Which payments are taken before their time, and what a charge-off does to interest.

use serde::{Deserialize, Serialize};

/// What a payment before its time does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrepaymentTerms {
    /// Whether it is taken at all.
    pub acceptance: FuturePayments,
}

impl Default for PrepaymentTerms {
    fn default() -> Self {
        Self { acceptance: FuturePayments::AcceptOverpayments }
    }
}

/// Whether payments before their time are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FuturePayments {
    /// No more than is due.
    #[serde(rename = "NoFuturePayments")]
    Refused,
    /// No more than is outstanding.
    #[serde(rename = "AcceptFuturePayments")]
    Accepted,
    /// What is beyond it is kept for the borrower.
    #[serde(rename = "AcceptOverpayments")]
    AcceptOverpayments,
}

/// What becomes of interest that is not due yet when a loan is charged off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChargeOffInterest {
    /// It goes on as before.
    #[default]
    Regular,
    /// None accrues from the day of the charge-off.
    ZeroInterest,
    /// Everything is due on that day.
    AccelerateMaturity,
}
