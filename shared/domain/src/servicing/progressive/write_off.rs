//! A loan that is given up, in whole or in part.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::Component;
use crate::servicing::transaction::{Components, Transaction};

const COMPONENTS: [Component; 4] = [Component::Principal, Component::Interest, Component::Fee, Component::Penalty];

impl Book<'_> {
    /// Gives up everything that is outstanding, or amounts of it. Principal is taken from the last rows first, so that
    /// what is due soonest stays due; the others from the first, because later interest has not been earned.
    pub fn write_off(&mut self, of: &Transaction, amounts: Option<Components>) {
        if self.recalculates() {
            self.sync_all();
        }
        let mut left = amounts.unwrap_or_else(|| self.outstanding());
        let mut given_up = Components::default();
        for component in COMPONENTS {
            for at in 0..self.rows.len() {
                let from_last = component == Component::Principal;
                let at = if from_last { self.rows.len().saturating_sub(at).saturating_sub(1) } else { at };
                let part = self.give_up(at, component, of.value_date, *row::part(&mut left, component));
                *row::part(&mut left, component) -= part;
                *row::part(&mut given_up, component) += part;
                if amounts.is_some() {
                    self.stop_interest_on(at, component, of.value_date, part);
                }
            }
        }
        self.written_off |= amounts.is_none();
        self.post(of, given_up.total(), given_up, Decimal::ZERO, -given_up.principal);
    }

    /// Money after the loan was given up: it pays nothing that is still asked for.
    pub fn recover(&mut self, of: &Transaction, amount: Decimal) {
        self.recovered += amount;
        self.post(of, amount, Components::default(), Decimal::ZERO, Decimal::ZERO);
    }

    /// Gives up what is outstanding of a component in a row, as far as an amount goes, and says how much that was.
    fn give_up(&mut self, at: usize, component: Component, on: NaiveDate, amount: Decimal) -> Decimal {
        let Some(row) = self.rows.get_mut(at) else { return Decimal::ZERO };
        let part = row.outstanding_of(component).min(amount).max(Decimal::ZERO);
        *row::part(&mut row.written_off, component) += part;
        row::update(row, on);
        part
    }

    /// What was given up bears no interest from its day on, as if it had been paid.
    fn stop_interest_on(&mut self, at: usize, component: Component, on: NaiveDate, part: Decimal) {
        if part.is_zero() || !self.recalculates() || !self.plan_has(at) {
            return;
        }
        let Some((from, due)) = self.rows.get(at).map(|row| (row.from, row.due)) else { return };
        match component {
            Component::Principal => self.plan.pay_principal(from, due, on, part),
            Component::Interest => self.plan.pay_interest(from, due, on, part),
            Component::Fee | Component::Penalty => return,
        }
        self.sync_after_payment(on);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::account::{Account, Standing};
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment, terms};
    use crate::servicing::replay::replay;
    use crate::servicing::terms::Terms;
    use crate::servicing::transaction::{Event, RepaymentKind};

    fn after(terms: &Terms, event: Event) -> Account {
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            repayment(2, "2024-02-01", "340.02"),
            entered(3, "2024-02-01", event),
        ];
        replay(terms, &happened, date("2024-02-01")).unwrap()
    }

    fn rows(account: &Account) -> Vec<String> {
        let left = account.installments.iter().map(|it| (it.outstanding(), it.written_off.total()));
        left.map(|(left, off)| format!("{}+{} off {off}", left.principal.normalize(), left.interest.normalize()))
            .collect()
    }

    #[test]
    fn all_of_it_is_given_up_and_nothing_is_owed() {
        let account = after(&recalculating(), Event::WriteOff { amounts: None });
        assert_eq!(account.standing, Standing::WrittenOff);
        assert_eq!(rows(&account), ["0+0 off 0", "0+0 off 340.02", "0+0 off 340.03"]);
        let posting = account.postings.last().unwrap();
        assert_eq!((posting.components.principal, posting.components.interest), (amount("669.98"), amount("10.07")));
    }

    #[test]
    fn principal_given_up_is_that_of_the_last_rows_and_bears_no_interest() {
        let amounts = Components { principal: amount("400"), ..Components::default() };
        let account = after(&recalculating(), Event::WriteOff { amounts: Some(amounts) });
        assert_eq!(account.standing, Standing::Active);
        // 269.98 bear 2.70 in February; March's principal and the rest of the 400 are gone.
        assert_eq!(rows(&account), ["0+0 off 0", "269.98+2.7 off 63.34", "0+0 off 336.66"]);
        let account = after(&terms(), Event::WriteOff { amounts: Some(amounts) });
        let interest: Decimal = account.installments.iter().map(|it| it.expected.interest).sum();
        assert_eq!(interest, amount("20.01"), "without recalculation interest stays as agreed");
    }

    #[test]
    fn interest_given_up_is_the_oldest() {
        let amounts = Components { interest: amount("5"), ..Components::default() };
        let account = after(&terms(), Event::WriteOff { amounts: Some(amounts) });
        let off: Vec<Decimal> = account.installments.iter().map(|it| it.written_off.interest).collect();
        assert_eq!(off, [Decimal::ZERO, amount("5"), Decimal::ZERO]);
    }

    #[test]
    fn money_after_it_pays_nothing_that_is_owed() {
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            entered(2, "2024-02-01", Event::WriteOff { amounts: None }),
            entered(3, "2024-02-10", Event::Repayment { amount: amount("50"), kind: RepaymentKind::Recovery }),
        ];
        let account = replay(&terms(), &happened, date("2024-02-10")).unwrap();
        assert_eq!((account.standing, account.recovered), (Standing::WrittenOff, amount("50")));
        assert!(account.installments.iter().all(|it| it.paid.total().is_zero()));
    }
}
