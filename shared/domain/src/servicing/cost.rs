//! What a loan costs the borrower.

use rust_decimal::Decimal;

use super::account::Account;
use super::apr::{self, Apr, AprError, DatedAmount};

/// What a loan costs the borrower.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// The annual percentage rate by the actuarial method (US Regulation Z, Appendix J).
    pub apr: Apr,
    /// All that is paid beyond what was paid out, in units of the currency.
    pub total: Decimal,
}

/// The cost of an account's schedule as it stands: what was paid out against what the installments ask for. Fees taken
/// out of a disbursement count as not paid out.
pub fn cost(account: &Account) -> Result<Cost, AprError> {
    let withheld: Decimal = account.charges.iter().filter(|charge| charge.at_disbursement).map(|c| c.amount).sum();
    let mut left = withheld;
    let advances: Vec<DatedAmount> = account
        .disbursements
        .iter()
        .map(|(date, amount)| {
            let taken = left.min(*amount);
            left -= taken;
            DatedAmount { date: *date, amount: *amount - taken }
        })
        .collect();
    let payments: Vec<DatedAmount> = account
        .installments
        .iter()
        .map(|installment| DatedAmount { date: installment.due, amount: installment.expected.total() })
        .filter(|payment| payment.amount > Decimal::ZERO)
        .collect();
    let start = advances.first().map(|advance| advance.date).ok_or(AprError::NoAdvance)?;
    let apr = apr::regulation_z::rate(start, &advances, &payments)?;
    let amounts = |flows: &[DatedAmount]| flows.iter().map(|flow| flow.amount).collect::<Vec<_>>();
    let total = apr::total_cost_of_credit(amounts(&advances), amounts(&payments)).ok_or(AprError::OutOfRange)?;
    Ok(Cost { apr, total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating};
    use crate::servicing::replay::replay;
    use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event};

    fn of(fee: Option<(&str, ChargeDue)>) -> Cost {
        let mut happened = Vec::new();
        if let Some((fee, due)) = fee {
            let charge =
                Charge { name: "Fee".to_owned(), penalty: false, amount: ChargeAmount::Flat(amount(fee)), due };
            happened.push(entered(1, "2024-01-01", Event::Charge { charge }));
        }
        happened.push(disbursement(2, "2024-01-01", "1000"));
        cost(&replay(&recalculating(), &happened, date("2024-01-01")).unwrap()).unwrap()
    }

    #[test]
    fn without_fees_it_is_the_interest_and_its_rate() {
        let plain = of(None);
        assert_eq!(plain.total, amount("20.07"));
        assert_eq!(plain.apr.percent.round_dp(2), amount("12.00"));
    }

    #[test]
    fn a_fee_costs_its_amount_and_more_of_a_rate_the_earlier_it_is_paid() {
        let at_once = of(Some(("30", ChargeDue::AtDisbursement)));
        let later = of(Some(("30", ChargeDue::On(date("2024-04-01")))));
        assert_eq!((at_once.total, later.total), (amount("50.07"), amount("50.07")));
        assert!(at_once.apr.percent > later.apr.percent && later.apr.percent > amount("12"));
    }

    #[test]
    fn what_was_never_paid_out_has_no_cost() {
        let mut account = replay(&recalculating(), &[], date("2024-01-01")).unwrap();
        account.disbursements.clear();
        assert_eq!(cost(&account), Err(AprError::NoAdvance));
    }
}
