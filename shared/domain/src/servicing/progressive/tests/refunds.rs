use super::*;
use crate::servicing::hand_built::repayment;
use crate::servicing::terms::ChargeOffInterest;
use crate::servicing::transaction::RepaymentKind;

fn refund(id: u64, on: &str, of: &str) -> [Transaction; 2] {
    let back = Event::Repayment { amount: amount(of), kind: RepaymentKind::MerchantIssuedRefund };
    let interest = Event::InterestRefund { of: TransactionId(id), amount: None };
    [entered(id, on, back), entered(id + 1, on, interest)]
}

#[test]
fn a_refund_gives_the_interest_of_its_amount_back() {
    // 10 days of 1000 and 10 days of 400: 1000 * 0.12 * 10 / 365 = 3.29, 400 * 0.12 * 10 / 365 = 1.32.
    let account = account(&following_payments(), &refund(2, "2024-01-11", "600"), "2024-01-11");
    assert_eq!(posting(&account, 3).amount, amount("1.97"));
}

#[test]
fn a_refund_gives_no_interest_back_where_payments_do_not_move_it() {
    let account = account(&terms(), &refund(2, "2024-01-11", "600"), "2024-01-11");
    assert_eq!(posting(&account, 3).amount, Decimal::ZERO);
}

#[test]
fn a_refund_of_everything_gives_all_interest_back_after_a_charge_off() {
    let mut terms = following_payments();
    terms.charge_off = ChargeOffInterest::AccelerateMaturity;
    let mut events = vec![entered(2, "2024-01-16", Event::ChargeOff)];
    events.extend(refund(3, "2024-01-26", "1000"));
    let account = account(&terms, &events, "2024-01-26");
    // 15 days: 1000 * 0.12 * 15 / 365 = 4.93, and none after the charge-off.
    assert_eq!((posting(&account, 4).amount, account.overpaid), (amount("4.93"), Decimal::ZERO));
    assert!(account.installments.iter().all(Installment::is_settled));
}

#[test]
fn a_refund_of_a_part_gives_back_no_more_interest_than_was_asked_for() {
    let mut terms = following_payments();
    terms.charge_off = ChargeOffInterest::ZeroInterest;
    let mut events = vec![repayment(2, "2024-01-02", "1"), entered(3, "2024-01-06", Event::ChargeOff)];
    events.extend(refund(4, "2024-03-26", "900"));
    let account = account(&terms, &events, "2024-03-26");
    let interest = sum(&account, |row| row.expected).interest;
    assert!(posting(&account, 5).amount <= interest, "{interest}");
}

#[test]
fn what_is_paid_from_money_that_is_kept_is_not_in_the_balance_of_later_payments() {
    let mut terms = without_interest();
    terms.redraw.allowed = true;
    let events = [repayment(2, "2024-01-10", "400"), repayment(3, "2024-02-15", "100")];
    let account = account(&terms, &events, "2024-02-15");
    // 333.33 were due on 1 February.
    assert_eq!(posting(&account, 2).balance_after, amount("1000"));
    assert_eq!(posting(&account, 3).balance_after, amount("666.67"));
}
