//! Charges of rows that are no more: spread over new rows, or moved with what was asked for.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::charge_part::ChargePart;
use crate::servicing::account::ChargeState;
use crate::servicing::installment::Installment;
use crate::servicing::transaction::{ChargeDue, Components};

impl Book<'_> {
    /// What is open of charges has been lifted out of their rows, and is due in parts with new rows, the oldest charge
    /// first. Rows are given by their due dates, with the fees and penalties that they ask for.
    pub fn spread_charges(&mut self, rows: &[(NaiveDate, Components)]) {
        for at in 0..self.charges.len() {
            let is_due_in_rows =
                self.charges.get(at).is_some_and(|charged| charged.charge.due != ChargeDue::AtDisbursement);
            if is_due_in_rows {
                self.forget_open_parts(at);
            }
        }
        for penalty in [false, true] {
            let mut open: Vec<(usize, Decimal)> = self
                .charges
                .iter()
                .enumerate()
                .filter(|(_, charged)| charged.charge.penalty == penalty && charged.is_in_parts())
                .map(|(at, charged)| (at, charged.open()))
                .collect();
            for (due, asked) in rows {
                let mut room = if penalty { asked.penalties } else { asked.fees };
                for (at, left) in &mut open {
                    let part = (*left).min(room).max(Decimal::ZERO);
                    *left -= part;
                    room -= part;
                    self.parts.entry((*at, *due)).or_default().asked += part;
                }
            }
        }
    }

    /// What was open of fees of some rows has been lifted out of them, and is due in parts with others, the oldest fee first.
    /// Rows are given by their days, those that take parts with what they take.
    pub fn spread_fees(&mut self, lifted: &[(NaiveDate, NaiveDate)], rows: &[(NaiveDate, Decimal)]) {
        let mut open: Vec<(usize, Decimal)> = Vec::new();
        for (from, due) in lifted {
            for (at, in_parts) in self.charges_due_in(*from, *due, false) {
                open.push((at, self.unpaid_of_charge(at, in_parts, *due)));
                if !in_parts {
                    self.forget_open_parts(at);
                } else if let Some(part) = self.parts.get_mut(&(at, *due)) {
                    *part = part.settled();
                }
            }
        }
        for (due, asked) in rows {
            let mut room = *asked;
            for (at, left) in &mut open {
                let part = (*left).min(room).max(Decimal::ZERO);
                *left -= part;
                room -= part;
                self.parts.entry((*at, *due)).or_default().asked += part;
            }
        }
    }

    /// Of a charge that was due in some rows, these keep what was paid and waived of it there.
    fn forget_open_parts(&mut self, at: usize) {
        let Some(charged) = self.charges.get(at) else { return };
        if charged.is_in_parts() {
            for (_, part) in self.parts.iter_mut().filter(|((of, _), _)| *of == at) {
                *part = part.settled();
            }
            return;
        }
        let ChargeState { paid, waived, .. } = charged.state;
        let part = ChargePart { asked: paid + waived, paid, waived };
        let due = self.row_due_of_charge(at);
        if let Some(due) = due.filter(|_| !part.asked.is_zero()) {
            self.parts.insert((at, due), part);
        }
        if let Some(charged) = self.charges.get_mut(at) {
            charged.is_spread = true;
        }
    }

    /// The due date of the row that a charge with a day of its own is due in.
    pub fn row_due_of_charge(&self, at: usize) -> Option<NaiveDate> {
        let charged = self.charges.get(at)?;
        let day = charged.state.due?;
        charged.kept_in.or_else(|| self.row_of(day).map(|row| row.due))
    }

    /// Charges that were in rows, as these were, are due in rows with other due dates.
    pub fn move_charges(&mut self, moves: &[(Installment, NaiveDate)]) {
        let mut parts = Vec::new();
        let mut kept = Vec::new();
        for (row, due) in moves {
            let mut here = self.charges_due_in(row.from, row.due, false);
            here.extend(self.charges_due_in(row.from, row.due, true));
            for (at, in_parts) in here {
                if in_parts {
                    parts.push(((at, *due), self.parts.remove(&(at, row.due)).unwrap_or_default()));
                } else {
                    kept.push((at, *due));
                }
            }
        }
        for (place, part) in parts {
            *self.parts.entry(place).or_default() += part;
        }
        for (at, due) in kept {
            if let Some(charged) = self.charges.get_mut(at) {
                charged.kept_in = Some(due);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Charge, ChargeAmount, Event, ReAge, ReAgeInterest};

    #[test]
    fn a_charge_that_is_spread_by_re_ageing_is_paid_with_each_part() {
        let due = ChargeDue::On(date("2024-01-20"));
        let fee = Charge { name: "Fee".to_owned(), penalty: false, amount: ChargeAmount::Flat(amount("20")), due };
        let plan = ReAge {
            first_due: date("2024-02-20"),
            installments: 2,
            period: RepaymentPeriod { every: 1, unit: PeriodUnit::Months },
            interest: ReAgeInterest::EqualAmortizationPayableInterest,
        };
        // 1000 + 10 of interest of January + 20: two times 515, with 10 of the fee in each.
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            entered(2, "2024-01-10", Event::Charge { charge: fee }),
            entered(3, "2024-02-01", Event::ReAge { plan }),
            repayment(4, "2024-02-20", "515"),
        ];
        let account = replay(&recalculating(), &happened, date("2024-02-20")).unwrap();
        assert_eq!((account.charges[0].paid, account.charges[0].amount), (amount("10"), amount("20")));
        let rest = repayment(5, "2024-03-20", "515");
        let all = [&happened[..], &[rest]].concat();
        let account = replay(&recalculating(), &all, date("2024-03-20")).unwrap();
        assert_eq!(account.charges[0].paid, amount("20"));
    }
}
