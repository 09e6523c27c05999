//! A fee that each installment costs once it is late: charged once, on what is then left of it.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::servicing::account::Account;
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::rounding::Rounding;
use crate::servicing::standing_transactions::standing;
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, Transaction};

/// A fee that each late installment costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LateFee {
    /// What it is called, which also tells it from other charges.
    pub name: String,
    /// How its amount is found: percentages are of what is left of the installment.
    pub amount: ChargeAmount,
    /// Days after a due date that cost nothing.
    pub tolerance_days: u32,
}

/// The fees that an account's day brings, each to be entered as a charge that is due with its installment. What stands
/// among the transactions already is not charged again.
pub fn late_fees(account: &Account, fee: &LateFee, transactions: &[Transaction], rounding: &Rounding) -> Vec<Charge> {
    let charged: Vec<NaiveDate> = standing(transactions).into_iter().filter_map(|it| due_of(fee, &it.event)).collect();
    account
        .installments
        .iter()
        .filter(|installment| is_late(installment, fee, account.as_of) && !charged.contains(&installment.due))
        .filter_map(|installment| {
            let amount = amount(installment, fee.amount, rounding);
            (amount > Decimal::ZERO).then(|| Charge {
                name: fee.name.clone(),
                penalty: true,
                amount: ChargeAmount::Flat(amount),
                due: ChargeDue::On(installment.due),
            })
        })
        .collect()
}

fn due_of(fee: &LateFee, event: &Event) -> Option<NaiveDate> {
    match event {
        Event::Charge { charge: Charge { name, penalty: true, due: ChargeDue::On(due), .. } } if *name == fee.name => {
            Some(*due)
        }
        _ => None,
    }
}

fn is_late(installment: &Installment, fee: &LateFee, on: NaiveDate) -> bool {
    let tolerated = installment.due.checked_add_days(Days::new(u64::from(fee.tolerance_days)));
    installment.kind != InstallmentKind::Additional && tolerated.is_some_and(|tolerated| tolerated < on)
}

fn amount(installment: &Installment, of: ChargeAmount, rounding: &Rounding) -> Decimal {
    let left = installment.outstanding();
    let (percentage, base) = match of {
        ChargeAmount::Flat(amount) => {
            return if left.principal + left.interest > Decimal::ZERO { amount } else { Decimal::ZERO };
        }
        ChargeAmount::PercentOfAmount(percentage) | ChargeAmount::PercentOfDisbursement(percentage) => {
            (percentage, left.principal)
        }
        ChargeAmount::PercentOfAmountAndInterest(percentage) => (percentage, left.principal + left.interest),
        ChargeAmount::PercentOfInterest(percentage) => (percentage, left.interest),
    };
    rounding.money(base * percentage / Decimal::ONE_HUNDRED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{account, amount, date, entered, installment, met};
    use crate::servicing::transaction::{Components, TransactionId};

    fn fee(amount: ChargeAmount, tolerance_days: u32) -> LateFee {
        LateFee { name: "Late fee".to_owned(), amount, tolerance_days }
    }

    /// Three installments of 1000 and 30 of interest, due on the first of February, March and April.
    fn owed(as_of: &str) -> Account {
        let expected = Components { principal: amount("1000"), interest: amount("30"), ..Components::default() };
        let of = |number, from, due| Installment { expected, ..installment(number, from, due, "1000") };
        account(
            as_of,
            vec![
                of(1, "2023-01-01", "2023-02-01"),
                of(2, "2023-02-01", "2023-03-01"),
                of(3, "2023-03-01", "2023-04-01"),
            ],
        )
    }

    fn fees(account: &Account, fee: &LateFee, transactions: &[Transaction]) -> Vec<(String, Decimal)> {
        let charge = |it: Charge| match (it.due, it.amount) {
            (ChargeDue::On(due), ChargeAmount::Flat(amount)) => (due.to_string(), amount),
            other => panic!("{other:?}"),
        };
        late_fees(account, fee, transactions, &Rounding::default()).into_iter().map(charge).collect()
    }

    #[test]
    fn each_late_installment_costs_a_part_of_what_is_left_of_it() {
        let of_both = fee(ChargeAmount::PercentOfAmountAndInterest(amount("1.5")), 0);
        let mut late = owed("2023-03-02");
        assert_eq!(
            fees(&late, &of_both, &[]),
            [("2023-02-01".to_owned(), amount("15.45")), ("2023-03-01".to_owned(), amount("15.45"))]
        );
        late.installments[0].paid.interest = amount("30");
        let of = |amount| fees(&late, &fee(amount, 0), &[])[0].1;
        assert_eq!(of(ChargeAmount::PercentOfAmountAndInterest(amount("1.5"))), amount("15"));
        assert_eq!(of(ChargeAmount::PercentOfAmount(amount("2"))), amount("20"));
        assert_eq!(of(ChargeAmount::Flat(amount("7"))), amount("7"));
        assert_eq!(fees(&late, &fee(ChargeAmount::PercentOfInterest(amount("10")), 0), &[])[0].0, "2023-03-01");
    }

    #[test]
    fn it_is_charged_once_and_again_when_it_was_taken_back() {
        let flat = fee(ChargeAmount::Flat(amount("7")), 0);
        let late = owed("2023-02-02");
        let charged = late_fees(&late, &flat, &[], &Rounding::default());
        let [charge] = charged.as_slice() else { panic!("{charged:?}") };
        let entry = entered(5, "2023-02-02", Event::Charge { charge: charge.clone() });
        assert_eq!(fees(&late, &flat, std::slice::from_ref(&entry)), []);
        let back = entered(6, "2023-02-02", Event::Reversal { of: TransactionId(5) });
        assert_eq!(fees(&late, &flat, &[entry, back]).len(), 1);
    }

    #[test]
    fn the_due_date_the_tolerance_and_what_is_met_cost_nothing() {
        let flat = |days| fee(ChargeAmount::Flat(amount("7")), days);
        assert_eq!(fees(&owed("2023-02-01"), &flat(0), &[]), []);
        assert_eq!(fees(&owed("2023-02-04"), &flat(3), &[]), []);
        assert_eq!(fees(&owed("2023-02-05"), &flat(3), &[]).len(), 1);
        let mut paid = owed("2023-02-05");
        paid.installments[0] = met(&paid.installments[0], "2023-02-01");
        assert_eq!(fees(&paid, &flat(0), &[]), []);
        assert_eq!(date("2023-02-05"), paid.as_of);
    }
}
