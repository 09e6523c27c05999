//! What was asked for before a change, and how rows follow the plan after it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::following::shared;
use super::row;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::interest::{Due, Period};
use crate::servicing::transaction::Transaction;

/// What was asked for before a change.
pub(super) struct Planned {
    /// By the plan, where rows do not follow it whatever was asked before: by the day after which a period begins and the day on which it is due.
    pub asked: BTreeMap<(NaiveDate, NaiveDate), Due>,
    /// By all rows together, of principal.
    pub principal: Decimal,
}

impl Book<'_> {
    /// What is asked for now.
    pub fn planned(&self) -> Planned {
        let of_period = |period: &Period| ((period.from, period.due), asked(period));
        let asked =
            if self.recalculates() { BTreeMap::new() } else { self.plan.periods().iter().map(of_period).collect() };
        Planned { asked, principal: self.rows.iter().map(|row| row.expected.principal).sum() }
    }

    /// Rows that are due on or after a day follow the plan after an amount was lent.
    pub fn sync_from(&mut self, day: NaiveDate, before: &Planned, lent: Decimal) {
        let recalculates = self.recalculates();
        for (row, period) in shared(&mut self.rows, &self.plan).filter(|(row, _)| row.due >= day) {
            follow(row, period, before.asked.get(&(row.from, row.due)).filter(|_| !recalculates));
            row::update(row, day);
        }
        if !recalculates {
            self.ask_in_all_for(before.principal + lent, day);
        }
    }

    /// Rows that are due on or after a day follow the plan after terms were changed: a settled one too where the plan knows
    /// of payments, as it may have come to ask for more.
    pub fn sync_open_from(&mut self, day: NaiveDate, before: &Planned) {
        let recalculates = self.recalculates();
        // The plan may have changed earlier ones where those after them are paid, or will be from what is kept.
        let open = |row: &Installment| recalculates || (row.due >= day && row.obligations_met_on.is_none());
        for (row, period) in shared(&mut self.rows, &self.plan).filter(|(row, _)| open(row)) {
            follow(row, period, before.asked.get(&(row.from, row.due)).filter(|_| !recalculates));
            row::update(row, day);
        }
        if !recalculates {
            self.ask_in_all_for(before.principal, day);
        }
    }

    /// Rows ask for no less than was paid or given up of them, and of principal all together for an amount: the last ones
    /// take the difference. A plan that does not follow payments may lower what had been paid already.
    fn ask_in_all_for(&mut self, principal: Decimal, on: NaiveDate) {
        for row in &mut self.rows {
            row.expected.principal = row.expected.principal.max(row.paid.principal + row.reduced().principal);
            row.expected.interest = row.expected.interest.max(row.paid.interest + row.reduced().interest);
        }
        let asked: Decimal = self.rows.iter().map(|row| row.expected.principal).sum();
        let mut difference = principal - asked;
        let takes = |row: &&mut Installment| matches!(row.kind, InstallmentKind::Regular | InstallmentKind::ReAged);
        for row in self.rows.iter_mut().rev().filter(takes) {
            let fitted = (row.expected.principal + difference).max(row.paid.principal + row.reduced().principal);
            difference -= fitted - row.expected.principal;
            row.expected.principal = fitted;
        }
        for row in &mut self.rows {
            row::update(row, on);
        }
    }

    /// Spreads an amount over the rows that are due after a day in equal parts, beside the plan: it knows nothing of
    /// installments that were re-amortised where interest does not follow payments.
    pub fn lend_in_equal_parts(&mut self, of: &Transaction, amount: Decimal) {
        let on = of.value_date;
        let rounding = self.terms.rounding;
        let takes = |row: &&mut Installment| {
            matches!(row.kind, InstallmentKind::Regular | InstallmentKind::ReAged) && row.due > on
        };
        let mut later: Vec<&mut Installment> = self.rows.iter_mut().filter(takes).collect();
        let count = later.len();
        let part = if count == 0 { amount } else { rounding.money(amount / Decimal::from(count)) };
        let mut left = amount;
        for row in &mut later {
            let grown = rounding.multiple(row.expected.principal + part);
            left -= grown - row.expected.principal;
            row.expected.principal = grown;
            row::update(row, on);
        }
        if let Some(last) = later.last_mut() {
            last.expected.principal += left;
            row::update(last, on);
        } else {
            self.lend_after_the_end(on, amount);
        }
    }
}

