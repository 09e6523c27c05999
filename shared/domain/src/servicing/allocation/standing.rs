//! Spreading a payment over installments as they stand, where it changes nothing of what they ask for.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::order::{AllocationRules, Step, TransactionOrder};
use super::spread::{Payee, Spreading};
use super::transaction_order::{self, DueCharges, Spent, component_of};
use crate::servicing::installment::Installment;
use crate::servicing::rounding::Rounding;
use crate::servicing::transaction::{Components, RepaymentKind};

/// A payment that is to be spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// Its value date: what is due before, on and after that day is paid in the order's own steps.
    pub on: NaiveDate,
    /// In units of the currency.
    pub amount: Decimal,
    /// What kind it is: kinds may have orders of their own.
    pub kind: RepaymentKind,
}

/// Spreads a payment over installments as they stand, and says what each component took.
///
/// The installments are in the order of due dates and numbered without repetition. This is all that a payment does to a
/// loan whose interest does not follow payments; where it does, [`crate::servicing::replay::replay`] spreads payments in
/// the same way and lets the interest of what follows move with each part.
///
/// Rules with an order of older systems pay what is due of an installment that lies ahead first; `due_charges` are the
/// charges that are due by the day, and are not asked for otherwise.
pub fn spread(
    installments: &mut [Installment],
    rules: &AllocationRules,
    rounding: &Rounding,
    due_charges: DueCharges,
    payment: Payment,
) -> Spent {
    match rules.transaction_order {
        Some(order) => in_transaction_order(installments, order, due_charges, payment),
        None => in_steps(installments, rules, rounding, payment),
    }
}

fn in_transaction_order(
    installments: &mut [Installment],
    order: TransactionOrder,
    due_charges: DueCharges,
    payment: Payment,
) -> Spent {
    transaction_order::spend(order, installments, due_charges, payment.on, payment.amount)
}

fn in_steps(installments: &mut [Installment], rules: &AllocationRules, rounding: &Rounding, payment: Payment) -> Spent {
    let (direction, order, on) = (rules.direction, rules.order(payment.kind), payment.on);
    let mut standing = Standing { installments, on, taken: Components::default() };
    let rest = Spreading { direction, order, rounding, on }.spread(&mut standing, payment.amount);
    Spent { components: standing.taken, rest }
}

/// Installments that ask for what they ask for.
struct Standing<'a> {
    installments: &'a mut [Installment],
    on: NaiveDate,
    taken: Components,
}

impl Payee for Standing<'_> {
    fn installments(&self) -> &[Installment] {
        self.installments
    }

    fn pay(&mut self, (_, component): Step, number: u32, amount: Decimal) -> Decimal {
        let Some(row) = self.installments.iter_mut().find(|row| row.number == number) else { return Decimal::ZERO };
        let paid = transaction_order::pay(row, component, self.on, amount);
        *component_of(&mut self.taken, component) += paid;
        paid
    }
}

#[cfg(test)]
mod tests;
