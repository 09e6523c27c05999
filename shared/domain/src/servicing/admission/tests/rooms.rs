//! How much may be paid out.

use super::{TODAY, disbursed, reversal, said, terms};
use crate::servicing::account::Account;
use crate::servicing::admission::request::Request;
use crate::servicing::admission::{admit_tranche, by_account, room};
use crate::servicing::credit_line::RedrawTerms;
use crate::servicing::hand_built::{account, amount, date, disbursement, entered, installment, repayment};
use crate::servicing::limits::{Limits, OverApplied};
use crate::servicing::terms::{ExpectedTranche, ScheduleTerms, Terms};
use crate::servicing::transaction::{Event, Transaction};

fn limited(limits: Limits) -> Terms {
    Terms { limits, ..terms() }
}

fn planned(tranches: &[(&str, &str)], limits: Limits) -> Terms {
    let expected_tranches =
        tranches.iter().map(|(on, of)| ExpectedTranche { on: date(on), amount: amount(of) }).collect();
    Terms { schedule: ScheduleTerms { expected_tranches, ..terms().schedule }, ..limited(limits) }
}

fn approval(id: u64, of: &str) -> Transaction {
    entered(id, TODAY, Event::ApprovedAmount { amount: amount(of) })
}

fn income(id: u64, of: &str) -> Transaction {
    entered(id, TODAY, Event::CapitalizedIncome { amount: amount(of) })
}

#[test]
fn no_more_is_paid_out_than_is_approved() {
    let half = [disbursement(1, "2024-01-01", "500"), income(2, "150")];
    assert_eq!(said(&terms(), &half, &disbursement(99, TODAY, "350")), "taken");
    assert_eq!(said(&terms(), &half, &disbursement(99, TODAY, "350.01")), "beyond_approved");
    assert_eq!(said(&terms(), &half, &income(99, "350")), "taken");
    assert_eq!(said(&terms(), &half, &income(99, "350.01")), "beyond_approved");
    assert_eq!(room(&terms(), &half).left(), amount("350"));
}

#[test]
fn what_was_taken_back_may_be_paid_out_again() {
    let undone = [disbursement(1, "2024-01-01", "1000"), entered(2, TODAY, reversal(1))];
    assert_eq!(said(&terms(), &undone, &disbursement(99, TODAY, "1000")), "taken");
}

#[test]
fn more_than_was_applied_for_is_paid_out_where_the_terms_allow_it() {
    let allowed =
        |over| limited(Limits { over_applied: Some(over), applied: Some(amount("800")), ..Limits::default() });
    let cases = [(OverApplied::Percentage(amount("50")), "1200"), (OverApplied::Flat(amount("100")), "900")];
    for (over, most) in cases {
        let beyond = amount(most) + amount("0.01");
        assert_eq!(said(&allowed(over), &[], &disbursement(99, TODAY, most)), "taken", "{over:?}");
        assert_eq!(said(&allowed(over), &[], &disbursement(99, TODAY, &beyond.to_string())), "beyond_approved");
        assert_eq!(said(&allowed(over), &[], &approval(99, &beyond.to_string())), "approved_above_limit");
    }
}

#[test]
fn another_approval_covers_what_is_used_and_stays_within_what_was_applied_for() {
    let some = [disbursement(1, "2024-01-01", "300")];
    let terms = planned(&[("2024-01-01", "300"), ("2024-03-01", "200")], Limits::default());
    assert_eq!(said(&terms, &some, &approval(99, "500")), "taken");
    assert_eq!(said(&terms, &some, &approval(99, "499.99")), "approved_below_used");
    assert_eq!(said(&terms, &some, &approval(99, "1000.01")), "approved_above_limit");
    let lowered = [some[0].clone(), approval(2, "900"), approval(3, "600")];
    let room = room(&terms, &lowered);
    assert_eq!((room.approved, room.left(), room.approved_left()), (amount("600"), amount("100"), amount("300")));
    assert_eq!(said(&terms, &lowered, &disbursement(99, TODAY, "300.01")), "beyond_approved");
}

#[test]
fn income_is_capitalized_beside_what_is_only_planned() {
    let terms = planned(&[("2024-01-01", "300"), ("2024-03-01", "700")], Limits::default());
    let some = [disbursement(1, "2024-01-01", "300")];
    assert_eq!(said(&terms, &some, &income(99, "700")), "taken");
    assert_eq!(said(&terms, &some, &income(99, "700.01")), "beyond_approved");
}