/// A row takes over what a period asks for; or, where what the plan asked for before is given, as much more or less as
/// that is: the rest of the row came about beside the plan.
fn follow(row: &mut Installment, period: &Period, before: Option<&Due>) {
    let now = asked(period);
    if let Some(before) = before {
        row.expected.principal += now.principal - before.principal;
        row.expected.interest += now.interest - before.interest;
    } else {
        row.expected.principal = now.principal;
        row.expected.interest = now.interest;
    }
}

fn asked(period: &Period) -> Due {
    Due { principal: period.due_principal(), interest: period.due_interest() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, repayment, terms};
    use crate::servicing::replay::replay;
    use crate::servicing::terms::{InterestTerms, Terms};
    use crate::servicing::transaction::{Event, ReAmortiseInterest, TransactionId};

    /// Due dates and principal of the installments of a loan without interest, of which 600 were paid out for three
    /// months: 200 each.
    fn asked_after(happened: &[Transaction]) -> Vec<(String, Decimal)> {
        let terms = Terms { interest: InterestTerms { rate: Decimal::ZERO, ..terms().interest }, ..terms() };
        let all = [&[disbursement(1, "2024-01-01", "600")], happened].concat();
        let account = replay(&terms, &all, date("2024-02-20")).unwrap();
        account.installments.iter().map(|row| (row.due.to_string(), row.expected.principal)).collect()
    }

    fn rows(expected: &[(&str, &str)]) -> Vec<(String, Decimal)> {
        expected.iter().map(|(due, principal)| ((*due).to_owned(), amount(principal))).collect()
    }

    fn re_amortised(id: u64) -> Transaction {
        entered(id, "2024-02-10", Event::ReAmortise { interest: ReAmortiseInterest::Default })
    }

    #[test]
    fn what_is_paid_out_after_re_amortising_comes_on_top_of_it_in_equal_parts() {
        let spread = [("2024-02-01", "0"), ("2024-03-01", "300"), ("2024-04-01", "300")];
        assert_eq!(asked_after(&[re_amortised(2)]), rows(&spread));
        let more = disbursement(3, "2024-02-15", "300");
        let grown = [("2024-02-01", "0"), ("2024-03-01", "450"), ("2024-04-01", "450")];
        assert_eq!(asked_after(&[re_amortised(2), more]), rows(&grown));
        let income = entered(3, "2024-02-15", Event::CapitalizedIncome { amount: amount("100.01") });
        let grown = [("2024-02-01", "0"), ("2024-03-01", "350"), ("2024-04-01", "350.01")];
        assert_eq!(asked_after(&[re_amortised(2), income]), rows(&grown));
    }

    #[test]
    fn what_was_charged_back_is_still_owed_after_more_is_paid_out() {
        let chargeback = Event::Chargeback { of: TransactionId(2), amount: amount("100") };
        let happened = [repayment(2, "2024-02-01", "200"), entered(3, "2024-02-10", chargeback)];
        let owed_again = [("2024-02-01", "200"), ("2024-03-01", "300"), ("2024-04-01", "200")];
        assert_eq!(asked_after(&happened), rows(&owed_again));
        let more = [&happened[..], &[disbursement(4, "2024-02-15", "300")]].concat();
        let grown = [("2024-02-01", "200"), ("2024-03-01", "450"), ("2024-04-01", "350")];
        assert_eq!(asked_after(&more), rows(&grown));
    }

    #[test]
    fn due_dates_move_with_what_was_re_amortised() {
        let moved = Event::DueDateChange { from: date("2024-03-01"), to: date("2024-03-15") };
        let expected = [("2024-02-01", "0"), ("2024-03-15", "300"), ("2024-04-15", "300")];
        // It counts from its due date; what comes before it does not see it.
        assert_eq!(asked_after(&[re_amortised(2), entered(3, "2024-03-01", moved)]), rows(&expected));
    }
}
