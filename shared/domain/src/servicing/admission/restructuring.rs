//! New installments for what is outstanding, and what is overdue spread over those that remain.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use super::schedule_change::at_most_all;
use crate::servicing::account::Account;
use crate::servicing::installment::Installment;
use crate::servicing::terms::ScheduleEngine;
use crate::servicing::transaction::{Event, ReAge, ReAgeInterest};

pub(super) fn re_age_by_list(request: &Request<'_>, plan: &ReAge) -> Result<(), Inadmissible> {
    may_be_restructured(request)?;
    if plan.installments == 0 {
        return Err(Inadmissible::NoInstallments);
    }
    at_most_all(u64::from(plan.installments))?;
    let disbursed_on = request.first_disbursement()?;
    if plan.first_due < disbursed_on {
        return Err(Inadmissible::DueBeforeDisbursement { due: plan.first_due, disbursed_on });
    }
    let recalculates = request.terms.interest.recalculation.is_some();
    if request.bears_interest() && plan.interest == ReAgeInterest::Default && !recalculates {
        return Err(Inadmissible::InterestNotSpread);
    }
    once_a_day(request, request.today, |event| matches!(event, Event::ReAge { .. }))
}

pub(super) fn re_amortise_by_list(request: &Request<'_>) -> Result<(), Inadmissible> {
    may_be_restructured(request)?;
    once_a_day(request, request.on(), |event| matches!(event, Event::ReAmortise { .. }))
}

/// Installments are spread anew on a loan of the performing book, whose schedule follows what happens.
fn may_be_restructured(request: &Request<'_>) -> Result<(), Inadmissible> {
    if request.history.has(|event| matches!(event, Event::ChargeOff)) {
        return Err(Inadmissible::ChargedOff);
    }
    if request.history.has(|event| matches!(event, Event::Termination)) {
        return Err(Inadmissible::Terminated);
    }
    if request.terms.schedule.engine == ScheduleEngine::Cumulative {
        return Err(Inadmissible::FixedSchedule);
    }
    Ok(())
}

fn once_a_day(request: &Request<'_>, day: NaiveDate, is: impl Fn(&Event) -> bool) -> Result<(), Inadmissible> {
    if request.history.days_of(is).any(|on| on == day) { Err(Inadmissible::OncePerDay) } else { Ok(()) }
}

/// There is principal to be spread. Of a day that has passed, today's account does not say it.
pub(super) fn re_age(request: &Request<'_>, account: &Account) -> Result<(), Inadmissible> {
    if request.on() < request.today { Ok(()) } else { has_principal(account) }
}

/// There is principal to be spread.
fn has_principal(account: &Account) -> Result<(), Inadmissible> {
    let outstanding: Decimal = account.installments.iter().map(|installment| installment.outstanding().principal).sum();
    if outstanding > Decimal::ZERO { Ok(()) } else { Err(Inadmissible::NoPrincipal) }
}

/// There are installments left to spread over: the loan has not passed its last due date, and later ones are not all
/// paid.
pub(super) fn re_amortise(request: &Request<'_>, account: &Account) -> Result<(), Inadmissible> {
    has_principal(account)?;
    let on = request.on();
    let maturity = account.installments.iter().map(|installment| installment.due).max();
    if let Some(maturity) = maturity.filter(|maturity| on >= *maturity) {
        return Err(Inadmissible::AfterMaturity { maturity });
    }
    let is_left = |installment: &Installment| {
        installment.kind.is_of_schedule() && installment.due > on && !installment.outstanding().principal.is_zero()
    };
    if account.installments.iter().any(is_left) { Ok(()) } else { Err(Inadmissible::NoneLeftToSpreadOver { on }) }
}
