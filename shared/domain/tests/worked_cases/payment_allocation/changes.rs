//! What may have changed a schedule, as far as the days of its rows and what they ask for show it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::servicing::terms::ChargeOffInterest;
use domain::servicing::transaction::{Event, ReAge, ReAgeInterest, ReAmortiseInterest};
use rust_decimal::Decimal;

use super::shape::{Shape, count, period, with_tranches};
use super::state::{Row, State};

/// Installments beyond those that are still shown, which are tried where the end of a schedule was cut off.
const CUT_OFF: u32 = 36;

/// What may have changed a schedule without changing its days.
pub fn on_the_same_days(shape: &Shape, rows: &[&Row]) -> Vec<Shape> {
    let mut shapes = re_amortised(shape, rows);
    shapes.extend(without_further_interest(shape, rows));
    if let [others @ .., last] = rows {
        // Much more than any other asks for is all that was left.
        let most = others.iter().map(|row| row.expected).max().unwrap_or_default();
        if !others.is_empty() && last.expected > most + most / Decimal::TWO {
            let planned = |installments| Shape { installments, ..shape.clone() };
            shapes.extend(beyond(rows).flat_map(|installments| ended(&planned(installments), last)));
        }
    }
    shapes
}

/// What may have changed the days of a schedule.
pub fn of_days(rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if period(rows, start).is_none() {
        shapes.extend(last_earlier(rows, start));
    }
    shapes.extend(re_aged(rows, start));
    shapes
}

fn beyond(rows: &[&Row]) -> impl Iterator<Item = u32> + use<> {
    count(rows)..=count(rows) + CUT_OFF
}

/// The last installment is due earlier than planned: the loan was ended that day.
fn last_earlier(rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let Some((last, others)) = rows.split_last() else { return Vec::new() };
    let Some(period) = period(others, start).filter(|_| !others.is_empty()) else { return Vec::new() };
    beyond(rows).flat_map(|installments| ended(&Shape::new(installments, period), last)).collect()
}

/// All that was left became due at once, by a termination or a charge-off.
fn ended(planned: &Shape, last: &Row) -> [Shape; 2] {
    let charge_off = ChargeOffInterest::AccelerateMaturity;
    [
        planned.clone().changed(last.due, Event::Termination, 0),
        Shape { charge_off, ..planned.clone().changed(last.due, Event::ChargeOff, 0) },
    ]
}

/// An installment is due on another day than the period gives, and those after it are counted from there.
pub fn put_off(before: &State, rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if period(rows, start).is_some() {
        return shapes;
    }
    for at in 0..rows.len() {
        let (Some(earlier), Some(row)) = (rows.get(..at), rows.get(at)) else { continue };
        let later = rows.get(at + 1..).unwrap_or_default();
        let Some(period) = (if earlier.is_empty() { period(later, row.due) } else { period(earlier, start) }) else {
            continue;
        };
        let is_so_after = (1..).zip(later).all(|(count, later)| period.after(row.due, count) == Some(later.due));
        let planned = u32::try_from(at + 1).ok().and_then(|count| period.after(start, count));
        if let Some(from) = planned.filter(|from| is_so_after && *from != row.due) {
            let event = Event::DueDateChange { from, to: row.due };
            let shape = Shape::new(count(rows), period).changed(from, event, 0);
            shapes.extend(with_tranches(shape, before, rows, start));
        }
    }
    shapes
}

/// Installments that ask for less since a day, for nothing or for what was paid: the rest was spread over the others.
fn re_amortised(shape: &Shape, rows: &[&Row]) -> Vec<Shape> {
    let most = rows.iter().map(|row| row.expected).max().unwrap_or_default();
    let days: BTreeSet<NaiveDate> = rows
        .iter()
        .filter(|row| row.expected == row.paid && row.expected < most)
        .filter_map(|row| row.met_on.filter(|met_on| *met_on >= row.due))
        .collect();
    let ways = [
        ReAmortiseInterest::Default,
        ReAmortiseInterest::EqualAmortizationInterestSplit,
        ReAmortiseInterest::WaiveInterest,
    ];
    let of_day = |day: NaiveDate| ways.map(|interest| shape.clone().changed(day, Event::ReAmortise { interest }, 1));
    days.into_iter().flat_map(of_day).collect()
}

/// The last installments bear no interest, though they are not paid: it stopped with a charge-off.
fn without_further_interest(shape: &Shape, rows: &[&Row]) -> Vec<Shape> {
    let without = rows.iter().rev().take_while(|row| row.interest.is_zero()).count();
    let Some((first, last_bearing)) =
        rows.len().checked_sub(without).and_then(|at| Some((rows.get(at)?, rows.get(at.checked_sub(1)?)?)))
    else {
        return Vec::new();
    };
    if first.met_on.is_some() {
        return Vec::new();
    }
    let on = |day: NaiveDate, cost| {
        let charge_off = ChargeOffInterest::ZeroInterest;
        Shape { charge_off, ..shape.clone().changed(day, Event::ChargeOff, cost) }
    };
    let days = last_bearing.from.iter_days().take_while(|day| *day < last_bearing.due);
    std::iter::once(on(last_bearing.due, 0)).chain(days.map(|day| on(day, 3))).collect()
}

/// Installments that ask for nothing since a day were put off to new ones after it.
fn re_aged(rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for on in re_aged_on(rows, start) {
        let (old, new): (Vec<&Row>, Vec<&Row>) = rows.iter().copied().partition(|row| row.due <= on && row.from < on);
        let planned: Vec<&Row> =
            old.iter().copied().filter(|row| row.due < on || period(&old, start).is_some()).collect();
        let Some(first) = new.first() else { continue };
        let later = new.get(1..).unwrap_or_default();
        let between = period(later, first.due).filter(|_| !later.is_empty());
        let Some(period) = period(&planned, start).filter(|_| !planned.is_empty()).or(between) else { continue };
        let between = between.unwrap_or(period);
        let bears_interest = rows.iter().any(|row| row.interest > Decimal::ZERO);
        for interest in ways(bears_interest) {
            for installments in count(&planned)..=count(&planned) + CUT_OFF {
                let (first_due, interest) = (first.due, *interest);
                let plan = ReAge { first_due, installments: count(&new), period: between, interest };
                shapes.push(Shape::new(installments, period).changed(on, Event::ReAge { plan }, 0));
            }
        }
    }
    shapes
}

/// Days on which installments may have been put off: where one since asks for nothing, or ends between two due dates.
fn re_aged_on(rows: &[&Row], start: NaiveDate) -> BTreeSet<NaiveDate> {
    let put_off = |row: &&&Row| row.expected.is_zero() && row.paid.is_zero() && row.met_on.is_some();
    let cut =
        rows.iter().enumerate().find(|(at, _)| rows.get(..=*at).is_some_and(|rows| period(rows, start).is_none()));
    let asks_for_nothing = rows.iter().find(put_off).and_then(|row| row.met_on);
    asks_for_nothing.into_iter().chain(cut.map(|(_, row)| row.due)).collect()
}

fn ways(bears_interest: bool) -> &'static [ReAgeInterest] {
    let all = &[
        ReAgeInterest::Default,
        ReAgeInterest::EqualAmortizationFullInterest,
        ReAgeInterest::EqualAmortizationPayableInterest,
        ReAgeInterest::WaiveInterest,
    ];
    if bears_interest { all } else { &all[..1] }
}
