//! Pauses, changes of the schedule, restructuring, and the end of a loan.

use super::{TODAY, charge, disbursed, paid, reversal, said, said_of, said_on, terms};
use crate::servicing::allocation::order::{FutureInstallments, TransactionOrder};
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::hand_built::{self, amount, date, entered, recalculating, repayment};
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::terms::{DownPayment, InterestTerms, ScheduleEngine, ScheduleTerms, Terms};
use crate::servicing::transaction::{
    ChargeAmount, ChargeDue, Event, ReAge, ReAgeInterest, ReAmortiseInterest, RepaymentKind, Transaction, TransactionId,
};

fn interest_pause(until: &str) -> Event {
    Event::InterestPause { until: date(until) }
}

fn arrears_pause(until: &str) -> Event {
    Event::ArrearsPause { until: date(until) }
}

fn re_age(first_due: &str, installments: u32) -> Event {
    let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
    Event::ReAge { plan: ReAge { first_due: date(first_due), installments, period, interest: ReAgeInterest::Default } }
}

fn re_amortise() -> Event {
    Event::ReAmortise { interest: ReAmortiseInterest::Default }
}

fn fixed() -> Terms {
    let terms = hand_built::terms();
    Terms { schedule: ScheduleTerms { engine: ScheduleEngine::Cumulative, ..terms.schedule }, ..terms }
}

fn without_interest() -> Terms {
    Terms { interest: InterestTerms { rate: amount("0"), ..terms().interest }, ..terms() }
}

#[test]
fn interest_is_paused_within_the_term_and_on_no_day_twice() {
    let there = [entered(2, "2024-02-05", interest_pause("2024-02-15"))];
    let cases = [
        ("2024-02-16", "2024-04-01", "taken"),
        ("2024-02-16", "2024-04-02", "after_maturity"),
        ("2024-02-15", "2024-02-20", "pause_overlaps"),
        ("2024-01-20", "2024-02-05", "pause_overlaps"),
        ("2024-01-20", "2024-02-20", "pause_overlaps"),
        ("2024-01-20", "2024-02-04", "taken"),
        ("2024-01-20", "2024-01-20", "taken"),
        ("2024-01-20", "2024-01-19", "end_before_start"),
        ("2023-12-31", "2024-01-19", "before_disbursement"),
    ];
    for (from, until, expected) in cases {
        assert_eq!(said_of(&there, from, interest_pause(until)), expected, "{from} {until}");
    }
}

#[test]
fn interest_is_paused_only_where_it_is_borne() {
    let pause = entered(99, TODAY, interest_pause("2024-02-20"));
    assert_eq!(said(&without_interest(), &disbursed(&[]), &pause), "no_interest");
    let raised = disbursed(&[entered(2, "2024-02-01", Event::RateChange { rate: amount("5") })]);
    assert_eq!(said(&without_interest(), &raised, &pause), "taken");
    assert_eq!(said(&fixed(), &disbursed(&[]), &pause), "fixed_schedule");
    // The interest of these terms does not follow what happens.
    assert_eq!(said(&hand_built::terms(), &disbursed(&[]), &pause), "fixed_schedule");
    let repaid = disbursed(&[repayment(2, "2024-01-01", "1000")]);
    assert_eq!(said_on("2024-05-01", &without_interest(), &repaid, &repayment(99, TODAY, "1")), "taken");
    let paid_up = [repayment(2, "2024-02-01", "1100")];
    assert_eq!(said_of(&paid_up, TODAY, interest_pause("2024-02-20")), "nothing_owed");
}

#[test]
fn pauses_of_arrears_may_touch_and_not_overlap() {
    let there = [entered(2, "2024-02-05", arrears_pause("2024-02-15"))];
    let cases = [
        ("2024-02-15", "2024-02-20", "taken"),
        ("2024-02-01", "2024-02-05", "taken"),
        ("2024-02-14", "2024-02-20", "pause_overlaps"),
        ("2024-02-01", "2024-02-20", "pause_overlaps"),
        ("2024-02-05", "2024-02-15", "pause_overlaps"),
        ("2024-02-20", "2024-02-20", "empty_pause"),
        ("2024-02-20", "2024-02-19", "end_before_start"),
    ];
    for (from, until, expected) in cases {
        assert_eq!(said_of(&there, from, arrears_pause(until)), expected, "{from} {until}");
    }
}

