//! One list out of several that are in the same order, page by page.

/// What was read of one of the lists.
pub(super) struct Source<P, T> {
    /// In the order of the list, each with its place.
    pub(super) entries: Vec<(P, T)>,
    /// Whether there is more of it.
    pub(super) more: bool,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<P, T> {
    /// The entries. There can be fewer than were asked for, or none, although there is more.
    pub entries: Vec<T>,
    /// The place after which the next page begins, where there is one.
    pub next: Option<P>,
}

/// The first entries of all lists that are wanted, at most `limit`.
pub(super) fn merge<P: Ord + Clone, T>(
    sources: Vec<Source<P, T>>,
    limit: usize,
    wanted: impl Fn(&T) -> bool,
) -> Merged<P, T> {
    // Behind the end of what was read of a list, another may have an entry that comes first.
    let ends = sources.iter().filter(|source| source.more).filter_map(|source| source.entries.last());
    let horizon = ends.map(|(place, _)| place.clone()).min();
    let mut all: Vec<(P, T)> = sources.into_iter().flat_map(|source| source.entries).collect();
    all.retain(|(place, entry)| horizon.as_ref().is_none_or(|horizon| place <= horizon) && wanted(entry));
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    let is_cut = all.len() > limit;
    all.truncate(limit);
    let last = all.last().map(|(place, _)| place.clone());
    Merged { next: if is_cut { last } else { horizon }, entries: all.into_iter().map(|(_, entry)| entry).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads lists page by page to their end, as callers do.
    fn read(lists: &[Vec<u16>], limit: usize, page: usize, wanted: impl Fn(&u16) -> bool + Copy) -> Vec<u16> {
        let (mut after, mut all) = (None, Vec::new());
        loop {
            let source = |list: &Vec<u16>| {
                let rest: Vec<_> = list.iter().filter(|entry| after.is_none_or(|after| **entry > after)).collect();
                let entries = rest.iter().take(page).map(|entry| (**entry, **entry)).collect();
                Source { entries, more: rest.len() > page }
            };
            let merged = merge(lists.iter().map(source).collect(), limit, wanted);
            assert!(merged.entries.len() <= limit);
            all.extend(merged.entries);
            match merged.next {
                Some(next) => after = Some(next),
                None => return all,
            }
        }
    }

    proptest! {
        #[test]
        fn every_wanted_entry_comes_once_and_in_order(
            entries in prop::collection::btree_map(0_u16..500, 0_usize..4, 0..200), limit in 1_usize..20, more in 0_usize..5,
        ) {
            let mut lists = vec![Vec::new(); 4];
            for (entry, list) in &entries {
                lists[*list].push(*entry);
            }
            let expected: Vec<u16> = entries.keys().copied().filter(|entry| entry % 3 == 0).collect();
            prop_assert_eq!(read(&lists, limit, limit + more, |entry| entry % 3 == 0), expected);
        }
    }
}
