//! Which operation of the life cycle it is to take an event back.

use crate::servicing::life_cycle::Operation;
use crate::servicing::transaction::Event;

/// The operation that taking an event back is.
pub(super) fn of_reversal(event: &Event) -> Operation {
    match event {
        Event::Disbursement { .. } => Operation::UndoDisburse,
        Event::WriteOff { .. } => Operation::UndoWriteOff,
        Event::ChargeOff => Operation::UndoChargeOff,
        Event::Termination => Operation::UndoTerminate,
        _ => Operation::ReverseTransaction,
    }
}
