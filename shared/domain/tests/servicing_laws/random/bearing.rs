//! Random loans that bear interest by the day, and what changes how much of it.

use domain::servicing::allocation::order::{AllocationRules, Component};
use domain::servicing::terms::{
    DayCount, InterestCalculation, InterestMethod, LatePaymentRecalculation, LeapDay, RatePeriod, Recalculation, Terms,
};
use domain::servicing::transaction::{ReAgeInterest, ReAmortiseInterest, RepaymentKind};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::allocation::allocation;
use super::interest::prepayment;
use super::plain_terms;
use super::simple::recalculating_terms;
use super::step::{Step, What, steps};
use super::terms::agreeing;
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
    let late = prop::sample::select(vec![
        None,
        None,
        Some(LatePaymentRecalculation::LastInstallmentIncrease),
        Some(LatePaymentRecalculation::OverdueInstallmentsIncrease),
    ]);
    let grace = || prop_oneof![6 => Just(0_u32), 1 => 1_u32..3];
    let graces = (grace(), grace());
    (recalculating_terms(), allocation(), 600_i64..4_000, day_count, method, prepayment(), late, graces)
        .prop_map(|(mut terms, allocation, rate, day_count, method, effect, late, graces)| {
            let most = terms.schedule.installments.saturating_sub(1);
            terms.schedule.principal_grace = graces.0.min(most);
            terms.schedule.interest_grace = graces.1.min(most);
            let interest = &mut terms.interest;
            interest.rate = Decimal::new(rate, 2);
            interest.rate_period = RatePeriod::Year;
            interest.calculation = InterestCalculation::Daily;
            interest.leap_day = LeapDay::WholeYear;
            interest.first_day_counts = false;
            interest.day_count = day_count;
            interest.method = method;
            interest.recalculation = interest.recalculation.map(|rule| Recalculation { prepayment: effect, ..rule });
            terms.schedule.periodic_payment = None;
            terms.rounding.installment_multiple = None;
            terms.allocation = allocation;
            terms.allocation.of_kind = Vec::new();
            if !pays_interest_first(&terms.allocation) {
                terms.allocation = plain_terms().allocation;
            }
            terms.arrears.late_payment = late;
            agreeing(terms)
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
        | What::Grace { .. }
        | What::ApplyInterest { .. }
        | What::Capitalize { .. }
        | What::PauseArrears { .. } => true,
        _ => false,
    }
}
