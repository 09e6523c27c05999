//! Penalties by each base, as they accrue and as they become owed.

use rust_decimal::Decimal;

use super::{FreeDays, borne};
use crate::servicing::account::Account;
use crate::servicing::allocation::order::{Component, TransactionOrder};
use crate::servicing::hand_built::{amount, date, disbursement, entered, installment, recalculating, repayment, terms};
use crate::servicing::installment::Installment;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::payoff::payoff;
use crate::servicing::replay::{ReplayError, replay};
use crate::servicing::terms::{DayCount, LeapDay, PenaltyBase, PenaltyTerms, ScheduleEngine, Terms};
use crate::servicing::transaction::{Components, Event, Transaction, TransactionId};

fn with(terms: Terms, rate: &str, base: PenaltyBase, tolerance_days: u32) -> Terms {
    Terms { penalty: PenaltyTerms { rate: amount(rate), base, tolerance_days }, ..terms }
}

/// 24 percent a year of overdue principal.
fn costly() -> Terms {
    with(recalculating(), "24", PenaltyBase::OverdueBalance, 0)
}

/// The account after 1000 was paid out on 1 January 2024, of which 340.02 was due on 1 February.
fn account(terms: &Terms, events: &[Transaction], as_of: &str) -> Account {
    let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
    transactions.extend_from_slice(events);
    replay(terms, &transactions, date(as_of)).expect("an account")
}

/// What has accrued, what was ever owed of each installment and what of it was paid.
fn penalties(account: &Account) -> (Decimal, Vec<Decimal>, Decimal) {
    let owed = account.installments.iter().map(|it| it.expected.penalties).collect();
    (account.accrued_penalty, owed, account.installments.iter().map(|it| it.paid.penalties).sum())
}

fn accrued(terms: &Terms, events: &[Transaction], as_of: &str) -> Decimal {
    account(terms, events, as_of).accrued_penalty
}

#[test]
fn the_table_of_the_module_page() {
    let zero = Decimal::ZERO;
    assert_eq!(penalties(&account(&costly(), &[], "2024-02-11")), (amount("2.20"), vec![zero; 3], zero));
    let hundred = repayment(2, "2024-02-11", "100");
    let late = account(&costly(), std::slice::from_ref(&hundred), "2024-02-21");
    assert_eq!(penalties(&late), (amount("1.61"), vec![amount("2.20"), zero, zero], amount("2.20")));
    assert_eq!(late.installments[0].outstanding(), Components { principal: amount("242.22"), ..Components::default() });
    let met = account(&costly(), &[hundred, repayment(3, "2024-02-21", "243.83")], "2024-02-21");
    assert_eq!(penalties(&met), (zero, vec![amount("3.81"), zero, zero], amount("3.81")));
    assert_eq!(met.installments[0].obligations_met_on, Some(date("2024-02-21")));
}

#[test]
fn a_payoff_asks_for_it_and_a_payment_of_that_much_leaves_nothing() {
    for mut terms in [terms(), recalculating(), older()] {
        terms.penalty = costly().penalty;
        let happened = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-11", "100")];
        let owed = payoff(&terms, &happened, date("2024-03-11")).unwrap();
        assert!(owed.penalties > Decimal::ZERO);
        let mut happened = happened.to_vec();
        happened.push(repayment(3, "2024-03-11", &owed.total().to_string()));
        let paid = replay(&terms, &happened, date("2024-03-11")).unwrap();
        assert!(paid.installments.iter().all(Installment::is_settled), "{paid:?}");
        assert_eq!((paid.overpaid, paid.accrued_penalty), (Decimal::ZERO, Decimal::ZERO));
        assert_eq!(paid.postings.last().unwrap().components.penalties, owed.penalties);
    }
}

/// A schedule of older systems: a twelfth of the interest each month.
fn older() -> Terms {
    let mut terms = terms();
    terms.schedule.engine = ScheduleEngine::Cumulative;
    terms.allocation.transaction_order = Some(TransactionOrder::PenaltiesFeesInterestPrincipal);
    terms
}

