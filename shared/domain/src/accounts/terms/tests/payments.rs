//! What settings of payments come to.

use super::*;
use crate::servicing::allocation::order::{Component, Direction, DueState, FutureInstallments};
use crate::servicing::credit_line::RedrawTerms;
use crate::servicing::terms::{
    ArrearsDate, FuturePayments, LatePaymentRecalculation, PayoffInterest, PenaltyBase, PrepaymentEffect,
};

#[test]
fn a_recalculation_is_an_effect_and_the_installments_that_it_goes_to() {
    use FutureInstallments::{LastInstallment, NextInstallment, Reamortization};
    use PrepaymentEffect::{
        AdjustLastInstallment, ReduceInstallmentAmount, ReduceNextInstallments, ReduceNumberOfInstallments,
    };
    let cases = [
        ("NO_RECALCULATION", None, NextInstallment),
        ("NEXT_INSTALLMENT", Some(ReduceNextInstallments), NextInstallment),
        ("LAST_INSTALLMENT", Some(AdjustLastInstallment), LastInstallment),
        ("REDUCE_AMOUNT_PER_INSTALLMENT", Some(ReduceInstallmentAmount), NextInstallment),
        ("REDUCE_NUMBER_OF_INSTALLMENTS", Some(ReduceNumberOfInstallments), NextInstallment),
        ("RESCHEDULE_REMAINING", Some(AdjustLastInstallment), Reamortization),
    ];
    for (text, effect, future) in cases {
        let body = format!(r#"{{"settings": {{"prepayment": {{"recalculation": "{text}"}}}}}}"#);
        let terms = with(&body).expect("terms");
        assert_eq!(terms.interest.recalculation.map(|rule| rule.prepayment), effect, "{text}");
        assert_eq!(terms.allocation.default.future, future, "{text}");
    }
}

#[test]
fn what_nothing_is_said_of_has_the_usual_terms() {
    let terms = with("{}").expect("terms");
    assert_eq!(terms.allocation.direction, Direction::Horizontal);
    let steps = &terms.allocation.default.steps;
    assert_eq!((steps.len(), steps[0]), (12, (DueState::PastDue, Component::Penalty)));
    assert_eq!(terms.prepayment.acceptance, FuturePayments::AcceptOverpayments);
    assert_eq!(terms.redraw, RedrawTerms::default());
    assert_eq!(terms.penalty.base, PenaltyBase::None);
    assert_eq!(terms.arrears.late_payment, None);
}

#[test]
fn what_is_said_is_what_the_servicing_is_told() {
    let terms = with(
        r#"{"arrears_tolerance_period": 5, "future_payments_acceptance": "NoFuturePayments", "payment_method": "MethodVertical",
            "late_payments_recalculation_method": "MethodLastInstallmentIncrease", "tax_rate": 18, "settings": {
            "arrears": {"tolerance_percentage_of_outstanding_principal": 2, "date_calculation": "FIRST_WENT_TO_ARREARS"},
            "interest": {"accrue_late_interest": true},
            "penalty": {"penalty_rate": 24, "calculation": "OUTSTANDING_PRINCIPAL", "tolerance_period": 3},
            "prepayment": {"recalculation": "LAST_INSTALLMENT", "payoff_interest": "TILL_PERIOD_END"},
            "redraw": {"allowed": true, "restrict_next_due_withdrawal": true}}}"#,
    )
    .expect("terms");
    assert_eq!(terms.arrears.tolerance_days, 5);
    assert_eq!(terms.arrears.tolerance_percentage, json("2").as_number());
    assert_eq!(terms.arrears.counted_from, ArrearsDate::FirstWentToArrears);
    assert_eq!(terms.arrears.late_payment, Some(LatePaymentRecalculation::LastInstallmentIncrease));
    assert_eq!(terms.prepayment.acceptance, FuturePayments::Refused);
    assert_eq!(terms.allocation.direction, Direction::Vertical);
    assert_eq!(Some(terms.tax_rate), json("18").as_number());
    assert_eq!((terms.penalty.base, terms.penalty.tolerance_days), (PenaltyBase::OutstandingPrincipal, 3));
    assert_eq!(terms.interest.recalculation.map(|rule| rule.payoff_interest), Some(PayoffInterest::TillPeriodEnd));
    assert!(terms.interest.accrue_late_interest);
    assert_eq!(terms.redraw, RedrawTerms { allowed: true, restrict_next_due_withdrawal: true });
}
