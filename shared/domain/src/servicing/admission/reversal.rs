//! Taking a transaction back, as long as nothing later depends on it.

use super::history::moves_money;
use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::replay::replay;
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// What is taken back stands, may be taken back, and no transaction that stands depends on it.
pub(super) fn by_list(request: &Request<'_>, of: TransactionId) -> Result<(), Inadmissible> {
    let taken_back = request.history.find_standing(of)?;
    if matches!(taken_back.event, Event::Reversal { .. } | Event::ApprovedAmount { .. }) {
        return Err(Inadmissible::NotReversible(of));
    }
    before_write_off(request, taken_back)?;
    of_disbursement(request, taken_back)?;
    let depends = match dependent(request, taken_back) {
        Some(by) => Some(by),
        None => redraw_of(request, taken_back)?,
    };
    match depends {
        Some(by) => Err(Inadmissible::DependedOn { of, by }),
        None => Ok(()),
    }
}

/// A redraw that took out what would not have been kept without a payment.
fn redraw_of(request: &Request<'_>, taken_back: &Transaction) -> Result<Option<TransactionId>, Inadmissible> {
    let is_redraw = |event: &Event| matches!(event, Event::Redraw { .. });
    if !matches!(taken_back.event, Event::Repayment { .. }) || !request.history.has(is_redraw) {
        return Ok(None);
    }
    let others = request.history.standing.iter().filter(|other| other.id != taken_back.id);
    let without: Vec<Transaction> = others.map(|other| (*other).clone()).collect();
    let account = replay(request.terms, &without, request.today)?;
    let came_to = |of: TransactionId| account.postings.iter().find(|posting| posting.id == of).map(|it| it.amount);
    let lacks = |other: &&&Transaction| match other.event {
        Event::Redraw { amount } => came_to(other.id).is_none_or(|taken| taken < amount),
        _ => false,
    };
    Ok(request.history.standing.iter().find(lacks).map(|other| other.id))
}

/// Behind a write-off nothing changes until the write-off is taken back. What came after it on its day is not behind it:
/// a recovery, or the payment for what was not given up.
fn before_write_off(request: &Request<'_>, taken_back: &Transaction) -> Result<(), Inadmissible> {
    let Some(write_off) = request.history.last(|event| matches!(event, Event::WriteOff { .. })) else { return Ok(()) };
    let is_behind = (taken_back.value_date, taken_back.id) < (write_off.value_date, write_off.id);
    let after = matches!(taken_back.event, Event::WriteOff { .. });
    if is_behind && !after && moves_money(&taken_back.event) {
        return Err(Inadmissible::BeforeWriteOff { written_off_on: write_off.value_date });
    }
    Ok(())
}

/// What a charged-off loan owes is settled by its charge-off: what was paid out stays until that is undone.
fn of_disbursement(request: &Request<'_>, taken_back: &Transaction) -> Result<(), Inadmissible> {
    let charged_off = request.history.has(|event| matches!(event, Event::ChargeOff));
    if charged_off && matches!(taken_back.event, Event::Disbursement { .. }) {
        return Err(Inadmissible::ChargedOff);
    }
    Ok(())
}

/// A transaction that stands and would not have been possible without the one that is taken back.
fn dependent(request: &Request<'_>, taken_back: &Transaction) -> Option<TransactionId> {
    let of = taken_back.id;
    let later = |other: &Transaction| (other.value_date, other.id) > (taken_back.value_date, of);
    let depends: Box<dyn Fn(&Transaction) -> bool> = match taken_back.event {
        Event::Disbursement { .. } if is_only_disbursement(request) => {
            Box::new(|other| other.id != of && moves_money(&other.event))
        }
        // A payment of a later day was made on what was owed with it.
        Event::Disbursement { .. } => {
            Box::new(move |other| pays(&other.event) && other.id > of && other.value_date > taken_back.value_date)
        }
        Event::Repayment { .. } => {
            Box::new(|other| matches!(other.event, Event::Chargeback { of: payment, .. } if payment == of))
        }
        Event::Charge { .. } => Box::new(|other| match other.event {
            Event::ChargePayment { of: charge, .. } | Event::ChargeWaiver { of: charge } => charge == of,
            _ => false,
        }),
        Event::ReAge { .. } | Event::ReAmortise { .. } => {
            Box::new(move |other| matches!(other.event, Event::Repayment { .. }) && later(other))
        }
        Event::WriteOff { .. } | Event::ChargeOff | Event::Termination => {
            Box::new(move |other| moves_money(&other.event) && later(other))
        }
        _ => return None,
    };
    request.history.standing.iter().find(|other| depends(other)).map(|other| other.id)
}

fn is_only_disbursement(request: &Request<'_>) -> bool {
    request.history.days_of(|event| matches!(event, Event::Disbursement { .. })).count() == 1
}

/// Whether something is owed no more because of it.
fn pays(event: &Event) -> bool {
    matches!(
        event,
        Event::Repayment { .. }
            | Event::InterestRefund { .. }
            | Event::ChargePayment { .. }
            | Event::ChargeWaiver { .. }
    )
}
