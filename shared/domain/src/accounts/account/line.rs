//! What an account is to the revolving account that it is registered to.

use rust_decimal::Decimal;

use super::change::Change;
use super::ledger::Ledger;
use super::snapshot::Snapshot;
use crate::json::Json;
use crate::servicing::admission::room;
use crate::servicing::credit_line::RegisteredLoan;
use crate::servicing::life_cycle::AccountState;
use crate::servicing::transaction::Event;

/// What a change of an account is to its revolving account.
#[derive(Debug, Clone, PartialEq)]
pub enum LineChange {
    /// It is opened under it, for a holder.
    Registered {
        /// Whose loan it is.
        holder_id: String,
    },
    /// It is approved.
    Approved,
    /// An amount is paid out.
    Drawn(Decimal),
    /// Something else that the revolving account counts.
    Settled,
}

impl Ledger {
    /// The revolving account that it is registered to.
    pub fn revolving_account_id(&self) -> Option<&str> {
        self.account.details.get("revolving_account_id").and_then(Json::as_text)
    }
}

impl Change {
    /// What the account is to its revolving account afterwards.
    pub fn registered(&self) -> RegisteredLoan {
        let Self { ledger, snapshot, .. } = self;
        RegisteredLoan {
            account_id: ledger.account.account_id.clone(),
            state: snapshot.place().state,
            approved: room(ledger.terms(), &ledger.transactions()).approved,
            outstanding_principal: outstanding(snapshot),
        }
    }

    /// What the change is to the revolving account; `before` is the account as it was, where there was one.
    pub fn to_line(&self, before: Option<&Ledger>) -> LineChange {
        let is_new = before.is_none_or(|before| before.revolving_account_id() != self.ledger.revolving_account_id());
        if is_new {
            let holder_id = self.ledger.account.details.get("holder_id").and_then(Json::as_text).unwrap_or_default();
            return LineChange::Registered { holder_id: holder_id.to_owned() };
        }
        let was_application = before.is_some_and(|before| before.account.at_rest.place.state.is_application());
        if was_application && self.snapshot.place().state == AccountState::Approved {
            return LineChange::Approved;
        }
        // The debt goes over to another agreement: nothing is drawn that was not drawn before.
        if before.is_some_and(|before| before.account.agreed.number != self.ledger.account.agreed.number) {
            return LineChange::Settled;
        }
        let drawn: Decimal = self.ledger.entries.iter().skip(self.entries_before).filter_map(drawn).sum();
        if drawn.is_zero() { LineChange::Settled } else { LineChange::Drawn(drawn) }
    }
}

fn drawn(entry: &super::Entry) -> Option<Decimal> {
    match entry.transaction.event {
        Event::Disbursement { amount } | Event::Redraw { amount } => Some(amount),
        _ => None,
    }
}

fn outstanding(snapshot: &Snapshot) -> Decimal {
    if snapshot.disbursed().is_zero() { Decimal::ZERO } else { snapshot.summary.balances.outstanding.principal }
}
