use super::*;
use crate::servicing::hand_built::repayment;
use crate::servicing::terms::ChargeOffInterest;

#[test]
fn the_only_installment_asks_for_what_was_lent_when_interest_stops() {
    let mut terms = terms();
    terms.schedule.installments = 1;
    terms.charge_off = ChargeOffInterest::ZeroInterest;
    // 1000 * 0.12 * 31 / 365 = 10.19 for the month, of which 15 days of 31 are 4.93.
    let account = account(&terms, &[entered(2, "2024-01-16", Event::ChargeOff)], "2024-01-16");
    let row = &account.installments[0];
    assert_eq!((row.expected.principal, row.expected.interest), (amount("1000"), amount("4.93")));
}

#[test]
fn principal_that_is_owed_again_stays_owed_when_interest_stops() {
    let mut terms = without_interest();
    terms.charge_off = ChargeOffInterest::ZeroInterest;
    let chargeback = Event::Chargeback { of: TransactionId(2), amount: amount("100") };
    let events = [
        repayment(2, "2024-01-10", "100"),
        entered(3, "2024-01-15", chargeback),
        entered(4, "2024-01-20", Event::ChargeOff),
    ];
    let account = account(&terms, &events, "2024-01-20");
    assert_eq!(account.installments[0].expected.principal, amount("433.33"));
    assert_eq!(posting(&account, 4).amount, amount("1000"));
}

#[test]
fn fees_on_interest_follow_it_when_it_stops() {
    let mut terms = terms();
    terms.schedule.installments = 1;
    terms.charge_off = ChargeOffInterest::ZeroInterest;
    let amount_of_fee = ChargeAmount::PercentOfInterest(amount("10"));
    let due = ChargeDue::EachInstallment;
    let fee = Charge { name: "fee".to_owned(), penalty: false, amount: amount_of_fee, due };
    let events = [entered(2, "2024-01-01", Event::Charge { charge: fee }), entered(3, "2024-01-16", Event::ChargeOff)];
    // A tenth of 10.19 before, and of 4.93 since.
    let account = account(&terms, &events, "2024-01-16");
    assert_eq!((account.installments[0].expected.fees, account.charges[0].amount), (amount("0.49"), amount("0.49")));
}
