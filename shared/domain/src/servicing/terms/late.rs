//! When a loan counts as late, and what that costs.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// When the loan counts as late.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ArrearsTerms {
    /// Days after a due date that are not late yet.
    pub tolerance_days: u32,
    /// Percent of the outstanding principal that may be late without the loan being in arrears.
    pub tolerance_percentage: Option<Decimal>,
    /// The least amount of that tolerance, in units of the currency.
    pub tolerance_floor: Option<Decimal>,
    /// From which day arrears are counted.
    pub counted_from: ArrearsDate,
    /// Names and ages of the buckets, youngest first.
    pub buckets: Vec<Bucket>,
    /// Where the interest of late principal is owed, where interest follows payments; `None` is with the installments that
    /// come due meanwhile, which are not raised: the last one takes what that changes.
    pub late_payment: Option<LatePaymentRecalculation>,
}

/// From which day arrears are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ArrearsDate {
    /// Since the loan last became late, whichever installments have been paid since.
    FirstWentToArrears,
    /// Since the due date of the oldest installment that is late now.
    #[default]
    LastLateRepayment,
}

/// A range of ages of late amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// What it is called.
    pub name: String,
    /// The first age in days that belongs to it.
    pub from: u32,
    /// The last one; `None` is without end.
    pub to: Option<u32>,
}

/// Where the interest is owed that principal bears because it was not paid in time. It is summed up by the day for each
/// late installment, and rounded as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LatePaymentRecalculation {
    /// Each late installment is raised by the interest of its own principal.
    #[serde(rename = "MethodOverdueInstallmentsIncrease")]
    OverdueInstallmentsIncrease,
    /// The last installment is raised by the interest of all.
    #[serde(rename = "MethodLastInstallmentIncrease")]
    LastInstallmentIncrease,
}

/// What a late loan costs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PenaltyTerms {
    /// Percent a year.
    pub rate: Decimal,
    /// What the rate is applied to.
    pub base: PenaltyBase,
    /// Days after a due date that cost nothing.
    pub tolerance_days: u32,
}

impl PenaltyTerms {
    /// Whether being late costs anything.
    pub fn is_agreed(&self) -> bool {
        self.base != PenaltyBase::None && !self.rate.is_zero()
    }
}

/// What a penalty is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PenaltyBase {
    /// There is none.
    #[default]
    None,
    /// Principal that is overdue.
    OverdueBalance,
    /// Principal and interest that are overdue.
    OverdueBalanceAndInterest,
    /// All principal that is outstanding.
    OutstandingPrincipal,
}
