use super::*;
use crate::servicing::allocation::order::Component;
use crate::servicing::hand_built::repayment;

fn chargeback(id: u64, on: &str, of: u64, taken: &str) -> Transaction {
    entered(id, on, Event::Chargeback { of: TransactionId(of), amount: amount(taken) })
}

#[test]
fn a_chargeback_is_taken_from_what_was_overpaid_first() {
    let events = [repayment(2, "2024-01-15", "1050"), chargeback(3, "2024-01-20", 2, "30")];
    let account = account(&without_interest(), &events, "2024-01-20");
    let taken = posting(&account, 3);
    assert_eq!((taken.components, taken.overpaid), (Components::default(), amount("30")));
    assert_eq!(account.overpaid, amount("20"));
    assert_eq!(account.installments[0].expected.principal, amount("333.33"));
}

#[test]
fn a_chargeback_beyond_what_was_overpaid_is_owed() {
    let events = [repayment(2, "2024-01-15", "1020"), chargeback(3, "2024-01-25", 2, "100")];
    let account = account(&without_interest(), &events, "2024-01-25");
    let taken = posting(&account, 3);
    assert_eq!((taken.components.principal, taken.overpaid), (amount("80"), amount("20")));
    assert_eq!(taken.balance_after, amount("80"));
    let first = &account.installments[0];
    assert_eq!((first.expected.principal, first.credited.principal), (amount("433.33"), amount("100")));
    assert_eq!(first.paid.principal, amount("353.33"));
}

#[test]
fn a_chargeback_in_an_order_takes_back_what_was_overpaid_last() {
    let mut terms = without_interest();
    terms.allocation.chargeback = vec![Component::Principal];
    let events = [repayment(2, "2024-01-15", "1100"), chargeback(3, "2024-01-20", 2, "1050")];
    let account = account(&terms, &events, "2024-01-20");
    // All 1000 are owed again, and 50 of the 100 are taken back; the other 50 pay what is owed.
    assert_eq!((account.overpaid, posting(&account, 3).components.principal), (Decimal::ZERO, amount("1000")));
    assert_eq!(sum(&account, Installment::outstanding).principal, amount("950"));
}
