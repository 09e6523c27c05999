//! Other rates, other due dates, more installments, and installments that ask for less.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::account::Account;
use crate::servicing::due_dates::MAX_INSTALLMENTS;
use crate::servicing::installment::Installment;
use crate::servicing::transaction::Event;

/// A rate is zero or more, and there is one for a day.
pub(super) fn rate(request: &Request<'_>, rate: Decimal) -> Result<(), Inadmissible> {
    if rate < Decimal::ZERO {
        return Err(Inadmissible::NegativeRate);
    }
    let is_change = |event: &Event| matches!(event, Event::RateChange { .. });
    let changed = request.history.days_of(is_change).any(|day| day == request.on());
    if changed { Err(Inadmissible::OncePerDay) } else { Ok(()) }
}

pub(super) fn extra_terms_by_list(request: &Request<'_>, count: u32) -> Result<(), Inadmissible> {
    if count == 0 {
        return Err(Inadmissible::NoInstallments);
    }
    not_too_long(request, count)
}

/// With more installments the schedule is not longer than due dates are found for.
fn not_too_long(request: &Request<'_>, more: u32) -> Result<(), Inadmissible> {
    let added: u64 = request
        .history
        .standing
        .iter()
        .map(|transaction| match transaction.event {
            Event::ExtraTerms { count: more }
            | Event::PaymentHoliday { installments: more }
            | Event::MidTermGrace { principal: more, .. } => u64::from(more),
            _ => 0,
        })
        .sum();
    let all = u64::from(request.terms.schedule.installments) + added + u64::from(more);
    at_most_all(all)
}

/// A schedule has no more installments than due dates are found for.
pub(super) fn at_most_all(installments: u64) -> Result<(), Inadmissible> {
    if usize::try_from(installments).is_ok_and(|installments| installments <= MAX_INSTALLMENTS) {
        Ok(())
    } else {
        Err(Inadmissible::TooManyInstallments { most: MAX_INSTALLMENTS })
    }
}

/// Installments without principal make the loan as much longer.
pub(super) fn grace_by_list(request: &Request<'_>, principal: u32, interest: u32) -> Result<(), Inadmissible> {
    if principal == 0 && interest == 0 {
        return Err(Inadmissible::NoInstallments);
    }
    not_too_long(request, principal)
}

/// What is agreed for days to come counts while the loan runs.
pub(super) fn in_term(request: &Request<'_>, account: &Account) -> Result<(), Inadmissible> {
    match account.installments.iter().map(|installment| installment.due).max() {
        Some(maturity) if request.on() > maturity => Err(Inadmissible::AfterMaturity { maturity }),
        _ => Ok(()),
    }
}

/// Grace leaves at least one installment that pays off what is outstanding.
pub(super) fn grace(
    request: &Request<'_>,
    account: &Account,
    principal: u32,
    interest: u32,
) -> Result<(), Inadmissible> {
    let from = request.on();
    leaves_one(account, principal.max(interest), |due| due >= from)
}

/// A holiday is for the installments after its day, and leaves one of them.
pub(super) fn holiday(request: &Request<'_>, account: &Account, installments: u32) -> Result<(), Inadmissible> {
    let after = request.on();
    leaves_one(account, installments, |due| due > after)
}

fn leaves_one(account: &Account, asked: u32, is_meant: impl Fn(NaiveDate) -> bool) -> Result<(), Inadmissible> {
    let of_schedule = account.installments.iter().filter(|installment| installment.kind.is_of_schedule());
    let remaining = of_schedule.filter(|installment| is_meant(installment.due)).count();
    let asked = usize::try_from(asked).unwrap_or(usize::MAX);
    if asked < remaining { Ok(()) } else { Err(Inadmissible::GraceTooLong { remaining }) }
}

/// A due date is put off: what was to be paid on a day is not asked for earlier.
pub(super) fn put_off(from: NaiveDate, to: NaiveDate) -> Result<(), Inadmissible> {
    if to > from { Ok(()) } else { Err(Inadmissible::DueDateNotPutOff { from, to }) }
}

/// There is an installment of the schedule to move that is not paid.
pub(super) fn due_date(account: &Account, from: NaiveDate) -> Result<(), Inadmissible> {
    let may_move = |installment: &Installment| {
        installment.kind.is_of_schedule() && installment.due == from && !installment.is_settled()
    };
    if account.installments.iter().any(may_move) { Ok(()) } else { Err(Inadmissible::NoInstallmentDue { on: from }) }
}
