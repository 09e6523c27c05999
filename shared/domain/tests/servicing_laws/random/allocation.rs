//! Random orders of payment.

use domain::servicing::allocation::order::{
    AllocationOrder, AllocationRules, Component, Direction, DueState, FutureInstallments, Step, TransactionOrder,
};
use domain::servicing::transaction::RepaymentKind;
use proptest::prelude::*;

use Component::{Fee, Interest, Penalty, Principal};

const STATES: [DueState; 3] = [DueState::PastDue, DueState::Due, DueState::InAdvance];

/// How payments are spread.
pub fn allocation() -> BoxedStrategy<AllocationRules> {
    let direction = prop_oneof![2 => Just(Direction::Horizontal), 1 => Just(Direction::Vertical)];
    let kind = prop::sample::select(vec![
        RepaymentKind::MerchantIssuedRefund,
        RepaymentKind::GoodwillCredit,
        RepaymentKind::DownPayment,
    ]);
    let of_kind = prop_oneof![3 => Just(vec![]), 1 => (kind, order()).prop_map(|of| vec![of])];
    let chargeback = prop_oneof![2 => Just(vec![]), 1 => components().prop_map(|components| components.to_vec())];
    (direction, order(), of_kind, chargeback, transaction_order())
        .prop_map(|(direction, default, of_kind, chargeback, transaction_order)| AllocationRules {
            direction,
            default,
            of_kind,
            chargeback,
            transaction_order: Some(transaction_order),
        })
        .boxed()
}

fn components() -> impl Strategy<Value = [Component; 4]> {
    prop::sample::select(vec![
        [Penalty, Fee, Interest, Principal],
        [Penalty, Fee, Principal, Interest],
        [Principal, Interest, Fee, Penalty],
        [Interest, Principal, Penalty, Fee],
    ])
}

fn order() -> impl Strategy<Value = AllocationOrder> {
    let future = prop::sample::select(vec![
        FutureInstallments::NextInstallment,
        FutureInstallments::LastInstallment,
        FutureInstallments::NextLastInstallment,
        FutureInstallments::Reamortization,
    ]);
    (components(), any::<bool>(), future).prop_map(|(components, by_component, future)| {
        let steps: Vec<Step> = if by_component {
            components.into_iter().flat_map(|component| STATES.map(|state| (state, component))).collect()
        } else {
            STATES.into_iter().flat_map(|state| components.map(|component| (state, component))).collect()
        };
        AllocationOrder { steps, future }
    })
}

fn transaction_order() -> impl Strategy<Value = TransactionOrder> {
    prop::sample::select(vec![
        TransactionOrder::PenaltiesFeesInterestPrincipal,
        TransactionOrder::InterestPrincipalPenaltiesFees,
        TransactionOrder::DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee,
        TransactionOrder::DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest,
    ])
}