#[test]
fn a_pause_of_arrears_is_ended_today_and_once() {
    let pause = entered(2, "2024-02-05", arrears_pause("2024-02-15"));
    let there = std::slice::from_ref(&pause);
    assert_eq!(said_of(there, TODAY, Event::ArrearsResume), "taken");
    assert_eq!(said_of(there, "2024-02-09", Event::ArrearsResume), "not_today");
    assert_eq!(said_of(&[], TODAY, Event::ArrearsResume), "no_pause");
    let paid_up = [there[0].clone(), repayment(3, TODAY, "1100")];
    assert_eq!(said_of(&paid_up, TODAY, Event::ArrearsResume), "nothing_owed");
    let ended = [pause, entered(3, TODAY, Event::ArrearsResume)];
    assert_eq!(said_of(&ended, TODAY, Event::ArrearsResume), "once_per_day");
    let next_day = entered(99, "2024-02-11", Event::ArrearsResume);
    assert_eq!(said_on("2024-02-11", &terms(), &disbursed(&ended), &next_day), "no_pause");
    assert_eq!(said_of(&ended, "2024-02-10", arrears_pause("2024-02-12")), "taken");
}

#[test]
fn a_rate_is_zero_or_more_and_changes_within_the_term() {
    let rate = |text: &str| Event::RateChange { rate: amount(text) };
    assert_eq!(said_of(&[], TODAY, rate("0")), "taken");
    assert_eq!(said_of(&[], TODAY, rate("-0.01")), "negative_rate");
    assert_eq!(said_of(&[], "2024-04-02", rate("5")), "after_maturity");
    // A lower rate for days that have passed gives money back.
    assert_eq!(said_of(&[repayment(2, "2024-02-01", "1100")], "2024-01-15", rate("5")), "taken");
}

#[test]
fn installments_are_added_by_one_or_more() {
    let more = |count| Event::ExtraTerms { count };
    assert_eq!(said_of(&[], TODAY, more(0)), "no_installments");
    assert_eq!(said_of(&[], TODAY, more(2)), "taken");
    assert_eq!(said_of(&[], TODAY, more(1_198)), "too_many_installments");
    assert_eq!(said_of(&[entered(2, TODAY, more(100))], TODAY, more(1_098)), "too_many_installments");
}

#[test]
fn grace_leaves_an_installment_to_pay() {
    let grace = |principal, interest| Event::MidTermGrace { principal, interest };
    let of_fixed = |event| said(&fixed(), &disbursed(&[]), &entered(99, TODAY, event));
    assert_eq!(of_fixed(grace(0, 0)), "no_installments");
    assert_eq!(of_fixed(grace(1, 0)), "taken");
    assert_eq!(of_fixed(grace(0, 2)), "grace_too_long");
    assert_eq!(said_of(&[], TODAY, grace(0, 0)), "no_installments");
    assert_eq!(said_of(&[], TODAY, grace(1, 1)), "taken");
    assert_eq!(said_of(&[], TODAY, grace(2, 0)), "grace_too_long");
    assert_eq!(said_of(&[], TODAY, grace(1_198, 0)), "too_many_installments");
    // Interest that was made due on the day is no installment that could take what is put off.
    let applied = [entered(2, TODAY, Event::InterestApplied { amount: None })];
    assert_eq!(said_of(&applied, TODAY, grace(0, 1)), "taken");
    assert_eq!(said_of(&applied, TODAY, grace(0, 2)), "grace_too_long");
}

#[test]
fn a_holiday_leaves_an_installment_after_its_day() {
    let holiday = |installments| Event::PaymentHoliday { installments };
    assert_eq!(said_of(&[], "2024-02-01", holiday(0)), "no_installments");
    assert_eq!(said_of(&[], "2024-02-01", holiday(1)), "taken");
    assert_eq!(said_of(&[], "2024-02-01", holiday(2)), "grace_too_long");
    // It makes the loan longer, so that there is one more that the next one leaves.
    assert_eq!(said_of(&[entered(2, "2024-02-01", holiday(1))], "2024-02-02", holiday(2)), "taken");
}

#[test]
fn a_due_date_is_put_off() {
    let moved = |from: &str, to: &str| Event::DueDateChange { from: date(from), to: date(to) };
    let paid = [repayment(2, "2024-02-01", "340.03")];
    let cases = [
        ("2024-03-01", "2024-03-15", "taken"),
        ("2024-03-01", "2024-02-29", "due_date_not_put_off"),
        ("2024-03-01", "2024-03-01", "due_date_not_put_off"),
        // It has been paid.
        ("2024-02-01", "2024-02-15", "no_installment_due"),
        ("2024-03-02", "2024-03-15", "no_installment_due"),
    ];
    for (from, to, expected) in cases {
        assert_eq!(said_of(&paid, TODAY, moved(from, to)), expected, "{from} {to}");
    }
}

#[test]
fn a_down_payment_is_not_put_off() {
    let mut terms = recalculating();
    terms.schedule.down_payment = Some(DownPayment { percentage: amount("10"), automatic: false });
    let put_off = Event::DueDateChange { from: date("2024-01-01"), to: date("2024-01-15") };
    assert_eq!(said(&terms, &disbursed(&[]), &entered(99, TODAY, put_off)), "no_installment_due");
}

