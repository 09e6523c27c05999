//! A period that has not begun on a day, as it is seen from that day: it bears nothing, and the only interest that it asks for
//! is what earlier ones had no place for.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::due::Due;
use super::period::{Period, at_least_zero};
use crate::servicing::amounts::{compare, is_identical, minus, no_less, no_more, plus, same};

/// A period that has not begun. Amounts are in units of the currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unbegun {
    installment: Decimal,
    /// Interest that is left to it.
    carried: Decimal,
    paid_principal: Decimal,
    paid_interest: Decimal,
    /// Interest that it asks for.
    interest: Decimal,
}

impl Unbegun {
    /// A period of a plan in which all interest comes from balances; `None` where it asks for anything but its installment, or
    /// for no interest.
    pub fn of(period: &Period, carried: Decimal) -> Option<Self> {
        let asks_for_installment = period.credited_moved.is_zero() && !period.interest_grace;
        asks_for_installment.then(|| {
            let (paid_principal, paid_interest) = (period.paid_principal, period.paid_interest);
            let interest = interest_of(period.installment, carried, paid_principal, paid_interest);
            Self { installment: period.installment, carried, paid_principal, paid_interest, interest }
        })
    }

    /// The same with another installment.
    pub fn asking_for(self, installment: Decimal) -> Self {
        if is_identical(installment, self.installment) {
            return self;
        }
        let interest = interest_of(installment, self.carried, self.paid_principal, self.paid_interest);
        Self { installment, interest, ..self }
    }

    /// Whether exactly what it asks for has been paid.
    pub fn is_fully_paid(&self) -> bool {
        same(self.installment, plus(self.paid_principal, self.paid_interest))
    }

    /// What it asks for, what was paid for it included.
    pub fn due(&self) -> Due {
        let principal = no_less(at_least_zero(minus(self.installment, self.interest)), self.paid_principal);
        Due { principal, interest: self.interest }
    }

    /// What it asks for where nothing but an amount of principal is left to pay, all of it here.
    pub fn closing(&self, outstanding: Decimal) -> Due {
        Due { principal: plus(self.paid_principal, outstanding), interest: no_less(self.carried, self.paid_interest) }
    }

    /// Principal that it asks for and that is not paid, where it is not fully paid.
    pub fn asked(&self) -> Decimal {
        minus(minus(self.installment, self.interest), self.paid_principal)
    }

    /// It asks for no more principal beside what was paid than an amount.
    pub fn capped(self, outstanding: Decimal) -> Self {
        let unpaid = at_least_zero(minus(self.due().principal, self.paid_principal));
        if compare(unpaid, outstanding) != Ordering::Greater {
            return self;
        }
        self.asking_for(self.installment - (unpaid - outstanding))
    }

    /// Interest that finds no place in it either.
    pub fn left(&self) -> Decimal {
        at_least_zero(minus(self.carried, self.interest))
    }
}

/// Interest that such a period asks for.
#[inline]
fn interest_of(installment: Decimal, carried: Decimal, paid_principal: Decimal, paid_interest: Decimal) -> Decimal {
    let place = at_least_zero(minus(installment, carried));
    let is_paid_beyond = compare(paid_principal, place) == Ordering::Greater;
    let due = if is_paid_beyond { paid_interest } else { no_more(carried, installment) };
    no_less(due, paid_interest)
}
