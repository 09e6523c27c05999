//! Rows of periods that wait to be computed anew: they keep what they asked for, and their state, which does not depend on
//! how that is divided into principal and interest.

use chrono::NaiveDate;

use super::book::Book;
use crate::servicing::allocation::order::{Direction, FutureInstallments};
use crate::servicing::installment::InstallmentKind;
use crate::servicing::interest::Due;
use crate::servicing::transaction::RepaymentKind;

impl Book<'_> {
    /// A payment that does nothing else goes to rows one after another, so that periods after its day may wait until it or
    /// a later one comes to them.
    pub fn let_periods_wait(&mut self, kind: RepaymentKind, on: NaiveDate) {
        let allocation = &self.terms.allocation;
        let goes_on = allocation.direction == Direction::Horizontal
            && allocation.order(kind).future == FutureInstallments::NextInstallment;
        let follow = self.rows_follow && self.rows_in_order && self.recalculates();
        if !goes_on || !follow || self.terms.arrears.late_payment.is_some() {
            return self.let_no_periods_wait();
        }
        if self.plan.let_wait_after(on) {
            self.sync_all();
        }
    }

    /// All periods are computed.
    pub fn let_no_periods_wait(&mut self) {
        if self.plan.let_none_wait() {
            self.sync_all();
        }
    }

    /// The period of a row does not wait any longer.
    pub fn reach_period(&mut self, from: NaiveDate, due: NaiveDate) {
        if self.plan.reach(from, due) {
            self.sync_all();
        }
    }

    /// What a period asks for when it is paid on a day, and that is not to be seen at a glance.
    pub fn due_on(&mut self, from: NaiveDate, due: NaiveDate, on: NaiveDate) -> Option<Due> {
        if self.plan.catch_up() {
            self.sync_all();
        }
        self.plan.due_on(from, due, on)
    }

    /// The last row that asks for anything comes to ask for less while its period waits: as long as that is something, it
    /// stays open, unless anything was paid of it, or is not asked for any more.
    pub fn check_new_waiting(&mut self) {
        let Some((from, due)) = self.plan.take_new_waiting().map(|last| (last.from, last.due)) else { return };
        let last = self
            .rows
            .iter()
            .rev()
            .find(|row| (row.from, row.due) == (from, due) && row.kind != InstallmentKind::DownPayment);
        let stays_open = last.is_some_and(|row| row.paid.total().is_zero() && row.reduced().total().is_zero());
        if !stays_open {
            self.plan.catch_up();
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Months, NaiveDate};
    use rust_decimal::Decimal;

    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating};
    use crate::servicing::replay::replay;
    use crate::servicing::terms::Terms;
    use crate::servicing::transaction::{Event, RepaymentKind, Transaction};

    fn terms(months: u32) -> Terms {
        let mut terms = recalculating();
        terms.principal = amount("10000");
        terms.schedule.installments = months;
        terms
    }

    /// 263.34 a month repay 10,000 at one percent a month in 48 months. One month of six is paid in time; the others early,
    /// late, in parts, twice, or with the next one.
    fn payments() -> Vec<(NaiveDate, Decimal)> {
        let (level, part) = (amount("263.34"), amount("100"));
        let of_month = |month: u32| {
            let due = date("2024-01-01") + Months::new(month);
            match month % 6 {
                0 => vec![(due, level)],
                1 => vec![(due - Days::new(10), part), (due, level - part)],
                2 => vec![(due, level + level + part)],
                3 => vec![(due - Days::new(3), level), (due, part)],
                4 => vec![],
                _ => vec![(due + Days::new(5), level), (due + Days::new(9), level)],
            }
        };
        (1..=48).flat_map(of_month).collect()
    }

    /// The same transactions; where periods are not to wait, each is followed by one that changes nothing of what is owed, but
    /// has all of them computed.
    fn happened(payments: &[(NaiveDate, Decimal)], may_wait: bool) -> Vec<Transaction> {
        let mut happened = vec![disbursement(1, "2024-01-01", "10000")];
        for (id, (on, amount)) in (2..).zip(payments.iter().copied()) {
            let on = on.to_string();
            happened.push(entered(id, &on, Event::Repayment { amount, kind: RepaymentKind::Repayment }));
            if !may_wait {
                happened.push(entered(id + 1000, &on, Event::ApprovedAmount { amount }));
            }
        }
        happened
    }

    fn assert_same(months: u32, payments: &[(NaiveDate, Decimal)], each: usize) {
        let (waiting, computed) = (happened(payments, true), happened(payments, false));
        for count in (1..waiting.len()).step_by(each) {
            let as_of = waiting[count].value_date;
            let (waiting, computed) = (&waiting[..=count], &computed[..=count * 2]);
            let of = |transactions| replay(&terms(months), transactions, as_of).unwrap();
            assert_eq!(of(waiting), of(computed), "after {count} payments");
        }
    }

    #[test]
    fn it_makes_no_difference_whether_periods_wait() {
        assert_same(48, &payments(), 1);
    }

    #[test]
    fn the_last_installment_has_place_for_what_is_paid_late_while_it_waits() {
        // It asks for 3.32 when it begins to wait, and comes to bear 3.81 of interest.
        let mut terms = terms(60);
        terms.interest.rate = amount("36");
        terms.expected_disbursement = date("2024-01-31");
        let paid = [
            ("2024-03-17", "446.09"),
            ("2024-03-31", "669.13"),
            ("2024-05-31", "1293.66"),
            ("2024-06-30", "624.53"),
            ("2024-07-31", "490.70"),
            ("2024-08-31", "133.83"),
            ("2024-09-10", "312.26"),
            ("2024-10-31", "446.09"),
            ("2024-11-30", "446.09"),
            ("2024-12-31", "446.09"),
            ("2025-01-07", "223.04"),
            ("2025-02-28", "446.09"),
            ("2025-05-27", "401.48"),
            ("2025-05-31", "44.61"),
            ("2025-06-06", "446.09"),
            ("2025-06-30", "446.09"),
            ("2025-09-06", "446.09"),
            ("2025-09-30", "356.87"),
            ("2025-09-30", "89.22"),
            ("2025-11-11", "312.26"),
            ("2025-11-25", "446.09"),
        ];
        let mut happened = vec![disbursement(1, "2024-01-31", "12345.67"), disbursement(2, "2025-01-07", "2469.13")];
        happened.extend((3..).zip(paid).map(|(id, (on, paid))| {
            let event = Event::Repayment { amount: amount(paid), kind: RepaymentKind::Repayment };
            entered(id, on, event)
        }));
        let account = replay(&terms, &happened, date("2025-11-25")).unwrap();
        let asked: Decimal = account.installments.iter().map(|row| row.expected.principal).sum();
        assert_eq!(asked, amount("14814.80"));
        let last = &account.installments[58].expected;
        assert_eq!((last.principal, last.interest), (amount("127.07"), amount("3.81")));
    }

    #[test]
    fn it_makes_no_difference_when_installments_are_paid_ahead_while_they_wait() {
        // 90 months at 156.94, with more than that at once, beside it, in parts, and nothing for some months that are
        // paid.
        let of_month = |month: u32| {
            let due = date("2024-01-01") + Months::new(month);
            match month {
                1..=3 => vec![(due, amount("470.82"))],
                4..=7 => vec![(due - Days::new(11), amount("100")), (due, amount("300.01"))],
                8 => vec![],
                9 => vec![(due + Days::new(3), amount("0.05")), (due + Days::new(3), amount("156.94"))],
                10..=13 => vec![(due + Days::new(5), amount("64.20"))],
                _ => vec![(due, amount("156.94")), (due + Days::new(4), amount("33.33"))],
            }
        };
        assert_same(90, &(1..=40).flat_map(of_month).collect::<Vec<_>>(), 1);
    }

    #[test]
    fn it_makes_no_difference_when_the_last_installments_go_while_they_wait() {
        // 120.02 a month repay 10,000 in 180 months; half as much on top takes away two of the last ones a month at first.
        let of_month = |month: u32| {
            let due = date("2024-01-01") + Months::new(month);
            let late = if month.is_multiple_of(7) { 4 } else { 0 };
            (due + Days::new(late), amount("180"))
        };
        assert_same(180, &(1..=90).map(of_month).collect::<Vec<_>>(), 13);
    }
}
