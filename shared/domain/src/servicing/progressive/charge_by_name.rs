//! Charges that are paid or waived by themselves, whatever else is due.

use rust_decimal::Decimal;

use super::book::Book;
use super::row;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::transaction::{ChargeDue, Components, Transaction, TransactionId};

impl Book<'_> {
    /// What is unpaid of a charge is not asked for.
    pub fn waive_charge(&mut self, of: &Transaction, charge: TransactionId) {
        let Some(at) = self.charges.iter().position(|charged| charged.state.id == charge) else { return };
        let Some(charged) = self.charges.get(at) else { return };
        let component = charged.component();
        let (left, is_in_parts) = (charged.open(), charged.is_in_parts());
        let rows = self.rows_of_charge(at);
        let mut waived = Decimal::ZERO;
        for (number, of_row) in rows {
            let Some(row) = self.row_mut(number) else { continue };
            let part = of_row.min(left - waived).min(row.outstanding_of(component)).max(Decimal::ZERO);
            *row::part(&mut row.waived, component) += part;
            row::update(row, of.value_date);
            let due = row.due;
            waived += part;
            if is_in_parts {
                self.parts.entry((at, due)).or_default().waived += part;
            }
        }
        if let Some(charged) = self.charges.get_mut(at) {
            charged.state.waived += waived;
        }
        let mut components = Components::default();
        *row::part(&mut components, component) = waived;
        self.post(of, waived, components, Decimal::ZERO, Decimal::ZERO);
    }

    /// A charge is paid by itself. What is beyond it is a repayment.
    pub fn pay_charge(&mut self, of: &Transaction, charge: TransactionId, amount: Decimal) {
        let on = of.value_date;
        let Some(at) = self.charges.iter().position(|charged| charged.state.id == charge) else { return };
        let Some(charged) = self.charges.get(at) else { return };
        let component = charged.component();
        let is_in_parts = charged.is_in_parts();
        let mut left = amount;
        let mut components = Components::default();
        for (number, of_row) in self.rows_of_charge(at) {
            let Some(row) = self.row_mut(number) else { continue };
            let paid = row::pay(row, component, on, of_row.min(left));
            let due = row.due;
            left -= paid;
            *row::part(&mut components, component) += paid;
            if is_in_parts {
                self.parts.entry((at, due)).or_default().paid += paid;
            }
            if let Some(charged) = self.charges.get_mut(at) {
                charged.state.paid += paid;
            }
        }
        let order = self.terms.allocation.default.clone();
        let (taken, overpaid) = self.spread(on, left, &order);
        components += taken;
        self.overpaid += overpaid;
        self.post(of, amount, components, overpaid, -components.principal);
    }

    /// The rows in which a charge is due, by number, with what is unpaid of it in each.
    fn rows_of_charge(&self, at: usize) -> Vec<(u32, Decimal)> {
        let Some(charged) = self.charges.get(at) else { return Vec::new() };
        let left = charged.open();
        let rows = self.rows.iter().filter(|row| row.kind != InstallmentKind::DownPayment);
        match charged.charge.due {
            ChargeDue::On(day) if !charged.is_spread => rows
                .filter(|row| match charged.kept_in {
                    Some(kept_in) => row.due == kept_in,
                    None => self.lies_in(day, row),
                })
                .take(1)
                .map(|row| (row.number, left))
                .collect(),
            ChargeDue::On(_) | ChargeDue::EachInstallment => {
                rows.filter_map(|row| Some((row.number, self.parts.get(&(at, row.due))?.open()))).collect()
            }
            ChargeDue::AtDisbursement => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::servicing::account::Account;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, Transaction, TransactionId};

    fn charged(due: ChargeDue) -> Event {
        let charge = Charge { name: "Fee".to_owned(), penalty: false, amount: ChargeAmount::Flat(amount("20")), due };
        Event::Charge { charge }
    }

    /// A loan with a fee of 20 that was charged on 10 January, and what else happened.
    fn with_fee(due: ChargeDue, events: Vec<(&str, Event)>) -> Account {
        let mut happened: Vec<Transaction> =
            vec![disbursement(1, "2024-01-01", "1000"), entered(2, "2024-01-10", charged(due))];
        for (id, (on, event)) in (3..).zip(events) {
            happened.push(entered(id, on, event));
        }
        replay(&recalculating(), &happened, date("2024-02-10")).unwrap()
    }

    fn fees(account: &Account) -> Vec<Decimal> {
        account.installments.iter().map(|it| it.outstanding().fees.normalize()).collect()
    }

    #[test]
    fn a_charge_that_is_waived_is_not_asked_for() {
        let of = TransactionId(2);
        let account = with_fee(ChargeDue::On(date("2024-02-15")), vec![("2024-02-01", Event::ChargeWaiver { of })]);
        assert_eq!(fees(&account), [Decimal::ZERO; 3]);
        assert_eq!(account.installments[1].waived.fees, amount("20"));
        assert_eq!((account.charges[0].waived, account.charges[0].paid), (amount("20"), Decimal::ZERO));
    }

    #[test]
    fn only_what_is_unpaid_of_it_is_waived() {
        let of = TransactionId(2);
        let paid = Event::ChargePayment { of, amount: amount("5") };
        let waived = Event::ChargeWaiver { of };
        let account = with_fee(ChargeDue::On(date("2024-02-15")), vec![("2024-01-20", paid), ("2024-02-01", waived)]);
        assert_eq!((account.charges[0].waived, account.charges[0].paid), (amount("15"), amount("5")));
        assert_eq!(account.postings.last().unwrap().components.fees, amount("15"));
    }

    #[test]
    fn a_charge_of_each_installment_is_waived_in_each() {
        let of = TransactionId(2);
        let account = with_fee(ChargeDue::EachInstallment, vec![("2024-02-01", Event::ChargeWaiver { of })]);
        assert_eq!(fees(&account), [Decimal::ZERO; 3]);
        assert_eq!(account.charges[0].waived, amount("60"));
    }

    #[test]
    fn a_charge_is_paid_before_what_is_due_and_the_rest_is_a_repayment() {
        let of = TransactionId(2);
        let paid = Event::ChargePayment { of, amount: amount("30") };
        let account = with_fee(ChargeDue::On(date("2024-02-15")), vec![("2024-02-01", paid)]);
        assert_eq!(account.charges[0].paid, amount("20"));
        let posting = account.postings.last().unwrap();
        assert_eq!((posting.components.fees, posting.components.interest), (amount("20"), amount("10")));
        assert_eq!(account.installments[0].paid.interest, amount("10"));
        assert_eq!(account.installments[1].paid.fees, amount("20"));
    }

    #[test]
    fn what_is_waived_and_taken_back_is_as_before() {
        let of = TransactionId(2);
        let day = ChargeDue::On(date("2024-02-15"));
        let waived = ("2024-02-01", Event::ChargeWaiver { of });
        let back = ("2024-02-02", Event::Reversal { of: TransactionId(3) });
        assert_eq!(with_fee(day, vec![waived, back]), with_fee(day, Vec::new()));
    }
}
