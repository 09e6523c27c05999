//! The segments of a period: nearly always one, which is kept in the period itself, so that a period takes no memory of its
//! own until its balance changes within it.

use std::ops::{Deref, DerefMut};

use super::period::Segment;

/// The segments of a period in the order of dates. They are read and changed as the slice that they are.
#[derive(Debug, Clone)]
pub struct Segments(Kept);

#[derive(Debug, Clone)]
enum Kept {
    One(Segment),
    Any(Vec<Segment>),
}

impl Segments {
    /// One segment.
    pub(super) fn one(segment: Segment) -> Self {
        Self(Kept::One(segment))
    }

    /// No segment: the period has not begun.
    pub(super) fn none() -> Self {
        Self(Kept::Any(Vec::new()))
    }

    /// Puts a segment at a place, which is no further than after the last one.
    pub(super) fn insert(&mut self, at: usize, segment: Segment) {
        self.change(|list| list.insert(at.min(list.len()), segment));
    }

    /// Keeps so many of the first ones.
    pub(super) fn truncate(&mut self, count: usize) {
        if count < self.len() {
            self.change(|list| list.truncate(count));
        }
    }

    /// Keeps none.
    pub(super) fn clear(&mut self) {
        *self = Self::none();
    }

    /// Keeps those of which something holds.
    pub(super) fn retain(&mut self, holds: impl Fn(&Segment) -> bool) {
        if !self.iter().all(&holds) {
            self.change(|list| list.retain(holds));
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Vec<Segment>)) {
        let mut list = match std::mem::replace(&mut self.0, Kept::Any(Vec::new())) {
            Kept::One(segment) => vec![segment],
            Kept::Any(list) => list,
        };
        change(&mut list);
        self.0 = match list.pop() {
            Some(only) if list.is_empty() => Kept::One(only),
            rest => {
                list.extend(rest);
                Kept::Any(list)
            }
        };
    }
}

impl Deref for Segments {
    type Target = [Segment];

    #[inline]
    fn deref(&self) -> &[Segment] {
        match &self.0 {
            Kept::One(segment) => std::slice::from_ref(segment),
            Kept::Any(list) => list,
        }
    }
}

impl DerefMut for Segments {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Segment] {
        match &mut self.0 {
            Kept::One(segment) => std::slice::from_mut(segment),
            Kept::Any(list) => list,
        }
    }
}

impl PartialEq for Segments {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<'s> IntoIterator for &'s Segments {
    type Item = &'s Segment;
    type IntoIter = std::slice::Iter<'s, Segment>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'s> IntoIterator for &'s mut Segments {
    type Item = &'s mut Segment;
    type IntoIter = std::slice::IterMut<'s, Segment>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 1, day).unwrap()
    }

    fn segment(from: u32, to: u32) -> Segment {
        Segment::empty(day(from), day(to), false)
    }

    #[test]
    fn they_are_a_list_however_many_there_are() {
        let mut segments = Segments::one(segment(1, 31));
        segments[0].to = day(10);
        segments.insert(1, segment(10, 20));
        segments.insert(2, segment(20, 31));
        assert_eq!(segments.iter().map(|segment| segment.to).collect::<Vec<_>>(), [day(10), day(20), day(31)]);
        segments.retain(|segment| segment.to != day(20));
        assert_eq!(segments.len(), 2);
        segments.truncate(1);
        assert_eq!(segments, Segments::one(segment(1, 10)));
        segments.truncate(1);
        assert_eq!(segments.len(), 1);
        segments.clear();
        assert_eq!(segments, Segments::none());
        segments.insert(0, segment(1, 31));
        assert_eq!(segments, Segments::one(segment(1, 31)));
    }
}