#[test]
fn in_a_fixed_schedule_no_installment_moves_that_has_been_paid() {
    let moved = |from: &str| Event::DueDateChange { from: date(from), to: date("2024-05-01") };
    let paid = disbursed(&[repayment(2, "2024-02-01", "340.02")]);
    let mut terms = fixed();
    terms.allocation.transaction_order = Some(TransactionOrder::InterestPrincipalPenaltiesFees);
    let of_fixed = |event| said(&terms, &paid, &entered(99, TODAY, event));
    assert_eq!(of_fixed(moved("2024-02-01")), "no_installment_due");
    assert_eq!(of_fixed(moved("2024-03-01")), "taken");
}

#[test]
fn a_rate_changes_once_on_a_day() {
    let rate = |text: &str| Event::RateChange { rate: amount(text) };
    let there = [entered(2, "2024-02-05", rate("5"))];
    assert_eq!(said_of(&there, "2024-02-05", rate("6")), "once_per_day");
    assert_eq!(said_of(&there, "2024-02-06", rate("6")), "taken");
    let undone = [there[0].clone(), entered(3, TODAY, reversal(2))];
    assert_eq!(said_of(&undone, "2024-02-05", rate("6")), "taken");
}

#[test]
fn a_loan_is_re_aged_into_installments_after_its_disbursement_once_a_day() {
    assert_eq!(said_of(&[], TODAY, re_age("2024-03-10", 6)), "taken");
    assert_eq!(said_of(&[], TODAY, re_age("2024-01-01", 1)), "taken");
    assert_eq!(said_of(&[], TODAY, re_age("2024-03-10", 0)), "no_installments");
    assert_eq!(said_of(&[], TODAY, re_age("2024-03-10", 1_201)), "too_many_installments");
    assert_eq!(said_of(&[], TODAY, re_age("2023-12-31", 1)), "due_before_disbursement");
    let there = [entered(2, TODAY, re_age("2024-03-10", 6))];
    assert_eq!(said_of(&there, TODAY, re_age("2024-03-10", 6)), "once_per_day");
    let undone = [there[0].clone(), entered(3, TODAY, reversal(2))];
    assert_eq!(said_of(&undone, TODAY, re_age("2024-03-10", 6)), "taken");
    assert_eq!(said(&fixed(), &disbursed(&[]), &entered(99, TODAY, re_age("2024-03-10", 6))), "fixed_schedule");
    // One for an earlier day is none of today.
    let earlier = [entered(2, "2024-02-05", re_age("2024-02-05", 6))];
    assert_eq!(said_of(&earlier, TODAY, re_age("2024-03-10", 6)), "taken");
}

#[test]
fn interest_that_is_spread_follows_what_is_paid() {
    let spread = |interest| {
        let Event::ReAge { plan } = re_age("2024-03-10", 6) else { return re_amortise() };
        Event::ReAge { plan: ReAge { interest, ..plan } }
    };
    let of = |terms: &Terms, event| said(terms, &disbursed(&[]), &entered(99, TODAY, event));
    for terms in [terms(), without_interest(), hand_built::terms()] {
        assert_eq!(of(&terms, spread(ReAgeInterest::WaiveInterest)), "taken");
        assert_eq!(of(&terms, Event::ReAmortise { interest: ReAmortiseInterest::WaiveInterest }), "taken");
    }
    // Interest that does not follow payments is spread in equal parts, or not at all.
    assert_eq!(of(&hand_built::terms(), spread(ReAgeInterest::Default)), "interest_not_spread");
    assert_eq!(of(&hand_built::terms(), spread(ReAgeInterest::EqualAmortizationPayableInterest)), "taken");
    assert_eq!(of(&hand_built::terms(), spread(ReAgeInterest::EqualAmortizationFullInterest)), "taken");
}

#[test]
fn what_is_overdue_is_spread_while_installments_remain() {
    assert_eq!(said_of(&[], TODAY, re_amortise()), "taken");
    assert_eq!(said_of(&[entered(2, TODAY, re_amortise())], TODAY, re_amortise()), "once_per_day");
    for (on, expected) in [("2024-03-31", "taken"), ("2024-04-01", "after_maturity"), ("2024-04-02", "after_maturity")]
    {
        assert_eq!(said_on(on, &terms(), &disbursed(&[]), &entered(99, on, re_amortise())), expected, "{on}");
    }
    assert_eq!(said(&fixed(), &disbursed(&[]), &entered(99, TODAY, re_amortise())), "fixed_schedule");
}

