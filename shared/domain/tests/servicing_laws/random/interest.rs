//! Random interest.

use domain::servicing::terms::{
    DayCount, InterestCalculation, InterestMethod, InterestTerms, LeapDay, PayoffInterest, PrepaymentEffect,
    RatePeriod, Recalculation, RestFrequency,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// What a loan bears.
pub fn interest() -> BoxedStrategy<InterestTerms> {
    let counting = (day_count(), leap_day(), calculation(), prop::bool::weighted(0.2), prop::bool::weighted(0.2));
    let late = (prop::bool::weighted(0.8), prop::bool::weighted(0.02));
    (rate(), method(), counting, prop::option::weighted(0.6, recalculation()), late)
        .prop_map(|((rate, rate_period), method, counting, recalculation, late)| {
            let (day_count, leap_day, calculation, partial_periods, first_day_counts) = counting;
            InterestTerms {
                rate,
                rate_period,
                method,
                day_count,
                leap_day,
                calculation,
                partial_periods,
                first_day_counts,
                recalculation,
                accrue_late_interest: late.0 && recalculation.is_some(),
                accrue_after_maturity: late.1,
            }
        })
        .boxed()
}

/// A rate that makes at most about 40 percent a year, and the period that it is stated for.
pub fn rate() -> impl Strategy<Value = (Decimal, RatePeriod)> {
    let percent = |most: i64, period| (0..most).prop_map(move |hundredths| (Decimal::new(hundredths, 2), period));
    prop_oneof![
        4 => Just((Decimal::from(12), RatePeriod::Year)),
        12 => percent(4_000, RatePeriod::Year),
        1 => percent(330, RatePeriod::Month),
        1 => percent(75, RatePeriod::Week),
        1 => percent(11, RatePeriod::Day),
        1 => percent(1_500, RatePeriod::Term),
    ]
}

pub fn method() -> impl Strategy<Value = InterestMethod> {
    prop_oneof![
        4 => Just(InterestMethod::DecliningBalanceEqualInstallments),
        1 => Just(InterestMethod::Flat),
        1 => Just(InterestMethod::DecliningBalance),
    ]
}

pub fn day_count() -> impl Strategy<Value = DayCount> {
    prop::sample::select(vec![
        DayCount::Actual365,
        DayCount::ActualActual,
        DayCount::Actual360,
        DayCount::Actual364,
        DayCount::Thirty360,
        DayCount::Thirty365,
        DayCount::Thirty364,
        DayCount::ThirtyActual,
    ])
}

pub fn leap_day() -> impl Strategy<Value = LeapDay> {
    prop_oneof![3 => Just(LeapDay::WholeYear), 1 => Just(LeapDay::PeriodOnly)]
}

pub fn calculation() -> impl Strategy<Value = InterestCalculation> {
    prop_oneof![2 => Just(InterestCalculation::Daily), 1 => Just(InterestCalculation::SameAsRepaymentPeriod)]
}

pub fn prepayment() -> impl Strategy<Value = PrepaymentEffect> {
    prop::sample::select(vec![
        PrepaymentEffect::AdjustLastInstallment,
        PrepaymentEffect::ReduceInstallmentAmount,
        PrepaymentEffect::ReduceNumberOfInstallments,
        PrepaymentEffect::ReduceNextInstallments,
    ])
}

fn recalculation() -> impl Strategy<Value = Recalculation> {
    let rest = prop_oneof![2 => Just(RestFrequency::Daily), 1 => Just(RestFrequency::SameAsRepaymentPeriod)];
    let payoff = prop_oneof![2 => Just(PayoffInterest::TillDate), 1 => Just(PayoffInterest::TillPeriodEnd)];
    (rest, payoff, prepayment(), prop::bool::weighted(0.2)).prop_map(
        |(rest, payoff_interest, prepayment, ignore_past_due)| Recalculation {
            rest,
            payoff_interest,
            prepayment,
            ignore_past_due,
        },
    )
}
