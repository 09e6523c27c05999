//! Charges, and penalties that late installments bore, are what installments ask for beside principal and interest.

use domain::servicing::transaction::Components;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::story::Story;
use crate::sums::over;

pub fn are_in_installments(story: &Story) -> TestCaseResult {
    let both = |of: Components| of.fees + of.penalties;
    for moment in story.disbursed() {
        let account = &moment.account;
        let of_rows = |charge: &&domain::servicing::account::ChargeState| !charge.at_disbursement;
        let sum = |of: fn(&domain::servicing::account::ChargeState) -> Decimal| -> Decimal {
            account.charges.iter().filter(of_rows).map(of).sum()
        };
        let put_back = both(over(account, |row| row.credited));
        let expected = both(over(account, |row| row.expected)) - put_back;
        let borne = expected - sum(|charge| charge.amount);
        let bears = story.terms.penalty.is_agreed() && borne > Decimal::ZERO;
        prop_assert!(borne.is_zero() || bears, "{} beyond what was charged, after {} operations", borne, moment.count);
        let waived = both(over(account, |row| row.waived));
        prop_assert_eq!(waived, sum(|charge| charge.waived), "waived, after {} operations", moment.count);
        // What was put back may have been paid once more.
        let paid = both(over(account, |row| row.paid));
        let of_charges = sum(|charge| charge.paid);
        prop_assert!(
            of_charges <= paid && paid <= of_charges + put_back + borne,
            "{of_charges} of charges are paid, and {paid} in installments, after {} operations",
            moment.count
        );
    }
    Ok(())
}
