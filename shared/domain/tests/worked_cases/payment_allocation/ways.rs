//! Ways in which interest may have been computed, which a case does not say.

use domain::servicing::terms::{
    DayCount, InterestCalculation, PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency, ScheduleEngine,
};

/// One of them.
#[derive(Clone, Copy)]
pub struct Way {
    pub day_count: DayCount,
    pub calculation: InterestCalculation,
    pub partial_periods: bool,
    pub first_day_counts: bool,
    pub recalculation: Option<Recalculation>,
    /// How unlikely it is.
    pub cost: u32,
}

/// Ways to count days.
const COUNTS: [(DayCount, InterestCalculation, bool, u32); 7] = [
    (DayCount::Thirty360, InterestCalculation::Daily, true, 0),
    (DayCount::ActualActual, InterestCalculation::Daily, true, 0),
    (DayCount::Actual360, InterestCalculation::Daily, true, 1),
    (DayCount::Actual365, InterestCalculation::Daily, true, 1),
    (DayCount::Thirty360, InterestCalculation::SameAsRepaymentPeriod, false, 1),
    (DayCount::Thirty360, InterestCalculation::SameAsRepaymentPeriod, true, 1),
    (DayCount::ThirtyActual, InterestCalculation::Daily, true, 2),
];

/// The ways for an engine, most usual first.
pub fn ways(bears_interest: bool, engine: ScheduleEngine, recalculates: bool) -> Vec<Way> {
    let counts = if bears_interest { COUNTS.get(..) } else { COUNTS.get(..1) }.unwrap_or_default();
    let recalculations = recalculations(engine, recalculates && bears_interest, recalculates);
    let mut ways = Vec::new();
    for &(day_count, calculation, partial_periods, of_count) in counts {
        for &(recalculation, of_recalculation) in &recalculations {
            let cost = of_count + of_recalculation;
            let first_day_counts = false;
            ways.push(Way { day_count, calculation, partial_periods, first_day_counts, recalculation, cost });
        }
    }
    ways
}

/// How interest follows payments. What a prepayment changes is always the last installment with progressive schedules.
fn recalculations(engine: ScheduleEngine, varied: bool, recalculates: bool) -> Vec<(Option<Recalculation>, u32)> {
    use PrepaymentEffect::{AdjustLastInstallment, ReduceInstallmentAmount, ReduceNumberOfInstallments};
    let with = |rest, prepayment| {
        let payoff_interest = PayoffInterest::TillDate;
        Some(Recalculation { rest, payoff_interest, prepayment, ignore_past_due: false })
    };
    let usual = (with(RestFrequency::Daily, AdjustLastInstallment), 0);
    match engine {
        _ if !recalculates => vec![(None, 0)],
        ScheduleEngine::Cumulative if varied => vec![
            usual,
            (with(RestFrequency::Daily, ReduceInstallmentAmount), 0),
            (with(RestFrequency::Daily, ReduceNumberOfInstallments), 1),
            (with(RestFrequency::SameAsRepaymentPeriod, ReduceInstallmentAmount), 1),
            (with(RestFrequency::SameAsRepaymentPeriod, ReduceNumberOfInstallments), 2),
        ],
        ScheduleEngine::Progressive if varied => {
            vec![usual, (with(RestFrequency::SameAsRepaymentPeriod, AdjustLastInstallment), 3)]
        }
        _ => vec![usual],
    }
}
