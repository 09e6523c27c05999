//! Value dates: on which days a transaction may count at all.

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::transaction::{Event, RepaymentKind};

/// The id is new, and the value date is one on which the transaction may count.
pub(super) fn check(request: &Request<'_>) -> Result<(), Inadmissible> {
    let new = request.new;
    if request.history.all.iter().any(|transaction| transaction.id == new.id) {
        return Err(Inadmissible::DuplicateId(new.id));
    }
    if new.value_date > request.today && !may_lie_ahead(&new.event) {
        return Err(Inadmissible::FutureDate { value_date: new.value_date, today: request.today });
    }
    not_before_disbursement(request)?;
    not_before_write_off(request)
}

/// Whether an event is agreed for days to come.
fn may_lie_ahead(event: &Event) -> bool {
    matches!(
        event,
        Event::InterestPause { .. }
            | Event::ArrearsPause { .. }
            | Event::RateChange { .. }
            | Event::DueDateChange { .. }
            | Event::ExtraTerms { .. }
            | Event::MidTermGrace { .. }
    )
}

fn not_before_disbursement(request: &Request<'_>) -> Result<(), Inadmissible> {
    let any_day = matches!(
        request.new.event,
        Event::Disbursement { .. } | Event::ApprovedAmount { .. } | Event::Charge { .. } | Event::Reversal { .. }
    );
    if any_day {
        return Ok(());
    }
    let disbursed_on = request.first_disbursement()?;
    if request.on() < disbursed_on { Err(Inadmissible::BeforeDisbursement { disbursed_on }) } else { Ok(()) }
}

/// Nothing is entered behind a write-off: what was given up was what was owed on its day.
fn not_before_write_off(request: &Request<'_>) -> Result<(), Inadmissible> {
    let Some(written_off_on) = request.history.written_off_on() else { return Ok(()) };
    let concerns = !matches!(request.new.event, Event::Reversal { .. } | Event::ApprovedAmount { .. });
    if concerns && request.on() < written_off_on {
        return Err(Inadmissible::BeforeWriteOff { written_off_on });
    }
    let all = request.history.has(|event| matches!(event, Event::WriteOff { amounts: None }));
    let recovery = matches!(request.new.event, Event::Repayment { kind: RepaymentKind::Recovery, .. });
    if all && concerns && !recovery { Err(Inadmissible::WrittenOff) } else { Ok(()) }
}
