//! What the loan bears, and what a payment in advance does to it.

use rust_decimal::Decimal;

use super::draft::Draft;
use crate::accounts::settings::interest::{
    ACCRUE_AFTER_MATURITY, ACCRUE_LATE_INTEREST, CALCULATION, DAY_COUNT, FIRST_DAY_COUNTS, LEAP_DAY, METHOD,
    PARTIAL_PERIODS, RATE, RATE_PERIOD, REST_FREQUENCY, SPREAD,
};
use crate::accounts::settings::prepayment::{APPLY_INTEREST, PAYOFF_INTEREST, RECALCULATION};
use crate::servicing::allocation::order::FutureInstallments;
use crate::servicing::terms::{
    DayCount, InterestCalculation, InterestMethod, InterestTerms, LeapDay, PayoffInterest, PrepaymentEffect,
    RatePeriod, Recalculation, RestFrequency,
};

/// What the loan bears, and which installments a payment in advance goes to.
pub(super) fn terms(draft: &mut Draft<'_>) -> (InterestTerms, FutureInstallments) {
    let (recalculation, future) = recalculation(draft);
    let terms = InterestTerms {
        rate: rate(draft),
        rate_period: draft.spelled(&RATE_PERIOD, RatePeriod::Year),
        method: draft.spelled(&METHOD, InterestMethod::DecliningBalanceEqualInstallments),
        day_count: draft.spelled(&DAY_COUNT, DayCount::Actual365),
        leap_day: draft.spelled(&LEAP_DAY, LeapDay::WholeYear),
        calculation: draft.spelled(&CALCULATION, InterestCalculation::Daily),
        partial_periods: draft.settings.choice(&PARTIAL_PERIODS) != Some("WHOLE"),
        first_day_counts: draft.settings.is_set(&FIRST_DAY_COUNTS),
        recalculation,
        accrue_late_interest: draft.settings.is_set(&ACCRUE_LATE_INTEREST),
        accrue_after_maturity: draft.settings.is_set(&ACCRUE_AFTER_MATURITY),
    };
    (terms, future)
}

/// Rate and spread together.
fn rate(draft: &mut Draft<'_>) -> Decimal {
    let Some(rate) = draft.number(&RATE) else {
        draft.require(&RATE);
        return Decimal::ZERO;
    };
    let spread = draft.number(&SPREAD).unwrap_or(Decimal::ZERO);
    let sum = rate.checked_add(spread).unwrap_or(rate);
    if sum < Decimal::ZERO {
        draft.refuse(&SPREAD, "Value must not be less than the rate is above 0");
    }
    sum
}

/// What a payment in advance does is said by two terms: see [`PrepaymentEffect`].
fn recalculation(draft: &mut Draft<'_>) -> (Option<Recalculation>, FutureInstallments) {
    if draft.settings.is_set(&APPLY_INTEREST) {
        draft.refuse(&APPLY_INTEREST, "Value must be false: interest is due with its installment");
    }
    let next = FutureInstallments::NextInstallment;
    let (effect, future) = match draft.settings.choice(&RECALCULATION) {
        Some("NEXT_INSTALLMENT") => (PrepaymentEffect::ReduceNextInstallments, next),
        Some("LAST_INSTALLMENT") => (PrepaymentEffect::AdjustLastInstallment, FutureInstallments::LastInstallment),
        Some("REDUCE_AMOUNT_PER_INSTALLMENT") => (PrepaymentEffect::ReduceInstallmentAmount, next),
        Some("REDUCE_NUMBER_OF_INSTALLMENTS") => (PrepaymentEffect::ReduceNumberOfInstallments, next),
        Some("RESCHEDULE_REMAINING") => (PrepaymentEffect::AdjustLastInstallment, FutureInstallments::Reamortization),
        None | Some("NO_RECALCULATION") => {
            refuse_recalculated(draft);
            return (None, next);
        }
        Some(_) => {
            draft.refuse(&RECALCULATION, "Value is not served");
            return (None, next);
        }
    };
    let recalculation = Recalculation {
        rest: draft.spelled(&REST_FREQUENCY, RestFrequency::Daily),
        payoff_interest: draft.spelled(&PAYOFF_INTEREST, PayoffInterest::TillDate),
        prepayment: effect,
        // Said by `accrue_late_interest`.
        ignore_past_due: false,
    };
    (Some(recalculation), future)
}

/// Where interest does not follow payments, a payoff pays all interest of the schedule, and no balance is brought up to date.
fn refuse_recalculated(draft: &mut Draft<'_>) {
    if draft.settings.get(&REST_FREQUENCY).is_some() {
        draft.refuse(&REST_FREQUENCY, "Value takes a recalculation other than NO_RECALCULATION");
    }
    if draft.settings.get(&PAYOFF_INTEREST).is_some() {
        let sentence = "Value takes a recalculation other than NO_RECALCULATION, with which a payoff pays all interest";
        draft.refuse(&PAYOFF_INTEREST, sentence);
    }
}
