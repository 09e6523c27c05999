//! Random loans that bear interest by the day, and what changes how much of it.

use domain::servicing::allocation::order::{AllocationRules, Component};
use domain::servicing::terms::{
    DayCount, InterestCalculation, InterestMethod, LatePaymentRecalculation, LeapDay, PayoffInterest, PrepaymentEffect,
    RatePeriod, Recalculation, RestFrequency, Terms,
};
use domain::servicing::transaction::{ReAgeInterest, ReAmortiseInterest, RepaymentKind};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::allocation::allocation;
use super::plain_terms;
use super::simple::simple_terms;
use super::step::{Step, What, steps};
use crate::story::Case;

/// Terms, and operations asked for one after the other.
pub fn bearing_case() -> BoxedStrategy<Case> {
    (bearing_terms(), prop::collection::vec(steps(), 0..9))
        .prop_map(|(terms, steps)| {
            let steps = steps.concat().into_iter().filter(bears).collect();
            Case { terms, opening: 1_000, steps }
        })
        .boxed()
}

/// Interest by the day, up to the last due date, that follows what is really paid.
fn bearing_terms() -> BoxedStrategy<Terms> {
    let day_count = prop::sample::select(vec![DayCount::Actual365, DayCount::Actual360, DayCount::Actual364]);
    let method =
        prop::sample::select(vec![InterestMethod::DecliningBalanceEqualInstallments, InterestMethod::DecliningBalance]);
    let effect = prop::sample::select(vec![
        PrepaymentEffect::AdjustLastInstallment,
        PrepaymentEffect::ReduceInstallmentAmount,
        PrepaymentEffect::ReduceNumberOfInstallments,
        PrepaymentEffect::ReduceNextInstallments,
    ]);
    let late = prop::sample::select(vec![
        None,
        None,
        Some(LatePaymentRecalculation::LastInstallmentIncrease),
        Some(LatePaymentRecalculation::OverdueInstallmentsIncrease),
    ]);
    (simple_terms(), allocation(), 600_i64..4_000, day_count, method, effect, late)
        .prop_map(|(mut terms, allocation, rate, day_count, method, effect, late)| {
            let interest = &mut terms.interest;
            interest.rate = Decimal::new(rate, 2);
            interest.rate_period = RatePeriod::Year;
            interest.calculation = InterestCalculation::Daily;
            interest.leap_day = LeapDay::WholeYear;
            interest.first_day_counts = false;
            interest.day_count = day_count;
            interest.method = method;
            interest.accrue_late_interest = true;
            interest.recalculation = Some(Recalculation {
                rest: RestFrequency::Daily,
                payoff_interest: PayoffInterest::TillDate,
                prepayment: effect,
                ignore_past_due: false,
            });
            terms.schedule.down_payment = None;
            terms.schedule.periodic_payment = None;
            terms.rounding.installment_multiple = None;
            terms.allocation = allocation;
            terms.allocation.of_kind = Vec::new();
            if !pays_interest_first(&terms.allocation) {
                terms.allocation = plain_terms().allocation;
            }
            terms.arrears.late_payment = late;
            super::terms::agreeing(terms)
        })
        .boxed()
}

/// What is paid of principal before interest is open in more ways than one.
fn pays_interest_first(allocation: &AllocationRules) -> bool {
    let place = |component| allocation.default.steps.iter().position(|step| step.1 == component);
    place(Component::Interest) < place(Component::Principal)
}

/// Whether the interest that it brings about is that of the principal.
fn bears(step: &Step) -> bool {
    match &step.what {
        What::Repay { kind, .. } => matches!(
            kind,
            RepaymentKind::Repayment | RepaymentKind::GoodwillCredit | RepaymentKind::MerchantIssuedRefund
        ),
        What::ReAge { interest, .. } => *interest == ReAgeInterest::Default,
        What::ReAmortise { interest } => *interest != ReAmortiseInterest::WaiveInterest,
        What::Charge { .. }
        | What::Reverse { .. }
        | What::Chargeback { .. }
        | What::Disburse { .. }
        | What::PayCharge { .. }
        | What::PauseInterest { .. }
        | What::Rate { .. }
        | What::MoveDue { .. }
        | What::Extend { .. }
        | What::Holiday { .. }
        | What::PauseArrears { .. } => true,
        _ => false,
    }
}
