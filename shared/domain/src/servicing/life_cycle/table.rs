//! The table: which operation is permitted where, under which conditions, and where it leads.
//!
//! An operation that no rule names for a place is refused there. No two rules name the same operation for one place.

use super::condition::{
    ANY_LOCK, BEARS_INTEREST, CHARGED_OFF, CLOSED_BY_HAND, Condition, DISBURSED, FEES_FREE_TO_APPLY,
    INTEREST_FREE_TO_APPLY, NEVER_DISBURSED, NOT_CHARGED_OFF, NOT_CLOSED_BY_HAND, NOT_FUNDED, NOT_OVERPAID,
    NOTHING_LATER, OVERPAID, OWES, OWES_NOTHING, PENALTIES_FREE_TO_APPLY, REFINANCED_IN_PLACE, RESCHEDULED_IN_PLACE,
    ROOM_THOUGH_REPAID, ROOM_TO_DISBURSE, TAKES_OVERPAYMENTS,
};
use super::operation::Operation;
use super::state::AccountState::{Active, ActiveInArrears, Approved, Closed, PartialApplication, PendingApproval};
use super::state::AccountSubState::{self, Locked, LockedCapping, PartiallyDisbursed, Terminated};
use super::state::Place;
use Operation as Op;
use Outcome::{Becomes, LedgerDecides, Removed, Stays, SubState};

/// One rule.
pub(super) struct Rule {
    /// What is done.
    pub(super) operation: Operation,
    /// Where it may be done.
    pub(super) at: &'static [Place],
    /// What must be so, all of it, in the order in which a refusal names it.
    pub(super) needs: &'static [Condition],
    /// Where it leads.
    pub(super) outcome: Outcome,
}

/// Where an operation leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nowhere.
    Stays,
    /// To a state.
    Becomes(Place),
    /// To a sub-state of the state that the account is in.
    SubState(AccountSubState),
    /// To wherever its money takes it.
    LedgerDecides,
    /// Out of the books.
    Removed,
}

impl Rule {
    /// The rule for an operation at a place.
    pub(super) fn find(operation: Operation, place: Place) -> Option<&'static Self> {
        Self::all_of(operation).find(|rule| rule.at.contains(&place))
    }

    /// The rules for an operation.
    pub(super) fn all_of(operation: Operation) -> impl Iterator<Item = &'static Self> {
        RULES.iter().filter(move |rule| rule.operation == operation)
    }
}

const PARTIAL: Place = Place::of(PartialApplication);
const PENDING: Place = Place::of(PendingApproval);
const GRANTED: Place = Place::of(Approved);
const REFINANCED: Place = Place::with(Closed, AccountSubState::Refinanced);
const RESCHEDULED: Place = Place::with(Closed, AccountSubState::Rescheduled);
const WITHDRAWN: Place = Place::with(Closed, AccountSubState::Withdrawn);
const REPAID: Place = Place::with(Closed, AccountSubState::Repaid);
const REJECTED: Place = Place::with(Closed, AccountSubState::Rejected);
const WRITTEN_OFF: Place = Place::with(Closed, AccountSubState::WrittenOff);

const APPLIED: &[Place] = &[PARTIAL, PENDING];
const BEFORE_DISBURSEMENT: &[Place] = &[PARTIAL, PENDING, GRANTED];
const TURNED_DOWN: &[Place] = &[WITHDRAWN, REJECTED];

/// Active in any way.
const SERVICED: &[Place] = &[
    Place::of(Active),
    Place::with(Active, PartiallyDisbursed),
    Place::with(Active, Locked),
    Place::with(Active, LockedCapping),
    Place::with(Active, Terminated),
    Place::of(ActiveInArrears),
    Place::with(ActiveInArrears, PartiallyDisbursed),
    Place::with(ActiveInArrears, Locked),
    Place::with(ActiveInArrears, LockedCapping),
    Place::with(ActiveInArrears, Terminated),
];

/// Active, with a schedule that still runs.
const RUNNING: &[Place] = &[
    Place::of(Active),
    Place::with(Active, PartiallyDisbursed),
    Place::with(Active, Locked),
    Place::with(Active, LockedCapping),
    Place::of(ActiveInArrears),
    Place::with(ActiveInArrears, PartiallyDisbursed),
    Place::with(ActiveInArrears, Locked),
    Place::with(ActiveInArrears, LockedCapping),
];

