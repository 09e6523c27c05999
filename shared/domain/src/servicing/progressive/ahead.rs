//! Rows that are paid before they are asked for, while their periods wait to be computed.
//!
//! A payment that goes to several of them counts once, with all its principal: nothing that one of these rows asks for
//! on the day depends on what was paid of another before.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::repayment::Payment;
use crate::servicing::allocation::order::Component;
use crate::servicing::amounts::plus;

/// A row whose period was computed to be paid, and those before it; or need not be to be paid ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reached {
    pub number: u32,
    /// The period goes on waiting.
    pub waits: bool,
}

/// Principal that was paid ahead of its time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ahead {
    /// The day from which it counts.
    pub counts_from: NaiveDate,
    pub principal: Decimal,
    /// The number of the last row that took some of it.
    pub last: u32,
}

impl Payment<'_, '_> {
    /// The period of a row is computed to be paid, unless it may be paid ahead.
    pub(super) fn reach(&mut self, is_ahead: bool, number: u32, from: NaiveDate, due: NaiveDate) {
        if !is_ahead {
            self.count_ahead();
        }
        let is_reached = self.reached.is_some_and(|known| known.number == number && (is_ahead || !known.waits));
        if is_reached {
            return;
        }
        let waits = is_ahead && self.book.plan.may_be_paid_ahead(from, due);
        if !waits {
            self.count_ahead();
            self.book.reach_period(from, due);
        }
        self.reached = Some(Reached { number, waits });
    }

    /// A component of a row that is not asked for yet is paid while its period waits: that changes nothing but what was
    /// paid of it and what counts from a day. False where the period has to be computed for that.
    pub(super) fn pay_ahead(
        &mut self,
        component: Component,
        (number, from, due): (u32, NaiveDate, NaiveDate),
        counts_from: NaiveDate,
        paid: Decimal,
    ) -> bool {
        let is_principal = component == Component::Principal;
        let (principal, interest) = if is_principal { (paid, Decimal::ZERO) } else { (Decimal::ZERO, paid) };
        if self.ahead.is_some_and(|ahead| ahead.counts_from != counts_from) {
            self.count_ahead();
        }
        // What is not computed to be paid goes on waiting when nothing is paid of it.
        let stays = paid.is_zero() && self.reached == Some(Reached { number, waits: true });
        if !stays && !self.book.plan.pay_ahead(from, due, principal, interest) {
            return false;
        }
        if is_principal {
            self.shown = None;
        }
        let is_done = is_principal && !paid.is_zero();
        self.unsynced = Some(number).filter(|_| !is_done);
        if is_done {
            let before = self.ahead.map_or(Decimal::ZERO, |ahead| ahead.principal);
            self.ahead = Some(Ahead { counts_from, principal: plus(before, paid), last: number });
        }
        true
    }

    /// Principal that was paid ahead of its time counts.
    pub(super) fn count_ahead(&mut self) {
        let Some(Ahead { counts_from, principal, last }) = self.ahead.take() else { return };
        self.book.plan.count_ahead(counts_from, principal);
        self.book.sync_after_payment_of(last, self.on);
    }
}