#[test]
fn a_loan_is_paid_out_no_earlier_than_it_was_approved_nor_approved_before_it_was_applied_for() {
    let day = |text| Some(date(text));
    let terms = limited(Limits { applied_on: day("2024-01-05"), approved_on: day("2024-01-08"), ..Limits::default() });
    let approved = |on| entered(99, on, Event::ApprovedAmount { amount: amount("900") });
    assert_eq!(said(&terms, &[], &disbursement(99, "2024-01-07", "10")), "before_approval");
    assert_eq!(said(&terms, &[], &disbursement(99, "2024-01-08", "10")), "taken");
    assert_eq!(said(&terms, &[], &approved("2024-01-04")), "before_application");
    assert_eq!(said(&terms, &[], &approved("2024-01-05")), "taken");
}

#[test]
fn a_disbursement_is_planned_within_what_may_be_paid_out() {
    let said_of_plan = |terms: &Terms, transactions: &[Transaction], on: &str, of: &str| {
        let tranche = ExpectedTranche { on: date(on), amount: amount(of) };
        admit_tranche(terms, transactions, tranche).err().map_or("planned", |refused| refused.code())
    };
    let terms = planned(&[("2024-03-01", "200")], Limits { max_tranches: Some(3), ..Limits::default() });
    let some = [disbursement(1, "2024-01-01", "300")];
    let afresh = [some[0].clone(), disbursement(2, "2024-01-02", "100")];
    // The first one took the place of what was planned, so that 700 are left.
    assert_eq!(said_of_plan(&terms, &some, "2024-03-01", "700"), "planned");
    assert_eq!(said_of_plan(&terms, &some, "2024-03-01", "700.01"), "beyond_approved");
    assert_eq!(said_of_plan(&terms, &some, "2023-12-31", "700"), "before_disbursement");
    assert_eq!(said_of_plan(&terms, &[], "2024-03-01", "800.01"), "beyond_approved");
    let twice = Terms { limits: Limits { max_tranches: Some(2), ..Limits::default() }, ..terms.clone() };
    assert_eq!(said_of_plan(&twice, &afresh, "2024-03-01", "10"), "too_many_tranches");
    for (event, expected) in [
        (Event::ChargeOff, "charged_off"),
        (Event::Termination, "terminated"),
        (Event::WriteOff { amounts: None }, "written_off"),
    ] {
        let ended = [some[0].clone(), entered(2, TODAY, event)];
        assert_eq!(said_of_plan(&terms, &ended, "2024-03-01", "10"), expected);
    }
}

#[test]
fn disbursements_are_counted() {
    let twice = limited(Limits { max_tranches: Some(2), ..Limits::default() });
    let one = [disbursement(1, "2024-01-01", "100")];
    assert_eq!(said(&twice, &one, &disbursement(99, TODAY, "100")), "taken");
    let two = [one[0].clone(), disbursement(2, "2024-01-10", "100")];
    assert_eq!(said(&twice, &two, &disbursement(99, TODAY, "100")), "too_many_tranches");
    let undone = [two[0].clone(), two[1].clone(), entered(3, TODAY, reversal(2))];
    assert_eq!(said(&twice, &undone, &disbursement(99, TODAY, "100")), "taken");
}

#[test]
fn a_disbursement_takes_the_place_of_one_that_was_planned() {
    let only = Limits { planned_tranches_only: true, ..Limits::default() };
    let terms = planned(&[("2024-01-01", "200"), ("2024-01-01", "500")], only.clone());
    // The greater one is taken for it: 200 are still planned.
    assert_eq!(said(&terms, &[], &disbursement(99, "2024-01-01", "800")), "taken");
    assert_eq!(said(&terms, &[], &disbursement(99, "2024-01-01", "801")), "beyond_approved");
    let first = [disbursement(1, "2024-01-01", "300")];
    assert_eq!(said(&terms, &first, &disbursement(99, "2024-01-01", "700")), "taken");
    let both = [first[0].clone(), disbursement(2, "2024-01-01", "600")];
    assert_eq!(said(&terms, &both, &disbursement(99, TODAY, "100")), "no_tranche_planned");
    // One that was taken back beside another that stands does not come back to the plan.
    let undone = [both[0].clone(), both[1].clone(), entered(3, TODAY, reversal(2))];
    assert_eq!(said(&terms, &undone, &disbursement(99, TODAY, "100")), "no_tranche_planned");
    let afresh = [first[0].clone(), entered(3, TODAY, reversal(1))];
    assert_eq!(said(&terms, &afresh, &disbursement(99, TODAY, "500")), "taken");
}

