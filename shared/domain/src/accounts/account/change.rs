//! What a command comes to.

use super::at_rest::AtRest;
use super::context::Context;
use super::ledger::Ledger;
use super::refusal::Refusal;
use super::remark;
use super::snapshot::Snapshot;
use super::turn;
use crate::json::{Json, Object};
use crate::lending::history::Remark;
use crate::servicing::life_cycle::{AccountState, Fact, Place};

/// What a command comes to: the account afterwards, and what there is to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The account afterwards.
    pub ledger: Ledger,
    /// How it stands afterwards.
    pub snapshot: Snapshot,
    /// How many entries it had before.
    pub entries_before: usize,
    /// What there is to tell of it: what was asked for, then what came about.
    pub happened: Vec<Happened>,
    /// What the history of the loan says of it.
    pub remark: Remark,
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

    /// The same, with where the account is afterwards.
    pub(super) fn standing(self, place: Place) -> Self {
        let sub_state = place.sub_state.map(|sub| Json::text(sub.name()));
        self.with("state", place.state.name()).with("sub_state", sub_state)
    }
}

impl Change {
    /// Finishes a command: what the account comes to is computed, its stamps are set, and its copy at rest is renewed.
    pub(super) fn finish(
        ledger: Ledger,
        entries_before: usize,
        happened: Happened,
        context: &Context<'_>,
    ) -> Result<Self, Refusal> {
        let snapshot = ledger.on(context.today())?;
        Ok(Self::finish_at(snapshot, ledger, entries_before, happened, context))
    }

    /// The same where it has been computed how the account stands.
    pub(super) fn finish_at(
        snapshot: Snapshot,
        mut ledger: Ledger,
        entries_before: usize,
        happened: Happened,
        context: &Context<'_>,
    ) -> Self {
        ledger.account.stamps.update = context.now;
        let mut turns = rest(&snapshot, &mut ledger, context);
        // What was asked for is not told again as what came about.
        turns.retain(|turn| turn.event_type != happened.event_type);
        let happened: Vec<Happened> =
            std::iter::once(happened.standing(ledger.account.at_rest.place)).chain(turns).collect();
        let entered = ledger.entries.get(entries_before..).unwrap_or_default();
        let remark = remark::of(&happened, entered, context);
        Self { ledger, snapshot, entries_before, happened, remark }
    }

    /// The same, with what the caller says of it beside what was entered. The history of the loan has it, no event says it.
    #[must_use]
    pub fn noted(mut self, notes: Option<&str>) -> Self {
        if let Some(notes) = notes {
            self.remark.text = remark::with(&self.remark.text, notes);
        }
        self
    }
}

/// Keeps how an account stands: its copy at rest, and the stamps that follow from it. Answers what came about since it was
/// last looked at.
pub(super) fn rest(snapshot: &Snapshot, ledger: &mut Ledger, context: &Context<'_>) -> Vec<Happened> {
    let stamps = &mut ledger.account.stamps;
    stamps.appraise = context.now;
    let is_closed = snapshot.place().state == AccountState::Closed;
    stamps.close = if is_closed { stamps.close.or(Some(context.now)) } else { None };
    let in_arrears = snapshot.standing.facts.has(Fact::InArrears);
    stamps.arrears_set = if in_arrears { stamps.arrears_set.or(Some(context.now)) } else { None };
    let at_rest = AtRest::from(snapshot, ledger, context.today());
    let before = std::mem::replace(&mut ledger.account.at_rest, at_rest);
    turn::between(&before, &ledger.account)
}
