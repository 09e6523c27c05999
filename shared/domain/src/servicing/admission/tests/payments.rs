//! Money that comes in and goes back, and charges.

use super::{TODAY, charge, disbursed, paid, reversal, said, said_of, terms};
use crate::servicing::account::{Account, ChargeState, Standing};
use crate::servicing::admission::by_account;
use crate::servicing::admission::request::Request;
use crate::servicing::hand_built::{account, amount, date, entered, installment, met, repayment};
use crate::servicing::limits::Limits;
use crate::servicing::terms::{FuturePayments, PrepaymentTerms, Terms};
use crate::servicing::transaction::{
    ChargeAmount, ChargeDue, Components, Event, RepaymentKind, Transaction, TransactionId,
};

/// What an account that was written down by hand answers.
fn said_by(account: &Account, transactions: &[Transaction], event: Event) -> &'static str {
    let (terms, new) = (terms(), entered(99, TODAY, event));
    let request = Request::new(&terms, transactions, &new, date(TODAY));
    by_account(&request, account).err().map_or("taken", |refused| refused.code())
}

fn thousand() -> Account {
    account(
        TODAY,
        vec![installment(1, "2024-01-01", "2024-02-01", "400"), installment(2, "2024-02-01", "2024-03-01", "600")],
    )
}

fn accepting(acceptance: FuturePayments) -> Terms {
    Terms { prepayment: PrepaymentTerms { acceptance }, ..terms() }
}

#[test]
fn payments_in_advance_are_taken_as_the_terms_accept_them() {
    // On 10 February one installment is due: 340.02, of 1020.06 in all.
    let cases = [
        (FuturePayments::Refused, "340", "taken"),
        (FuturePayments::Refused, "345", "beyond_due"),
        (FuturePayments::Accepted, "345", "taken"),
        (FuturePayments::Accepted, "1100", "beyond_outstanding"),
        (FuturePayments::AcceptOverpayments, "1100", "taken"),
    ];
    for (acceptance, of, expected) in cases {
        let payment = repayment(99, TODAY, of);
        assert_eq!(said(&accepting(acceptance), &disbursed(&[]), &payment), expected, "{acceptance:?} {of}");
    }
}

#[test]
fn what_is_due_is_what_was_due_on_the_value_date() {
    let terms = accepting(FuturePayments::Refused);
    assert_eq!(said(&terms, &disbursed(&[]), &repayment(99, "2024-01-31", "1")), "beyond_due");
    let later = disbursed(&[repayment(2, TODAY, "300")]);
    assert_eq!(said(&terms, &later, &repayment(99, "2024-02-01", "300")), "taken");
}

#[test]
fn a_refund_of_a_merchant_may_overpay_any_loan() {
    let refund = entered(99, TODAY, paid(RepaymentKind::MerchantIssuedRefund, "5000"));
    assert_eq!(said(&accepting(FuturePayments::Refused), &disbursed(&[]), &refund), "taken");
}

#[test]
fn recoveries_come_after_a_write_off_and_to_no_more_than_it() {
    let recovery = || paid(RepaymentKind::Recovery, "500");
    assert_eq!(said_of(&[], TODAY, recovery()), "not_written_off");
    let mut gone = account(TODAY, vec![installment(1, "2024-01-01", "2024-02-01", "1000")]);
    gone.standing = Standing::WrittenOff;
    gone.installments[0].written_off = gone.installments[0].expected;
    assert_eq!(said_by(&gone, &disbursed(&[]), recovery()), "taken");
    let recovered = disbursed(&[entered(2, TODAY, paid(RepaymentKind::Recovery, "600"))]);
    assert_eq!(said_by(&gone, &recovered, recovery()), "beyond_written_off");
    assert_eq!(said_by(&gone, &recovered, paid(RepaymentKind::GoodwillCredit, "1")), "written_off");
}

#[test]
fn no_more_interest_is_waived_than_is_outstanding() {
    let mut account = thousand();
    account.installments[0].expected.interest = amount("4");
    assert_eq!(said_by(&account, &[], paid(RepaymentKind::InterestWaiver, "4")), "taken");
    assert_eq!(said_by(&account, &[], paid(RepaymentKind::InterestWaiver, "4.01")), "beyond_interest");
}