#[test]
fn money_paid_in_advance_is_taken_out_again_where_the_terms_allow_it() {
    let said_by = |allowed, restrict_next_due_withdrawal, asked: &str| {
        let redraw = RedrawTerms { allowed, restrict_next_due_withdrawal };
        let terms = Terms { redraw, ..terms() };
        let installments =
            vec![installment(1, "2024-01-01", "2024-02-01", "340"), installment(2, "2024-02-01", "2024-03-01", "340")];
        let account = Account { redraw: amount("500"), ..account(TODAY, installments) };
        let new = entered(99, TODAY, Event::Redraw { amount: amount(asked) });
        let transactions = disbursed(&[]);
        let request = Request::new(&terms, &transactions, &new, date(TODAY));
        by_account(&request, &account).err().map_or("taken", |refused| refused.code())
    };
    let cases = [
        (true, false, "500", "taken"),
        (true, false, "500.01", "redraw"),
        (true, true, "160", "taken"),
        (true, true, "160.01", "redraw"),
        (false, false, "1", "redraw"),
    ];
    for (allowed, restrict, asked, expected) in cases {
        assert_eq!(said_by(allowed, restrict, asked), expected, "{allowed} {restrict} {asked}");
    }
}

#[test]
fn money_is_not_taken_out_on_a_day_before_it_was_kept() {
    let terms = Terms { redraw: RedrawTerms { allowed: true, ..RedrawTerms::default() }, ..terms() };
    let paid = disbursed(&[repayment(2, "2024-01-25", "500")]);
    let taken = |on: &str| said(&terms, &paid, &entered(99, on, Event::Redraw { amount: amount("100") }));
    assert_eq!((taken("2024-01-24"), taken("2024-01-25")), ("redraw", "taken"));
}

#[test]
fn a_payment_that_was_taken_out_again_is_not_taken_back() {
    let terms = Terms { redraw: RedrawTerms { allowed: true, ..RedrawTerms::default() }, ..terms() };
    let taken_out = |of: &str| {
        let redraw = entered(4, "2024-01-26", Event::Redraw { amount: amount(of) });
        let happened = disbursed(&[repayment(2, "2024-01-25", "50"), repayment(3, "2024-01-25", "30"), redraw]);
        said(&terms, &happened, &entered(99, "2024-01-26", reversal(2)))
    };
    assert_eq!((taken_out("30"), taken_out("30.01")), ("taken", "depended_on"));
}

#[test]
fn nothing_is_paid_out_on_a_loan_that_has_ended() {
    let limits = Limits { approved: Some(amount("2000")), ..Limits::default() };
    for (event, expected) in [(Event::ChargeOff, "charged_off"), (Event::Termination, "terminated")] {
        let ended = disbursed(&[entered(2, "2024-02-05", event)]);
        assert_eq!(said(&limited(limits.clone()), &ended, &disbursement(99, TODAY, "10")), expected);
        assert_eq!(said(&limited(limits.clone()), &ended, &income(99, "10")), expected);
    }
}

#[test]
fn what_counts_from_before_money_was_taken_out_leaves_that_to_be_taken() {
    let terms = Terms { redraw: RedrawTerms { allowed: true, ..RedrawTerms::default() }, ..terms() };
    let redraw = entered(3, "2024-01-20", Event::Redraw { amount: amount("40") });
    let kept = disbursed(&[repayment(2, "2024-01-10", "50"), redraw]);
    // With the 50 it would have paid 1000 and interest, of which no 40 are left to be taken out.
    let paid_off = |on: &str| said(&terms, &kept, &repayment(4, on, "990"));
    assert_eq!((paid_off("2024-01-15"), paid_off("2024-01-20")), ("before_redraw", "taken"));
    let paid = |of: &str| said(&terms, &kept, &repayment(4, "2024-01-15", of));
    assert_eq!((paid("100"), paid("1100")), ("taken", "taken"));
}
