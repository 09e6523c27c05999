//! Money that is paid out, and what of it is due at once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Course, Row};
use crate::servicing::installment::InstallmentKind;

impl Course<'_> {
    pub(super) fn take_disbursements(&mut self, first: NaiveDate, disbursements: &[(NaiveDate, Decimal)]) {
        for (on, amount) in disbursements {
            let down_payment = self.terms.schedule.down_payment;
            let at_once = down_payment.map_or(Decimal::ZERO, |part| part.of(*amount, &self.terms.rounding));
            self.gross += amount;
            self.total += amount - at_once;
            if *on == first {
                self.scheduled += amount - at_once;
                self.add_down_payment(*on, at_once);
            } else {
                *self.coming.entry(*on).or_default() += amount - at_once;
                self.down_payments.push((*on, at_once));
            }
        }
        self.outstanding = self.scheduled;
        self.bearing = self.scheduled;
    }

    fn add_down_payment(&mut self, on: NaiveDate, principal: Decimal) {
        if self.terms.schedule.down_payment.is_some() {
            let kind = InstallmentKind::DownPayment;
            self.rows.push(Row { kind, from: on, due: on, principal, interest: Decimal::ZERO });
        }
    }

    /// Takes up the disbursements of a period.
    pub(super) fn disburse(&mut self, due: NaiveDate) {
        let amount: Decimal = self.coming.range(..=due).map(|(_, amount)| *amount).sum();
        self.outstanding += amount;
        self.scheduled += amount;
        let (in_period, later) = self.down_payments.iter().partition(|(on, _)| *on <= due);
        self.down_payments = later;
        let in_period: Vec<_> = in_period;
        for (on, principal) in in_period {
            self.add_down_payment(on, principal);
        }
    }
}