#[test]
fn nothing_is_spread_over_installments_that_are_paid() {
    let mut terms = recalculating();
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    let of = |paid: &str| {
        let history = disbursed(&[repayment(2, "2024-01-15", paid)]);
        said(&terms, &history, &entered(99, TODAY, re_amortise()))
    };
    assert_eq!(of("600"), "taken");
    assert_eq!(of("700"), "none_left_to_spread_over");
}

#[test]
fn a_loan_that_has_left_the_performing_book_is_not_restructured() {
    for (event, expected) in [(Event::ChargeOff, "charged_off"), (Event::Termination, "terminated")] {
        let ended = [entered(2, "2024-02-05", event)];
        assert_eq!(said_of(&ended, TODAY, re_age("2024-03-10", 6)), expected);
        assert_eq!(said_of(&ended, TODAY, re_amortise()), expected);
        assert_eq!(said_of(&ended, TODAY, Event::Termination), expected);
    }
    let paid_up = [repayment(2, "2024-02-01", "1100")];
    assert_eq!(said_of(&paid_up, TODAY, re_age("2024-03-10", 6)), "nothing_owed");
}

#[test]
fn a_loan_is_given_up_after_its_last_payment() {
    let history = [repayment(2, "2024-02-01", "100"), repayment(3, "2024-02-08", "100")];
    for event in [Event::ChargeOff, Event::WriteOff { amounts: None }, Event::Termination] {
        assert_eq!(said_of(&history, "2024-02-07", event.clone()), "later_transactions", "{event:?}");
        assert_eq!(said_of(&history, "2024-02-08", event.clone()), "taken", "{event:?}");
    }
}

#[test]
fn a_loan_is_charged_off_after_its_installments_were_spread_anew() {
    let spread = [entered(2, "2024-02-08", re_amortise())];
    assert_eq!(said_of(&spread, "2024-02-07", Event::ChargeOff), "later_transactions");
    assert_eq!(said_of(&spread, "2024-02-08", Event::ChargeOff), "taken");
}

#[test]
fn a_loan_is_given_up_no_earlier_than_it_was_charged_off() {
    let charged_off = [entered(2, "2024-02-05", Event::ChargeOff)];
    assert_eq!(said_of(&charged_off, "2024-02-04", Event::WriteOff { amounts: None }), "before_charge_off");
    assert_eq!(said_of(&charged_off, "2024-02-05", Event::WriteOff { amounts: None }), "taken");
}

#[test]
fn a_charge_off_is_made_and_undone_once() {
    let charged_off = entered(2, "2024-02-05", Event::ChargeOff);
    let once: &[Transaction] = std::slice::from_ref(&charged_off);
    assert_eq!(said_of(once, TODAY, Event::ChargeOff), "charged_off");
    assert_eq!(said_of(once, TODAY, reversal(2)), "taken");
    let undone = [charged_off, entered(3, "2024-02-06", reversal(2))];
    assert_eq!(said_of(&undone, TODAY, reversal(2)), "already_reversed");
    assert_eq!(said_of(&undone, TODAY, Event::ChargeOff), "taken");
    assert_eq!(said_of(&[], TODAY, Event::Reversal { of: TransactionId(0) }), "unknown_transaction");
    assert_eq!(said_of(&undone, "2024-02-04", paid(RepaymentKind::Repayment, "1")), "taken");
}

#[test]
fn what_is_locked_is_not_applied() {
    use LockedOperation::{ApplyFees, ApplyInterest, ApplyPenalties};
    let lock = |operations: &[LockedOperation]| Event::Lock { operations: operations.to_vec() };
    let unlock = |operations: &[LockedOperation]| Event::Unlock { operations: operations.to_vec() };
    let penalty = || charge(ChargeAmount::Flat(amount("5")), ChargeDue::On(date("2024-02-20")));
    let locked = [entered(2, "2024-02-05", lock(&[ApplyInterest, ApplyPenalties]))];
    let cases = [
        ("2024-02-10", penalty(), "locked"),
        ("2024-02-04", penalty(), "taken"),
        ("2024-02-10", Event::InterestApplied { amount: None }, "locked"),
        ("2024-02-10", lock(&[ApplyPenalties]), "already_locked"),
        ("2024-02-10", lock(&[]), "nothing_named"),
        ("2024-02-10", unlock(&[ApplyFees]), "not_locked"),
        ("2024-02-10", unlock(&[]), "nothing_named"),
    ];
    for (on, event, expected) in cases {
        assert_eq!(said_of(&locked, on, event.clone()), expected, "{on} {event:?}");
    }
    let unlocked = [locked[0].clone(), entered(3, "2024-02-08", unlock(&[ApplyPenalties]))];
    assert_eq!(said_of(&unlocked, TODAY, penalty()), "taken");
}
