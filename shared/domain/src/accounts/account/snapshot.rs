//! How an account stands on a day.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::late_interest::LateInterest;
use super::ledger::Ledger;
use super::record::Restructured;
use crate::servicing::account;
use crate::servicing::life_cycle::{AccountState, AccountSubState, Fact, Facts, Place, Standing, facts, place};
use crate::servicing::position::{Position, position};
use crate::servicing::replay::ReplayError;
use crate::servicing::summary::{self, Summary};

/// An account as it stands on a day, computed from its entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Its money.
    pub money: account::Account,
    /// The same in short.
    pub summary: Summary,
    /// What of its interest is owed to lateness.
    pub late_interest: LateInterest,
    /// Its state and what else is so.
    pub standing: Standing,
}

impl Snapshot {
    /// Computes it.
    pub fn of(ledger: &Ledger, day: NaiveDate) -> Result<Self, ReplayError> {
        Self::at(position(ledger.terms(), &ledger.transactions(), day)?, ledger, day)
    }

    /// The same from what was computed of it on the day.
    pub(super) fn at(position: Position, ledger: &Ledger, day: NaiveDate) -> Result<Self, ReplayError> {
        let (terms, transactions) = (ledger.terms(), ledger.transactions());
        let summary = summary::of(&position, terms, &transactions);
        let money = position.account;
        let facts = with_decisions(facts(&money, terms, &transactions), ledger);
        let by_money = place(&money, terms, &transactions);
        let place = ledger.account.decided.unwrap_or_else(|| closed_by_hand(by_money, &facts));
        let late_interest = LateInterest::of(&summary, terms, &transactions, day)?;
        Ok(Self { money, summary, late_interest, standing: Standing { place, facts } })
    }

    /// The place, state and sub-state.
    pub fn place(&self) -> Place {
        self.standing.place
    }

    /// The principal that was paid out.
    pub fn disbursed(&self) -> Decimal {
        if self.money.standing == account::Standing::Undisbursed {
            return Decimal::ZERO;
        }
        self.money.disbursements.iter().map(|(_, amount)| *amount).sum()
    }
}

fn with_decisions(facts: Facts, ledger: &Ledger) -> Facts {
    let by = ledger.account.agreed.by;
    facts
        .with(Fact::Funded, ledger.funding.is_some())
        .with(Fact::ClosedByHand, ledger.account.closed_by_hand)
        .with(Fact::RefinancedInPlace, by == Some(Restructured::Refinanced))
        .with(Fact::RescheduledInPlace, by == Some(Restructured::Rescheduled))
}

/// An account that owes nothing is closed where somebody has closed it, though more could be paid out.
fn closed_by_hand(by_money: Place, facts: &Facts) -> Place {
    let is_closed = facts.has(Fact::ClosedByHand) && !facts.has(Fact::Owes) && by_money.state.is_active();
    if is_closed { Place::with(AccountState::Closed, AccountSubState::Repaid) } else { by_money }
}
