//! Sums over an account, by the tests' own bookkeeping.

use domain::servicing::account::Account;
use domain::servicing::installment::Installment;
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;

/// The sum of something over all installments.
pub fn over(account: &Account, of: impl Fn(&Installment) -> Components) -> Components {
    account.installments.iter().map(of).fold(Components::default(), plus)
}

/// What is outstanding over all installments.
pub fn outstanding(account: &Account) -> Components {
    over(account, Installment::outstanding)
}

pub fn plus(left: Components, right: Components) -> Components {
    Components {
        principal: left.principal + right.principal,
        interest: left.interest + right.interest,
        fees: left.fees + right.fees,
        penalties: left.penalties + right.penalties,
    }
}

/// A part of each component, in minor units.
pub fn scaled(of: Components, part: Decimal, decimals: u32) -> Components {
    let scale = |amount: Decimal| (amount * part).trunc_with_scale(decimals).normalize();
    Components {
        principal: scale(of.principal),
        interest: scale(of.interest),
        fees: scale(of.fees),
        penalties: scale(of.penalties),
    }
}

/// The four amounts.
pub fn parts(of: Components) -> [Decimal; 4] {
    [of.principal, of.interest, of.fees, of.penalties]
}

/// What was paid out and added to the principal.
pub fn lent(account: &Account) -> Decimal {
    account.disbursements.iter().chain(&account.capitalized).map(|(_, amount)| *amount).sum()
}
