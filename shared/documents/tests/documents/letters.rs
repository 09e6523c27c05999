//! Payoff letters and no dues certificates.

use documents::DocumentError;
use documents::account::no_dues_certificate::{NoDues, no_dues_certificate};
use documents::account::payoff_letter::{Payoff, payoff_letter};
use domain::servicing::life_cycle::AccountSubState;
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;

use crate::reader;
use crate::samples::{self, amount};

#[test]
fn a_payoff_letter_says_what_is_needed_by_component_and_for_which_day() {
    let document = payoff_letter(&samples::signed(), &samples::payoff()).unwrap();
    let pages = reader::pages(&samples::file("payoff-letter", &document));
    assert_eq!(pages.len(), 1);
    samples::assert_says(
        &pages[0],
        &[
            "Payoff letter",
            "can be paid off in full on 30 November 2026 with a payment of INR 1,25,092.28.",
            "Account LA-2024-000417",
            "Component Amount in INR",
            "Principal 1,23,456.78 Interest 1,045.50 Fees 590.00 Penalties 0.00",
            "To pay on 30 November 2026 1,25,092.28",
            "This amount is valid for 30 November 2026 only.",
            "Each day after 30 November 2026 adds INR 40.59,",
            "Meera Kulkarni Head of Loan Servicing",
        ],
    );
}

#[test]
fn without_a_per_diem_none_is_said() {
    let plain = Payoff { per_diem: None, ..samples::payoff() };
    let document = payoff_letter(&samples::issue(), &plain).unwrap();
    assert!(!reader::pages(&samples::file("payoff-plain", &document)).concat().contains("Each day"));
}

#[test]
fn there_is_no_payoff_letter_of_nothing_or_of_less() {
    let refused = |amounts, per_diem| match payoff_letter(
        &samples::issue(),
        &Payoff { amounts, per_diem, ..samples::payoff() },
    ) {
        Err(DocumentError::Contradiction { field, .. }) => field,
        _ => "nothing",
    };
    let principal = |text| Components { principal: amount(text), ..Components::default() };
    assert_eq!(refused(principal("0.01"), Some(Decimal::ZERO)), "nothing");
    assert_eq!(refused(Components::default(), None), "amounts");
    assert_eq!(refused(principal("-0.01"), None), "amounts");
    assert_eq!(refused(principal("1"), Some(amount("-0.01"))), "per_diem");
}

#[test]
fn a_no_dues_certificate_says_what_was_closed_when_and_why() {
    let document = no_dues_certificate(&samples::signed(), &samples::no_dues()).unwrap();
    let pages = reader::pages(&samples::file("no-dues-certificate", &document));
    assert_eq!(pages.len(), 1);
    samples::assert_says(
        &pages[0],
        &[
            "No dues certificate",
            "Sahyadri Finance Limited certifies that nothing is owed on the loan account named below.",
            "Account LA-2024-000417",
            "Holder CUST-88213",
            "Loan amount INR 2,40,000.00",
            "Paid out on 5 November 2024",
            "Closed on 20 November 2026",
            "The account was closed on 20 November 2026, because it had been repaid in full.",
            "This certificate is about this account alone.",
        ],
    );
    let refinanced = NoDues { reason: AccountSubState::Refinanced, ..samples::no_dues() };
    let document = no_dues_certificate(&samples::issue(), &refinanced).unwrap();
    let page = reader::pages(&samples::file("no-dues-refinanced", &document)).concat();
    samples::assert_says(&page, &["because another loan account had paid it off."]);
}

#[test]
fn what_is_owed_or_was_not_paid_is_not_certified() {
    let refused = |no_dues: NoDues| match no_dues_certificate(&samples::issue(), &no_dues) {
        Err(DocumentError::Contradiction { field, .. }) => field,
        _ => "nothing",
    };
    let good = samples::no_dues();
    assert_eq!(refused(NoDues { closed_on: samples::date("2026-11-21"), ..good.clone() }), "nothing");
    assert_eq!(refused(NoDues { owed: amount("0.01"), ..good.clone() }), "owed");
    assert_eq!(refused(NoDues { owed: amount("-0.01"), ..good.clone() }), "owed");
    assert_eq!(refused(NoDues { closed_on: samples::date("2026-11-22"), ..good.clone() }), "closed_on");
    for reason in [
        AccountSubState::WrittenOff,
        AccountSubState::Rescheduled,
        AccountSubState::Withdrawn,
        AccountSubState::Rejected,
        AccountSubState::Terminated,
        AccountSubState::Locked,
        AccountSubState::LockedCapping,
        AccountSubState::PartiallyDisbursed,
    ] {
        assert_eq!(refused(NoDues { reason, ..good.clone() }), "reason", "{reason:?}");
    }
}
