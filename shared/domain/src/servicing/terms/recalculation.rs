//! How interest follows what was really paid, and what a payment in advance does.
//!
//! What lenders call it is said by two terms: the effect, and the
//! [`FutureInstallments`](crate::servicing::allocation::order::FutureInstallments) of the order in which payments are spread.
//! The balance bears less interest from the day of the payment in any case, except where nothing is recalculated.
//!
//! | called | recalculation | effect | future installments |
//! |---|---|---|---|
//! | no recalculation | none | | any |
//! | next installments | yes | `ReduceNextInstallments` | `NextInstallment` |
//! | last installment | yes | `AdjustLastInstallment` | `LastInstallment` |
//! | all that remain, in equal parts | yes | `AdjustLastInstallment` | `Reamortization` |
//! | same number of terms, or lower amount for each | yes | `ReduceInstallmentAmount` | `NextInstallment` |
//! | same amount for each, or fewer of them | yes | `ReduceNumberOfInstallments` | `NextInstallment` |
//!
//! With equal parts of principal it is these parts that are lowered or stay, with level installments the whole of them.

use serde::{Deserialize, Serialize};

/// How interest follows what was really paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalculation {
    /// To which day late principal bears interest.
    pub rest: RestFrequency,
    /// To which day a payoff bears interest.
    pub payoff_interest: PayoffInterest,
    /// What a payment in advance does to the installments that follow.
    pub prepayment: PrepaymentEffect,
    /// Whether late principal bears no interest beyond its schedule.
    pub ignore_past_due: bool,
}

/// How often the balance that bears interest is brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RestFrequency {
    /// Every day.
    Daily,
    /// On each due date.
    SameAsRepaymentPeriod,
}

/// To which day a payoff bears interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PayoffInterest {
    /// To the day of the payoff.
    TillDate,
    /// To the end of the period that the payoff lies in.
    TillPeriodEnd,
}

/// What a payment in advance does to the installments that follow. Which of them it goes to is said by
/// [`FutureInstallments`](crate::servicing::allocation::order::FutureInstallments), and is the next ones for all but the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PrepaymentEffect {
    /// They stay, and are paid in advance where it goes to them; the last one that is unpaid takes the difference.
    AdjustLastInstallment,
    /// What is beyond the current installment is principal, and those that follow are computed anew: they become smaller.
    ReduceInstallmentAmount,
    /// What is beyond the current installment is principal, and those that follow stay: there are fewer of them.
    ReduceNumberOfInstallments,
    /// The next installments are lowered until it is used up, or paid in advance, which leaves the borrower as much to pay.
    ReduceNextInstallments,
}

impl PrepaymentEffect {
    /// Whether what is beyond the current installment is principal, and not paid into those that follow.
    pub fn changes_installments(self) -> bool {
        matches!(self, Self::ReduceInstallmentAmount | Self::ReduceNumberOfInstallments)
    }
}
