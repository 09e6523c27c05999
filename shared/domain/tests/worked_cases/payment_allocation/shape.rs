//! How a schedule may have got the due dates that it shows: by its terms alone, or by what changed them.

use chrono::NaiveDate;
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::terms::{ChargeOffInterest, ScheduleEngine};
use domain::servicing::transaction::Event;

use super::changes;
use super::state::{Row, State};

/// Installments that payments in advance may have made needless.
const FEWER: u32 = 3;

/// What a schedule was drawn up with, and what changed it.
#[derive(Clone)]
pub struct Shape {
    pub installments: u32,
    pub period: RepaymentPeriod,
    pub full_term_tranches: bool,
    pub changed: Vec<(NaiveDate, Event)>,
    /// What a charge-off does to interest.
    pub charge_off: ChargeOffInterest,
    /// How unlikely it is.
    pub cost: u32,
}

impl Shape {
    /// Installments of a period.
    pub fn new(installments: u32, period: RepaymentPeriod) -> Self {
        Self {
            installments,
            period,
            full_term_tranches: false,
            changed: Vec::new(),
            charge_off: ChargeOffInterest::Regular,
            cost: 0,
        }
    }

    /// The same, with something that changed it on a day.
    pub fn changed(mut self, on: NaiveDate, event: Event, cost: u32) -> Self {
        self.changed.push((on, event));
        self.cost += cost;
        self
    }
}

/// Shapes that give the due dates of a state, most usual first.
pub fn shapes(before: &State, start: NaiveDate, engine: ScheduleEngine) -> Vec<Shape> {
    let rows: Vec<&Row> = before.regular().collect();
    let mut shapes = whole(before, &rows, start);
    shapes.extend(changes::put_off(before, &rows, start));
    if engine == ScheduleEngine::Cumulative {
        let is_paid = rows.iter().any(|row| !row.paid.is_zero());
        if is_paid {
            shapes.extend(fewer_than_planned(&shapes));
        }
        return shapes;
    }
    let changed: Vec<Shape> = shapes.iter().take(1).flat_map(|shape| changes::on_the_same_days(shape, &rows)).collect();
    shapes.extend(changed);
    shapes.extend(changes::of_days(&rows, start));
    shapes
}

/// Payments in advance may have made the last installments needless.
fn fewer_than_planned(shapes: &[Shape]) -> Vec<Shape> {
    let planned = |shape: &Shape, more: u32| Shape {
        installments: shape.installments + more,
        cost: shape.cost + 1 + more,
        ..shape.clone()
    };
    shapes.iter().take(1).flat_map(|shape| (1..=FEWER).map(move |more| planned(shape, more))).collect()
}

fn whole(before: &State, rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let Some(period) = period(rows, start) else { return Vec::new() };
    with_tranches(Shape::new(count(rows), period), before, rows, start)
}

/// A shape, and the same where each tranche has installments of its own, the last of which are the last of all.
pub fn with_tranches(shape: Shape, before: &State, rows: &[&Row], start: NaiveDate) -> Vec<Shape> {
    let mut shapes = vec![shape.clone()];
    if let Some(last) = before.disbursed.last().filter(|last| last.on > start) {
        let earlier = rows.iter().take_while(|row| row.due <= last.on).count();
        let installments = rows.get(earlier..).map_or(0, count);
        shapes.extend((earlier > 0).then_some(Shape { full_term_tranches: true, installments, ..shape }));
    }
    shapes
}

/// The period that gives all due dates of rows from a day on.
pub fn period(rows: &[&Row], start: NaiveDate) -> Option<RepaymentPeriod> {
    let units = [(PeriodUnit::Months, 12), (PeriodUnit::Days, 92)];
    units
        .into_iter()
        .flat_map(|(unit, most)| (1..=most).map(move |every| RepaymentPeriod { every, unit }))
        .find(|period| (1..).zip(rows).all(|(count, row)| period.after(start, count) == Some(row.due)))
}

/// How many rows there are.
pub fn count(rows: &[&Row]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
