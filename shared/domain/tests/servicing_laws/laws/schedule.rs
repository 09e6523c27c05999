//! Schedules are those of a second computation that shares nothing with the engine.

use std::fmt;

use chrono::{Days, NaiveDate};
use domain::servicing::account::Account;
use domain::servicing::installment::InstallmentKind;
use domain::servicing::replay::replay;
use domain::servicing::terms::{ScheduleEngine, Terms};
use domain::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::random::{older_terms, recalculating_terms, simple_terms};
use crate::reference::{self, Bearing, Row};
use crate::run::on;
use crate::story::{account_text, terms_text};

/// Terms, and what happens to the loan.
#[derive(Clone)]
struct Simple {
    terms: Terms,
    /// Thousandths of the time from one day to another.
    time: u16,
    /// Thousandths of an installment.
    part: u16,
}

impl fmt::Debug for Simple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}after {} of 1000 days {} of 1000", terms_text(&self.terms), self.time, self.part)
    }
}

fn simple(terms: BoxedStrategy<Terms>) -> impl Strategy<Value = Simple> {
    (terms, 0_u16..1_000, 1_u16..900).prop_map(|(terms, time, part)| Simple { terms, time, part })
}

#[test]
fn a_schedule_is_computed_twice_alike() {
    on(500, simple(simple_terms()), |it| is_computed(&it.terms));
}

#[test]
fn a_schedule_of_older_systems_is_computed_twice_alike() {
    on(500, simple(older_terms()), |it| is_computed(&it.terms));
}

#[test]
fn a_loan_that_is_late_is_computed_twice_alike() {
    on(500, simple(recalculating_terms()), |it| bears_when_late(&it.terms, it.time));
}

#[test]
fn a_payment_in_advance_is_computed_twice_alike() {
    on(500, simple(recalculating_terms()), |it| bears_less(&it.terms, it.time, it.part));
}

#[test]
fn a_late_payment_is_computed_twice_alike() {
    on(500, simple(recalculating_terms()), |it| is_paid_late(&it.terms, it.time));
}

fn is_computed(terms: &Terms) -> TestCaseResult {
    let mut expected = reference::schedule(terms);
    // Older systems draw up no more installments once the loan is repaid.
    if terms.schedule.engine == ScheduleEngine::Cumulative {
        expected.retain(|row| row.principal + row.interest > Decimal::ZERO);
    }
    // An agreed installment, or a multiple of one, that does not even pay interest repays nothing.
    if expected.iter().any(|row| row.principal.is_zero() && !row.interest.is_zero()) {
        return Ok(());
    }
    let account = account(terms, None, terms.expected_disbursement);
    is_alike(&account, &expected, terms)?;
    let at_once: Decimal = account
        .installments
        .iter()
        .filter(|row| row.kind == InstallmentKind::DownPayment)
        .map(|row| row.expected.total())
        .sum();
    prop_assert_eq!(at_once, reference::down_payment(terms), "due at once");
    Ok(())
}

/// Principal that was not paid when it was due goes on bearing interest up to the day that is asked about.
fn bears_when_late(terms: &Terms, time: u16) -> TestCaseResult {
    let (periods, day) = some_day(terms, time);
    let expected = reference::of_level(terms, &periods, terms.principal, Bearing::AllUntil(day));
    if !each_repays(terms, &expected) {
        return Ok(());
    }
    is_alike(&account(terms, None, day), &expected, terms)
}

/// What is paid within the first period is interest up to that day, and then principal, which bears nothing any more.
fn bears_less(terms: &Terms, time: u16, part: u16) -> TestCaseResult {
    let periods = reference::periods(terms);
    let Some(first) = periods.first().copied() else { return Ok(()) };
    let length = u64::try_from((first.due - first.from).num_days()).expect("days");
    let day = first.from + Days::new(length * u64::from(time) / 1_000);
    let unit = Decimal::new(1, terms.rounding.decimals);
    let lent = terms.principal;
    let total = |rows: &[Row]| rows.first().map_or(Decimal::ZERO, |row| row.principal + row.interest);
    let asked = total(&reference::schedule(terms));
    let paid = (asked * Decimal::new(part.into(), 3)).trunc_with_scale(terms.rounding.decimals);
    let passed = Decimal::from((day - first.from).num_days()) / Decimal::from(length);
    let borne = reference::interest_to_end(terms, lent, first.from, first) * passed;
    let interest = reference::rounded(borne, unit, terms.rounding.mode);
    if paid <= interest + unit || periods.len() == 1 {
        return Ok(());
    }
    let account = account(terms, Some((day, paid)), day);
    let went_to = account.installments.first().map(|row| row.paid).unwrap_or_default();
    let expected = reference::of_level(terms, &periods, lent, Bearing::LessFrom(day, went_to.principal));
    // Where more principal is paid than the installment has beside its interest, that is due with the next one.
    let is_asked_for = expected.first().is_some_and(|row| row.principal >= paid - interest + unit);
    if !is_asked_for || !each_repays(terms, &expected) {
        return Ok(());
    }
    prop_assert!((went_to.interest - interest).abs() <= unit, "{interest} of interest\n{}", account_text(&account));
    prop_assert_eq!(went_to.principal + went_to.interest, paid, "what was paid\n{}", account_text(&account));
    is_alike(&account, &expected, terms)
}