/// Active, with a schedule that still runs, and nothing late.
const ON_TIME: &[Place] = &[
    Place::of(Active),
    Place::with(Active, PartiallyDisbursed),
    Place::with(Active, Locked),
    Place::with(Active, LockedCapping),
];

/// Active, and the loan may still cost more.
const BELOW_CAP: &[Place] = &[
    Place::of(Active),
    Place::with(Active, PartiallyDisbursed),
    Place::with(Active, Locked),
    Place::with(Active, Terminated),
    Place::of(ActiveInArrears),
    Place::with(ActiveInArrears, PartiallyDisbursed),
    Place::with(ActiveInArrears, Locked),
    Place::with(ActiveInArrears, Terminated),
];

/// Active, and its sub-state gives way to that of a lock.
const OPEN_TO_LOCKS: &[Place] = &[
    Place::of(Active),
    Place::with(Active, PartiallyDisbursed),
    Place::with(Active, Locked),
    Place::of(ActiveInArrears),
    Place::with(ActiveInArrears, PartiallyDisbursed),
    Place::with(ActiveInArrears, Locked),
];

/// Active, with a sub-state that restricts more than a lock.
const BEYOND_LOCKS: &[Place] = &[
    Place::with(Active, LockedCapping),
    Place::with(Active, Terminated),
    Place::with(ActiveInArrears, LockedCapping),
    Place::with(ActiveInArrears, Terminated),
];

const TERMINATED: &[Place] = &[Place::with(Active, Terminated), Place::with(ActiveInArrears, Terminated)];

const fn rule(operation: Operation, at: &'static [Place], needs: &'static [Condition], outcome: Outcome) -> Rule {
    Rule { operation, at, needs, outcome }
}

