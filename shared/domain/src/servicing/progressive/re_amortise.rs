//! What is overdue is spread over the installments that remain.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::Component;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::EqualParts;
use crate::servicing::transaction::{Components, ReAmortiseInterest, Transaction};

/// Rows by the days after which they begin and on which they are due.
type Lifted = Vec<(NaiveDate, NaiveDate)>;

impl Book<'_> {
    /// Spreads what is overdue over the installments that remain.
    pub fn re_amortise(&mut self, of: &Transaction, interest: ReAmortiseInterest) {
        let on = of.value_date;
        let is_left = |row: &Installment| row.due > on && is_of_schedule(row) && !row.outstanding().principal.is_zero();
        if !self.rows.iter().any(is_left) {
            // Events that were entered later have left nothing to spread over.
            self.post_standing_still(of, Components::default());
            return;
        }
        let mut overdue = Components::default();
        for row in self.rows.iter().filter(|row| row.due <= on) {
            let left = row.outstanding();
            overdue.principal += left.principal;
            overdue.interest += left.interest;
        }
        if interest == ReAmortiseInterest::WaiveInterest {
            overdue.interest = self.waive_oldest_interest(on, overdue.interest);
        } else if !self.recalculates() && interest == ReAmortiseInterest::Default {
            // It stays where it is.
            overdue.interest = Decimal::ZERO;
        }
        if overdue.total().is_zero() {
            self.post_standing_still(of, overdue);
            return;
        }
        if self.recalculates() {
            match interest {
                ReAmortiseInterest::Default | ReAmortiseInterest::WaiveInterest => self.plan.re_amortise(on),
                ReAmortiseInterest::EqualAmortizationInterestSplit => {
                    self.plan.re_amortise_with_equal_interest(on);
                    self.spread_overdue_fees(of);
                }
            }
            self.sync_after_payment(on);
        } else {
            self.re_amortised = true;
            self.spread_overdue_principal(of, overdue.principal);
            if interest == ReAmortiseInterest::EqualAmortizationInterestSplit {
                self.spread_overdue(Component::Interest, on);
                self.spread_overdue_fees(of);
            }
        }
        self.post_standing_still(of, overdue);
    }

    /// Overdue fees are due in equal parts with what remains, too.
    fn spread_overdue_fees(&mut self, of: &Transaction) {
        let (lifted, asked) = self.spread_overdue(Component::Fee, of.value_date);
        self.spread_fees(&lifted, &asked);
    }

    /// What is overdue of a component is due in equal parts with what remains. Says which rows it was taken from, by
    /// the days after which they begin and on which they are due, and what was added to which due date.
    fn spread_overdue(&mut self, component: Component, on: NaiveDate) -> (Lifted, Vec<(NaiveDate, Decimal)>) {
        let count = self.rows.iter().filter(|row| row.due > on && is_of_schedule(row)).count();
        let mut overdue = Decimal::ZERO;
        let mut lifted = Vec::new();
        for row in self.rows.iter_mut().filter(|row| row.due <= on) {
            let left = row.outstanding_of(component);
            *row::part(&mut row.expected, component) -= left;
            overdue += left;
            row::update(row, on);
            if left > Decimal::ZERO {
                lifted.push((row.from, row.due));
            }
        }
        let parts = EqualParts::of(overdue, count, &self.terms.rounding);
        let mut asked = Vec::with_capacity(count);
        for (at, row) in self.rows.iter_mut().filter(|row| row.due > on && is_of_schedule(row)).enumerate() {
            *row::part(&mut row.expected, component) += parts.at(at);
            row::update(row, on);
            asked.push((row.due, parts.at(at)));
        }
        (lifted, asked)
    }

    /// Rows that were due ask for no more than was paid; the others take the difference in equal parts.
    fn spread_overdue_principal(&mut self, of: &Transaction, mut overdue: Decimal) {
        let on = of.value_date;
        let rounding = self.terms.rounding;
        for row in self.rows.iter_mut().filter(|row| row.due <= on) {
            row.expected.principal -= row.outstanding().principal;
            row::update(row, on);
        }
        let mut later: Vec<_> = self.rows.iter_mut().filter(|row| row.due > on && is_of_schedule(row)).collect();
        let count = later.len();
        if count == 0 {
            return;
        }
        let exact = rounding.money(overdue / Decimal::from(count));
        let others = Decimal::from(count.saturating_sub(1));
        // Multiples that leave nothing for the last one are too coarse, and so are minor units of the least amounts.
        let fits = |part: &Decimal| *part * others <= overdue;
        let part = Some(rounding.multiple(exact)).filter(fits).or(Some(exact).filter(fits)).unwrap_or_default();
        for (at, row) in later.iter_mut().enumerate() {
            let more = if at.saturating_add(1) == count { overdue } else { part };
            row.expected.principal += more;
            overdue -= more;
            row::decide(row, on);
        }
    }
}

