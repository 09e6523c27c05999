//! Pauses of interest and of arrears.

use chrono::NaiveDate;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::account::Account;
use crate::servicing::arrears::pauses;
use crate::servicing::terms::ScheduleEngine;
use crate::servicing::transaction::Event;

/// Interest is paused where there is any, and on no day twice. Both days are included.
pub(super) fn of_interest_by_list(request: &Request<'_>, until: NaiveDate) -> Result<(), Inadmissible> {
    let from = request.on();
    if until < from {
        return Err(Inadmissible::EndBeforeStart { from, until });
    }
    // Where interest does not follow what happens, a pause would leave it as it is.
    let fixed = request.terms.schedule.engine == ScheduleEngine::Cumulative;
    if fixed || request.terms.interest.recalculation.is_none() {
        return Err(Inadmissible::FixedSchedule);
    }
    if !request.bears_interest() {
        return Err(Inadmissible::NoInterest);
    }
    let overlap = request.history.standing.iter().find_map(|transaction| match transaction.event {
        Event::InterestPause { until: end } if from <= end && transaction.value_date <= until => {
            Some((transaction.value_date, end))
        }
        _ => None,
    });
    match overlap {
        Some((from, until)) => Err(Inadmissible::PauseOverlaps { from, until }),
        None => Ok(()),
    }
}

/// A pause of interest ends within the term of the loan.
pub(super) fn of_interest_by_account(account: &Account, until: NaiveDate) -> Result<(), Inadmissible> {
    match account.installments.iter().map(|installment| installment.due).max() {
        Some(maturity) if until > maturity => Err(Inadmissible::AfterMaturity { maturity }),
        _ => Ok(()),
    }
}

/// A pause of arrears takes at least one day, and shares none but its first or last with another: the day on which one
/// ends may be the day on which the next begins.
pub(super) fn of_arrears_by_list(request: &Request<'_>, until: NaiveDate) -> Result<(), Inadmissible> {
    let from = request.on();
    if until < from {
        return Err(Inadmissible::EndBeforeStart { from, until });
    }
    if until == from {
        return Err(Inadmissible::EmptyPause);
    }
    match pauses(request.history.all).into_iter().find(|pause| from < pause.until && pause.from < until) {
        Some(pause) => Err(Inadmissible::PauseOverlaps { from: pause.from, until: pause.until }),
        None => Ok(()),
    }
}

/// A pause of arrears is ended today, and while it is in force.
pub(super) fn resumption(request: &Request<'_>) -> Result<(), Inadmissible> {
    let on = request.on();
    if on != request.today {
        return Err(Inadmissible::NotToday { today: request.today });
    }
    if request.history.days_of(|event| matches!(event, Event::ArrearsResume)).any(|day| day == on) {
        return Err(Inadmissible::OncePerDay);
    }
    if pauses(request.history.all).iter().any(|pause| pause.is_in_force(on)) {
        Ok(())
    } else {
        Err(Inadmissible::NoPause)
    }
}
