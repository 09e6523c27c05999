//! What a command comes to.

use super::at_rest::AtRest;
use super::context::Context;
use super::ledger::Ledger;
use super::refusal::Refusal;
use super::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::servicing::life_cycle::{AccountState, Fact};

/// What a command comes to: the account afterwards, and what there is to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The account afterwards.
    pub ledger: Ledger,
    /// How it stands afterwards.
    pub snapshot: Snapshot,
    /// How many entries it had before.
    pub entries_before: usize,
    /// What there is to tell of it.
    pub happened: Happened,
}

/// What there is to tell of a change. It names no person.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// The thing and the verb, as `account.approved`.
    pub event_type: &'static str,
    /// What an event says.
    pub data: Object,
}

impl Happened {
    /// Something that happened to an account.
    pub fn to(account_id: &str, event_type: &'static str) -> Self {
        Self { event_type, data: Object::from([("account_id".to_owned(), Json::text(account_id))]) }
    }

    /// The same, with more to say.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.data.insert(key.to_owned(), value.into());
        self
    }
}

impl Change {
    /// Finishes a command: what the account comes to is computed, its stamps are set, and its copy at rest is renewed.
    pub(super) fn finish(
        mut ledger: Ledger,
        entries_before: usize,
        happened: Happened,
        context: &Context<'_>,
    ) -> Result<Self, Refusal> {
        ledger.account.stamps.update = context.now;
        let snapshot = rest(&mut ledger, context)?;
        let place = ledger.account.at_rest.place;
        let happened = happened
            .with("state", place.state.name())
            .with("sub_state", place.sub_state.map(|sub| Json::text(sub.name())));
        Ok(Self { ledger, snapshot, entries_before, happened })
    }
}

/// Looks at an account anew: its copy at rest, and the stamps that follow from how it stands.
pub(super) fn rest(ledger: &mut Ledger, context: &Context<'_>) -> Result<Snapshot, Refusal> {
    let snapshot = ledger.on(context.today())?;
    let stamps = &mut ledger.account.stamps;
    stamps.appraise = context.now;
    let is_closed = snapshot.place().state == AccountState::Closed;
    stamps.close = if is_closed { stamps.close.or(Some(context.now)) } else { None };
    let in_arrears = snapshot.standing.facts.has(Fact::InArrears);
    stamps.arrears_set = if in_arrears { stamps.arrears_set.or(Some(context.now)) } else { None };
    ledger.account.at_rest = AtRest::from(&snapshot, ledger, context.today());
    Ok(snapshot)
}