fn is_of_schedule(row: &Installment) -> bool {
    matches!(row.kind, InstallmentKind::Regular | InstallmentKind::ReAged)
}

#[cfg(test)]
mod tests {
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, ReAmortiseInterest, Transaction};

    fn re_amortised(id: u64, on: &str, interest: ReAmortiseInterest) -> Transaction {
        entered(id, on, Event::ReAmortise { interest })
    }

    #[test]
    fn nothing_happens_while_nothing_is_overdue() {
        let terms = recalculating();
        let paid = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-01-16", "500")];
        let before = replay(&terms, &paid, date("2024-02-10")).unwrap().installments;
        for interest in [ReAmortiseInterest::Default, ReAmortiseInterest::EqualAmortizationInterestSplit] {
            let happened = [&paid[..], &[re_amortised(3, "2024-02-10", interest)]].concat();
            assert_eq!(replay(&terms, &happened, date("2024-02-10")).unwrap().installments, before);
        }
    }

    #[test]
    fn overdue_interest_is_spread_in_equal_parts_also_where_payments_do_not_move_interest() {
        let mut terms = recalculating();
        (terms.interest.recalculation, terms.interest.accrue_late_interest) = (None, false);
        let asked = |interest| {
            let happened = [disbursement(1, "2024-01-01", "1000"), re_amortised(2, "2024-02-10", interest)];
            let rows = replay(&terms, &happened, date("2024-02-10")).unwrap().installments;
            rows.iter().map(|row| (row.expected.principal, row.expected.interest)).collect::<Vec<_>>()
        };
        let rows = |of: [(&str, &str); 3]| of.map(|(principal, interest)| (amount(principal), amount(interest)));
        // 330.02 + 10.00 were overdue, and 333.32 + 6.70 and 336.66 + 3.37 are not.
        let spread = rows([("0", "0"), ("498.33", "11.70"), ("501.67", "8.37")]);
        assert_eq!(asked(ReAmortiseInterest::EqualAmortizationInterestSplit), spread);
        let stays = rows([("0", "10.00"), ("498.33", "6.70"), ("501.67", "3.37")]);
        assert_eq!(asked(ReAmortiseInterest::Default), stays);
    }

    #[test]
    fn overdue_fees_are_spread_with_overdue_interest() {
        let fee = |id, name: &str, penalty, of| {
            let (amount, due) = (ChargeAmount::Flat(amount(of)), ChargeDue::On(date("2024-01-20")));
            let charge = Charge { name: name.to_owned(), penalty, amount, due };
            entered(id, "2024-01-10", Event::Charge { charge })
        };
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            fee(2, "Fee", false, "15"),
            fee(3, "Penalty", true, "7"),
            re_amortised(4, "2024-02-10", ReAmortiseInterest::EqualAmortizationInterestSplit),
        ];
        let rows = replay(&recalculating(), &happened, date("2024-02-10")).unwrap().installments;
        let charges: Vec<_> = rows.iter().map(|row| (row.expected.fees, row.expected.penalties)).collect();
        // The penalty stays where it was due.
        let expected = [("0", "7"), ("7.50", "0"), ("7.50", "0")];
        assert_eq!(charges, expected.map(|(fees, penalties)| (amount(fees), amount(penalties))));
    }

    #[test]
    fn a_fee_that_is_spread_is_paid_with_each_part() {
        let (amount_of, due) = (ChargeAmount::Flat(amount("15")), ChargeDue::On(date("2024-01-20")));
        let charge = Charge { name: "Fee".to_owned(), penalty: false, amount: amount_of, due };
        let mut happened = vec![
            disbursement(1, "2024-01-01", "1000"),
            entered(2, "2024-01-10", Event::Charge { charge }),
            re_amortised(3, "2024-02-10", ReAmortiseInterest::EqualAmortizationInterestSplit),
        ];
        let asked = replay(&recalculating(), &happened, date("2024-03-01")).unwrap().installments[1].expected.total();
        happened.push(repayment(4, "2024-03-01", &asked.to_string()));
        let account = replay(&recalculating(), &happened, date("2024-03-01")).unwrap();
        assert_eq!((account.installments[1].paid.fees, account.charges[0].paid), (amount("7.50"), amount("7.50")));
    }
}
