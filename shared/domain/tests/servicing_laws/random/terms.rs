//! Random terms: such as a lender may agree on.

use chrono::{Days, NaiveDate};
use domain::servicing::allocation::order::FutureInstallments;
use domain::servicing::credit_line::RedrawTerms;
use domain::servicing::rounding::{Rounding, RoundingMode};
use domain::servicing::terms::{
    ArrearsTerms, ChargeOffInterest, ExpectedTranche, FuturePayments, InterestMethod, LatePaymentRecalculation,
    PenaltyBase, PenaltyTerms, PrepaymentTerms, ScheduleEngine, ScheduleTerms, Terms,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::allocation::allocation;
use super::interest::interest;
use super::plain_terms;
use super::schedule::{schedule, start};

use domain::servicing::terms::PrepaymentEffect::{AdjustLastInstallment, ReduceInstallmentAmount};

/// Terms of one account.
pub fn terms() -> BoxedStrategy<Terms> {
    let others = (charge_off(), acceptance(), arrears(), unusual()).boxed();
    (start().boxed(), principal().boxed(), rounding().boxed(), interest(), schedule(), allocation(), others)
        .prop_map(|(start, principal, rounding, interest, (schedule, first_due), allocation, others)| {
            let (charge_off, acceptance, arrears, unusual) = others;
            let first_due = first_due.and_then(|days| start.checked_add_days(Days::new(days)));
            let terms = Terms {
                principal: principal.trunc_with_scale(rounding.decimals).normalize(),
                expected_disbursement: start,
                rounding,
                interest,
                schedule: ScheduleTerms { first_due, ..schedule },
                allocation,
                arrears,
                charge_off,
                prepayment: PrepaymentTerms { acceptance },
                ..plain_terms()
            };
            penalized(agreeing(unusual.change(terms, start)))
        })
        .boxed()
}

/// What a payment in advance does is said once. Where it changes installments, it does so with the terms that allow it.
pub fn agreeing(mut terms: Terms) -> Terms {
    let Some(rule) = terms.interest.recalculation.as_mut() else { return terms };
    let (schedule, is_flat) = (&terms.schedule, terms.interest.method == InterestMethod::Flat);
    let changes_none = is_flat || terms.redraw.allowed || schedule.full_term_tranches;
    if changes_none || (schedule.periodic_payment.is_some() && rule.prepayment == ReduceInstallmentAmount) {
        rule.prepayment = AdjustLastInstallment;
    }
    if rule.prepayment != AdjustLastInstallment {
        terms.allocation.default.future = FutureInstallments::NextInstallment;
    }
    terms
}

/// Every fifth loan bears penalties, where its schedule can.
fn penalized(mut terms: Terms) -> Terms {
    let follows_as_drawn_up =
        terms.schedule.engine == ScheduleEngine::Cumulative && terms.interest.recalculation.is_some();
    if terms.arrears.tolerance_days == 1 && !follows_as_drawn_up {
        let base = match terms.schedule.installments % 3 {
            0 => PenaltyBase::OutstandingPrincipal,
            1 => PenaltyBase::OverdueBalance,
            _ => PenaltyBase::OverdueBalanceAndInterest,
        };
        terms.penalty = PenaltyTerms { rate: Decimal::from(24), base, tolerance_days: 1 };
    }
    terms
}

pub fn principal() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        2 => Just(Decimal::from(1_000)),
        2 => (100_i64..2_000_000).prop_map(|units| Decimal::new(units, 2)),
        1 => (1_i64..1_000).prop_map(|thousands| Decimal::from(thousands * 1_000)),
    ]
}

pub fn rounding() -> impl Strategy<Value = Rounding> {
    let mode = prop_oneof![
        6 => Just(RoundingMode::HalfEven),
        2 => Just(RoundingMode::HalfUp),
        1 => Just(RoundingMode::HalfDown),
        1 => Just(RoundingMode::Up),
        1 => Just(RoundingMode::Down),
        1 => Just(RoundingMode::Ceiling),
        1 => Just(RoundingMode::Floor),
    ];
    let decimals = prop_oneof![4 => Just(2_u32), 1 => Just(0_u32), 1 => Just(3_u32)];
    let precision = prop_oneof![3 => Just(None), 1 => Just(Some(19)), 1 => Just(Some(12))];
    let multiple = prop::option::weighted(0.2, prop::sample::select(vec![1_i64, 5, 10, 100]).prop_map(Decimal::from));
    (mode, decimals, precision, multiple).prop_map(|(mode, decimals, precision, installment_multiple)| Rounding {
        mode,
        decimals,
        precision,
        installment_multiple,
    })
}

