use super::*;
use crate::servicing::account::Standing;
use crate::servicing::hand_built::{entered, repayment};
use crate::servicing::installment::InstallmentKind;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Components, Event, RepaymentKind, TransactionId};

fn charge(id: u64, on: &str, due: ChargeDue, of: ChargeAmount, penalty: bool) -> Transaction {
    entered(id, on, Event::Charge { charge: Charge { name: "charge".to_owned(), penalty, amount: of, due } })
}

fn flat_charge(id: u64, due: &str, of: &str, penalty: bool) -> Transaction {
    charge(id, "2024-01-01", ChargeDue::On(date(due)), ChargeAmount::Flat(amount(of)), penalty)
}

fn components(parts: [&str; 4]) -> Components {
    let [principal, interest, fees, penalties] = parts.map(amount);
    Components { principal, interest, fees, penalties }
}

fn posted(account: &Account, id: u64) -> Components {
    account.postings.iter().find(|posting| posting.id == TransactionId(id)).expect("a posting").components
}

#[test]
fn orders_differ_in_what_is_paid_first() {
    let charges = [flat_charge(2, "2024-01-10", "20", false), flat_charge(3, "2024-01-25", "5", true)];
    let paid_on = |order: TransactionOrder, on: &str, paid: &str| {
        let mut terms = terms(InterestMethod::Flat);
        terms.allocation.transaction_order = Some(order);
        let mut events = charges.to_vec();
        events.push(repayment(4, on, paid));
        posted(&account(&terms, &events, "2024-02-01"), 4)
    };
    let first = TransactionOrder::PenaltiesFeesInterestPrincipal;
    assert_eq!(paid_on(first, "2024-01-15", "100"), components(["65", "10", "20", "5"]));
    let interest_first = TransactionOrder::InterestPrincipalPenaltiesFees;
    assert_eq!(paid_on(interest_first, "2024-01-15", "100"), components(["90", "10", "0", "0"]));
    let fee_last = TransactionOrder::DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee;
    assert_eq!(paid_on(fee_last, "2024-01-15", "100"), components(["65", "10", "20", "5"]));
    assert_eq!(paid_on(fee_last, "2024-02-01", "100"), components(["85", "10", "0", "5"]));
    let principal_first = TransactionOrder::DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest;
    assert_eq!(paid_on(principal_first, "2024-01-15", "100"), components(["80", "0", "20", "0"]));
    assert_eq!(paid_on(principal_first, "2024-01-15", "360"), components(["333.33", "1.67", "20", "5"]));
    assert_eq!(paid_on(principal_first, "2024-02-01", "100"), components(["65", "10", "20", "5"]));
}

#[test]
fn payments_go_to_the_oldest_installment_first() {
    let account = account(
        &without_interest(),
        &[repayment(2, "2024-01-15", "400"), repayment(3, "2024-03-10", "300")],
        "2024-03-10",
    );
    let [first, second, third] = &account.installments[..] else { panic!("three installments") };
    assert_eq!((first.paid_in_advance, first.obligations_met_on), (amount("333.33"), Some(date("2024-01-15"))));
    assert_eq!((second.paid_in_advance, second.paid_late), (amount("66.67"), amount("266.66")));
    assert_eq!(second.obligations_met_on, Some(date("2024-03-10")));
    assert_eq!((third.paid_in_advance, third.obligations_met_on), (amount("33.34"), None));
    assert_eq!(account.postings[2].balance_after, amount("300"));
}

#[test]
fn what_is_beyond_the_loan_is_the_borrowers() {
    let paid = [repayment(2, "2024-01-15", "1200")];
    let overpaid = account(&without_interest(), &paid, "2024-01-15");
    assert_eq!((overpaid.overpaid, overpaid.standing), (amount("200"), Standing::Overpaid));
    let refund = entered(3, "2024-01-16", Event::CreditBalanceRefund { amount: amount("200") });
    let refunded = account(&without_interest(), &[paid[0].clone(), refund], "2024-01-16");
    assert_eq!((refunded.overpaid, refunded.standing), (Decimal::ZERO, Standing::Repaid));
    assert_eq!(posted(&refunded, 3), Components::default());
}

