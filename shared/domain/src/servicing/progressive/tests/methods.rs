//! Ways to spread principal over installments.

use super::*;
use crate::servicing::account::Standing;
use crate::servicing::hand_built::{recalculating, repayment};
use crate::servicing::terms::InterestMethod;

/// Due date, principal and interest of each installment.
pub(super) fn rows(account: &Account) -> Vec<(String, String, String)> {
    let text = |value: Decimal| format!("{value:.2}");
    let row = |row: &Installment| (row.due.to_string(), text(row.expected.principal), text(row.expected.interest));
    account.installments.iter().map(row).collect()
}

pub(super) fn assert_rows(account: &Account, expected: &[(&str, &str, &str)]) {
    let text = |(due, principal, interest): &(&str, &str, &str)| {
        ((*due).to_owned(), (*principal).to_owned(), (*interest).to_owned())
    };
    assert_eq!(rows(account), expected.iter().map(text).collect::<Vec<_>>());
}

/// Months of 30 days, a hundredth of the balance each, in equal parts of principal.
fn equal_principal() -> Terms {
    let mut terms = recalculating();
    terms.interest.method = InterestMethod::DecliningBalance;
    terms
}

#[test]
fn equal_parts_of_principal_bear_interest_on_what_is_left() {
    let parts = [("2024-02-01", "333.33", "10.00"), ("2024-03-01", "333.33", "6.67"), ("2024-04-01", "333.34", "3.33")];
    assert_rows(&account(&equal_principal(), &[], "2024-01-01"), &parts);
    let paid = [repayment(2, "2024-02-01", "343.33"), repayment(3, "2024-03-01", "340")];
    assert_rows(&account(&equal_principal(), &paid, "2024-03-01"), &parts);
}

#[test]
fn equal_parts_stay_when_the_rate_or_the_balance_changes() {
    let halved = [entered(2, "2024-02-02", Event::RateChange { rate: amount("6") })];
    // What is left is spread anew: 666.67 / 2.
    let asked = [("2024-02-01", "333.33", "10.00"), ("2024-03-01", "333.34", "3.33"), ("2024-04-01", "333.33", "1.67")];
    assert_rows(&account(&equal_principal(), &halved, "2024-01-01"), &asked);
    // February's part was not paid for half of March: 666.67 x 1% x 15/31 + 333.34 x 1% x 16/31 = 3.23 + 1.72.
    let late = [repayment(2, "2024-02-01", "343.33"), repayment(3, "2024-03-16", "340")];
    let asked = [("2024-02-01", "333.33", "10.00"), ("2024-03-01", "333.33", "6.67"), ("2024-04-01", "333.34", "4.95")];
    assert_rows(&account(&equal_principal(), &late, "2024-03-16"), &asked);
    // Another 300 from 1 February on, in two parts: 966.67 / 2.
    let more = [disbursement(2, "2024-02-01", "300")];
    let asked = [("2024-02-01", "333.33", "10.00"), ("2024-03-01", "483.34", "9.67"), ("2024-04-01", "483.33", "4.83")];
    assert_rows(&account(&equal_principal(), &more, "2024-02-01"), &asked);
}

#[test]
fn what_is_lent_later_without_interest_is_spread_with_what_is_left() {
    // (66.66 + 33.33) / 2 = 49.995, half a cent to the even one; not 66.66 / 2 and 33.33 / 2, each rounded.
    let events = [disbursement(1, "2024-01-01", "99.99"), disbursement(2, "2024-02-01", "33.33")];
    let account = replay(&without_interest(), &events, date("2024-02-01")).expect("an account");
    let asked = [("2024-02-01", "33.33", "0.00"), ("2024-03-01", "50.00", "0.00"), ("2024-04-01", "49.99", "0.00")];
    assert_rows(&account, &asked);
}

