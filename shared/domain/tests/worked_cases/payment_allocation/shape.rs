//! How a schedule may have got the due dates that it shows: by its terms alone, or by what changed them.

use chrono::NaiveDate;
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::transaction::{Event, ReAge, ReAgeInterest};
use rust_decimal::Decimal;

use super::state::{Row, State};

/// Installments beyond those that are still shown, which are tried where the end of a schedule was cut off.
const CUT_OFF: u32 = 36;

/// What a schedule was drawn up with, and what changed it.
#[derive(Clone)]
pub struct Shape {
    pub installments: u32,
    pub period: RepaymentPeriod,
    pub full_term_tranches: bool,
    pub changed: Option<(NaiveDate, Event)>,
}

/// Shapes that give the due dates of a state, most usual first.
pub fn shapes(before: &State, start: NaiveDate) -> Vec<Shape> {
    let rows: Vec<&Row> = before.regular().collect();
    let mut shapes = whole(before, &rows, start);
    if shapes.is_empty() {
        shapes = ended(&rows, start);
    }
    shapes.extend(re_aged(&rows, start));
    shapes
}

fn whole(before: &State, rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let Some(period) = period(rows, start) else { return Vec::new() };
    let shape = |installments| Shape { installments, period, full_term_tranches: false, changed: None };
    let mut shapes = vec![shape(count(rows))];
    // Each tranche has installments of its own, the last of which are the last of all.
    if let Some(last) = before.disbursed.last().filter(|last| last.on > start) {
        let earlier = rows.iter().take_while(|row| row.due <= last.on).count();
        let own = rows.get(earlier..).map_or(0, count);
        shapes.extend((earlier > 0).then(|| Shape { full_term_tranches: true, ..shape(own) }));
    }
    shapes
}

/// The last installment is due earlier than planned: the loan was ended that day.
fn ended(rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let Some((last, others)) = rows.split_last() else { return Vec::new() };
    let Some(period) = period(others, start).filter(|_| !others.is_empty()) else { return Vec::new() };
    let ended = |installments| {
        let changed = Some((last.due, Event::Termination));
        Shape { installments, period, full_term_tranches: false, changed }
    };
    (count(rows)..=count(rows) + CUT_OFF).map(ended).collect()
}

/// Installments that ask for nothing since a day were put off to new ones after it.
fn re_aged(rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let put_off = |row: &&&Row| row.expected.is_zero() && row.paid.is_zero() && row.met_on.is_some();
    let Some(on) = rows.iter().find(put_off).and_then(|row| row.met_on) else { return Vec::new() };
    let (old, new): (Vec<&Row>, Vec<&Row>) = rows.iter().copied().partition(|row| row.due <= on);
    let planned: Vec<&Row> = old.iter().copied().filter(|row| row.due < on || period(&old, start).is_some()).collect();
    let (Some(period), Some(first)) = (period(&planned, start), new.first()) else { return Vec::new() };
    let later = new.get(1..).unwrap_or_default();
    let between = self::period(later, first.due).unwrap_or(period);
    let bears_interest = rows.iter().any(|row| row.interest > Decimal::ZERO);
    let mut shapes = Vec::new();
    for interest in ways(bears_interest) {
        for installments in count(&planned)..=count(&planned) + CUT_OFF {
            let plan = ReAge { first_due: first.due, installments: count(&new), period: between, interest: *interest };
            let changed = Some((on, Event::ReAge { plan }));
            shapes.push(Shape { installments, period, full_term_tranches: false, changed });
        }
    }
    shapes
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

/// The period that gives all due dates of rows from a day on.
fn period(rows: &[&Row], start: NaiveDate) -> Option<RepaymentPeriod> {
    let units = [(PeriodUnit::Months, 12), (PeriodUnit::Days, 92)];
    units
        .into_iter()
        .flat_map(|(unit, most)| (1..=most).map(move |every| RepaymentPeriod { every, unit }))
        .find(|period| (1..).zip(rows).all(|(count, row)| period.after(start, count) == Some(row.due)))
}

fn count(rows: &[&Row]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