/// The first installment is paid after its due date: until then all that was lent bears interest.
fn is_paid_late(terms: &Terms, time: u16) -> TestCaseResult {
    let (periods, day) = some_day(terms, time);
    let expected = reference::of_level(terms, &periods, terms.principal, Bearing::AllUntil(day));
    if !each_repays(terms, &expected) || expected.first().is_none_or(|first| first.due >= day) {
        return Ok(());
    }
    let asked = account(terms, None, day).installments.first().map(|row| row.expected.total());
    let paid = asked.unwrap_or_default();
    let account = account(terms, Some((day, paid)), day);
    is_alike(&account, &expected, terms)?;
    let met = account.installments.first().and_then(|row| row.obligations_met_on);
    prop_assert_eq!(met, Some(day), "the first installment\n{}", account_text(&account));
    Ok(())
}

/// Whether each installment repays something, as agreed and as it came: none leaves interest over for a later one, and none
/// is left with nothing to ask for.
fn each_repays(terms: &Terms, expected: &[Row]) -> bool {
    let agreed = reference::schedule(terms);
    agreed.iter().chain(expected).all(|row| row.principal > Decimal::ZERO)
}

/// The periods of a loan, and a day between its first and its last.
fn some_day(terms: &Terms, time: u16) -> (Vec<reference::Period>, NaiveDate) {
    let periods = reference::periods(terms);
    let start = terms.expected_disbursement;
    let end = periods.last().map_or(start, |period| period.due);
    let length = u64::try_from((end - start).num_days()).expect("days");
    (periods, start + Days::new(length * u64::from(time) / 1_000))
}

/// The account of a loan that is paid out at once on the expected day, with at most one payment.
fn account(terms: &Terms, payment: Option<(NaiveDate, Decimal)>, as_of: NaiveDate) -> Account {
    let entered = |id, on, event| Transaction { id: TransactionId(id), value_date: on, entered_on: on, event };
    let lent = Event::Disbursement { amount: terms.principal };
    let mut transactions = vec![entered(1, terms.expected_disbursement, lent)];
    if let Some((on, amount)) = payment {
        transactions.push(entered(2, on, Event::Repayment { amount, kind: RepaymentKind::Repayment }));
    }
    replay(terms, &transactions, as_of).expect("an account")
}

/// The interest of each installment is within a minor unit of what is expected: a half may be rounded either way. So may
/// the level installment, from which principal is what interest leaves. The last one takes what the others leave.
fn is_alike(account: &Account, expected: &[Row], terms: &Terms) -> TestCaseResult {
    let unit = Decimal::new(1, terms.rounding.decimals);
    let rows: Vec<_> = account.installments.iter().filter(|row| row.kind != InstallmentKind::DownPayment).collect();
    prop_assert_eq!(rows.len(), expected.len(), "installments\n{}", account_text(account));
    let last = expected.iter().rposition(|row| !row.principal.is_zero()).unwrap_or_default();
    for (at, (row, expected)) in rows.iter().zip(expected).enumerate() {
        let tolerance = if at == last { unit * Decimal::from(rows.len()) } else { unit };
        let interest = (row.expected.interest - expected.interest).abs();
        let principal = (row.expected.principal - expected.principal).abs();
        let is_alike = row.due == expected.due && interest <= tolerance && principal <= tolerance * Decimal::TWO;
        prop_assert!(is_alike, "installment {}: {expected:?} expected\n{}", row.number, account_text(account));
    }
    Ok(())
}
