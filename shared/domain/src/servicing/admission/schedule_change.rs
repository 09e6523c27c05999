//! Other rates, other due dates, more installments, and installments that ask for less.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::account::Account;
use crate::servicing::due_dates::MAX_INSTALLMENTS;
use crate::servicing::installment::Installment;
use crate::servicing::transaction::Event;

pub(super) fn rate(rate: Decimal) -> Result<(), Inadmissible> {
    if rate < Decimal::ZERO { Err(Inadmissible::NegativeRate) } else { Ok(()) }
}

pub(super) fn extra_terms_by_list(request: &Request<'_>, count: u32) -> Result<(), Inadmissible> {
    if count == 0 {
        return Err(Inadmissible::NoInstallments);
    }
    let added: u64 = request
        .history
        .standing
        .iter()
        .filter_map(|transaction| match transaction.event {
            Event::ExtraTerms { count } => Some(u64::from(count)),
            _ => None,
        })
        .sum();
    let all = u64::from(request.terms.schedule.installments) + added + u64::from(count);
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

pub(super) fn grace_by_list(principal: u32, interest: u32) -> Result<(), Inadmissible> {
    if principal == 0 && interest == 0 { Err(Inadmissible::NoInstallments) } else { Ok(()) }
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
    let remaining = account.installments.iter().filter(|installment| installment.due >= request.on()).count();
    let asked = usize::try_from(principal.max(interest)).unwrap_or(usize::MAX);
    if asked < remaining { Ok(()) } else { Err(Inadmissible::GraceTooLong { remaining }) }
}

/// An installment that is open moves to a day after the installment before it.
pub(super) fn due_date(
    request: &Request<'_>,
    account: &Account,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<(), Inadmissible> {
    let is_open = |installment: &&Installment| installment.due == from && !installment.is_settled();
    if !account.installments.iter().any(|installment| is_open(&installment)) {
        return Err(Inadmissible::NoInstallmentDue { on: from });
    }
    let before = account.installments.iter().map(|installment| installment.due).filter(|due| *due < from).max();
    let after = before.unwrap_or(request.first_disbursement()?);
    if to == from || to <= after { Err(Inadmissible::DueDateTaken { after, from }) } else { Ok(()) }
}