#[test]
fn schedules_of_older_systems_bear_the_same() {
    let events = [repayment(2, "2024-02-11", "100"), repayment(3, "2024-02-21", "50")];
    let of = |terms: Terms| {
        let terms = with(terms, "24", PenaltyBase::OverdueBalance, 0);
        penalties(&account(&terms, &events, "2024-03-11"))
    };
    assert_eq!(of(older()), of(terms()));
    let follows = Terms { interest: recalculating().interest, ..older() };
    let refused = replay(&with(follows, "24", PenaltyBase::OverdueBalance, 0), &[], date("2024-01-01"));
    assert!(matches!(refused, Err(ReplayError::Unsupported(reason)) if reason.starts_with("a penalty rate")));
}

#[test]
fn a_payment_that_is_entered_late_or_taken_back_changes_what_was_borne_after_its_day() {
    let late = repayment(2, "2024-02-21", "200");
    let before = Transaction { entered_on: date("2024-03-01"), ..repayment(3, "2024-02-11", "100") };
    let in_order = [repayment(2, "2024-02-11", "100"), repayment(3, "2024-02-21", "200")];
    let entered_late = account(&costly(), &[late.clone(), before.clone()], "2024-03-01");
    assert_eq!(penalties(&entered_late), penalties(&account(&costly(), &in_order, "2024-03-01")));
    let back = entered(4, "2024-03-01", Event::Reversal { of: TransactionId(3) });
    let without = account(&costly(), &[late.clone(), before, back], "2024-03-01");
    assert_eq!(without, account(&costly(), &[late], "2024-03-01"));
}

#[test]
fn each_base_counts_what_it_says() {
    // 20 days of a thousandth a day, of which the first ten before 100 came in.
    let bases = [
        (PenaltyBase::OverdueBalance, "3.30", "2.43"),
        (PenaltyBase::OverdueBalanceAndInterest, "3.40", "2.43"),
        (PenaltyBase::OutstandingPrincipal, "10.00", "9.20"),
    ];
    for (base, first, then) in bases {
        let terms = with(recalculating(), "36", base, 0);
        let paid = account(&terms, &[repayment(2, "2024-02-11", "100")], "2024-02-21");
        assert_eq!(paid.installments[0].expected.penalties, amount(first), "{base:?}");
        assert_eq!(paid.accrued_penalty, amount(then), "{base:?}");
    }
}

#[test]
fn the_tolerance_pauses_locks_and_a_charge_off_cost_nothing() {
    let locks = |operations: &[LockedOperation]| Event::Lock { operations: operations.to_vec() };
    let penalties = [LockedOperation::ApplyPenalties];
    // 330.02 x 24% a year is 0.22001 a day.
    assert_eq!(accrued(&costly(), &[], "2024-02-21"), amount("4.40"));
    let tolerant = with(recalculating(), "24", PenaltyBase::OverdueBalance, 5);
    assert_eq!(accrued(&tolerant, &[], "2024-02-06"), Decimal::ZERO);
    assert_eq!(accrued(&tolerant, &[], "2024-02-21"), amount("3.30"));
    let pause = entered(2, "2024-02-03", Event::ArrearsPause { until: date("2024-02-08") });
    assert_eq!(accrued(&costly(), std::slice::from_ref(&pause), "2024-02-21"), amount("3.30"));
    assert_eq!(accrued(&tolerant, &[pause], "2024-02-21"), amount("2.20"), "and do not use up the tolerance");
    let locked = entered(2, "2024-02-06", locks(&penalties));
    let unlocked = entered(3, "2024-02-11", Event::Unlock { operations: penalties.to_vec() });
    assert_eq!(accrued(&costly(), &[locked.clone(), unlocked.clone()], "2024-02-21"), amount("3.30"));
    assert_eq!(accrued(&costly(), std::slice::from_ref(&locked), "2024-02-21"), amount("0.88"));
    let again = entered(4, "2024-02-11", locks(&penalties));
    assert_eq!(accrued(&costly(), &[locked, unlocked, again], "2024-02-21"), amount("0.88"), "4 days to 5 February");
    let others = entered(2, "2024-02-06", locks(&[LockedOperation::ApplyFees]));
    assert_eq!(accrued(&costly(), &[others], "2024-02-21"), amount("4.40"));
    let charged_off = account(&costly(), &[entered(2, "2024-02-11", Event::ChargeOff)], "2024-02-21");
    assert_eq!(charged_off.installments[0].expected.penalties, amount("2.20"));
    assert_eq!(charged_off.accrued_penalty, Decimal::ZERO);
}

