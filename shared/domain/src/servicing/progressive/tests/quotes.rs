//! Schedules of what is only planned, and what it takes to pay a loan off.

use super::*;
use crate::servicing::account::Standing;
use crate::servicing::hand_built::{recalculating, repayment};
use crate::servicing::payoff::payoff;
use crate::servicing::terms::{ExpectedTranche, InterestMethod};

#[test]
fn nothing_of_what_is_planned_is_late() {
    let mut terms = following_payments();
    let tranche = |on, of| ExpectedTranche { on: date(on), amount: amount(of) };
    terms.schedule.expected_tranches = vec![tranche("2024-01-01", "600"), tranche("2024-02-10", "400")];
    let rows = replay(&terms, &[], date("2024-01-01")).unwrap().installments;
    // 12% / 365 a day: of 600 for 31 days; of 402.12 for 9 days, when 197.88 of the first 204 is due, and of 802.12 for 20;
    // of the rest for 31.
    let interest: Vec<_> = rows.iter().map(|row| row.expected.interest).collect();
    assert_eq!(interest, ["6.12", "6.46", "4.10"].map(amount));
}

#[test]
fn a_payoff_asks_for_no_interest_again_that_was_paid_for_a_later_installment() {
    let mut terms = recalculating();
    terms.interest.method = InterestMethod::DecliningBalance;
    // On 1 February 110 is left, and February's part of principal is paid. On 4 February 110 x 1% x 3/29 = 0.11 of what
    // is paid is interest, in March's installment. The 100 of 7 February opens February's again.
    let mut happened = vec![
        disbursement(1, "2024-01-01", "1000"),
        repayment(2, "2024-02-01", "900"),
        repayment(3, "2024-02-04", "10"),
        disbursement(4, "2024-02-07", "100"),
    ];
    // 0.11 and 100.11 x 1% x 3/29 = 0.10, in all 0.217, of which 0.11 is paid.
    let owed = payoff(&terms, &happened, date("2024-02-07")).unwrap();
    assert_eq!((owed.principal, owed.interest), (amount("200.11"), amount("0.11")));
    happened.push(repayment(5, "2024-02-07", "200.22"));
    let account = replay(&terms, &happened, date("2024-02-07")).unwrap();
    assert_eq!((account.standing, account.overpaid), (Standing::Repaid, Decimal::ZERO));
    let paid: Decimal = account.installments.iter().map(|it| it.paid.interest).sum();
    assert_eq!(paid, amount("10.22"));
}
