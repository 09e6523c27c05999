//! Accounts with schedules of older systems. Figures without a source are computed by hand from the formulas.

use rust_decimal::Decimal;

use super::replay;
use crate::servicing::account::Account;
use crate::servicing::allocation::order::TransactionOrder;
use crate::servicing::hand_built::{amount, date, disbursement, terms as progressive_terms};
use crate::servicing::terms::{
    InterestCalculation, InterestMethod, PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency,
    ScheduleEngine, Terms,
};
use crate::servicing::transaction::Transaction;

mod following;
mod late;
mod laws;
mod payments;
mod schedule;

/// 1000 for three months from 1 January 2024, at 12 percent a year, a twelfth of it each month.
fn terms(method: InterestMethod) -> Terms {
    let mut terms = progressive_terms();
    terms.schedule.engine = ScheduleEngine::Cumulative;
    terms.interest.method = method;
    terms.interest.calculation = InterestCalculation::SameAsRepaymentPeriod;
    terms.interest.partial_periods = true;
    terms.allocation.transaction_order = Some(TransactionOrder::PenaltiesFeesInterestPrincipal);
    terms
}

/// The same without interest.
fn without_interest() -> Terms {
    let mut terms = terms(InterestMethod::DecliningBalanceEqualInstallments);
    terms.interest.rate = Decimal::ZERO;
    terms
}

/// Daily interest that follows payments at once.
fn following(prepayment: PrepaymentEffect) -> Terms {
    let mut terms = terms(InterestMethod::DecliningBalanceEqualInstallments);
    terms.interest.calculation = InterestCalculation::Daily;
    terms.interest.accrue_late_interest = true;
    terms.interest.recalculation = Some(Recalculation {
        rest: RestFrequency::Daily,
        payoff_interest: PayoffInterest::TillDate,
        prepayment,
        ignore_past_due: false,
    });
    terms
}

/// The account on a day, after 1000 was paid out on 1 January 2024.
fn account(terms: &Terms, events: &[Transaction], as_of: &str) -> Account {
    let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
    transactions.extend_from_slice(events);
    replay(terms, &transactions, date(as_of)).expect("an account")
}

/// Due date, principal and interest of each installment.
fn rows(account: &Account) -> Vec<(String, String, String)> {
    let text = |value: Decimal| format!("{value:.2}");
    let row = |row: &crate::servicing::installment::Installment| {
        (row.due.to_string(), text(row.expected.principal), text(row.expected.interest))
    };
    account.installments.iter().map(row).collect()
}

fn assert_rows(account: &Account, expected: &[(&str, &str, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(due, principal, interest)| ((*due).to_owned(), (*principal).to_owned(), (*interest).to_owned()))
        .collect();
    assert_eq!(rows(account), expected);
}

fn outstanding(account: &Account) -> Decimal {
    account.installments.iter().map(|row| row.outstanding().total()).sum()
}

fn total(account: &Account, part: fn(&crate::servicing::transaction::Components) -> Decimal) -> Decimal {
    account.installments.iter().map(|row| part(&row.expected)).sum()
}

#[test]
fn the_order_of_input_does_not_matter() {
    use crate::servicing::hand_built::repayment;
    let terms = following(PrepaymentEffect::ReduceInstallmentAmount);
    let mut transactions = vec![
        disbursement(1, "2024-01-01", "1000"),
        repayment(2, "2024-01-20", "100"),
        repayment(3, "2024-02-05", "300"),
        repayment(4, "2024-03-10", "50"),
    ];
    let as_entered = replay(&terms, &transactions, date("2024-03-15"));
    assert!(as_entered.is_ok());
    transactions.reverse();
    assert_eq!(replay(&terms, &transactions, date("2024-03-15")), as_entered);
    transactions.swap(0, 2);
    assert_eq!(replay(&terms, &transactions, date("2024-03-15")), as_entered);
    assert_eq!(amount("1000"), as_entered.expect("an account").disbursements[0].1);
}
