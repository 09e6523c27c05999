//! The actuarial method on flows whose place in time is known: 12 CFR part 1026, appendix J, (b)(8).

use rust_decimal::Decimal;

use super::{Apr, AprError, MAX_FLOWS, equation::Equation};

/// An advance or a payment, placed in time by unit-periods from the beginning of the loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Full unit-periods from the beginning of the loan: `t`.
    pub unit_periods: u32,
    /// What is left as a fraction of a unit-period, from 0 to 1: `f`.
    pub fraction: Decimal,
    /// In units of the currency, not below zero.
    pub amount: Decimal,
}

/// The rate `i` for which `sum A / ((1 + f i) (1 + i)^t) = sum P / ((1 + f i) (1 + i)^t)` over the advances `A` and
/// the payments `P`, times the unit-periods of a year: the general equation of appendix J, (b)(8). Where several rates
/// above zero do that, as they can when payments come before advances, the search from zero upwards decides.
pub fn rate(advances: &[Flow], payments: &[Flow], unit_periods_per_year: Decimal) -> Result<Apr, AprError> {
    let unit_rate = unit_rate(advances, payments)?;
    let percent = unit_rate
        .checked_mul(unit_periods_per_year)
        .and_then(|rate| rate.checked_mul(Decimal::ONE_HUNDRED))
        .ok_or(AprError::OutOfRange)?;
    Ok(Apr { percent, unit_rate, unit_periods_per_year })
}

/// The rate per unit-period.
pub(super) fn unit_rate(advances: &[Flow], payments: &[Flow]) -> Result<Decimal, AprError> {
    if advances.len().saturating_add(payments.len()) > MAX_FLOWS {
        return Err(AprError::TooManyFlows);
    }
    check(advances, AprError::NoAdvance)?;
    check(payments, AprError::NoPayment)?;
    Equation::new(advances, payments)?.solve()
}

fn check(flows: &[Flow], none: AprError) -> Result<(), AprError> {
    if flows.iter().any(|flow| flow.amount < Decimal::ZERO) {
        return Err(AprError::NegativeAmount);
    }
    if flows.iter().any(|flow| flow.fraction < Decimal::ZERO || flow.fraction > Decimal::ONE) {
        return Err(AprError::NotAFraction);
    }
    if flows.iter().all(|flow| flow.amount.is_zero()) { Err(none) } else { Ok(()) }
}
