//! Changes to the months of a loan, or of a credit-line transaction.

use std::collections::BTreeMap;

use super::allocation::{Allocation, Allocations};
use super::context::Context;
use super::schema::ALLOCATION;
use super::tag::{add_tags, tag_names};
use crate::calendar::Month;
use crate::field::{Extent, Faults};
use crate::json::{Json, Object};

/// How many months there are, and may be: what one answer shows has to fit into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// How many there are.
    pub months: u32,
    /// How many there may be.
    pub months_max: u32,
}

impl Held {
    fn require_room_for(self, added: usize) -> Result<(), Faults> {
        let total = usize::try_from(self.months).unwrap_or(usize::MAX).saturating_add(added);
        if added == 0 || u32::try_from(total).is_ok_and(|total| total <= self.months_max) {
            return Ok(());
        }
        Err(Faults::at("defaults", format!("There can be at most {} months", self.months_max)))
    }

    /// How many there are after a change.
    pub fn after(self, known: &Allocations, changed: &[Allocation]) -> u32 {
        let added = changed.iter().filter(|allocation| !known.contains_key(&allocation.month)).count();
        self.months.saturating_add(u32::try_from(added).unwrap_or(u32::MAX))
    }
}

/// The month that an entry of `defaults` names, if it names one.
pub fn month_of(entry: &Object) -> Option<Month> {
    entry.get("allocation_month").and_then(Json::as_text).and_then(Month::from_text)
}

/// What a checked document says of months: entries of `defaults`, and tags for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    entries: Vec<Object>,
    tags: Vec<String>,
}

impl Sent {
    /// Takes `defaults` and `tags` out of a document; the rest is its profile.
    pub fn take(document: &mut Object) -> Self {
        let tags = tag_names(document.shift_remove("tags").as_ref());
        let entries = match document.shift_remove("defaults") {
            Some(Json::List(entries)) => entries.into_iter().filter_map(into_object).collect(),
            _ => Vec::new(),
        };
        Self { entries, tags }
    }

    /// An upload of what is there already must add a month, and tags need a month to be put on.
    ///
    /// # Errors
    /// A fault at the key that identifies what is uploaded, or at `tags`.
    pub fn require_month(&self, is_known: bool, (what, key): (&str, &str)) -> Result<(), Faults> {
        if !self.entries.is_empty() {
            Ok(())
        } else if is_known {
            Err(Faults::at(key, format!("{what} already exists; send defaults with a new allocation_month to add one")))
        } else if self.tags.is_empty() {
            Ok(())
        } else {
            Err(Faults::at("tags", "There is no month to tag: send defaults"))
        }
    }
}

fn into_object(json: Json) -> Option<Object> {
    if let Json::Object(object) = json { Some(object) } else { None }
}

/// The allocations that an upload adds: one for each entry, none of which may be there already.
///
/// # Errors
/// Faults at `defaults`, by position.
pub fn add(
    known: &Allocations,
    held: Held,
    Sent { entries, tags }: Sent,
    context: &Context<'_>,
) -> Result<Vec<Allocation>, Faults> {
    let mut faults = Faults::default();
    let mut added: Vec<Allocation> = Vec::with_capacity(entries.len());
    for (position, entry) in entries.into_iter().enumerate() {
        let month = month_of(&entry).unwrap_or_else(|| context.current_month());
        if known.contains_key(&month) || added.iter().any(|other| other.month == month) {
            faults.add_inside(
                position.to_string(),
                Faults::at("allocation_month", format!("Data already exists for {month}")),
            );
            continue;
        }
        match Allocation::new(month, entry, &tags, context) {
            Ok(allocation) => added.push(allocation),
            Err(inside) => faults.add_inside(position.to_string(), inside),
        }
    }
    nested(faults)?;
    held.require_room_for(added.len())?;
    Ok(added)
}

/// The allocations that a partial update changes or adds. An entry of a month that is there changes it; of another month adds it, checked as
/// an upload is; without a month it means the only one there is. Tags go to the months named, or else to the newest.
///
/// # Errors
/// Faults at `defaults`, by position.
pub fn amend(
    known: &Allocations,
    held: Held,
    Sent { entries, tags }: Sent,
    context: &Context<'_>,
) -> Result<Vec<Allocation>, Faults> {
    let mut faults = Faults::default();
    let mut changed: BTreeMap<Month, Allocation> = BTreeMap::new();
    for (position, entry) in entries.into_iter().enumerate() {
        let amended = target(known, &entry).and_then(|month| amend_one(known, &mut changed, month, entry, context));
        if let Err(inside) = amended {
            faults.add_inside(position.to_string(), inside);
        }
    }
    nested(faults)?;
    held.require_room_for(changed.keys().filter(|month| !known.contains_key(month)).count())?;
    if changed.is_empty() && !tags.is_empty() {
        let newest =
            known.last_key_value().ok_or_else(|| Faults::at("tags", "There is no month to tag: send defaults"))?;
        changed.insert(*newest.0, newest.1.clone());
    }
    for allocation in changed.values_mut() {
        add_tags(&mut allocation.tags, &tags, context.now)?;
    }
    Ok(changed.into_values().filter(|allocation| known.get(&allocation.month) != Some(allocation)).collect())
}

fn amend_one(
    known: &Allocations,
    changed: &mut BTreeMap<Month, Allocation>,
    month: Month,
    entry: Object,
    context: &Context<'_>,
) -> Result<(), Faults> {
    if changed.contains_key(&month) {
        return Err(Faults::at("allocation_month", format!("{month} is sent more than once")));
    }
    let allocation = if let Some(before) = known.get(&month) {
        let mut allocation = before.clone();
        allocation.amend(entry)?;
        allocation
    } else {
        let entry = ALLOCATION.check(&entry, Extent::Whole, context.unknown_keys())?;
        Allocation::new(month, entry, &[], context)?
    };
    changed.insert(month, allocation);
    Ok(())
}

fn target(known: &Allocations, entry: &Object) -> Result<Month, Faults> {
    let only = || known.keys().next().copied().filter(|_| known.len() == 1);
    month_of(entry)
        .or_else(only)
        .ok_or_else(|| Faults::at("allocation_month", "Value is required, since the loan has not exactly one month"))
}

fn nested(faults: Faults) -> Result<(), Faults> {
    let mut outer = Faults::default();
    outer.add_inside("defaults", faults);
    outer.into_result()
}