fn charge_off() -> impl Strategy<Value = ChargeOffInterest> {
    prop::sample::select(vec![
        ChargeOffInterest::Regular,
        ChargeOffInterest::ZeroInterest,
        ChargeOffInterest::AccelerateMaturity,
    ])
}

fn acceptance() -> impl Strategy<Value = FuturePayments> {
    prop_oneof![
        6 => Just(FuturePayments::AcceptOverpayments),
        1 => Just(FuturePayments::Accepted),
        1 => Just(FuturePayments::Refused),
    ]
}

fn arrears() -> impl Strategy<Value = ArrearsTerms> {
    (0_u32..5).prop_map(|tolerance_days| {
        // Few loans, and the same ones whatever else is random.
        let late_payment = match tolerance_days {
            3 => Some(LatePaymentRecalculation::LastInstallmentIncrease),
            4 => Some(LatePaymentRecalculation::OverdueInstallmentsIncrease),
            _ => None,
        };
        ArrearsTerms { tolerance_days, late_payment, ..ArrearsTerms::default() }
    })
}

/// What few loans have.
#[derive(Debug, Clone)]
enum Unusual {
    Nothing,
    /// Days after the first day and thousandths of the principal of planned disbursements.
    Tranches {
        planned: Vec<(u64, u16)>,
        full_term: bool,
    },
    /// Thousandths of an equal part.
    AgreedInstallment(u16),
    /// Installments more than there are.
    Balloon(u32),
    /// Days before the first day.
    CountedFrom(u64),
    /// Units of the period that the last due date lies after or before the regular one.
    FixedLength(u32),
    /// Money paid in advance is kept; as much as the next installment needs stays.
    Redraw(bool),
}

fn unusual() -> impl Strategy<Value = Unusual> {
    let planned = prop::collection::vec((0_u64..120, 50_u16..500), 1..4);
    prop_oneof![
        12 => Just(Unusual::Nothing),
        2 => (planned, any::<bool>()).prop_map(|(planned, full_term)| Unusual::Tranches { planned, full_term }),
        1 => (900_u16..1_500).prop_map(Unusual::AgreedInstallment),
        1 => (0_u32..12).prop_map(Unusual::Balloon),
        1 => (0_u64..20).prop_map(Unusual::CountedFrom),
        2 => any::<bool>().prop_map(Unusual::Redraw),
        1 => (0_u32..5).prop_map(Unusual::FixedLength),
    ]
}

impl Unusual {
    fn change(self, mut terms: Terms, start: NaiveDate) -> Terms {
        let money = |amount: Decimal| amount.trunc_with_scale(terms.rounding.decimals).normalize();
        let schedule = &mut terms.schedule;
        match self {
            Self::Nothing => {}
            Self::Tranches { mut planned, full_term } => {
                planned.sort_unstable();
                schedule.full_term_tranches = full_term;
                schedule.expected_tranches = planned
                    .into_iter()
                    .map(|(days, part)| ExpectedTranche {
                        on: start + Days::new(days),
                        amount: money(terms.principal * Decimal::new(part.into(), 3)).max(Decimal::ONE),
                    })
                    .collect();
            }
            Self::AgreedInstallment(part) => {
                let equal = terms.principal / Decimal::from(schedule.installments);
                schedule.periodic_payment = Some(money(equal * Decimal::new(part.into(), 3)).max(Decimal::ONE));
            }
            Self::Redraw(restrict_next_due_withdrawal) => {
                terms.redraw = RedrawTerms { allowed: true, restrict_next_due_withdrawal };
            }
            Self::FixedLength(more) => {
                let regular = schedule.installments.saturating_mul(schedule.period.every);
                schedule.fixed_length = Some((regular + more).saturating_sub(2).max(1));
            }
            Self::Balloon(more) => schedule.amortization_installments = Some(schedule.installments + more),
            Self::CountedFrom(days) => schedule.counted_from = start.checked_sub_days(Days::new(days)),
        }
        terms
    }
}
