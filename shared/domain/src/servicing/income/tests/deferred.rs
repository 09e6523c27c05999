//! Deferred income. From 1 January to 1 April 2024 there are 91 days.

use rust_decimal::Decimal;

use super::super::{DeferredIncome, DeferredLedger};
use super::*;
use crate::servicing::rounding::Rounding;
use crate::servicing::transaction::RepaymentKind;

fn income(on: &str, of: &str, reductions: &[(&str, &str)]) -> DeferredIncome {
    let reductions = reductions.iter().map(|(on, of)| (date(on), amount(of))).collect();
    DeferredIncome { on: date(on), amount: amount(of), reductions }
}

fn earned(income: &DeferredIncome, before: &str) -> Decimal {
    income.earned_before(date(before), date("2024-04-01"), &Rounding::default())
}

fn lines(ledger: &DeferredLedger) -> Vec<(NaiveDate, EntryKind, Decimal)> {
    ledger.entries().iter().map(|entry| (entry.on, entry.kind, entry.amount)).collect()
}

#[test]
fn each_day_earns_the_same() {
    let income = income("2024-01-01", "91", &[]);
    assert_eq!(earned(&income, "2024-01-02"), amount("1"));
    assert_eq!(earned(&income, "2024-02-01"), amount("31"));
    assert_eq!(earned(&income, "2024-04-01"), amount("91"));
}

#[test]
fn what_comes_on_the_last_due_date_is_earned_at_once() {
    assert_eq!(earned(&income("2024-04-01", "91", &[]), "2024-04-01"), amount("91"));
}

#[test]
fn what_is_given_back_lowers_the_days_to_come() {
    // 31 are earned to 1 February; of the other 60, 30 go back, and 30 are earned in 60 days.
    let income = income("2024-01-01", "91", &[("2024-02-01", "30")]);
    assert_eq!(earned(&income, "2024-02-01"), amount("31"));
    assert_eq!(earned(&income, "2024-02-11"), amount("36"));
    assert_eq!(earned(&income, "2024-04-01"), amount("61"));
}

#[test]
fn what_is_given_back_beyond_what_is_left_was_not_earned() {
    let income = income("2024-01-01", "91", &[("2024-02-01", "80")]);
    assert_eq!(earned(&income, "2024-02-11"), amount("11"));
}

#[test]
fn amounts_added_to_the_principal_are_deferred() {
    let event = |id, on, event| entered(id, on, event);
    let given_back = Event::Repayment { amount: amount("5"), kind: RepaymentKind::CapitalizedIncomeAdjustment };
    let transactions = [
        event(1, "2024-01-05", Event::CapitalizedIncome { amount: amount("20") }),
        event(2, "2024-01-10", Event::CapitalizedIncome { amount: amount("3") }),
        event(3, "2024-01-15", given_back),
        event(4, "2024-01-20", Event::CapitalizedIncome { amount: amount("7") }),
        reversal(5, "2024-01-21", 4),
    ];
    let expected = vec![income("2024-01-05", "20", &[("2024-01-15", "5")]), income("2024-01-10", "3", &[])];
    assert_eq!(DeferredIncome::capitalized(&transactions), expected);
}

#[test]
fn a_run_recognises_the_day_it_closes() {
    let incomes = [income("2024-01-01", "91", &[])];
    let mut ledger = DeferredLedger::default();
    for day in ["2024-01-01", "2024-01-02", "2024-01-05", "2024-05-01"] {
        ledger.close_day(&incomes, date(day), date("2024-04-01"), &Rounding::default());
    }
    let recognised = EntryKind::Recognised;
    assert_eq!(
        lines(&ledger),
        [
            (date("2024-01-01"), recognised, amount("1")),
            (date("2024-01-02"), recognised, amount("1")),
            (date("2024-01-05"), recognised, amount("3")),
            (date("2024-05-01"), recognised, amount("86")),
        ]
    );
}

#[test]
fn a_loan_that_is_paid_has_earned_it_and_one_that_is_owed_again_has_not() {
    let incomes = [income("2024-01-01", "91", &[])];
    let mut ledger = DeferredLedger::default();
    ledger.settle(&incomes, date("2024-01-10"), date("2024-04-01"), &Rounding::default());
    ledger.close_day(&incomes, date("2024-01-12"), date("2024-04-01"), &Rounding::default());
    assert_eq!(
        lines(&ledger),
        [
            (date("2024-01-10"), EntryKind::Recognised, amount("91")),
            (date("2024-01-12"), EntryKind::TakenBack, amount("79")),
        ]
    );
}

#[test]
fn a_charge_off_that_is_taken_back_takes_its_entry_with_it() {
    let incomes = [income("2024-01-01", "91", &[])];
    let (maturity, rounding) = (date("2024-04-01"), Rounding::default());
    let mut ledger = DeferredLedger::default();
    ledger.close_day(&incomes, date("2024-02-01"), maturity, &rounding);
    ledger.charge_off(&incomes, date("2024-02-01"), maturity, &rounding);
    assert_eq!(
        lines(&ledger),
        [
            (date("2024-02-01"), EntryKind::Recognised, amount("32")),
            (date("2024-02-01"), EntryKind::Recognised, amount("59")),
        ]
    );
    ledger.undo_charge_off();
    assert_eq!(lines(&ledger), [(date("2024-02-01"), EntryKind::Recognised, amount("32"))]);
}
