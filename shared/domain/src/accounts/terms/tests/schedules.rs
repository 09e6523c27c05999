//! Schedules that settings come to, worked out by hand.

use super::*;
use crate::servicing::replay::replay;

/// Due date, principal and interest of each installment.
fn rows(terms: &Terms) -> Vec<String> {
    let account = replay(terms, &[], terms.expected_disbursement).expect("a schedule");
    let row = |row: &crate::servicing::installment::Installment| {
        format!("{}: {:.2} + {:.2}", row.due, row.expected.principal, row.expected.interest)
    };
    account.installments.iter().map(row).collect()
}

fn rows_with(body: &str) -> Vec<String> {
    rows(&with(body).expect("terms"))
}

/// Principal and interest alone.
fn amounts_with(body: &str) -> Vec<String> {
    rows_with(body).iter().filter_map(|row| row.split_once(": ").map(|(_, amounts)| amounts.to_owned())).collect()
}

/// The level installment is 1000 x 0.01 / (1 - 1.01^-3) = 340.02; a month bears a hundredth of the balance.
#[test]
fn equal_installments() {
    let expected = ["2024-02-01: 330.02 + 10.00", "2024-03-01: 333.32 + 6.70", "2024-04-01: 336.66 + 3.37"];
    assert_eq!(rows_with("{}"), expected);
    let monthly = r#"{"settings": {"interest": {"rate": "0.4", "spread": 0.6, "rate_period": "MONTH"}}}"#;
    assert_eq!(rows_with(monthly), expected, "a percent a month is twelve a year");
}

#[test]
fn equal_parts_of_principal_and_flat_interest() {
    let by = |method: &str| {
        amounts_with(&format!(r#"{{"amount": "900", "settings": {{"interest": {{"method": "{method}"}}}}}}"#))
    };
    assert_eq!(by("DECLINING_BALANCE"), ["300.00 + 9.00", "300.00 + 6.00", "300.00 + 3.00"]);
    assert_eq!(by("FLAT"), ["300.00 + 9.00", "300.00 + 9.00", "300.00 + 9.00"]);
}

/// 900 in equal parts: after one installment of grace two of 450 are left.
#[test]
fn grace() {
    let by = |kind: &str| {
        amounts_with(&format!(
            r#"{{"amount": "900", "settings": {{"interest": {{"method": "DECLINING_BALANCE"}},
                "schedule": {{"grace_period": 1, "grace_period_type": "{kind}"}}}}}}"#
        ))
    };
    assert_eq!(by("PAY_INTEREST_ONLY"), ["0.00 + 9.00", "450.00 + 9.00", "450.00 + 4.50"]);
    assert_eq!(by("INTEREST_FORGIVENESS"), ["0.00 + 0.00", "450.00 + 9.00", "450.00 + 4.50"]);
    assert_eq!(by("INTEREST_DEFERRED"), ["0.00 + 0.00", "450.00 + 18.00", "450.00 + 4.50"]);
}

/// Half a year of equal parts: 150 a month, and the last installment takes the 600 that are left.
#[test]
fn balloon() {
    let body = r#"{"amount": "900", "settings": {"interest": {"method": "DECLINING_BALANCE"}, "schedule": {"amortization_period": "P6M"}}}"#;
    assert_eq!(amounts_with(body), ["150.00 + 9.00", "150.00 + 7.50", "600.00 + 6.00"]);
}

/// 400 are agreed; the last installment is what is left: 1000 - 390 - 393.90 = 216.10.
#[test]
fn agreed_installments() {
    let body = r#"{"settings": {"schedule": {"periodic_payment": "400"}}}"#;
    assert_eq!(amounts_with(body), ["390.00 + 10.00", "393.90 + 6.10", "216.10 + 2.16"]);
}

/// A yen has no minor units: 340.02 is 340, 6.7 is 7 and 3.37 is 3.
#[test]
fn amounts_are_in_minor_units_of_the_currency() {
    let yen = Facts { currency_code: "JPY", ..facts() };
    let terms = terms(&changed("{}"), &yen).expect("terms");
    assert_eq!(rows(&terms)[..2], ["2024-02-01: 330.00 + 10.00", "2024-03-01: 333.00 + 7.00"]);
    assert_eq!(terms.rounding.decimals, 0);
}

#[test]
fn due_dates() {
    let dates = |facts: Facts<'_>, body: &str| -> Vec<String> {
        let terms = terms(&changed(body), &facts).expect("terms");
        rows(&terms).iter().map(|row| row[..10].to_owned()).collect()
    };
    let first = Facts { first_repayment: Some(date("2024-02-10")), ..facts() };
    assert_eq!(dates(first, "{}"), ["2024-02-10", "2024-03-10", "2024-04-10"]);
    let fixed = r#"{"settings": {"schedule": {"fixed_days_of_month": [15, 31]}}}"#;
    assert_eq!(dates(facts(), fixed), ["2024-01-15", "2024-01-31", "2024-02-15"]);
    let weeks = r#"{"settings": {"schedule": {"repayment_period": "P2W"}}}"#;
    assert_eq!(dates(facts(), weeks), ["2024-01-15", "2024-01-29", "2024-02-12"]);
    // 1 June 2024 is a Saturday, 3 June a holiday.
    let may = Facts { disbursement: date("2024-05-01"), ..facts() };
    let working = r#"{"settings": {"schedule": {"non_working_days": ["SATURDAY", "SUNDAY", "2024-06-03"], "non_working_days_shift": "NEXT_WORKING_DAY"}}}"#;
    assert_eq!(dates(may, working), ["2024-06-04", "2024-07-01", "2024-08-01"]);
}

/// A tenth is due at once, and the rest is 900 in equal parts.
#[test]
fn down_payment() {
    let body =
        r#"{"settings": {"interest": {"method": "DECLINING_BALANCE"}, "schedule": {"down_payment_percentage": 10}}}"#;
    let rows = rows_with(body);
    assert_eq!(rows[0], "2024-01-01: 100.00 + 0.00");
    assert_eq!(rows[1..], ["2024-02-01: 300.00 + 9.00", "2024-03-01: 300.00 + 6.00", "2024-04-01: 300.00 + 3.00"]);
}

/// 600 at once and 300 on the second due date: three parts of 200, and one more of 300 with the last.
#[test]
fn tranches() {
    let tranches = [tranche("2024-01-01", "600"), tranche("2024-03-01", "300")];
    let settings = changed(r#"{"amount": "1000", "settings": {"interest": {"method": "DECLINING_BALANCE"}}}"#);
    let terms = terms(&settings, &Facts { tranches: &tranches, ..facts() }).expect("terms");
    assert!(terms.limits.planned_tranches_only);
    let expected = ["2024-02-01: 200.00 + 6.00", "2024-03-01: 200.00 + 4.00", "2024-04-01: 500.00 + 5.00"];
    assert_eq!(rows(&terms), expected);
}
