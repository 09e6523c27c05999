//! The time, as an argument: the system's, or one that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::moment::Moment;

/// Says what time it is; cheap to clone, and clones agree.
#[derive(Debug, Clone)]
pub struct Clock {
    kind: Kind,
    /// Microseconds: the last answer of a system clock, the next answer of a fixed one.
    micros: Arc<AtomicI64>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    System,
    Fixed,
    Stepping,
}

impl Clock {
    /// The system's time. Moments serve as ids, so it never answers the same microsecond twice, nor an earlier one.
    pub fn system() -> Self {
        Self { kind: Kind::System, micros: Arc::new(AtomicI64::new(0)) }
    }

    /// A clock that stands still until it is told otherwise.
    pub fn fixed(at: Moment) -> Self {
        Self { kind: Kind::Fixed, micros: Arc::new(AtomicI64::new(at.micros())) }
    }

    /// A clock that is told the time and, as the system's does, answers every moment once: each answer is a microsecond later.
    pub fn stepping(at: Moment) -> Self {
        Self { kind: Kind::Stepping, ..Self::fixed(at) }
    }

    /// The time.
    pub fn now(&self) -> Moment {
        let micros = match self.kind {
            Kind::System => self.next_micros(system_micros()),
            Kind::Fixed => self.micros.load(Ordering::SeqCst),
            Kind::Stepping => self.micros.fetch_add(1, Ordering::SeqCst),
        };
        Moment::from_micros(micros).unwrap_or(Moment::LAST)
    }

    /// Sets a fixed or stepping clock; a system clock stays as it is.
    pub fn set(&self, at: Moment) {
        if !matches!(self.kind, Kind::System) {
            self.micros.store(at.micros(), Ordering::SeqCst);
        }
    }

    /// Moves a fixed or stepping clock on; a system clock stays as it is.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.set(self.now().later(by));
    }

    fn next_micros(&self, now: i64) -> i64 {
        let later = |last: i64| Some(now.max(last.saturating_add(1)));
        let last = self.micros.fetch_update(Ordering::SeqCst, Ordering::SeqCst, later).unwrap_or_default();
        now.max(last.saturating_add(1))
    }
}

/// No deadline is before the year 2000: `cargo lambda watch` says how long a function may take instead of until when.
const DEADLINE_MS_MIN: u64 = 946_684_800_000;

/// When an invocation takes nothing on any more: a margin before its deadline, which Lambda says in milliseconds since 1970. Without a deadline
/// never.
pub fn stop_before(deadline_ms: u64, margin: Duration) -> Moment {
    if deadline_ms < DEADLINE_MS_MIN {
        return Moment::LAST;
    }
    let margin = u64::try_from(margin.as_millis()).unwrap_or(u64::MAX);
    let micros = deadline_ms.saturating_sub(margin).saturating_mul(1000);
    i64::try_from(micros).ok().and_then(Moment::from_micros).unwrap_or(Moment::LAST)
}

fn system_micros() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_never_answers_a_moment_twice() {
        let clock = Clock::system();
        let twin = clock.clone();
        let moments: Vec<_> = (0..2000).flat_map(|_| [clock.now(), twin.now()]).collect();
        assert!(moments.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::fixed(Moment::EPOCH);
        assert_eq!(clock.now(), clock.now());
        clock.clone().advance(Duration::from_secs(2));
        assert_eq!(clock.now().micros(), 2_000_000);
    }

    #[test]
    fn an_invocation_stops_a_margin_before_its_deadline() {
        let margin = Duration::from_secs(30);
        assert_eq!(stop_before(1_700_000_030_000, margin).seconds(), 1_700_000_000);
        assert_eq!(stop_before(600_000, margin), Moment::LAST, "it is no moment");
        assert_eq!(stop_before(u64::MAX, margin), Moment::LAST);
    }
}
