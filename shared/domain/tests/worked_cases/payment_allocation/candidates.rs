//! Terms that a state may have been drawn up with.

use chrono::NaiveDate;
use domain::servicing::credit_line::RedrawTerms;
use domain::servicing::limits::Limits;
use domain::servicing::rounding::Rounding;
use domain::servicing::terms::{
    ArrearsTerms, ChargeOffInterest, DayCount, DownPayment, ExpectedTranche, InterestCalculation, InterestMethod,
    InterestTerms, LeapDay, PayoffInterest, PenaltyTerms, PrepaymentEffect, PrepaymentTerms, RatePeriod, Recalculation,
    RestFrequency, ScheduleEngine, ScheduleTerms, Terms,
};
use domain::servicing::transaction::Event;
use rust_decimal::Decimal;

use super::shape::{self, Shape};
use super::state::{Disbursed, State};
use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// Ways to count days that are tried, most usual first.
const COUNTS: [(DayCount, InterestCalculation); 6] = [
    (DayCount::Thirty360, InterestCalculation::Daily),
    (DayCount::ActualActual, InterestCalculation::Daily),
    (DayCount::Actual360, InterestCalculation::Daily),
    (DayCount::Actual365, InterestCalculation::Daily),
    (DayCount::Thirty360, InterestCalculation::SameAsRepaymentPeriod),
    (DayCount::ThirtyActual, InterestCalculation::Daily),
];

/// Significant digits of an intermediate value.
const PRECISION: u32 = 19;

/// Terms that a state may have been drawn up with, and what changed its due dates.
#[derive(Clone)]
pub struct Candidate {
    pub terms: Terms,
    pub changed: Option<(NaiveDate, Event)>,
}

/// Candidates for a state, most usual first.
pub fn candidates(case: Fields<'_>, before: &State, today: NaiveDate) -> Result<Vec<Candidate>, Stop> {
    let start = before.start()?;
    let shapes = shape::shapes(before, start);
    if shapes.is_empty() {
        return Err(Stop::Unsupported("a state whose due dates no single period gives".to_owned()));
    }
    let rate = case.decimal("rate_pct")?;
    let counts = if rate.is_zero() { COUNTS.get(..1) } else { COUNTS.get(..) }.unwrap_or_default();
    let mut candidates = Vec::new();
    let multiples = multiples(before);
    let of_shapes = shapes.iter().flat_map(|shape| multiples.iter().map(move |multiple| (shape, *multiple)));
    for (shape, multiple) in of_shapes {
        for &(day_count, calculation) in counts {
            let interest = interest(case, rate, day_count, calculation)?;
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
                charge_off: ChargeOffInterest::Regular,
                limits: Limits::default(),
                redraw: RedrawTerms::default(),
                tax_rate: Decimal::ZERO,
            };
            candidates.push(Candidate { terms, changed: shape.changed.clone() });
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

fn interest(
    case: Fields<'_>,
    rate: Decimal,
    day_count: DayCount,
    calculation: InterestCalculation,
) -> Result<InterestTerms, Stop> {
    let recalculates = case.flag("recalculation");
    Ok(InterestTerms {
        rate,
        rate_period: RatePeriod::Year,
        method: match case.text("interest_type")? {
            "FLAT" => InterestMethod::Flat,
            "DECLINING_BALANCE" => InterestMethod::DecliningBalanceEqualInstallments,
            other => return Err(Stop::Unsupported(format!("interest type {other}"))),
        },
        day_count,
        leap_day: LeapDay::WholeYear,
        calculation,
        partial_periods: calculation == InterestCalculation::Daily,
        first_day_counts: false,
        recalculation: recalculates.then_some(Recalculation {
            rest: RestFrequency::Daily,
            payoff_interest: PayoffInterest::TillDate,
            prepayment: PrepaymentEffect::AdjustLastInstallment,
            ignore_past_due: false,
        }),
        accrue_late_interest: recalculates,
        accrue_after_maturity: false,
    })
}

fn schedule(case: Fields<'_>, before: &State, shape: &Shape, today: NaiveDate) -> Result<ScheduleTerms, Stop> {
    let (_, planned) = before.paid_out_by(today);
    let tranche = |it: &Disbursed| ExpectedTranche { on: it.on, amount: it.amount };
    let all = || before.disbursed.iter().map(tranche).collect();
    Ok(ScheduleTerms {
        engine: match case.text("engine")? {
            "PROGRESSIVE" => ScheduleEngine::Progressive,
            "CUMULATIVE" => ScheduleEngine::Cumulative,
            other => return Err(Stop::Unsupported(format!("engine {other}"))),
        },
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