#[test]
fn a_grace_leaves_equal_parts_for_the_installments_after_it() {
    let mut terms = equal_principal();
    terms.schedule.principal_grace = 1;
    let asked = [("2024-02-01", "0.00", "10.00"), ("2024-03-01", "500.00", "10.00"), ("2024-04-01", "500.00", "5.00")];
    assert_rows(&account(&terms, &[], "2024-01-01"), &asked);
    terms.schedule.principal_grace = 0;
    terms.schedule.interest_grace = 1;
    let asked = [("2024-02-01", "333.33", "0.00"), ("2024-03-01", "333.33", "16.67"), ("2024-04-01", "333.34", "3.33")];
    assert_rows(&account(&terms, &[], "2024-01-01"), &asked);
}

/// Three installments, computed as if there were more.
fn balloon(method: InterestMethod, of: u32) -> Terms {
    let mut terms = recalculating();
    terms.interest.method = method;
    terms.schedule.amortization_installments = Some(of);
    terms
}

#[test]
fn a_balloon_leaves_to_the_last_installment_what_more_of_them_would_repay() {
    // 1000 x 1% / (1 - 1.01^-12) = 88.85.
    let level = balloon(InterestMethod::DecliningBalanceEqualInstallments, 12);
    let asked = [("2024-02-01", "78.85", "10.00"), ("2024-03-01", "79.64", "9.21"), ("2024-04-01", "841.51", "8.42")];
    assert_rows(&account(&level, &[], "2024-01-01"), &asked);
    let asked = [("2024-02-01", "100.00", "10.00"), ("2024-03-01", "100.00", "9.00"), ("2024-04-01", "800.00", "8.00")];
    assert_rows(&account(&balloon(InterestMethod::DecliningBalance, 10), &[], "2024-01-01"), &asked);
    let asked =
        [("2024-02-01", "100.00", "10.00"), ("2024-03-01", "100.00", "10.00"), ("2024-04-01", "800.00", "10.00")];
    assert_rows(&account(&balloon(InterestMethod::Flat, 10), &[], "2024-01-01"), &asked);
}

#[test]
fn a_balloon_is_computed_over_what_remains_of_its_periods() {
    // 500 more on 1 February: (921.15 + 500) x 1% / (1 - 1.01^-11) = 137.08.
    let level = balloon(InterestMethod::DecliningBalanceEqualInstallments, 12);
    let more = [disbursement(2, "2024-02-01", "500")];
    let asked =
        [("2024-02-01", "78.85", "10.00"), ("2024-03-01", "122.87", "14.21"), ("2024-04-01", "1298.28", "12.98")];
    assert_rows(&account(&level, &more, "2024-02-01"), &asked);
    // As many periods as installments leave no balloon.
    let plain = account(&recalculating(), &[], "2024-01-01");
    let whole = balloon(InterestMethod::DecliningBalanceEqualInstallments, 3);
    assert_eq!(rows(&account(&whole, &[], "2024-01-01")), rows(&plain));
}

#[test]
fn a_balloon_counts_no_fewer_installments_than_there_are() {
    let fewer = balloon(InterestMethod::DecliningBalance, 2);
    let lent = [disbursement(1, "2024-01-01", "1000")];
    assert!(matches!(
        crate::servicing::replay::replay(&fewer, &lent, date("2024-01-01")),
        Err(crate::servicing::replay::ReplayError::Terms(_))
    ));
}

#[test]
fn equal_parts_that_are_all_paid_at_once_bear_nothing() {
    let mut terms = equal_principal();
    terms.schedule.installments = 2;
    let paid = account(&terms, &[repayment(2, "2024-01-01", "1000")], "2024-01-01");
    assert_rows(&paid, &[("2024-02-01", "500.00", "0.00"), ("2024-03-01", "500.00", "0.00")]);
    assert!(paid.installments.iter().all(Installment::is_settled));
}