#[test]
fn capitalized_income_is_lowered_by_no_more_than_it_is() {
    let income = |amount_text: &str| Event::CapitalizedIncome { amount: amount(amount_text) };
    let lowered = |text| paid(RepaymentKind::CapitalizedIncomeAdjustment, text);
    let history = [entered(2, "2024-01-02", income("50")), entered(3, "2024-01-03", lowered("20"))];
    assert_eq!(said_of(&history, TODAY, lowered("30")), "taken");
    assert_eq!(said_of(&history, TODAY, lowered("30.01")), "beyond_capitalized");
    // Not before there was any.
    let later = [entered(2, "2024-02-05", income("50"))];
    assert_eq!(said_of(&later, "2024-02-04", lowered("30")), "beyond_capitalized");
}

#[test]
fn a_settled_loan_takes_no_money_where_the_terms_make_it_final() {
    let last = Terms { limits: Limits { final_when_settled: true, ..Limits::default() }, ..terms() };
    let settled = disbursed(&[repayment(2, "2024-02-01", "1100")]);
    let back = Event::Chargeback { of: TransactionId(2), amount: amount("1") };
    let events = [paid(RepaymentKind::Repayment, "1"), back, reversal(2)];
    for event in events {
        let new = entered(99, TODAY, event.clone());
        assert_eq!(said(&last, &settled, &new), "settled", "{event:?}");
        assert_eq!(said(&terms(), &settled, &new), "taken", "{event:?}");
        if !matches!(event, Event::Reversal { .. } | Event::Chargeback { .. }) {
            assert_eq!(said(&last, &disbursed(&[]), &new), "taken", "{event:?}");
        }
    }
    let refund = entered(99, TODAY, Event::CreditBalanceRefund { amount: amount("1") });
    assert_eq!(said(&last, &settled, &refund), "taken");
}

#[test]
fn nothing_is_charged_on_a_loan_that_is_charged_off_or_repaid() {
    let fee = || charge(ChargeAmount::Flat(amount("10")), ChargeDue::On(date(TODAY)));
    assert_eq!(said_of(&[entered(2, "2024-02-05", Event::ChargeOff)], TODAY, fee()), "charged_off");
    let repaid = Account { standing: Standing::Repaid, ..thousand() };
    assert_eq!(said_by(&repaid, &disbursed(&[]), fee()), "nothing_owed");
    let overpaid = Account { standing: Standing::Overpaid, ..thousand() };
    assert_eq!(said_by(&overpaid, &disbursed(&[]), fee()), "taken");
}

#[test]
fn an_overpayment_and_no_more_is_paid_back() {
    let back = |of: &str| Event::CreditBalanceRefund { amount: amount(of) };
    assert_eq!(said_by(&thousand(), &[], back("1")), "not_overpaid");
    let overpaid = Account { overpaid: amount("250"), standing: Standing::Overpaid, ..thousand() };
    assert_eq!(said_by(&overpaid, &[], back("250")), "taken");
    assert_eq!(said_by(&overpaid, &[], back("250.01")), "beyond_overpaid");
    let mut refund = entered(99, "2024-02-08", back("1"));
    let transactions = disbursed(&[repayment(2, "2024-02-09", "1400")]);
    assert_eq!(said(&terms(), &transactions, &refund), "before_payment");
    refund.value_date = date("2024-02-09");
    assert_eq!(said(&terms(), &transactions, &refund), "taken");
}

#[test]
fn what_a_bank_takes_back_is_a_payment_that_was_made() {
    let back = |of: u64, of_amount: &str| Event::Chargeback { of: TransactionId(of), amount: amount(of_amount) };
    let payments = [
        repayment(2, "2024-02-01", "300"),
        entered(3, "2024-02-02", back(2, "100")),
        entered(4, "2024-02-03", paid(RepaymentKind::InterestWaiver, "1")),
        repayment(5, "2024-02-04", "20"),
        entered(6, "2024-02-05", reversal(5)),
    ];
    let cases = [
        ("2024-02-10", back(2, "200"), "taken"),
        ("2024-02-10", back(2, "200.01"), "beyond_payment"),
        ("2024-01-31", back(2, "1"), "before_payment"),
        ("2024-02-10", back(1, "1"), "not_a_payment"),
        ("2024-02-10", back(4, "1"), "not_a_payment"),
        ("2024-02-10", back(5, "1"), "already_reversed"),
        ("2024-02-10", back(77, "1"), "unknown_transaction"),
    ];
    for (on, event, expected) in cases {
        assert_eq!(said_of(&payments, on, event.clone()), expected, "{event:?}");
    }
}

