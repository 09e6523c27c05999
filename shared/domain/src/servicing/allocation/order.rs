//! In which order a payment is spread over what is owed.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::servicing::transaction::RepaymentKind;

/// How late a part of the debt is, seen from the day of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DueState {
    /// Its due date has passed.
    PastDue,
    /// It is due that day.
    Due,
    /// Its due date is still to come.
    InAdvance,
}

/// What a part of the debt is owed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Component {
    /// For being late.
    Penalty,
    /// For services.
    Fee,
    /// For the use of the amount lent.
    Interest,
    /// Of the amount lent.
    Principal,
}

/// One step of the order.
pub type Step = (DueState, Component);

/// Whether a payment goes installment by installment or component by component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Direction {
    /// Installment by installment.
    #[default]
    #[serde(rename = "MethodHorizontal")]
    Horizontal,
    /// Component by component, over all installments.
    #[serde(rename = "MethodVertical")]
    Vertical,
}

/// Which installments that are not due yet a payment in advance goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FutureInstallments {
    /// The next one, then the one after it.
    #[default]
    NextInstallment,
    /// The last one, then the one before it.
    LastInstallment,
    /// The one that the day lies in, then the last one.
    NextLastInstallment,
    /// All of them, in equal parts.
    Reamortization,
}

/// The order for one kind of payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationOrder {
    /// Each step once; twelve of them when nothing is left out.
    pub steps: Vec<Step>,
    /// Which installments a payment in advance goes to.
    pub future: FutureInstallments,
}

impl AllocationOrder {
    /// Whether all components of all installments are paid, each at some step.
    #[must_use]
    pub fn leaves_nothing_out(&self) -> bool {
        use Component::{Fee, Interest, Penalty, Principal};
        [DueState::PastDue, DueState::Due, DueState::InAdvance].into_iter().all(|state| {
            [Penalty, Fee, Interest, Principal].into_iter().all(|component| self.steps.contains(&(state, component)))
        })
    }
}

/// How payments of an account are spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationRules {
    /// Installment by installment or component by component.
    pub direction: Direction,
    /// The order for every kind of payment that has none of its own.
    pub default: AllocationOrder,
    /// The order for single kinds of payments.
    pub of_kind: Vec<(RepaymentKind, AllocationOrder)>,
    /// What a chargeback puts back first; principal alone where it is empty.
    pub chargeback: Vec<Component>,
    /// How older systems spread a payment, for schedules of [`super::super::terms::ScheduleEngine::Cumulative`].
    pub transaction_order: Option<TransactionOrder>,
}

/// How older systems spread a payment over installments, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransactionOrder {
    /// Penalties, fees, interest, principal.
    PenaltiesFeesInterestPrincipal,
    /// Interest, principal, penalties, fees.
    InterestPrincipalPenaltiesFees,
    /// What is due: penalty, interest, principal, fee; then in advance the same.
    DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee,
    /// What is due: penalty, fee, interest, principal; then in advance principal, penalty, fee, interest.
    DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest,
}

impl AllocationRules {
    /// The order for a kind of payment.
    pub fn order(&self, kind: RepaymentKind) -> &AllocationOrder {
        self.of_kind.iter().find(|(of, _)| *of == kind).map_or(&self.default, |(_, order)| order)
    }
}

/// The amount of a payment that one step took, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The step.
    pub step: Step,
    /// What it took.
    pub amount: Decimal,
}