#[test]
fn penalties_bear_none() {
    let mut terms = costly();
    terms.penalty.base = PenaltyBase::OutstandingPrincipal;
    let (last, first): (Vec<_>, Vec<_>) =
        terms.allocation.default.steps.into_iter().partition(|(_, component)| *component == Component::Penalty);
    terms.allocation.default.steps = first.into_iter().chain(last).collect();
    let paid = account(&terms, &[repayment(2, "2024-02-11", "340.02")], "2024-02-29");
    // 1000 x 24% x 10/360, and nothing for the days on which that alone was left.
    assert_eq!(penalties(&paid), (amount("0"), vec![amount("6.67"), amount("0"), amount("0")], amount("0")));
    assert_eq!(paid.installments[0].outstanding().total(), amount("6.67"));
}

#[test]
fn what_is_given_up_put_off_or_spread_anew_takes_what_has_accrued_with_it() {
    let written_off = account(&costly(), &[entered(2, "2024-02-11", Event::WriteOff { amounts: None })], "2024-03-11");
    assert_eq!(written_off.postings.last().unwrap().components.penalties, amount("2.20"));
    assert_eq!(written_off.accrued_penalty, Decimal::ZERO);
    let off = Event::DueDateChange { from: date("2024-03-01"), to: date("2024-03-15") };
    let put_off = account(&costly(), &[entered(2, "2024-02-11", off)], "2024-02-21");
    assert_eq!(penalties(&put_off).1[0], amount("2.20"));
    assert_eq!(put_off.accrued_penalty, amount("2.20"));
    let called_due = account(&costly(), &[entered(2, "2024-02-11", Event::Termination)], "2024-02-11");
    assert_eq!(called_due.installments.iter().map(|it| it.outstanding().penalties).sum::<Decimal>(), amount("2.20"));
}

#[test]
fn without_a_base_or_a_rate_and_before_anything_is_paid_out_there_is_none() {
    for terms in
        [with(recalculating(), "0", PenaltyBase::OverdueBalance, 0), with(recalculating(), "24", PenaltyBase::None, 0)]
    {
        assert_eq!(accrued(&terms, &[], "2024-03-11"), Decimal::ZERO);
    }
    for engine in [ScheduleEngine::Progressive, ScheduleEngine::Cumulative] {
        let mut terms = with(older(), "24", PenaltyBase::OverdueBalance, 0);
        terms.schedule.engine = engine;
        assert_eq!(replay(&terms, &[], date("2024-03-11")).unwrap().accrued_penalty, Decimal::ZERO);
    }
}

#[test]
fn each_day_belongs_to_the_year_it_lies_in() {
    let cases = [
        (DayCount::Actual365, LeapDay::WholeYear, "40"),
        (DayCount::Actual360, LeapDay::WholeYear, "40.56"),
        // 15 days of 2023 and 25 of 2024.
        (DayCount::ActualActual, LeapDay::WholeYear, "39.93"),
        (DayCount::ActualActual, LeapDay::PeriodOnly, "40"),
        // 15 days to the 30th of December, one to the end of the year that is no day, 25 in January.
        (DayCount::Thirty360, LeapDay::WholeYear, "39.54"),
    ];
    for (day_count, leap_day, expected) in cases {
        let mut terms = with(terms(), "36.5", PenaltyBase::OverdueBalance, 0);
        (terms.interest.day_count, terms.interest.leap_day) = (day_count, leap_day);
        let late = [installment(1, "2023-11-16", "2023-12-16", "1000")];
        let borne = borne(&late, (date("2023-12-01"), date("2024-01-25")), &terms, &FreeDays::default());
        let amounts: Vec<_> = borne.iter().map(|of| of.amount).collect();
        assert_eq!(amounts, [amount(expected)], "{day_count:?} {leap_day:?}");
    }
}