#[test]
fn interest_is_given_back_once_for_a_refund() {
    let back = |of| Event::InterestRefund { of: TransactionId(of), amount: None };
    let payments = [
        entered(2, "2024-02-02", paid(RepaymentKind::MerchantIssuedRefund, "100")),
        entered(3, "2024-02-02", paid(RepaymentKind::PayoutRefund, "100")),
        entered(4, "2024-02-02", back(3)),
        repayment(5, "2024-02-02", "10"),
    ];
    let cases = [
        ("2024-02-02", 2, "taken"),
        ("2024-02-01", 2, "before_payment"),
        ("2024-02-02", 3, "already_refunded"),
        ("2024-02-02", 5, "not_a_refund"),
    ];
    for (on, of, expected) in cases {
        assert_eq!(said_of(&payments, on, back(of)), expected, "{on} {of}");
    }
}

#[test]
fn a_charge_is_due_when_there_is_a_loan() {
    let flat = ChargeAmount::Flat(amount("10"));
    let cases = [
        (ChargeDue::On(date("2023-12-31")), "due_before_disbursement"),
        (ChargeDue::On(date("2024-01-01")), "taken"),
        (ChargeDue::On(date("2024-03-15")), "taken"),
        (ChargeDue::EachInstallment, "taken"),
        (ChargeDue::AtDisbursement, "already_disbursed"),
    ];
    for (due, expected) in cases {
        assert_eq!(said_of(&[], TODAY, charge(flat, due)), expected, "{due:?}");
    }
    let before = |due| said(&terms(), &[], &entered(99, "2023-12-20", charge(flat, due)));
    assert_eq!(before(ChargeDue::AtDisbursement), "taken");
    assert_eq!(before(ChargeDue::On(date("2023-12-31"))), "due_before_disbursement");
}

#[test]
fn no_more_is_paid_or_waived_of_a_charge_than_is_left() {
    let pay = |of: u64, text: &str| Event::ChargePayment { of: TransactionId(of), amount: amount(text) };
    let waive = |of| Event::ChargeWaiver { of: TransactionId(of) };
    let state = |id, paid| ChargeState {
        id: TransactionId(id),
        amount: amount("10"),
        paid: amount(paid),
        waived: amount("0"),
        due: None,
        at_disbursement: false,
    };
    let charged = Account { charges: vec![state(2, "4"), state(3, "10")], ..thousand() };
    assert_eq!(said_by(&charged, &[], pay(2, "6")), "taken");
    assert_eq!(said_by(&charged, &[], pay(2, "6.01")), "beyond_charge");
    assert_eq!(said_by(&charged, &[], waive(2)), "taken");
    assert_eq!(said_by(&charged, &[], waive(3)), "charge_settled");
    assert_eq!(said_of(&[], TODAY, pay(1, "1")), "not_a_charge");
    assert_eq!(said_of(&[], TODAY, waive(1)), "not_a_charge");
}

#[test]
fn no_more_is_written_off_than_is_outstanding() {
    let off = |principal: &str, fees: &str| {
        let amounts = Components { principal: amount(principal), fees: amount(fees), ..Components::default() };
        Event::WriteOff { amounts: Some(amounts) }
    };
    assert_eq!(said_by(&thousand(), &[], off("1000", "0")), "taken");
    assert_eq!(said_by(&thousand(), &[], off("1000.01", "0")), "beyond_outstanding");
    assert_eq!(said_by(&thousand(), &[], off("10", "0.01")), "beyond_outstanding");
}

#[test]
fn nothing_is_given_up_where_nothing_is_owed() {
    let paid_up = Account {
        installments: vec![met(&installment(1, "2024-01-01", "2024-02-01", "1000"), "2024-02-01")],
        standing: Standing::Repaid,
        ..thousand()
    };
    for event in [Event::ChargeOff, Event::WriteOff { amounts: None }, Event::Termination] {
        assert_eq!(said_by(&paid_up, &[], event.clone()), "nothing_owed", "{event:?}");
    }
    let not_yet = Account { standing: Standing::Undisbursed, ..thousand() };
    assert_eq!(said_by(&not_yet, &[], Event::ChargeOff), "not_disbursed");
    let gone = Account { standing: Standing::WrittenOff, ..thousand() };
    assert_eq!(said_by(&gone, &[], Event::ChargeOff), "written_off");
}
