//! The copy of an account's figures that is kept beside it, for lists and for the clock.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ledger::Ledger;
use super::show;
use super::snapshot::Snapshot;
use crate::json::{Json, Object};
use crate::servicing::life_cycle::{AccountState, Fact, Place};
use crate::servicing::replay::ReplayError;

/// What an account came to on the day on which it was last looked at. It always equals the replay of that day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AtRest {
    /// The day.
    pub on: NaiveDate,
    /// Its state.
    pub place: Place,
    /// The day on which it changes by itself, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_change: Option<NaiveDate>,
    /// Its last due date has come, and something is owed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub matured: bool,
    /// How many installments it has.
    pub installments: usize,
    /// The figures that an answer shows.
    pub figures: Object,
}

impl AtRest {
    /// Of an account that nobody has looked at yet.
    pub(super) fn nothing(on: NaiveDate) -> Self {
        let place = Place::of(AccountState::PartialApplication);
        Self { on, place, next_change: None, matured: false, installments: 0, figures: Object::new() }
    }

    /// Computes it.
    pub fn of(ledger: &Ledger, on: NaiveDate) -> Result<Self, ReplayError> {
        let snapshot = Snapshot::of(ledger, on)?;
        Ok(Self::from(&snapshot, ledger, on))
    }

    /// The names of the fields in which it differs from another of the same day, those of figures by their paths.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let fields = [
            ("on", self.on == other.on),
            ("state", self.place.state == other.place.state),
            ("sub_state", self.place.sub_state == other.place.sub_state),
            ("next_change", self.next_change == other.next_change),
            ("matured", self.matured == other.matured),
            ("installments", self.installments == other.installments),
        ];
        let mut named: Vec<String> =
            fields.iter().filter(|(_, is_same)| !is_same).map(|(name, _)| (*name).to_owned()).collect();
        differing(&self.figures, &other.figures, "", &mut named);
        named
    }

    pub(super) fn from(snapshot: &Snapshot, ledger: &Ledger, on: NaiveDate) -> Self {
        let lives = !matches!(ledger.account.decided, Some(place) if !place.state.is_active());
        Self {
            on,
            place: snapshot.place(),
            next_change: snapshot.summary.next_change.filter(|_| lives),
            matured: is_matured(snapshot, on),
            installments: snapshot.money.installments.len(),
            figures: show::figures(snapshot, ledger),
        }
    }
}

/// Adds the paths of members that differ.
fn differing(one: &Object, other: &Object, inside: &str, named: &mut Vec<String>) {
    let added = other.keys().filter(|key| !one.contains_key(*key));
    for key in one.keys().chain(added) {
        match (one.get(key), other.get(key)) {
            (Some(Json::Object(one)), Some(Json::Object(other))) => {
                differing(one, other, &format!("{inside}{key}."), named);
            }
            (one, other) if one != other => named.push(format!("{inside}{key}")),
            _ => {}
        }
    }
}

fn is_matured(snapshot: &Snapshot, on: NaiveDate) -> bool {
    let owes = snapshot.place().state.is_active() && snapshot.standing.facts.has(Fact::Owes);
    let last_due = snapshot.money.installments.iter().map(|installment| installment.due).max();
    owes && last_due.is_some_and(|day| day <= on)
}
