use super::*;
use crate::servicing::allocation::order::{AllocationOrder, Component, DueState, FutureInstallments};
use crate::servicing::hand_built::repayment;
use crate::servicing::transaction::RepaymentKind;

fn goodwill(id: u64, on: &str, of: &str) -> Transaction {
    entered(id, on, Event::Repayment { amount: amount(of), kind: RepaymentKind::GoodwillCredit })
}

#[test]
fn a_charge_is_paid_by_the_payment_that_was_beyond_what_was_owed() {
    let events = [repayment(2, "2024-02-01", "1050"), fee_due(3, "2024-02-10", "2024-02-20", "20")];
    let account = account(&without_interest(), &events, "2024-02-10");
    let paid = posting(&account, 2);
    assert_eq!((paid.components.principal, paid.components.fees), (amount("1000"), amount("20")));
    assert_eq!((paid.overpaid, account.overpaid), (amount("30"), amount("30")));
    let second = &account.installments[1];
    assert_eq!((second.paid.fees, second.obligations_met_on), (amount("20"), Some(date("2024-02-01"))));
    assert_eq!(second.paid_in_advance, amount("353.33"));
}

#[test]
fn payments_beyond_what_was_owed_pay_a_charge_in_their_order() {
    let events = [
        repayment(2, "2024-01-20", "1000"),
        goodwill(3, "2024-01-25", "30"),
        repayment(4, "2024-01-30", "40"),
        fee_due(5, "2024-02-10", "2024-02-20", "50"),
        fee_due(6, "2024-02-11", "2024-02-20", "5"),
    ];
    let account = account(&without_interest(), &events, "2024-02-11");
    let parts = |id| (posting(&account, id).components.fees, posting(&account, id).overpaid);
    assert_eq!(parts(2), (Decimal::ZERO, Decimal::ZERO));
    assert_eq!(parts(3), (amount("30"), Decimal::ZERO));
    assert_eq!(parts(4), (amount("25"), amount("15")));
    assert_eq!(account.overpaid, amount("15"));
}

#[test]
fn the_oldest_payment_beyond_what_was_owed_pays_charges_as_long_as_it_lasts() {
    let events = [
        repayment(2, "2024-01-20", "1030"),
        repayment(3, "2024-01-25", "40"),
        fee_due(4, "2024-02-10", "2024-02-20", "10"),
        fee_due(5, "2024-02-11", "2024-03-20", "15"),
    ];
    let account = account(&without_interest(), &events, "2024-02-11");
    let parts = |id| (posting(&account, id).components.fees, posting(&account, id).overpaid);
    assert_eq!((parts(2), parts(3)), ((amount("25"), amount("5")), (Decimal::ZERO, amount("40"))));
    assert_eq!(account.installments[2].obligations_met_on, Some(date("2024-01-20")));
}

#[test]
fn a_payment_beyond_what_was_owed_pays_a_charge_as_its_kind_does() {
    let mut terms = without_interest();
    // Goodwill pays nothing that is not due.
    let steps = vec![(DueState::PastDue, Component::Fee), (DueState::PastDue, Component::Principal)];
    let order = AllocationOrder { steps, future: FutureInstallments::NextInstallment };
    terms.allocation.of_kind = vec![(RepaymentKind::GoodwillCredit, order)];
    let events = [
        repayment(2, "2024-01-20", "1000"),
        goodwill(3, "2024-01-25", "30"),
        fee_due(4, "2024-02-10", "2024-02-20", "20"),
    ];
    let account = account(&terms, &events, "2024-02-10");
    assert_eq!((posting(&account, 3).overpaid, account.overpaid), (amount("30"), amount("30")));
    assert_eq!(account.installments[1].outstanding().fees, amount("20"));
}

#[test]
fn a_charge_with_a_day_of_its_own_is_paid_before_one_of_each_installment() {
    let events = [
        fee(2, "2024-01-01", ChargeDue::EachInstallment, "10"),
        fee_due(3, "2024-01-02", "2024-01-20", "5"),
        repayment(4, "2024-01-25", "8"),
    ];
    let account = account(&without_interest(), &events, "2024-01-25");
    let paid: Vec<Decimal> = account.charges.iter().map(|charge| charge.paid).collect();
    assert_eq!(paid, [amount("3"), amount("5")]);
}

#[test]
fn a_charge_in_percent_that_comes_before_the_disbursement_is_one_of_what_is_lent() {
    let due = ChargeDue::On(date("2024-01-05"));
    let charge =
        Charge { name: "Fee".to_owned(), penalty: false, amount: ChargeAmount::PercentOfAmount(amount("10")), due };
    let charge = entered(2, "2024-01-01", Event::Charge { charge });
    let lent = disbursement(3, "2024-02-10", "1000");
    let happened = [charge, lent, entered(4, "2024-02-10", Event::ChargeWaiver { of: TransactionId(2) })];
    let fees = |happened| {
        let account = replay(&without_interest(), happened, date("2024-02-10")).unwrap();
        (account.charges[0].amount, account.installments[0].outstanding().fees)
    };
    assert_eq!(fees(&happened[..2]), (amount("100"), amount("100")));
    assert_eq!(fees(&happened), (amount("100"), Decimal::ZERO));
}

#[test]
fn a_charge_in_percent_of_each_installment_knows_what_is_lent_on_its_day_where_interest_follows_payments() {
    let charge = Charge {
        name: "Fee".to_owned(),
        penalty: false,
        amount: ChargeAmount::PercentOfAmount(amount("1")),
        due: ChargeDue::EachInstallment,
    };
    let charge = entered(2, "2024-01-01", Event::Charge { charge });
    let fees = |also_on| {
        let happened = [charge.clone(), disbursement(3, also_on, "1000")];
        account(&following_payments(), &happened, also_on).charges[0].amount
    };
    assert_eq!((fees("2024-01-01"), fees("2024-01-02")), (amount("20.00"), amount("10.01")));
}

#[test]
fn a_charge_of_the_day_of_a_later_tranche_stays_with_it() {
    let put_off = Event::DueDateChange { from: date("2024-02-01"), to: date("2024-05-11") };
    let mut terms = following_payments();
    terms.schedule.installments = 1;
    let events = [
        entered(2, "2024-04-17", Event::Disbursement { amount: amount("500") }),
        fee_due(3, "2024-04-17", "2024-04-17", "9"),
        entered(4, "2024-05-06", put_off),
    ];
    for events in [&events[..2], &events] {
        let account = account(&terms, events, "2024-05-20");
        let fees =
            |due| account.installments.iter().filter(|row| row.due == date(due)).map(|row| row.expected.fees).sum();
        let of_tranche: Decimal = fees("2024-04-17");
        assert_eq!((of_tranche, sum(&account, |row| row.expected).fees), (amount("9"), amount("9")));
    }
    let paid = [&events[..], &[repayment(5, "2024-05-06", "509")]].concat();
    assert_eq!(account(&terms, &paid, "2024-05-06").charges[0].paid, amount("9"));
}
