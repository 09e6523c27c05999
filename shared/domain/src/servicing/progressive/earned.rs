//! Interest earned up to a day.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::charge_off::part_of;
use super::{operation, run};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{ChargeOffInterest, Terms};
use crate::servicing::transaction::{Event, Transaction};

/// The interest of every row that was due before the day, and of the row that the day lies in its part up to the day,
/// with the due date of each.
pub(in crate::servicing) fn interest_earned(
    terms: &Terms,
    transactions: &[Transaction],
    as_of: NaiveDate,
    till: NaiveDate,
) -> Result<Vec<(NaiveDate, Decimal)>, ReplayError> {
    let standing = operation::in_order(transactions)?;
    Ok(earned(run::run(terms, &standing)?, as_of, till))
}

/// The same when all that is going to happen has happened.
pub(super) fn earned(mut book: Book<'_>, as_of: NaiveDate, till: NaiveDate) -> Vec<(NaiveDate, Decimal)> {
    book.recalculate_till(as_of);
    let until = book.earns_until().map_or(till, |day| day.min(till));
    let has_begun = |row: &&Installment| row.kind != InstallmentKind::DownPayment && row.from < till;
    book.rows.iter().filter(has_begun).map(|row| (row.due, book.earned_of(row, till, until))).collect()
}

impl Book<'_> {
    /// A row that was paid in advance goes on earning until it is due: what it earns beyond what it asks for is due later,
    /// and counts there from then on. No interest is earned after `until`.
    fn earned_of(&self, row: &Installment, till: NaiveDate, until: NaiveDate) -> Decimal {
        let expected = row.expected.interest - row.credited.interest;
        // What is given up with a loan is asked for and not earned.
        if row.due < till && (row.due <= until || !self.written_off) {
            return expected;
        }
        if row.from >= until {
            return Decimal::ZERO;
        }
        let rounding = &self.terms.rounding;
        self.plan
            .earned_till(row.from, row.due, until)
            .unwrap_or_else(|| rounding.money(part_of(rounding, expected, (row.from, row.due), until)))
    }

    /// The last day that interest is earned for, where it is not earned to the end.
    fn earns_until(&self) -> Option<NaiveDate> {
        let is_all = |event: &Event| matches!(event, Event::WriteOff { amounts: None });
        let transactions = if self.written_off { self.transactions } else { &[] };
        let given_up = transactions.iter().find(|it| is_all(&it.event));
        let without_interest = self.terms.charge_off == ChargeOffInterest::ZeroInterest;
        let charged_off = self.charged_off_on.filter(|_| without_interest);
        given_up.map(|it| it.value_date).into_iter().chain(charged_off).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::position::position;

    /// What has been earned on a day, of a loan whose first installment was paid and on 16 February something happened.
    fn earned_on(day: &str, event: Event) -> Decimal {
        let terms = Terms { charge_off: ChargeOffInterest::ZeroInterest, ..recalculating() };
        let paid = repayment(2, "2024-02-01", "340.02");
        let happened = [disbursement(1, "2024-01-01", "1000"), paid, entered(3, "2024-02-16", event)];
        position(&terms, &happened, date(day)).unwrap().interest_earned
    }

    #[test]
    fn nothing_is_earned_after_interest_stopped() {
        // 10.00, and 669.98 x 1% x 15/29.
        for day in ["2024-02-16", "2024-02-20", "2024-03-01", "2024-03-02", "2024-07-01"] {
            assert_eq!(earned_on(day, Event::ChargeOff), amount("13.47"), "{day}");
            assert_eq!(earned_on(day, Event::WriteOff { amounts: None }), amount("13.47"), "{day}");
        }
    }
}