#[test]
fn a_chargeback_is_due_with_the_next_installment() {
    let chargeback = Event::Chargeback { of: TransactionId(2), amount: amount("100") };
    let events = [repayment(2, "2024-01-15", "333.33"), entered(3, "2024-02-01", chargeback)];
    let account = account(&without_interest(), &events, "2024-02-01");
    assert_eq!(account.installments[1].expected.principal, amount("433.33"));
    assert_eq!(account.installments[1].credited.principal, amount("100"));
    assert_eq!(account.postings[2].balance_after, amount("766.67"));
}

#[test]
fn a_chargeback_after_the_last_due_date_makes_an_installment() {
    let back = |on: &str, id: u64| entered(id, on, Event::Chargeback { of: TransactionId(2), amount: amount("100") });
    let paid = repayment(2, "2024-03-01", "1000");
    let on_last_due = account(&without_interest(), &[paid.clone(), back("2024-04-01", 3)], "2024-04-01");
    assert_eq!(on_last_due.installments.len(), 3);
    assert_eq!(on_last_due.installments[2].expected.principal, amount("433.34"));
    assert_eq!(on_last_due.installments[2].obligations_met_on, None);
    let later = [paid, back("2024-04-10", 3), back("2024-04-20", 4)];
    let later = account(&without_interest(), &later, "2024-04-20");
    let last = &later.installments[3];
    assert_eq!((last.kind, last.from, last.due), (InstallmentKind::Additional, date("2024-04-01"), date("2024-04-20")));
    assert_eq!((last.number, last.expected.principal), (4, amount("200")));
}

#[test]
fn a_chargeback_takes_what_is_overpaid_first() {
    let chargeback = Event::Chargeback { of: TransactionId(2), amount: amount("150") };
    let events = [repayment(2, "2024-01-15", "1100"), entered(3, "2024-01-20", chargeback)];
    let account = account(&without_interest(), &events, "2024-01-20");
    assert_eq!(account.overpaid, Decimal::ZERO);
    assert_eq!((posted(&account, 3).principal, outstanding(&account)), (amount("50"), amount("50")));
    assert_eq!(account.standing, Standing::Active);
}

#[test]
fn charges_fall_into_the_period_of_their_day() {
    let charges = [
        flat_charge(2, "2024-01-01", "1", false),
        flat_charge(3, "2024-02-01", "2", false),
        flat_charge(4, "2024-02-02", "4", true),
        flat_charge(5, "2024-04-15", "8", false),
        charge(6, "2024-01-01", ChargeDue::EachInstallment, ChargeAmount::PercentOfAmount(amount("1")), false),
        charge(7, "2024-01-01", ChargeDue::AtDisbursement, ChargeAmount::PercentOfDisbursement(amount("2")), false),
    ];
    let account = account(&without_interest(), &charges, "2024-01-01");
    let by_row: Vec<_> = account.installments.iter().map(|row| (row.expected.fees, row.expected.penalties)).collect();
    let expected = [("6.33", "0"), ("3.33", "4"), ("3.33", "0"), ("8", "0")];
    assert_eq!(by_row, expected.map(|(fees, penalties)| (amount(fees), amount(penalties))));
    assert_eq!(account.installments[3].kind, InstallmentKind::Additional);
    let states: Vec<_> = account.charges.iter().map(|state| (state.amount, state.paid)).collect();
    assert_eq!(states[4], (amount("9.99"), Decimal::ZERO));
    assert_eq!(states[5], (amount("20"), amount("20")));
}

#[test]
fn percentages_are_of_the_whole_loan() {
    let on = ChargeDue::On(date("2024-02-01"));
    let charges = [
        charge(2, "2024-01-01", on, ChargeAmount::PercentOfAmount(amount("1")), false),
        charge(3, "2024-01-01", on, ChargeAmount::PercentOfAmountAndInterest(amount("1")), false),
        charge(4, "2024-01-01", on, ChargeAmount::PercentOfInterest(amount("10")), true),
    ];
    let account = account(&terms(InterestMethod::Flat), &charges, "2024-01-01");
    let amounts: Vec<_> = account.charges.iter().map(|state| state.amount).collect();
    assert_eq!(amounts, [amount("10"), amount("10.30"), amount("3")]);
}

