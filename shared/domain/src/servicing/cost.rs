//! What a loan costs the borrower.

use rust_decimal::Decimal;

use super::account::Account;
use super::apr::{self, Apr, AprError, DatedAmount};

/// What a loan costs the borrower.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// The annual percentage rate by the actuarial method (US Regulation Z, Appendix J).
    pub apr: Apr,
    /// All that is paid beyond what was paid out, in units of the currency.
    pub total: Decimal,
}

/// The cost of an account's schedule as it stands: what was paid out against what the installments ask for. Fees taken
/// out of a disbursement count as not paid out.
pub fn cost(account: &Account) -> Result<Cost, AprError> {
    let withheld: Decimal = account.charges.iter().filter(|charge| charge.at_disbursement).map(|c| c.amount).sum();
    let mut left = withheld;
    let advances: Vec<DatedAmount> = account
        .disbursements
        .iter()
        .map(|(date, amount)| {
            let taken = left.min(*amount);
            left -= taken;
            DatedAmount { date: *date, amount: *amount - taken }
        })
        .collect();
    let payments: Vec<DatedAmount> = account
        .installments
        .iter()
        .map(|installment| DatedAmount { date: installment.due, amount: installment.expected.total() })
        .filter(|payment| payment.amount > Decimal::ZERO)
        .collect();
    let start = advances.first().map(|advance| advance.date).ok_or(AprError::NoAdvance)?;
    let apr = apr::regulation_z::rate(start, &advances, &payments)?;
    let sum = |flows: &[DatedAmount]| flows.iter().map(|flow| flow.amount).sum::<Decimal>();
    Ok(Cost { apr, total: sum(&payments) - sum(&advances) })
}
