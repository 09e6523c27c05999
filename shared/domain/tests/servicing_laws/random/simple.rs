//! Random terms of simple loans: what a second computation of the schedule knows.

use chrono::Days;
use domain::servicing::due_dates::PeriodUnit;
use domain::servicing::rounding::{Rounding, RoundingMode};
use domain::servicing::terms::{
    DayCount, DownPayment, InterestCalculation, InterestMethod, InterestTerms, PayoffInterest, PrepaymentEffect,
    Recalculation, RestFrequency, ScheduleEngine, ScheduleTerms, Terms,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::interest::{calculation, day_count, leap_day, rate};
use super::plain_terms;
use super::schedule::{installments, period, start};
use super::terms::principal;

/// Terms of a loan that is paid out at once, with equal installments or flat interest.
pub fn simple_terms() -> BoxedStrategy<Terms> {
    let method = prop_oneof![
        3 => Just(InterestMethod::DecliningBalanceEqualInstallments),
        1 => Just(InterestMethod::Flat),
    ];
    let down_payment = prop::option::weighted(0.15, 1_i64..5_000);
    let agreed = prop::option::weighted(0.1, 900_u16..1_500);
    (interest(method.boxed()), schedule(), principal(), rounding(), down_payment, agreed)
        .prop_map(|(interest, (start, schedule), principal, rounding, down_payment, agreed)| {
            let is_flat = interest.method == InterestMethod::Flat;
            let equal = principal / Decimal::from(schedule.installments);
            let mut terms = Terms { interest, schedule, rounding, expected_disbursement: start, ..plain_terms() };
            terms.principal = principal.trunc_with_scale(rounding.decimals).normalize();
            terms.schedule.down_payment =
                down_payment.map(|it| DownPayment { percentage: Decimal::new(it, 2), automatic: false });
            // A multiple nearly as large as an installment may leave one that does not even pay interest.
            if is_flat || terms.rounding.installment_multiple.is_some_and(|it| it * Decimal::TEN > equal) {
                terms.rounding.installment_multiple = None;
            }
            if let Some(part) = agreed.filter(|_| !is_flat) {
                let agreed = (equal * Decimal::new(part.into(), 3)).trunc_with_scale(rounding.decimals);
                terms.schedule.periodic_payment = Some(agreed.max(Decimal::ONE));
            }
            terms
        })
        .prop_map(without_odd_nominal_days)
        .boxed()
}

/// The same where interest follows by the day what is really paid.
pub fn recalculating_terms() -> BoxedStrategy<Terms> {
    simple_terms()
        .prop_map(|mut terms| {
            terms.interest.method = InterestMethod::DecliningBalanceEqualInstallments;
            terms.schedule.down_payment = None;
            terms.interest.accrue_late_interest = true;
            terms.interest.recalculation = Some(Recalculation {
                rest: RestFrequency::Daily,
                payoff_interest: PayoffInterest::TillDate,
                prepayment: PrepaymentEffect::AdjustLastInstallment,
                ignore_past_due: false,
            });
            terms
        })
        .boxed()
}

/// Equal parts of principal or equal installments, as older systems draw them up.
pub fn older_terms() -> BoxedStrategy<Terms> {
    let methods = vec![InterestMethod::DecliningBalance, InterestMethod::DecliningBalanceEqualInstallments];
    let day_count = prop::sample::select(vec![DayCount::Actual365, DayCount::Thirty360]);
    (simple_terms(), day_count, prop::sample::select(methods))
        .prop_map(|(mut terms, day_count, method)| {
            terms.interest.method = method;
            terms.interest.day_count = day_count;
            terms.schedule.engine = ScheduleEngine::Cumulative;
            terms.schedule.periodic_payment = None;
            terms.schedule.first_due = None;
            terms.rounding.installment_multiple = None;
            if terms.schedule.period.unit == PeriodUnit::Years {
                terms.schedule.period.unit = PeriodUnit::Months;
            }
            terms
        })
        .boxed()
}

/// A first period of another length has no length in months of 30 days that all agree on.
fn without_odd_nominal_days(mut terms: Terms) -> Terms {
    let is_nominal =
        matches!(terms.interest.day_count, DayCount::Thirty360 | DayCount::Thirty364 | DayCount::Thirty365);
    if is_nominal && terms.interest.calculation == InterestCalculation::Daily
        || terms.schedule.period.unit == PeriodUnit::Days
    {
        terms.schedule.first_due = None;
    }
    terms
}

fn interest(method: BoxedStrategy<InterestMethod>) -> BoxedStrategy<InterestTerms> {
    let day_count = day_count().prop_map(|it| if it == DayCount::ThirtyActual { DayCount::ActualActual } else { it });
    (rate(), method, day_count, leap_day(), calculation(), any::<bool>())
        .prop_map(|((rate, rate_period), method, day_count, leap_day, calculation, first_day_counts)| InterestTerms {
            rate,
            rate_period,
            method,
            day_count,
            leap_day,
            calculation,
            first_day_counts,
            ..plain_terms().interest
        })
        .boxed()
}

fn schedule() -> BoxedStrategy<(chrono::NaiveDate, ScheduleTerms)> {
    (start(), period(), installments(), prop::option::weighted(0.3, 1_u64..70))
        .prop_map(|(start, period, installments, first_due)| {
            let first_due = first_due.map(|days| start + Days::new(days));
            (start, ScheduleTerms { period, installments, first_due, ..plain_terms().schedule })
        })
        .boxed()
}

/// Rounding to the nearest: with any other, the last digit of an intermediate value may move an amount.
fn rounding() -> BoxedStrategy<Rounding> {
    let mode = prop::sample::select(vec![RoundingMode::HalfEven, RoundingMode::HalfUp, RoundingMode::HalfDown]);
    let decimals = prop_oneof![4 => Just(2_u32), 1 => Just(0_u32), 1 => Just(3_u32)];
    let precision = prop_oneof![1 => Just(None), 1 => Just(Some(19))];
    let multiple = prop::option::weighted(0.2, prop::sample::select(vec![1_i64, 5, 10, 100]).prop_map(Decimal::from));
    (mode, decimals, precision, multiple)
        .prop_map(|(mode, decimals, precision, installment_multiple)| Rounding {
            mode,
            decimals,
            precision,
            installment_multiple,
        })
        .boxed()
}