#[test]
fn flat_interest_is_on_all_that_was_lent_until_it_is_repaid() {
    let mut flat = recalculating();
    flat.interest.method = InterestMethod::Flat;
    let paid = repayment(2, "2024-01-16", "1004.84");
    // 15 of 31 days of the 10 of January; then nothing is left that could bear any.
    let account = account(&flat, &[paid], "2024-02-01");
    assert_eq!(account.standing, Standing::Repaid);
    let interest: Decimal = account.installments.iter().map(|row| row.paid.interest).sum();
    assert_eq!(interest, amount("4.84"));
}

#[test]
fn flat_installments_are_in_multiples_only_where_the_last_one_is_left_its_interest() {
    let mut flat = recalculating();
    flat.interest.method = InterestMethod::Flat;
    // 1030 in three parts.
    flat.rounding.installment_multiple = Some(amount("100"));
    let in_hundreds =
        [("2024-02-01", "290.00", "10.00"), ("2024-03-01", "290.00", "10.00"), ("2024-04-01", "420.00", "10.00")];
    assert_rows(&account(&flat, &[], "2024-01-01"), &in_hundreds);
    // Two times 1000 would leave nothing for the last one.
    flat.rounding.installment_multiple = Some(amount("1000"));
    let exact =
        [("2024-02-01", "333.33", "10.00"), ("2024-03-01", "333.33", "10.00"), ("2024-04-01", "333.34", "10.00")];
    assert_rows(&account(&flat, &[], "2024-01-01"), &exact);
}

#[test]
fn each_tranche_of_full_term_has_flat_installments_of_its_own() {
    let mut terms = without_interest();
    terms.interest.rate = amount("12");
    terms.interest.method = InterestMethod::Flat;
    terms.interest.day_count = crate::servicing::terms::DayCount::Thirty360;
    terms.schedule.full_term_tranches = true;
    // 1000 and a hundredth of it a month: 1030 / 3 = 343.33.
    let own = [("2024-02-01", "333.33", "10.00"), ("2024-03-01", "333.33", "10.00"), ("2024-04-01", "333.34", "10.00")];
    assert_rows(&account(&terms, &[], "2024-01-01"), &own);
    // 300 more from 1 February: 309 / 3 = 103, in the three months that follow; each month bears a hundredth of all.
    let both = [
        ("2024-02-01", "333.33", "10.00"),
        ("2024-03-01", "433.33", "13.00"),
        ("2024-04-01", "433.34", "13.00"),
        ("2024-05-01", "100.00", "13.00"),
    ];
    assert_rows(&account(&terms, &[disbursement(2, "2024-02-01", "300")], "2024-02-01"), &both);
}

#[test]
fn a_tranche_of_full_term_keeps_the_day_that_a_short_month_cuts() {
    let mut terms = without_interest();
    terms.schedule.installments = 4;
    terms.schedule.full_term_tranches = true;
    terms.expected_disbursement = date("2023-12-31");
    let lent = [disbursement(1, "2023-12-31", "1000"), disbursement(2, "2024-01-31", "400")];
    let account = replay(&terms, &lent, date("2024-01-31")).expect("an account");
    let dues: Vec<_> = account.installments.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(dues, ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]);
}

#[test]
fn a_month_between_fixed_days_is_a_month_whatever_months_are_shorter() {
    // A hundredth of 1000, of 669.98 and of 336.66, from the end of a month without a 31st, or a 30th, too.
    for (lent_on, day) in [("2023-11-30", 31), ("2024-02-29", 31), ("2024-02-29", 30), ("2023-02-28", 29)] {
        let mut terms = recalculating();
        terms.schedule.fixed_days_of_month = vec![day];
        let account = replay(&terms, &[disbursement(1, lent_on, "1000")], date(lent_on)).unwrap();
        let interest: Vec<_> = account.installments.iter().map(|row| row.expected.interest).collect();
        assert_eq!(interest, ["10.00", "6.70", "3.37"].map(amount), "{lent_on} {day}");
    }
}
