//! What transactions do to installments that are drawn up.

mod charges;
mod credit;
mod penalty;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::charges::PlacedCharge;
use crate::servicing::account::Posting;
use crate::servicing::allocation::order::{Component, TransactionOrder};
use crate::servicing::allocation::transaction_order::{component_of, spend, waive, write_off};
use crate::servicing::installment::Installment;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Components, Event, RepaymentKind, Transaction};

pub(super) use penalty::Penalties;

const COMPONENTS: [Component; 4] = [Component::Penalty, Component::Fee, Component::Interest, Component::Principal];

/// Installments and charges with what was paid of them. Amounts are in units of the currency.
pub(super) struct Ledger<'a> {
    pub installments: Vec<Installment>,
    pub charges: Vec<PlacedCharge>,
    pub overpaid: Decimal,
    /// Came in after the loan was given up.
    pub recovered: Decimal,
    pub charged_off_on: Option<NaiveDate>,
    /// All that was owed was given up.
    pub is_written_off: bool,
    order: Option<TransactionOrder>,
    penalties: Penalties<'a>,
}

/// What a transaction did: its amount, what went to each component, and what was beyond all that is owed.
type Effect = (Decimal, Components, Decimal);

impl<'a> Ledger<'a> {
    /// Installments of which nothing was paid yet.
    pub fn new(
        installments: Vec<Installment>,
        charges: Vec<PlacedCharge>,
        order: Option<TransactionOrder>,
        penalties: Penalties<'a>,
    ) -> Self {
        let mut ledger = Self {
            installments,
            charges,
            overpaid: Decimal::ZERO,
            recovered: Decimal::ZERO,
            charged_off_on: None,
            is_written_off: false,
            order,
            penalties,
        };
        ledger.sort();
        ledger
    }

    fn sort(&mut self) {
        self.installments.sort_by_key(|installment| installment.due);
    }

    /// Applies transactions in the order in which they count; payments of single charges come before all others.
    pub fn apply(&mut self, transactions: &[&Transaction]) -> Result<Vec<Posting>, ReplayError> {
        let pays_charge = |transaction: &Transaction| matches!(transaction.event, Event::ChargePayment { .. });
        let mut effects: Vec<Option<Effect>> = vec![None; transactions.len()];
        for charge_payments in [true, false] {
            for (transaction, effect) in transactions.iter().zip(&mut effects) {
                if pays_charge(transaction) == charge_payments {
                    if !charge_payments {
                        self.penalize_till(transaction.value_date);
                    }
                    *effect = Some(self.effect(transaction)?);
                }
            }
        }
        Ok(postings(transactions, effects))
    }

    fn effect(&mut self, transaction: &Transaction) -> Result<Effect, ReplayError> {
        let on = transaction.value_date;
        match &transaction.event {
            Event::Disbursement { amount } => Ok((*amount, Components::default(), Decimal::ZERO)),
            Event::Repayment { amount, kind: RepaymentKind::Recovery } => {
                self.recovered += *amount;
                Ok((*amount, Components::default(), Decimal::ZERO))
            }
            Event::Repayment { amount, kind: RepaymentKind::InterestWaiver } => Ok(self.waive_interest(on, *amount)),
            Event::Repayment { amount, .. } => self.repay(on, *amount),
            Event::ChargePayment { of, amount } => self.pay_charge(*of, on, *amount),
            Event::ChargeWaiver { of } => self.waive_charge(*of, on),
            Event::Chargeback { amount, .. } | Event::CreditBalanceRefund { amount } => Ok(self.credit(on, *amount)),
            Event::ChargeOff => {
                self.charged_off_on = Some(on);
                let owed = self.outstanding();
                Ok((owed.total(), owed, Decimal::ZERO))
            }
            Event::WriteOff { amounts } => {
                self.is_written_off |= amounts.is_none();
                Ok(self.write_off(on, amounts.unwrap_or(self.outstanding())))
            }
            _ => Ok((Decimal::ZERO, Components::default(), Decimal::ZERO)),
        }
    }

    /// What is owed in all.
    pub fn outstanding(&self) -> Components {
        let mut sum = Components::default();
        for installment in &self.installments {
            let mut open = installment.outstanding();
            for component in COMPONENTS {
                *component_of(&mut sum, component) += *component_of(&mut open, component);
            }
        }
        sum
    }

    fn repay(&mut self, on: NaiveDate, amount: Decimal) -> Result<Effect, ReplayError> {
        let Some(order) = self.order else {
            return Err(ReplayError::Terms("the order in which payments are spread is missing".to_owned()));
        };
        let due_charges = self.due_charges(on);
        let spent = spend(order, &mut self.installments, due_charges, on, amount);
        self.pay_charges(false, spent.components.fees);
        self.pay_charges(true, spent.components.penalties);
        self.overpaid += spent.rest;
        Ok((amount, spent.components, spent.rest))
    }

    fn waive_interest(&mut self, on: NaiveDate, amount: Decimal) -> Effect {
        let mut waived = Decimal::ZERO;
        for installment in &mut self.installments {
            waived += waive(installment, Component::Interest, on, amount - waived);
        }
        (waived, Components { interest: waived, ..Components::default() }, Decimal::ZERO)
    }

    fn write_off(&mut self, on: NaiveDate, mut amounts: Components) -> Effect {
        let mut given_up = Components::default();
        for installment in &mut self.installments {
            for component in COMPONENTS {
                let left = component_of(&mut amounts, component);
                let taken = write_off(installment, component, on, *left);
                *left -= taken;
                *component_of(&mut given_up, component) += taken;
            }
        }
        (given_up.total(), given_up, Decimal::ZERO)
    }
}

/// What each transaction did, with the principal that is outstanding after it. A charge-off leaves it outstanding, and shows
/// no balance.
fn postings(transactions: &[&Transaction], effects: Vec<Option<Effect>>) -> Vec<Posting> {
    let mut balance = Decimal::ZERO;
    let mut postings = Vec::with_capacity(transactions.len());
    for (transaction, (amount, components, overpaid)) in transactions.iter().zip(effects.into_iter().flatten()) {
        balance += match transaction.event {
            Event::Disbursement { amount } => amount,
            Event::Chargeback { .. } | Event::CreditBalanceRefund { .. } => components.principal,
            Event::ChargeOff => Decimal::ZERO,
            _ => -components.principal,
        };
        let shown = if matches!(transaction.event, Event::ChargeOff) { Decimal::ZERO } else { balance };
        postings.push(Posting {
            id: transaction.id,
            value_date: transaction.value_date,
            amount,
            components,
            overpaid,
            balance_after: shown.max(Decimal::ZERO),
        });
    }
    postings
}
