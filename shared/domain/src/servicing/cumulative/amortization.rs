//! How principal and interest are spread over installments, with the graces.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::level::level_installment;
use crate::servicing::replay::ReplayError;
use crate::servicing::rounding::Rounding;
use crate::servicing::terms::{InterestMethod, Terms};

/// How principal and interest are spread over installments. Installments are numbered from 1, down payments left out.
#[derive(Debug, Clone)]
pub(super) struct Amortization {
    pub method: InterestMethod,
    pub rounding: Rounding,
    /// Installments in all.
    pub installments: u32,
    /// The level installment; `None` where the next period computes it from its balance.
    pub level: Option<Decimal>,
    /// The equal part of principal.
    pub part: Decimal,
    principal_graces: BTreeSet<u32>,
    interest_graces: BTreeSet<u32>,
    interest_free: u32,
    /// Installments are computed as if there were this many.
    computed_over: u32,
    /// The amount of each installment, where it is agreed.
    agreed: Option<Decimal>,
    /// The totals that flat interest is spread from.
    pub flat: Flat,
}

/// Totals of flat interest and how far they are spread. Amounts are in units of the currency.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    /// Interest of the whole term, with that of periods that are free.
    pub whole: Decimal,
    /// Interest that is due in all.
    pub total: Decimal,
    /// Installments before the last change of the rate.
    pub before_rate: u32,
    /// Installments before the loan was made longer.
    pub before_extension: u32,
    /// Principal of the installments before the loan was made longer.
    pub principal_before: Decimal,
    /// Interest of the installments before the last grace or extension.
    pub interest_before: Decimal,
}

impl Amortization {
    /// The way of a loan's terms, still without amounts.
    pub fn new(terms: &Terms) -> Self {
        let schedule = &terms.schedule;
        Self {
            method: terms.interest.method,
            rounding: terms.rounding,
            installments: schedule.installments,
            level: None,
            part: Decimal::ZERO,
            principal_graces: (1..=schedule.principal_grace).collect(),
            interest_graces: (1..=schedule.interest_grace).collect(),
            interest_free: schedule.interest_free_periods,
            computed_over: schedule.amortization_installments.unwrap_or(0),
            agreed: schedule.periodic_payment,
            flat: Flat::default(),
        }
    }

    /// Whether no principal is due with an installment.
    pub fn is_without_principal(&self, number: u32) -> bool {
        self.principal_graces.contains(&number)
    }

    /// Whether the interest of an installment is due with a later one.
    pub fn is_without_interest(&self, number: u32) -> bool {
        self.interest_graces.contains(&number)
    }

    /// Whether the period of an installment bears no interest.
    pub fn is_free(&self, number: u32) -> bool {
        number <= self.interest_free
    }

    /// No principal is due with so many installments from one on.
    pub fn grace_principal(&mut self, from: u32, count: u32) {
        self.principal_graces.extend((from..).zip(0..count).map(|(number, _)| number));
    }

    /// No interest is due with so many installments from one on.
    pub fn grace_interest(&mut self, from: u32, count: u32) {
        self.interest_graces.extend((from..).zip(0..count).map(|(number, _)| number));
    }

    /// Spreads a principal anew over the installments from one on, with the interest `factor` of a regular period.
    pub fn spread(&mut self, principal: Decimal, from: u32, factor: Decimal) -> Result<(), ReplayError> {
        // A disbursement after the last installment is due with one more.
        let paying = if from > self.installments { 1 } else { self.paying_after(from.saturating_sub(1)) };
        match self.method {
            InterestMethod::Flat => {}
            _ if self.agreed.is_some() => self.level = self.agreed,
            InterestMethod::DecliningBalance => self.part = self.share(principal, paying),
            InterestMethod::DecliningBalanceEqualInstallments => {
                self.level = Some(level_installment(principal, factor, paying, &self.rounding)?);
            }
        }
        Ok(())
    }

