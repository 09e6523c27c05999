//! Terms that a state may have been drawn up with.

use chrono::NaiveDate;
use domain::servicing::credit_line::RedrawTerms;
use domain::servicing::limits::Limits;
use domain::servicing::rounding::Rounding;
use domain::servicing::terms::{
    ArrearsTerms, DownPayment, ExpectedTranche, InterestMethod, InterestTerms, LeapDay, PenaltyTerms, PrepaymentTerms,
    RatePeriod, ScheduleEngine, ScheduleTerms, Terms,
};
use domain::servicing::transaction::Event;
use rust_decimal::Decimal;

use super::shape::{self, Shape};
use super::state::{Disbursed, State};
use super::ways::{self, Way};
use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// Significant digits of an intermediate value.
const PRECISION: u32 = 19;

/// Terms that a state may have been drawn up with, and what changed its due dates.
#[derive(Clone)]
pub struct Candidate {
    pub terms: Terms,
    pub changed: Vec<(NaiveDate, Event)>,
    /// How unlikely it is.
    pub cost: u32,
}

/// Candidates for a state, most usual first.
pub fn candidates(case: Fields<'_>, before: &State, today: NaiveDate) -> Result<Vec<Candidate>, Stop> {
    let start = before.start()?;
    let shapes = shape::shapes(before, start, engine(case)?);
    if shapes.is_empty() {
        return Err(Stop::Unsupported("a state whose due dates no single period gives".to_owned()));
    }
    let rate = case.decimal("rate_pct")?;
    let bears_interest = !rate.is_zero() || !before.interest().is_zero();
    let ways = ways::ways(bears_interest, engine(case)?, case.flag("recalculation"));
    let mut candidates = Vec::new();
    let multiples = multiples(before);
    let of_shapes = shapes.iter().flat_map(|shape| multiples.iter().map(move |multiple| (shape, *multiple)));
    for (shape, multiple) in of_shapes {
        for way in &ways {
            let interest = interest(case, rate, way)?;
            let terms = Terms {
                principal: before.disbursed.iter().map(|it| it.amount).sum(),
                expected_disbursement: start,
                rounding: Rounding {
                    precision: Some(PRECISION),
                    installment_multiple: multiple,
                    ..Rounding::default()
                },
                interest,
                schedule: schedule(case, before, shape, today)?,
                allocation: terms::allocation(case)?,
                arrears: ArrearsTerms::default(),
                penalty: PenaltyTerms::default(),
                prepayment: PrepaymentTerms::default(),
                charge_off: shape.charge_off,
                limits: Limits::default(),
                redraw: RedrawTerms::default(),
                tax_rate: Decimal::ZERO,
            };
            candidates.push(Candidate { terms, changed: shape.changed.clone(), cost: way.cost + shape.cost });
        }
    }
    Ok(candidates)
}

/// Multiples that installments may have been rounded to: one of them at least, the last one aside, has kept it.
fn multiples(before: &State) -> Vec<Option<Decimal>> {
    let regular: Vec<Decimal> = before.regular().map(|row| row.expected).collect();
    let but_last = regular.split_last().map_or(&[][..], |(_, others)| others);
    let whole = [Decimal::ONE, Decimal::TEN]
        .into_iter()
        .filter(|multiple| but_last.iter().any(|it| !it.is_zero() && (it % multiple).is_zero()));
    std::iter::once(None).chain(whole.map(Some)).collect()
}

fn interest(case: Fields<'_>, rate: Decimal, way: &Way) -> Result<InterestTerms, Stop> {
    Ok(InterestTerms {
        rate,
        rate_period: RatePeriod::Year,
        method: match case.text("interest_type")? {
            "FLAT" => InterestMethod::Flat,
            "DECLINING_BALANCE" => InterestMethod::DecliningBalanceEqualInstallments,
            other => return Err(Stop::Unsupported(format!("interest type {other}"))),
        },
        day_count: way.day_count,
        leap_day: LeapDay::WholeYear,
        calculation: way.calculation,
        partial_periods: way.partial_periods,
        first_day_counts: way.first_day_counts,
        recalculation: way.recalculation,
        accrue_late_interest: way.recalculation.is_some(),
        accrue_after_maturity: false,
    })
}

fn engine(case: Fields<'_>) -> Result<ScheduleEngine, Stop> {
    Ok(match case.text("engine")? {
        "PROGRESSIVE" => ScheduleEngine::Progressive,
        "CUMULATIVE" => ScheduleEngine::Cumulative,
        other => return Err(Stop::Unsupported(format!("engine {other}"))),
    })
}

fn schedule(case: Fields<'_>, before: &State, shape: &Shape, today: NaiveDate) -> Result<ScheduleTerms, Stop> {
    let (_, planned) = before.paid_out_by(today);
    let tranche = |it: &Disbursed| ExpectedTranche { on: it.on, amount: it.amount };
    let all = || before.disbursed.iter().map(tranche).collect();
    Ok(ScheduleTerms {
        engine: engine(case)?,
        installments: shape.installments,
        period: shape.period,
        fixed_days_of_month: Vec::new(),
        first_due: None,
        principal_grace: 0,
        interest_grace: 0,
        interest_free_periods: 0,
        counted_from: None,
        fixed_length: None,
        down_payment: before.down_payment().map(|percentage| DownPayment { percentage, automatic: false }),
        periodic_payment: None,
        amortization_installments: None,
        working_days: None,
        expected_tranches: if planned.is_empty() { Vec::new() } else { all() },
        full_term_tranches: shape.full_term_tranches,
    })
}
