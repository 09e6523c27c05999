//! What is paid and waived of charges.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Effect, Ledger};
use crate::servicing::allocation::order::Component;
use crate::servicing::allocation::transaction_order::{DueCharges, component_of, pay, waive};
use crate::servicing::charges::{Place, place};
use crate::servicing::cumulative::charges::PlacedCharge;
use crate::servicing::installment::Installment;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Components, TransactionId};

impl Ledger<'_> {
    /// Charges that are unpaid and due by a day, those of each installment always, with their whole amounts.
    pub(super) fn due_charges(&self, on: NaiveDate) -> DueCharges {
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
    pub(super) fn pay_charges(&mut self, penalty: bool, amount: Decimal) {
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

    pub(super) fn pay_charge(
        &mut self,
        of: TransactionId,
        on: NaiveDate,
        amount: Decimal,
    ) -> Result<Effect, ReplayError> {
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

    pub(super) fn waive_charge(&mut self, of: TransactionId, on: NaiveDate) -> Result<Effect, ReplayError> {
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
}
