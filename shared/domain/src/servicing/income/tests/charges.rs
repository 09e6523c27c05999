//! Charges as income.

use super::*;

fn without_interest() -> Terms {
    let mut terms = terms();
    terms.interest.rate = amount("0");
    terms.interest.recalculation = None;
    terms
}

#[test]
fn a_charge_is_earned_when_it_is_due() {
    let mut books = Books::of(without_interest());
    books.enter("2024-01-05", fee(2, "2024-01-20", "10"));
    books.close("2024-01-19");
    books.assert(&[]);
    books.close("2024-01-20");
    books.assert(&[("2024-01-20", "0", "10", "0")]);
}

#[test]
fn or_on_the_day_it_was_entered_where_that_is_agreed() {
    let mut books = Books::of(without_interest());
    books.charges = ChargesEarned::WhenEntered;
    books.enter("2024-01-05", fee(2, "2024-01-20", "10"));
    books.close("2024-01-05");
    books.assert(&[("2024-01-05", "0", "10", "0")]);
}

#[test]
fn a_charge_that_was_due_before_it_was_entered_is_earned_when_it_was_due() {
    let mut books = Books::of(without_interest());
    books.charges = ChargesEarned::WhenEntered;
    books.close("2024-01-20");
    books.enter("2024-01-25", fee(2, "2024-01-18", "10"));
    books.close("2024-01-22");
    books.assert(&[("2024-01-22", "0", "10", "0")]);
}

#[test]
fn a_charge_after_the_last_due_date_is_earned_on_its_day() {
    let mut books = Books::of(without_interest());
    books.enter("2024-04-20", fee(2, "2024-04-20", "10"));
    books.close("2024-04-25");
    books.assert(&[("2024-04-20", "0", "10", "0")]);
}

#[test]
fn or_at_once_where_that_is_agreed() {
    let mut books = Books::of(without_interest());
    books.enter("2024-04-20", fee(2, "2024-05-10", "10"));
    books.with("2024-04-20", |ledger, income, today| ledger.recognise_charge(income, TransactionId(2), today));
    books.close("2024-05-10");
    books.assert(&[("2024-04-20", "0", "10", "0")]);
}

#[test]
fn a_waived_charge_is_never_earned() {
    let mut books = Books::of(without_interest());
    books.enter("2024-01-05", fee(2, "2024-01-20", "10"));
    books.enter("2024-01-10", entered(3, "2024-01-10", Event::ChargeWaiver { of: TransactionId(2) }));
    books.close("2024-01-20");
    books.assert(&[]);
}

#[test]
fn what_was_earned_of_a_charge_stays_when_it_is_waived() {
    let mut books = Books::of(without_interest());
    books.enter("2024-01-05", fee(2, "2024-01-20", "10"));
    books.close("2024-01-20");
    books.enter("2024-01-25", entered(3, "2024-01-25", Event::ChargeWaiver { of: TransactionId(2) }));
    books.close("2024-01-25");
    books.assert(&[("2024-01-20", "0", "10", "0")]);
}

#[test]
fn a_charge_that_a_paid_loan_had_earned_stays_when_it_is_owed_again_before_its_day() {
    let mut books = Books::of(without_interest());
    books.enter("2024-01-05", fee(2, "2024-01-20", "10"));
    books.enter("2024-01-10", repayment(3, "2024-01-10", "1010"));
    books.enter("2024-01-12", reversal(4, "2024-01-12", 3));
    books.close("2024-01-12");
    books.close("2024-01-20");
    books.assert(&[("2024-01-10", "0", "10", "0")]);
}

#[test]
fn a_charge_of_each_installment_is_earned_with_it() {
    let charge = Charge {
        name: "Account keeping".to_owned(),
        penalty: false,
        amount: ChargeAmount::Flat(amount("5")),
        due: ChargeDue::EachInstallment,
    };
    let mut books = Books::of(without_interest());
    books.enter("2024-01-01", entered(2, "2024-01-01", Event::Charge { charge }));
    books.close("2024-01-31");
    books.close("2024-02-01");
    books.close("2024-03-02");
    books.assert(&[("2024-02-01", "0", "5", "0"), ("2024-03-02", "0", "5", "0")]);
}

#[test]
fn a_charge_that_is_taken_back_was_not_earned() {
    let mut books = Books::of(without_interest());
    books.enter("2024-01-05", fee(2, "2024-01-20", "10"));
    books.close("2024-01-20");
    books.enter("2024-01-25", reversal(3, "2024-01-25", 2));
    books.close("2024-01-25");
    books.assert(&[("2024-01-20", "0", "10", "0"), ("2024-01-25", "0", "-10", "0")]);
}
