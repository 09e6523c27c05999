//! What a single period comes to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course::{Amounts, Course};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::InterestMethod;

/// Changes of the balance that bears interest, in units of the currency, by the day after which they count.
pub(super) type Changes = BTreeMap<NaiveDate, Decimal>;

impl Course<'_> {
    /// What the period up to a day comes to, where so much principal was repaid before it and so much interest is still due
    /// from before.
    pub(super) fn amounts(
        &mut self,
        repaid: Decimal,
        carried: Decimal,
        changes: &Changes,
        to: NaiveDate,
    ) -> Result<Amounts, ReplayError> {
        let is_flat = self.amortization.method == InterestMethod::Flat;
        let (interest, left) = if is_flat {
            (self.amortization.flat_interest(self.number), carried)
        } else {
            self.balance_interest(self.bearing, carried, changes, (self.interest_from(), to))?
        };
        let own = if is_flat { interest } else { own_interest(interest, left, carried) };
        if self.amortization.falls_short(self.number, own) {
            self.refuse_what_falls_short_as_planned(carried, to)?;
        }
        let factor = self.rates.regular();
        let principal = self.amortization.principal(self.number, own, self.scheduled, self.bearing, factor)?;
        let interest = if is_flat { self.rest_of_flat_interest(interest) } else { interest };
        Ok(Amounts { principal: self.rest_of_principal(principal, repaid), interest, carried: left })
    }

    /// An agreed installment has to cover the interest of what is planned. That arrears have grown beyond it is no reason not to
    /// show the loan.
    fn refuse_what_falls_short_as_planned(&self, carried: Decimal, to: NaiveDate) -> Result<(), ReplayError> {
        let (interest, left) =
            self.balance_interest(self.bearing, carried, &Changes::new(), (self.interest_from(), to))?;
        if self.amortization.falls_short(self.number, own_interest(interest, left, carried)) {
            return Err(ReplayError::Unsupported(
                "installments that do not cover their interest, with a schedule of older systems",
            ));
        }
        Ok(())
    }

    /// Interest of the balance as it changes within the period, and what of it is due later.
    pub(super) fn balance_interest(
        &self,
        mut balance: Decimal,
        mut carried: Decimal,
        changes: &Changes,
        (mut from, to): (NaiveDate, NaiveDate),
    ) -> Result<(Decimal, Decimal), ReplayError> {
        let mut interest = Decimal::ZERO;
        let within = changes.range(..=to).filter(|(on, _)| self.rates.is_prorated() || **on < to);
        for (on, change) in within {
            if *on > from && self.is_segment_end(change)? {
                interest += self.segment_interest(balance, from, *on, &mut carried)?;
                from = *on;
            }
            balance += change;
        }
        interest += self.segment_interest(balance, from, to, &mut carried)?;
        Ok((interest, carried))
    }

    /// Interest of one balance over a part of a period that is due with its installment. What is due later is carried on,
    /// and due with the first interest that follows.
    fn segment_interest(
        &self,
        balance: Decimal,
        from: NaiveDate,
        to: NaiveDate,
        carried: &mut Decimal,
    ) -> Result<Decimal, ReplayError> {
        // What was paid before it was lent bears nothing.
        let borne = self.money(balance.max(Decimal::ZERO) * self.rates.between(from, to.max(from))?);
        if self.amortization.is_free(self.number) {
            return Ok(Decimal::ZERO);
        }
        if self.amortization.is_without_interest(self.number) || borne <= Decimal::ZERO {
            *carried += borne;
            return Ok(Decimal::ZERO);
        }
        Ok(borne + std::mem::take(carried))
    }

    /// Whether a change ends a part of the period. Where whole periods are counted, older systems count the whole one for
    /// each of its parts, which charges interest more than once.
    fn is_segment_end(&self, change: &Decimal) -> Result<bool, ReplayError> {
        match (self.rates.is_prorated(), change.is_zero()) {
            (true, _) => Ok(true),
            (false, true) => Ok(false),
            (false, false) => Err(ReplayError::Unsupported(
                "a balance that changes within a period whose interest is counted as a whole",
            )),
        }
    }

    /// A first due date that was agreed makes the first period as long as any other for interest.
    pub(super) fn interest_from(&self) -> NaiveDate {
        if self.number == 1 && self.start == self.calendar.seed { self.calendar.interest_start() } else { self.start }
    }

    fn rest_of_principal(&self, principal: Decimal, repaid: Decimal) -> Decimal {
        let rest = self.scheduled - repaid - principal;
        let takes_rest = rest < Decimal::ZERO || self.number >= self.amortization.installments;
        if takes_rest { principal + rest } else { principal }
    }

    fn rest_of_flat_interest(&self, interest: Decimal) -> Decimal {
        let rest = self.amortization.flat.total - self.charged - interest;
        let takes_rest = rest < Decimal::ZERO || self.number >= self.amortization.installments;
        if takes_rest { (interest + rest).max(Decimal::ZERO) } else { interest }
    }
}

/// Interest that a period bears itself, of what is due with its installment or left for a later one.
fn own_interest(interest: Decimal, left: Decimal, carried: Decimal) -> Decimal {
    if interest > Decimal::ZERO { interest - carried } else { left - carried }
}
