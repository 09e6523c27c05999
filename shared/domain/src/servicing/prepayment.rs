//! Terms that say what a payment in advance does, and whether they agree with each other.

use super::allocation::order::FutureInstallments;
use super::replay::ReplayError;
use super::terms::{InterestMethod, PrepaymentEffect, ScheduleEngine, Terms};

/// Refuses terms that say two things about a payment in advance, and those that nobody has agreed on yet.
pub(super) fn check(terms: &Terms) -> Result<(), ReplayError> {
    let Some(rule) = terms.interest.recalculation else { return Ok(()) };
    let (effect, schedule) = (rule.prepayment, &terms.schedule);
    let is_progressive = schedule.engine == ScheduleEngine::Progressive;
    let lowers = effect == PrepaymentEffect::ReduceInstallmentAmount;
    let changes = effect.changes_installments();
    if lowers && schedule.periodic_payment.is_some() {
        return Err(contradiction("prepayment would lower installments whose amount is agreed as periodic_payment"));
    }
    if !is_progressive {
        return Ok(());
    }
    let is_for_next = terms.allocation.default.future == FutureInstallments::NextInstallment;
    if effect != PrepaymentEffect::AdjustLastInstallment && !is_for_next {
        return Err(contradiction("prepayment concerns the next installments, and allocation names other ones"));
    }
    if changes && terms.redraw.allowed {
        return Err(contradiction("prepayment would change installments, and redraw keeps what is paid in advance"));
    }
    if changes && terms.interest.method == InterestMethod::Flat {
        return Err(ReplayError::Unsupported("prepayment that lowers installments, with flat interest"));
    }
    if changes && schedule.full_term_tranches {
        return Err(ReplayError::Unsupported("prepayment that lowers installments, with tranches of full term"));
    }
    Ok(())
}

fn contradiction(reason: &str) -> ReplayError {
    ReplayError::Terms(reason.to_owned())
}
