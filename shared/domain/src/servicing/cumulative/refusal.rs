//! What schedules of older systems do not do, and what would be computed wrong with them. Each is refused by name.

use super::facts::Facts;
use crate::servicing::agreement;
use crate::servicing::allocation::order::TransactionOrder;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{ChargeOffInterest, InterestCalculation, Terms};
use crate::servicing::transaction::{Event, RepaymentKind};

/// Refuses terms.
pub(super) fn of_terms(terms: &Terms) -> Result<(), ReplayError> {
    agreement::check(terms)?;
    let schedule = &terms.schedule;
    let refused = [
        (schedule.fixed_length.is_some(), "a fixed length, with a schedule of older systems"),
        (schedule.full_term_tranches, "tranches of full term, with a schedule of older systems"),
        (
            terms.penalty.is_agreed() && terms.interest.recalculation.is_some(),
            "a penalty rate where interest follows payments, with a schedule of older systems",
        ),
        (terms.redraw.allowed, "money that is kept to be taken out again, with a schedule of older systems"),
    ];
    match refused.into_iter().find(|(is_set, _)| *is_set) {
        Some((_, reason)) => Err(ReplayError::Unsupported(reason)),
        None if schedule.installments == 0 => Err(ReplayError::Terms("there are no installments".to_owned())),
        None if schedule.period.every == 0 => {
            Err(ReplayError::Terms("the repayment period is nothing long".to_owned()))
        }
        None => Ok(()),
    }
}

/// Refuses an event that is none of what has been taken; the others change nothing of a schedule, or are not known yet.
pub(super) fn of_event(event: &Event) -> Result<(), ReplayError> {
    let reason = match event {
        Event::CapitalizedIncome { .. } => "income added to the principal, with a schedule of older systems",
        Event::InterestRefund { .. } => "an interest refund, with a schedule of older systems",
        Event::InterestPause { .. } => "a pause of interest, with a schedule of older systems",
        Event::ReAge { .. } => "re-ageing, with a schedule of older systems",
        Event::ReAmortise { .. } => "re-amortising, with a schedule of older systems",
        Event::Termination => "termination, with a schedule of older systems",
        Event::InterestApplied { .. } => "interest that is made due by hand, with a schedule of older systems",
        Event::Redraw { .. } => "money that is taken out again, with a schedule of older systems",
        Event::Lock { operations } if operations.contains(&LockedOperation::ApplyInterest) => {
            "a lock of interest, with a schedule of older systems"
        }
        Event::Disbursement { .. }
        | Event::Repayment { .. }
        | Event::CreditBalanceRefund { .. }
        | Event::Chargeback { .. }
        | Event::Charge { .. }
        | Event::ChargePayment { .. }
        | Event::ChargeWaiver { .. }
        | Event::RateChange { .. }
        | Event::DueDateChange { .. }
        | Event::ExtraTerms { .. }
        | Event::MidTermGrace { .. }
        | Event::PaymentHoliday { .. }
        | Event::ChargeOff
        | Event::WriteOff { .. }
        | Event::ApprovedAmount { .. }
        | Event::Lock { .. }
        | Event::Unlock { .. }
        | Event::ArrearsPause { .. }
        | Event::ArrearsResume
        | Event::Reversal { .. } => return Ok(()),
    };
    Err(ReplayError::Unsupported(reason))
}

/// Refuses what terms and events would come to together.
pub(super) fn of_what_happened(terms: &Terms, facts: &Facts<'_>, has_payments: bool) -> Result<(), ReplayError> {
    let first = facts.paid_out.first().map(|(on, _)| *on);
    if facts.money.iter().any(|transaction| first.is_none_or(|first| transaction.value_date < first)) {
        return Err(ReplayError::Unsupported("money that moves before a disbursement"));
    }
    let happened = |is: fn(&Event) -> bool| facts.money.iter().any(|transaction| is(&transaction.event));
    if happened(|event| matches!(event, Event::ChargeOff)) && terms.charge_off != ChargeOffInterest::Regular {
        return Err(ReplayError::Unsupported("a charge-off that changes interest, with a schedule of older systems"));
    }
    if terms.interest.recalculation.is_none() {
        return Ok(());
    }
    let not_followed = happened(|event| {
        matches!(
            event,
            Event::Chargeback { .. }
                | Event::ChargePayment { .. }
                | Event::Repayment { kind: RepaymentKind::InterestWaiver, .. }
        )
    });
    if not_followed {
        return Err(ReplayError::Unsupported(
            "interest that follows payments, with a chargeback, a payment of one charge or a waiver of interest",
        ));
    }
    of_following(terms, has_payments)
}

/// Refuses terms of interest that follows payments.
fn of_following(terms: &Terms, has_payments: bool) -> Result<(), ReplayError> {
    let interest = &terms.interest;
    if interest.calculation == InterestCalculation::SameAsRepaymentPeriod && !interest.partial_periods {
        // It could be computed until the first installment is late, and then no more.
        return Err(ReplayError::Unsupported("interest that follows payments, and is counted in whole periods"));
    }
    let interest_first = TransactionOrder::InterestPrincipalPenaltiesFees;
    if terms.allocation.transaction_order == Some(interest_first) && has_payments {
        return Err(ReplayError::Unsupported("interest that follows payments, with an order that pays interest first"));
    }
    Ok(())
}