/// The table. Of a charged-off loan: what came of the outside world (money, its return) and corrections of its terms can be
/// recorded; what would make it look sound again, or lend more, cannot.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    // Applications.
    rule(Op::Submit, &[PARTIAL], &[], Becomes(PENDING)),
    rule(Op::UpdateTerms, APPLIED, &[], Stays),
    rule(Op::UpdateDetails, BEFORE_DISBURSEMENT, &[], Stays),
    rule(Op::UpdateDetails, SERVICED, &[], Stays),
    rule(Op::UpdateDetails, &[REFINANCED, RESCHEDULED, WITHDRAWN, REPAID, REJECTED, WRITTEN_OFF], &[], Stays),
    rule(Op::Delete, APPLIED, &[NEVER_DISBURSED], Removed),
    rule(Op::Delete, TURNED_DOWN, &[NEVER_DISBURSED], Removed),
    rule(Op::Approve, &[PENDING], &[], Becomes(GRANTED)),
    rule(Op::UndoApprove, &[GRANTED], &[NOTHING_LATER], Becomes(PENDING)),
    rule(Op::Reject, APPLIED, &[], Becomes(REJECTED)),
    rule(Op::Withdraw, BEFORE_DISBURSEMENT, &[], Becomes(WITHDRAWN)),
    rule(Op::Reopen, TURNED_DOWN, &[], Becomes(PENDING)),
    rule(Op::Reopen, &[REPAID], &[CLOSED_BY_HAND], LedgerDecides),
    rule(Op::ChangeApprovedAmount, &[GRANTED], &[], Stays),
    rule(Op::ChangeApprovedAmount, RUNNING, &[NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::ChangeFunding, BEFORE_DISBURSEMENT, &[], Stays),
    rule(Op::SellFunding, SERVICED, &[], Stays),
    // Money.
    rule(Op::PlanDisbursement, &[GRANTED], &[], Stays),
    rule(Op::PlanDisbursement, RUNNING, &[NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::Disburse, &[GRANTED], &[], LedgerDecides),
    rule(Op::Disburse, RUNNING, &[ROOM_TO_DISBURSE, NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::Disburse, &[REPAID], &[NOT_CLOSED_BY_HAND, ROOM_THOUGH_REPAID], LedgerDecides),
    rule(Op::UndoDisburse, RUNNING, &[DISBURSED, NOT_CHARGED_OFF, NOTHING_LATER], LedgerDecides),
    rule(Op::CapitalizeIncome, RUNNING, &[NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::Repay, SERVICED, &[], LedgerDecides),
    rule(Op::Repay, &[REPAID], &[TAKES_OVERPAYMENTS], Stays),
    rule(Op::Prepay, RUNNING, &[], LedgerDecides),
    rule(Op::PayOff, SERVICED, &[OWES], LedgerDecides),
    rule(Op::RefundOverpayment, SERVICED, &[OVERPAID], LedgerDecides),
    rule(Op::RefundOverpayment, &[REPAID], &[OVERPAID], Stays),
    rule(Op::Redraw, ON_TIME, &[NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::Chargeback, SERVICED, &[], LedgerDecides),
    rule(Op::Chargeback, &[REPAID], &[], LedgerDecides),
    // What the loan costs.
    rule(Op::ApplyInterest, BELOW_CAP, &[INTEREST_FREE_TO_APPLY], LedgerDecides),
    // What is agreed on before the loan is paid out, as a fee out of the disbursement, is charged then.
    rule(Op::ApplyFee, BEFORE_DISBURSEMENT, &[], Stays),
    rule(Op::ApplyFee, BELOW_CAP, &[FEES_FREE_TO_APPLY, NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::ApplyPenalty, BELOW_CAP, &[PENALTIES_FREE_TO_APPLY, NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::Waive, SERVICED, &[], LedgerDecides),
    // Terms.
    rule(Op::PaymentHoliday, RUNNING, &[NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::PauseInterest, RUNNING, &[BEARS_INTEREST, NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::ChangeRate, RUNNING, &[], LedgerDecides),
    // A rate that was agreed on for an earlier day is entered late: what was paid by then was too much.
    rule(Op::ChangeRate, &[REPAID], &[], LedgerDecides),
    rule(Op::ChangeDueDate, RUNNING, &[], LedgerDecides),
    rule(Op::AddInstallments, RUNNING, &[], LedgerDecides),
    rule(Op::ReAge, RUNNING, &[OWES, NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::ReAmortise, RUNNING, &[OWES, NOT_CHARGED_OFF], LedgerDecides),
    rule(Op::Reschedule, RUNNING, &[OWES, NOT_CHARGED_OFF, NOT_FUNDED], Becomes(RESCHEDULED)),
    rule(Op::RescheduleInPlace, RUNNING, &[OWES, NOT_CHARGED_OFF, NOT_FUNDED], LedgerDecides),
    rule(Op::UndoReschedule, &[RESCHEDULED], &[NOTHING_LATER], LedgerDecides),
    rule(Op::UndoReschedule, SERVICED, &[RESCHEDULED_IN_PLACE, NOTHING_LATER], LedgerDecides),
    rule(Op::Refinance, SERVICED, &[OWES, NOT_CHARGED_OFF], Becomes(REFINANCED)),
    rule(Op::RefinanceInPlace, RUNNING, &[OWES, NOT_CHARGED_OFF, NOT_FUNDED], LedgerDecides),
    rule(Op::UndoRefinance, &[REFINANCED], &[NOTHING_LATER], LedgerDecides),
    rule(Op::UndoRefinance, SERVICED, &[REFINANCED_IN_PLACE, NOTHING_LATER], LedgerDecides),
    // A loan that goes wrong.
    rule(Op::PauseArrears, SERVICED, &[], LedgerDecides),
    rule(Op::ChargeOff, SERVICED, &[NOT_CHARGED_OFF, OWES], Stays),
    rule(Op::UndoChargeOff, SERVICED, &[CHARGED_OFF, NOTHING_LATER], LedgerDecides),
    rule(Op::Terminate, RUNNING, &[OWES, NOT_CHARGED_OFF], SubState(Terminated)),
    rule(Op::UndoTerminate, TERMINATED, &[NOTHING_LATER], LedgerDecides),
    rule(Op::Lock, OPEN_TO_LOCKS, &[], SubState(Locked)),
    rule(Op::Lock, BEYOND_LOCKS, &[], Stays),
    rule(Op::Unlock, SERVICED, &[ANY_LOCK], LedgerDecides),
    rule(Op::ReverseTransaction, SERVICED, &[], LedgerDecides),
    rule(Op::ReverseTransaction, &[REPAID], &[], LedgerDecides),
    rule(Op::ReverseTransaction, &[WRITTEN_OFF], &[NOTHING_LATER], Stays),
    rule(Op::WriteOff, SERVICED, &[OWES], Becomes(WRITTEN_OFF)),
    rule(Op::UndoWriteOff, &[WRITTEN_OFF], &[NOTHING_LATER], LedgerDecides),
    rule(Op::Recover, &[WRITTEN_OFF], &[], Stays),
    rule(Op::Close, SERVICED, &[OWES_NOTHING, NOT_OVERPAID], Becomes(REPAID)),
];
