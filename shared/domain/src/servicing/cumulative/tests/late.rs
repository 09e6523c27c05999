//! Interest of late principal that raises installments. 339.93 are due a month, of which 329.74, 333.54 and 336.72 are
//! principal: the level installment for a 365th of 12 percent a day, and months of 30 days.

use super::super::payoff;
use super::*;
use crate::servicing::hand_built::repayment;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::DownPayment;
use crate::servicing::terms::LatePaymentRecalculation::{self, LastInstallmentIncrease, OverdueInstallmentsIncrease};

fn raising(method: LatePaymentRecalculation) -> Terms {
    let mut terms = following(PrepaymentEffect::ReduceInstallmentAmount);
    terms.arrears.late_payment = Some(method);
    terms
}

#[test]
fn the_late_installment_or_the_last_one_is_raised() {
    // 329.74 x 12% x 10/365 = 1.08
    assert_rows(
        &account(&raising(OverdueInstallmentsIncrease), &[], "2024-02-11"),
        &[("2024-02-01", "329.74", "11.27"), ("2024-03-01", "333.54", "6.39"), ("2024-04-01", "336.72", "3.43")],
    );
    assert_rows(
        &account(&raising(LastInstallmentIncrease), &[], "2024-02-11"),
        &[("2024-02-01", "329.74", "10.19"), ("2024-03-01", "333.54", "6.39"), ("2024-04-01", "336.72", "4.51")],
    );
}

#[test]
fn what_is_not_late_raises_nothing() {
    for method in [OverdueInstallmentsIncrease, LastInstallmentIncrease] {
        let paid = [repayment(2, "2024-02-01", "339.93")];
        let in_time = account(&raising(method), &paid, "2024-02-11");
        assert_eq!(total(&in_time, |row| row.interest), amount("20.01"));
        let mut ignored = raising(method);
        ignored.interest.accrue_late_interest = false;
        assert_eq!(total(&account(&ignored, &[], "2024-02-11"), |row| row.interest), amount("20.01"));
    }
}

#[test]
fn principal_that_is_paid_late_bears_interest_up_to_its_day() {
    // 340 pay 10.19 + 1.08 and 328.73 of 329.74; what is left bears 1.01 x 12% x 19/365 more until 1 March.
    let paid = [repayment(2, "2024-02-11", "340")];
    let account = account(&raising(OverdueInstallmentsIncrease), &paid, "2024-03-01");
    let first = &account.installments[0];
    assert_eq!((first.expected.interest, first.paid.total()), (amount("11.28"), amount("340")));
    assert_eq!(account.installments[1].expected.interest, amount("6.39"));
}

#[test]
fn nothing_is_borne_after_the_last_due_date() {
    for method in [OverdueInstallmentsIncrease, LastInstallmentIncrease] {
        let interest = |as_of| total(&account(&raising(method), &[], as_of), |row| row.interest);
        assert!(interest("2024-03-31") < interest("2024-04-01"));
        assert_eq!(interest("2024-04-01"), interest("2024-12-31"));
    }
}

#[test]
fn a_payoff_takes_it() {
    let lent = [disbursement(1, "2024-01-01", "1000")];
    for method in [OverdueInstallmentsIncrease, LastInstallmentIncrease] {
        // 10.19 and 1.08, and 670.26 x 12% x 10/365 of the current month.
        let owed = payoff(&raising(method), &lent, date("2024-02-11")).expect("a payoff");
        assert_eq!((owed.principal, owed.interest), (amount("1000"), amount("13.47")));
    }
}

#[test]
fn an_installment_that_does_not_cover_its_interest_asks_for_that_alone() {
    // Half is due at once; the other half in three installments of 565.28. Nobody pays: 500 x 1200% x 31/365 in January, and
    // 1000 x 1200% x 29/365 and x 31/365 after it. What February does not repay is due with the last one.
    let mut terms = following(PrepaymentEffect::AdjustLastInstallment);
    terms.interest.rate = Decimal::from(1200);
    terms.schedule.down_payment = Some(DownPayment { percentage: Decimal::from(50), automatic: false });
    assert_rows(
        &account(&terms, &[], "2024-04-15"),
        &[
            ("2024-01-01", "500.00", "0.00"),
            ("2024-02-01", "55.69", "509.59"),
            ("2024-03-01", "0.00", "953.42"),
            ("2024-04-01", "444.31", "1019.18"),
        ],
    );
}

#[test]
fn an_agreed_installment_that_arrears_have_grown_beyond_asks_for_interest_alone() {
    // Half is due at once, and 7 a month cover the interest of the other half; not that of both, when nobody pays.
    let mut terms = following(PrepaymentEffect::AdjustLastInstallment);
    terms.schedule.down_payment = Some(DownPayment { percentage: Decimal::from(50), automatic: false });
    terms.schedule.periodic_payment = Some(amount("7"));
    let march = |as_of| rows(&account(&terms, &[], as_of))[2].clone();
    let row = |principal: &str, interest: &str| ("2024-03-01".to_owned(), principal.to_owned(), interest.to_owned());
    // 498.10 x 12% x 29/365, and 1000 of it.
    assert_eq!(march("2024-01-01"), row("2.25", "4.75"));
    assert_eq!(march("2024-04-15"), row("0.00", "9.53"));
    terms.schedule.periodic_payment = Some(amount("5"));
    let lent = [disbursement(1, "2024-01-01", "1000")];
    assert!(matches!(replay(&terms, &lent, date("2024-01-01")), Err(ReplayError::Unsupported(_))));
}
