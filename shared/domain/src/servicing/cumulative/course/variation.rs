//! Terms that change from an installment on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Course;
use crate::servicing::cumulative::facts::Change;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::InterestMethod;

impl Course<'_> {
    /// Changes of the terms that count from an installment on.
    pub(super) fn vary(&mut self, due: NaiveDate) -> Result<(), ReplayError> {
        let known = self.variations.iter().position(|variation| variation.on > due).unwrap_or(self.variations.len());
        let changes: Vec<_> = self.variations.drain(..known).map(|variation| variation.change).collect();
        let rates = changes.iter().filter(|change| matches!(change, Change::Rate(_)));
        for change in rates.chain(changes.iter().filter(|change| !matches!(change, Change::Rate(_)))) {
            match change {
                Change::Rate(rate) => self.change_rate(*rate)?,
                Change::Extend(count) => self.extend(*count)?,
                Change::PrincipalGrace(count) => self.amortization.grace_principal(self.number, *count),
                Change::InterestGrace(count) => {
                    self.amortization.grace_interest(self.number, *count);
                    self.amortization.flat.interest_before = self.charged;
                }
            }
        }
        Ok(())
    }

    /// A level installment is computed anew from the balance; flat interest is that of the whole term on what is left.
    fn change_rate(&mut self, rate: Decimal) -> Result<(), ReplayError> {
        self.rates.annual = rate;
        match self.amortization.method {
            InterestMethod::DecliningBalance => {}
            InterestMethod::DecliningBalanceEqualInstallments => self.amortization.level = None,
            InterestMethod::Flat => {
                self.amortization.flat.whole = self.flat_interest(self.gross - self.repaid)?;
                self.amortization.flat.total = self.amortization.flat_total() + self.charged;
                self.amortization.flat.before_rate = self.number - 1;
            }
        }
        Ok(())
    }

    fn extend(&mut self, count: u32) -> Result<(), ReplayError> {
        self.amortization.installments =
            self.amortization.installments.checked_add(count).ok_or(ReplayError::OutOfRange)?;
        let flat = &mut self.amortization.flat;
        flat.before_extension = self.number - 1;
        flat.principal_before = self.repaid;
        flat.interest_before = self.charged;
        self.term.1 = self.calendar.last(self.amortization.installments)?;
        self.spread_rest(self.repaid, self.number)
    }
}
