//! What transactions do to installments that are drawn up.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::charges::{PlacedCharge, empty};
use crate::servicing::account::Posting;
use crate::servicing::allocation::order::{Component, TransactionOrder};
use crate::servicing::allocation::transaction_order::{DueCharges, component_of, pay, settle, spend, waive, write_off};
use crate::servicing::charges::{Place, place};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Components, Event, RepaymentKind, Transaction, TransactionId};

const COMPONENTS: [Component; 4] = [Component::Penalty, Component::Fee, Component::Interest, Component::Principal];

/// Installments and charges with what was paid of them. Amounts are in units of the currency.
pub(super) struct Ledger {
    pub installments: Vec<Installment>,
    pub charges: Vec<PlacedCharge>,
    pub overpaid: Decimal,
    /// Came in after the loan was given up.
    pub recovered: Decimal,
    pub charged_off_on: Option<NaiveDate>,
    /// All that was owed was given up.
    pub is_written_off: bool,
    order: Option<TransactionOrder>,
}

/// What a transaction did: its amount, what went to each component, and what was beyond all that is owed.
type Effect = (Decimal, Components, Decimal);

impl Ledger {
    /// Installments of which nothing was paid yet.
    pub fn new(installments: Vec<Installment>, charges: Vec<PlacedCharge>, order: Option<TransactionOrder>) -> Self {
        let mut ledger = Self {
            installments,
            charges,
            overpaid: Decimal::ZERO,
            recovered: Decimal::ZERO,
            charged_off_on: None,
            is_written_off: false,
            order,
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

    /// Charges that are unpaid and due by a day, those of each installment always, with their whole amounts.
    fn due_charges(&self, on: NaiveDate) -> DueCharges {
        let is_due =
            |charge: &&PlacedCharge| charge.open() > Decimal::ZERO && charge.state.due.is_none_or(|due| due <= on);
        let sum = |penalty: bool| {
            self.charges
                .iter()
                .filter(is_due)
                .filter(|charge| charge.penalty == penalty)
                .map(|charge| charge.state.amount)
                .sum()
        };
        DueCharges { fees: sum(false), penalties: sum(true) }
    }

    /// What was paid of fees or of penalties pays the oldest charges first.
    fn pay_charges(&mut self, penalty: bool, amount: Decimal) {
        let mut left = amount;
        while left > Decimal::ZERO {
            let open = self.charges.iter_mut().filter(|charge| charge.penalty == penalty);
            let parts = open.filter_map(|charge| charge.oldest_open().map(|(due, rest)| (due, rest, charge)));
            let Some((_, rest, charge)) = parts.min_by_key(|(due, _, _)| *due) else { return };
            let taken = rest.min(left);
            charge.state.paid += taken;
            left -= taken;
        }
    }

    fn pay_charge(&mut self, of: TransactionId, on: NaiveDate, amount: Decimal) -> Result<Effect, ReplayError> {
        let mut components = Components::default();
        let mut left = amount;
        let (component, parts) = self.open_parts(of)?;
        for (due, rest) in parts {
            let Some(installment) = self.installment_of(due) else { continue };
            let taken = pay(installment, component, on, rest.min(left));
            left -= taken;
            *component_of(&mut components, component) += taken;
        }
        if let Some(charge) = self.charges.iter_mut().find(|charge| charge.state.id == of) {
            charge.state.paid += amount - left;
        }
        self.overpaid += left;
        Ok((amount, components, left))
    }

    fn waive_charge(&mut self, of: TransactionId, on: NaiveDate) -> Result<Effect, ReplayError> {
        let mut components = Components::default();
        let (component, parts) = self.open_parts(of)?;
        for (due, rest) in parts {
            let Some(installment) = self.installment_of(due) else { continue };
            *component_of(&mut components, component) += waive(installment, component, on, rest);
        }
        if let Some(charge) = self.charges.iter_mut().find(|charge| charge.state.id == of) {
            charge.state.waived += components.total();
        }
        Ok((components.total(), components, Decimal::ZERO))
    }

    fn open_parts(&self, of: TransactionId) -> Result<(Component, Vec<(NaiveDate, Decimal)>), ReplayError> {
        let charge = self.charges.iter().find(|charge| charge.state.id == of);
        let charge = charge.ok_or(ReplayError::UnknownTransaction(of))?;
        let component = if charge.penalty { Component::Penalty } else { Component::Fee };
        Ok((component, charge.open_parts().collect()))
    }

    fn installment_of(&mut self, due: NaiveDate) -> Option<&mut Installment> {
        match place(&self.installments, due) {
            Place::At(at) => self.installments.get_mut(at),
            Place::Beyond => None,
        }
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

    /// Puts an amount back: first what was overpaid, then principal of the next installment that is still to come due, else
    /// of an additional one.
    fn credit(&mut self, on: NaiveDate, amount: Decimal) -> Effect {
        let from_overpaid = amount.min(self.overpaid).max(Decimal::ZERO);
        self.overpaid -= from_overpaid;
        let principal = amount - from_overpaid;
        if principal > Decimal::ZERO {
            let at = self.credited_installment(on);
            if let Some(installment) = self.installments.get_mut(at) {
                put_back(installment, on, amount);
                pay(installment, Component::Principal, on, from_overpaid);
            }
            self.sort();
        }
        (amount, Components { principal, ..Components::default() }, from_overpaid)
    }

    /// The position of the installment that takes what is put back.
    fn credited_installment(&mut self, on: NaiveDate) -> usize {
        let is_scheduled = |installment: &Installment| installment.kind != InstallmentKind::DownPayment;
        let takes = |installment: &Installment| installment.kind == InstallmentKind::Additional || installment.due > on;
        let found = self.installments.iter().position(|installment| is_scheduled(installment) && takes(installment));
        let last = self.installments.iter().rposition(is_scheduled);
        let last_due = last.and_then(|at| self.installments.get(at)).map_or(on, |installment| installment.due);
        found.or(last.filter(|_| last_due == on)).unwrap_or_else(|| {
            self.installments.push(empty(InstallmentKind::Additional, last_due, on));
            self.installments.len() - 1
        })
    }
}

/// Adds principal that was put back; an additional installment is due on the day of the last one of it.
fn put_back(installment: &mut Installment, on: NaiveDate, amount: Decimal) {
    if installment.kind == InstallmentKind::Additional {
        installment.due = installment.due.max(on);
    }
    installment.credited.principal += amount;
    installment.expected.principal += amount;
    settle(installment, on);
}

/// What each transaction did, with the principal that is outstanding after it. What is charged off counts no more.
fn postings(transactions: &[&Transaction], effects: Vec<Option<Effect>>) -> Vec<Posting> {
    let mut balance = Decimal::ZERO;
    let mut postings = Vec::with_capacity(transactions.len());
    for (transaction, (amount, components, overpaid)) in transactions.iter().zip(effects.into_iter().flatten()) {
        balance += match transaction.event {
            Event::Disbursement { amount } => amount,
            Event::Chargeback { .. } | Event::CreditBalanceRefund { .. } => components.principal,
            _ => -components.principal,
        };
        postings.push(Posting {
            id: transaction.id,
            value_date: transaction.value_date,
            amount,
            components,
            overpaid,
            balance_after: balance.max(Decimal::ZERO),
        });
    }
    postings
}
