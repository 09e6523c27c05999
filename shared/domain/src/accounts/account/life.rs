//! Decisions on an account that move no money.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::change::{Change, Happened};
use super::context::Context;
use super::enter::{Note, admitted_as};
use super::ledger::{Entry, Ledger};
use super::refusal::{Refusal, Said};
use crate::servicing::admission::room;
use crate::servicing::life_cycle::{Change as Leads, Fact, Operation, Standing, permit};
use crate::servicing::transaction::Event;

/// A decision that moves no money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LifeStep {
    /// The application is complete.
    Submit,
    /// The loan is granted.
    Approve,
    /// The grant is taken back.
    UndoApprove,
    /// The lender does not grant the loan.
    Reject,
    /// The borrower no longer wants it.
    Withdraw,
    /// A rejected or withdrawn application is taken up again, or an account closed by hand.
    Reopen,
    /// An account without debt is closed.
    Close,
}

impl LifeStep {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Submit, Self::Approve, Self::UndoApprove, Self::Reject, Self::Withdraw, Self::Reopen, Self::Close];

    /// The custom method that it is, as `undoApprove`.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::UndoApprove => "undoApprove",
            Self::Reject => "reject",
            Self::Withdraw => "withdraw",
            Self::Reopen => "reopen",
            Self::Close => "close",
        }
    }

    /// What it does, for the published schema.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Submit => "Says that the application is complete",
            Self::Approve => "Grants the loan",
            Self::UndoApprove => "Takes the grant back",
            Self::Reject => "Refuses the loan",
            Self::Withdraw => "Says that the borrower no longer wants the loan",
            Self::Reopen => "Takes up a rejected or withdrawn application again, or an account that was closed by hand",
            Self::Close => "Closes an account without debt",
        }
    }

    const fn operation(self) -> Operation {
        match self {
            Self::Submit => Operation::Submit,
            Self::Approve => Operation::Approve,
            Self::UndoApprove => Operation::UndoApprove,
            Self::Reject => Operation::Reject,
            Self::Withdraw => Operation::Withdraw,
            Self::Reopen => Operation::Reopen,
            Self::Close => Operation::Close,
        }
    }

    const fn event_type(self) -> &'static str {
        match self {
            Self::Submit => "account.submitted",
            Self::Approve => "account.approved",
            Self::UndoApprove => "account.approval_undone",
            Self::Reject => "account.rejected",
            Self::Withdraw => "account.withdrawn",
            Self::Reopen => "account.reopened",
            Self::Close => "account.closed",
        }
    }
}

/// Takes a step, where the state permits it.
pub fn step(ledger: &Ledger, step: LifeStep, context: &Context<'_>) -> Result<Change, Refusal> {
    finished(taken(ledger, step, context)?, ledger, step, context)
}

/// Grants the loan: all that was applied for, or another amount, as far as the terms let it be granted.
pub fn approve(ledger: &Ledger, amount: Option<Decimal>, note: Note, context: &Context<'_>) -> Result<Change, Refusal> {
    let mut approved = taken(ledger, LifeStep::Approve, context)?;
    // An approval that was undone may have granted another amount.
    let said = Said { amount: amount.map(|_| "amount"), day: None };
    let amount = amount.unwrap_or(ledger.terms().principal);
    if amount != room(ledger.terms(), &ledger.transactions()).approved {
        admitted_as(said, &mut approved, Event::ApprovedAmount { amount }, context.today(), note, context)?;
    }
    finished(approved, ledger, LifeStep::Approve, context)
}

fn finished(moved: Ledger, before: &Ledger, step: LifeStep, context: &Context<'_>) -> Result<Change, Refusal> {
    let happened = Happened::to(&moved.account.account_id, step.event_type());
    Change::finish(moved, before.entries.len(), happened, context)
}

fn taken(ledger: &Ledger, step: LifeStep, context: &Context<'_>) -> Result<Ledger, Refusal> {
    let snapshot = ledger.on(context.today())?;
    let is_grant = |entry: &Entry| matches!(entry.transaction.event, Event::ApprovedAmount { .. });
    let is_used = ledger.current().any(|entry| !is_grant(entry));
    let facts = snapshot.standing.facts.clone().with(Fact::LaterTransactions, is_used);
    let leads = permit(step.operation(), &Standing { place: snapshot.place(), facts })?;
    if step == LifeStep::Reopen && ledger.account.original_account_id.is_some() {
        let sentence = "The account took the place of another one, which has taken its debt back: create an account.";
        return Err(Refusal::precondition("restructuring_undone", sentence));
    }
    let mut moved = ledger.clone();
    let account = &mut moved.account;
    account.decided = match leads {
        Leads::Stays => account.decided,
        // Approved is where money says that an account is of which nothing was paid out.
        Leads::Becomes(_) if matches!(step, LifeStep::Approve | LifeStep::Close) => None,
        Leads::Becomes(place) => Some(place),
        Leads::LedgerDecides | Leads::Removed => None,
    };
    account.closed_by_hand = match step {
        LifeStep::Close => true,
        LifeStep::Reopen => false,
        _ => account.closed_by_hand,
    };
    account.stamps.approve = match step {
        LifeStep::Approve => Some(context.now),
        LifeStep::UndoApprove => None,
        _ => account.stamps.approve,
    };
    Ok(moved)
}

/// Whether an account may be removed, and what there is to tell of it.
pub fn delete(ledger: &Ledger, context: &Context<'_>) -> Result<Happened, Refusal> {
    let snapshot = ledger.on(context.today())?;
    permit(Operation::Delete, &snapshot.standing)?;
    Ok(Happened::to(&ledger.account.account_id, "account.deleted"))
}