    /// The principal of an installment whose interest is given, before the last one takes the rest. `balance` is what bears
    /// interest at the start of its period.
    pub fn principal(
        &mut self,
        number: u32,
        interest: Decimal,
        scheduled: Decimal,
        balance: Decimal,
        factor: Decimal,
    ) -> Result<Decimal, ReplayError> {
        if self.method == InterestMethod::DecliningBalanceEqualInstallments && self.level.is_none() {
            self.spread(balance, number, factor)?;
        }
        if self.method == InterestMethod::Flat {
            return Ok(self.flat_principal(number, interest, scheduled));
        }
        if self.is_without_principal(number) {
            return Ok(Decimal::ZERO);
        }
        match self.level {
            // Arrears have grown: interest alone is due, and the principal with the last installment.
            Some(level) if level < interest => Ok(Decimal::ZERO),
            Some(level) => Ok(level - interest),
            None => Ok(self.part),
        }
    }

    /// Whether an installment that was agreed is to repay something, and does not cover an amount of interest.
    pub fn falls_short(&self, number: u32, interest: Decimal) -> bool {
        let repays = self.method != InterestMethod::Flat && !self.is_without_principal(number);
        repays && self.agreed.is_some_and(|agreed| agreed < interest)
    }

    /// An equal part; in whole installment multiples, it is rounded so that the installment with its interest is one.
    fn flat_principal(&self, number: u32, interest: Decimal, scheduled: Decimal) -> Decimal {
        let flat = &self.flat;
        let even = if self.is_without_principal(number) {
            Decimal::ZERO
        } else {
            self.share(scheduled - flat.principal_before, self.paying_after(flat.before_extension))
        };
        if self.rounding.installment_multiple.is_none() || even.is_zero() {
            return even;
        }
        // Multiples that are less than the interest leave nothing to repay with; the last installment takes it.
        (self.multiple(even) + self.multiple(interest) - interest).max(Decimal::ZERO)
    }

    /// An amount in whole installment multiples, also where that is nothing.
    fn multiple(&self, amount: Decimal) -> Decimal {
        let rounded = self.rounding.multiple(amount);
        let is_multiple = self.rounding.installment_multiple.is_none_or(|multiple| (rounded % multiple).is_zero());
        if is_multiple { rounded } else { Decimal::ZERO }
    }

    /// The flat interest of an installment, before the last one takes the rest.
    pub fn flat_interest(&self, number: u32) -> Decimal {
        if self.is_without_interest(number) || self.is_free(number) {
            return Decimal::ZERO;
        }
        let flat = &self.flat;
        let last_grace = self.interest_graces.range(..number).next_back().copied().unwrap_or(0);
        let spread_from = flat.before_rate.max(flat.before_extension).max(last_grace);
        if spread_from > flat.before_rate {
            return self.share(flat.total - flat.interest_before, self.bearing_after(spread_from));
        }
        self.share(self.flat_total(), self.bearing_after(flat.before_rate))
    }

    /// Flat interest due in all, for the interest of the whole term: without that of periods that are free.
    pub fn flat_total(&self) -> Decimal {
        let free = self.flat_installment_interest() * Decimal::from(self.interest_free);
        (self.flat.whole - free).max(Decimal::ZERO)
    }

    fn flat_installment_interest(&self) -> Decimal {
        let flat = &self.flat;
        if flat.before_rate < flat.before_extension {
            return self
                .share(flat.total - flat.interest_before, self.installments.saturating_sub(flat.before_extension));
        }
        self.share(flat.whole, self.installments.saturating_sub(flat.before_rate))
    }

    /// Installments after one that pay principal, with those that there are not: the last one takes what these would pay
    /// (a balloon).
    fn paying_after(&self, number: u32) -> u32 {
        let graced =
            self.principal_graces.iter().filter(|grace| **grace > number && **grace <= self.installments).count();
        self.installments
            .max(self.computed_over)
            .saturating_sub(number)
            .saturating_sub(u32::try_from(graced).unwrap_or(u32::MAX))
    }

    /// Installments after one that pay interest.
    fn bearing_after(&self, number: u32) -> u32 {
        let graced =
            self.interest_graces.iter().filter(|grace| **grace > number && **grace <= self.installments).count();
        let free = self.interest_free;
        self.installments
            .saturating_sub(number)
            .saturating_sub(u32::try_from(graced).unwrap_or(u32::MAX))
            .saturating_sub(free)
    }

    /// An equal part of an amount; the whole of it where nothing is left to share it with.
    fn share(&self, amount: Decimal, parts: u32) -> Decimal {
        self.rounding.money(amount / Decimal::from(parts.max(1)))
    }
}
