//! Entries, and what they come to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::entry::{Entry, EntryKind, Source};

/// Entries, and what they come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Books {
    entries: Vec<Entry>,
    recognised: BTreeMap<Source, Decimal>,
}

impl Books {
    /// The entries, in the order in which they were made.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What the entries of each source come to.
    pub fn all(&self) -> impl Iterator<Item = (&Source, &Decimal)> {
        self.recognised.iter()
    }

    /// What all entries of a source come to.
    pub fn recognised(&self, source: Source) -> Decimal {
        self.recognised.get(&source).copied().unwrap_or_default()
    }

    /// What entries of a source up to a day come to.
    pub fn recognised_till(&self, source: Source, day: NaiveDate) -> Decimal {
        self.entries.iter().filter(|entry| entry.on <= day).map(|entry| entry.signed(source)).sum()
    }

    /// Makes an entry of what is not nothing, and says whether there was anything.
    pub fn enter(&mut self, on: NaiveDate, kind: EntryKind, of: BTreeMap<Source, Decimal>) -> bool {
        let of: BTreeMap<Source, Decimal> = of.into_iter().filter(|(_, amount)| !amount.is_zero()).collect();
        if of.is_empty() {
            return false;
        }
        let entry = Entry { on, kind, of };
        for source in entry.of.keys() {
            *self.recognised.entry(*source).or_default() += entry.signed(*source);
        }
        self.entries.push(entry);
        true
    }

    /// Recognises what lies above zero and takes back what lies below, and says whether there was either.
    pub fn adjust(&mut self, on: NaiveDate, differences: BTreeMap<Source, Decimal>) -> bool {
        let (raised, lowered): (BTreeMap<_, _>, BTreeMap<_, _>) =
            differences.into_iter().partition(|(_, amount)| *amount > Decimal::ZERO);
        let lowered = lowered.into_iter().map(|(source, amount)| (source, -amount)).collect();
        let taken_back = self.enter(on, EntryKind::TakenBack, lowered);
        self.enter(on, EntryKind::Recognised, raised) || taken_back
    }

    /// Recognises what lies above zero.
    pub fn raise(&mut self, on: NaiveDate, differences: BTreeMap<Source, Decimal>) -> bool {
        let raised = differences.into_iter().filter(|(_, amount)| *amount > Decimal::ZERO).collect();
        self.enter(on, EntryKind::Recognised, raised)
    }

    /// Takes back each entry after a day, on its own day, as far as that has not been done on any of these days.
    pub fn take_back_after(&mut self, day: NaiveDate) {
        let of_kind = |kind| self.entries.iter().filter(move |entry| entry.on > day && entry.kind == kind);
        let mut back: BTreeMap<Source, Decimal> = BTreeMap::new();
        for entry in of_kind(EntryKind::TakenBack) {
            for (source, amount) in &entry.of {
                *back.entry(*source).or_default() += *amount;
            }
        }
        let later: Vec<Entry> = of_kind(EntryKind::Recognised).cloned().collect();
        for mut entry in later {
            for (source, amount) in &mut entry.of {
                let Some(back) = back.get_mut(source) else { continue };
                let done = (*back).min(*amount);
                *back -= done;
                *amount -= done;
            }
            self.enter(entry.on, EntryKind::TakenBack, entry.of);
        }
    }

    /// Drops entries as if they had never been made.
    pub fn drop_entries(&mut self, mut is_dropped: impl FnMut(&Entry) -> bool) {
        let recognised = &mut self.recognised;
        self.entries.retain(|entry| {
            let drop = is_dropped(entry);
            if drop {
                for source in entry.of.keys() {
                    *recognised.entry(*source).or_default() -= entry.signed(*source);
                }
            }
            !drop
        });
    }
}
