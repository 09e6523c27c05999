//! What comes about with an account although nobody asks for it: by the day alone, or by what somebody did to it.

use super::at_rest::AtRest;
use super::change::Happened;
use super::record::Account;
use crate::servicing::life_cycle::{AccountState, Place};

/// The turns that an account took since it stood as `before`; none where it stands as it did.
pub(super) fn between(before: &AtRest, account: &Account) -> Vec<Happened> {
    let after = &account.at_rest;
    let turns = [
        ("account.in_arrears", !in_arrears(before.place) && in_arrears(after.place)),
        ("account.out_of_arrears", in_arrears(before.place) && after.place.state == AccountState::Active),
        ("account.matured", !before.matured && after.matured),
        ("account.closed", before.place.state.is_active() && after.place.state == AccountState::Closed),
    ];
    let told = |event_type| Happened::to(&account.account_id, event_type).standing(after.place);
    turns.into_iter().filter(|(_, took)| *took).map(|(event_type, _)| told(event_type)).collect()
}

fn in_arrears(place: Place) -> bool {
    place.state == AccountState::ActiveInArrears
}