#[test]
fn a_charge_is_paid_or_waived_by_itself() {
    let charges = [flat_charge(2, "2024-02-01", "10", false), flat_charge(3, "2024-02-01", "20", true)];
    let pay = entered(4, "2024-01-10", Event::ChargePayment { of: TransactionId(3), amount: amount("15") });
    let waive = entered(5, "2024-01-11", Event::ChargeWaiver { of: TransactionId(2) });
    let events = [charges[0].clone(), charges[1].clone(), pay, waive];
    let account = account(&without_interest(), &events, "2024-01-11");
    let first = &account.installments[0];
    assert_eq!((first.paid.penalties, first.waived.fees), (amount("15"), amount("10")));
    assert_eq!((account.charges[0].waived, account.charges[1].paid), (amount("10"), amount("15")));
    let missing = entered(6, "2024-01-12", Event::ChargeWaiver { of: TransactionId(99) });
    let refused = replay(&without_interest(), &[missing], date("2024-01-12"));
    assert_eq!(refused, Err(ReplayError::UnknownTransaction(TransactionId(99))));
}

#[test]
fn waived_interest_is_not_asked_for() {
    let waiver = Event::Repayment { amount: amount("15"), kind: RepaymentKind::InterestWaiver };
    let account = account(&terms(InterestMethod::Flat), &[entered(2, "2024-01-10", waiver)], "2024-01-10");
    let given_up: Vec<_> = account.installments.iter().map(|row| row.waived.interest).collect();
    assert_eq!(given_up, [amount("10"), amount("5"), Decimal::ZERO]);
    assert_eq!(posted(&account, 2), components(["0", "15", "0", "0"]));
}

#[test]
fn a_loan_that_is_given_up_still_takes_recoveries() {
    let recovery = Event::Repayment { amount: amount("40"), kind: RepaymentKind::Recovery };
    let events = [
        repayment(2, "2024-02-01", "300"),
        entered(3, "2024-02-02", Event::ChargeOff),
        entered(4, "2024-02-03", Event::WriteOff { amounts: None }),
        entered(5, "2024-02-04", recovery),
    ];
    let account = account(&without_interest(), &events, "2024-02-04");
    assert_eq!(account.standing, Standing::WrittenOff);
    assert_eq!(account.charged_off_on, Some(date("2024-02-02")));
    assert_eq!((posted(&account, 4).principal, outstanding(&account)), (amount("700"), Decimal::ZERO));
    assert_eq!((posted(&account, 5), account.overpaid), (Components::default(), Decimal::ZERO));
}

#[test]
fn a_charge_off_shows_no_balance_and_what_is_paid_after_it_does() {
    let events = [
        repayment(2, "2024-02-01", "300"),
        entered(3, "2024-02-02", Event::ChargeOff),
        repayment(4, "2024-02-03", "100"),
    ];
    let account = account(&without_interest(), &events, "2024-02-03");
    let balances: Vec<Decimal> = account.postings.iter().map(|posting| posting.balance_after).collect();
    assert_eq!(balances, ["1000", "700", "0", "600"].map(amount));
}

#[test]
fn a_loan_of_which_a_part_was_given_up_is_repaid_when_the_rest_is_paid() {
    let amounts = Components { principal: amount("100"), ..Components::default() };
    let given_up = entered(2, "2024-01-02", Event::WriteOff { amounts: Some(amounts) });
    let account = account(&without_interest(), &[given_up, repayment(3, "2024-01-03", "900")], "2024-01-03");
    assert_eq!((account.standing, outstanding(&account)), (Standing::Repaid, Decimal::ZERO));
}

#[test]
fn what_is_charged_off_stays_owed_and_shows_no_balance() {
    let events = [entered(2, "2024-02-01", Event::ChargeOff), repayment(3, "2024-02-02", "300")];
    let account = account(&without_interest(), &events, "2024-02-02");
    let balances: Vec<_> = account.postings.iter().map(|posting| posting.balance_after).collect();
    assert_eq!(balances, [amount("1000"), Decimal::ZERO, amount("700")]);
}

#[test]
fn what_is_taken_back_has_never_been() {
    let before = account(&without_interest(), &[repayment(2, "2024-01-15", "100")], "2024-01-20");
    let taken_back = entered(4, "2024-01-18", Event::Reversal { of: TransactionId(3) });
    let events = [repayment(2, "2024-01-15", "100"), repayment(3, "2024-01-16", "70"), taken_back];
    assert_eq!(account(&without_interest(), &events, "2024-01-20"), before);
}
