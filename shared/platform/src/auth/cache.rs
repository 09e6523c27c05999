//! A bounded memory of what was looked up, each entry for a fixed time.

use std::collections::{HashMap, VecDeque};

use domain::moment::Moment;

/// Keeps at most `capacity` entries. All live equally long, so the oldest is both the first to end and the first to go.
#[derive(Debug)]
pub(super) struct Cache<V> {
    capacity: usize,
    lifetime_micros: i64,
    entries: HashMap<String, Entry<V>>,
    /// Of each put, the oldest first.
    order: VecDeque<Turn>,
    turns: u64,
}

#[derive(Debug)]
struct Entry<V> {
    value: V,
    until: Moment,
    turn: u64,
}

#[derive(Debug)]
struct Turn {
    key: String,
    until: Moment,
    number: u64,
}

impl<V: Clone> Cache<V> {
    pub(super) fn new(capacity: usize, lifetime_seconds: i64) -> Self {
        let lifetime_micros = lifetime_seconds.saturating_mul(1_000_000);
        Self { capacity, lifetime_micros, entries: HashMap::new(), order: VecDeque::new(), turns: 0 }
    }

    pub(super) fn get(&self, key: &str, now: Moment) -> Option<V> {
        self.entries.get(key).filter(|entry| now < entry.until).map(|entry| entry.value.clone())
    }

    pub(super) fn put(&mut self, key: String, value: V, now: Moment) {
        let until = now.later(self.lifetime_micros);
        self.turns = self.turns.wrapping_add(1);
        let number = self.turns;
        self.order.push_back(Turn { key: key.clone(), until, number });
        self.entries.insert(key, Entry { value, until, turn: number });
        while self.order.len() > self.capacity || self.order.front().is_some_and(|oldest| oldest.until <= now) {
            self.drop_oldest();
        }
    }

    /// An entry put twice has two turns; only its last one ends it.
    fn drop_oldest(&mut self) {
        let Some(Turn { key, number, .. }) = self.order.pop_front() else { return };
        if self.entries.get(&key).is_some_and(|entry| entry.turn == number) {
            self.entries.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(seconds * 1_000_000).expect("in range")
    }

    #[test]
    fn entries_end_after_their_time() {
        let mut cache = Cache::new(10, 60);
        cache.put("a".to_owned(), 1, at(0));
        assert_eq!(cache.get("a", at(59)), Some(1));
        assert_eq!(cache.get("a", at(60)), None);
    }

    #[test]
    fn it_never_holds_more_than_its_capacity() {
        let mut cache = Cache::new(10, 60);
        for n in 0..1000 {
            cache.put(n.to_string(), n, at(0));
            cache.put("again".to_owned(), n, at(0));
        }
        assert!(cache.entries.len() <= 10 && cache.order.len() <= 10);
        assert_eq!(cache.get("999", at(1)), Some(999));
        assert_eq!(cache.get("again", at(1)), Some(999));
        assert_eq!(cache.get("1", at(1)), None);
    }

    #[test]
    fn what_has_ended_is_let_go() {
        let mut cache = Cache::new(10, 60);
        cache.put("a".to_owned(), 1, at(0));
        cache.put("a".to_owned(), 2, at(30));
        cache.put("b".to_owned(), 3, at(61));
        assert_eq!(cache.get("a", at(61)), Some(2));
        cache.put("c".to_owned(), 4, at(91));
        assert_eq!(cache.entries.len(), 2);
    }
}
