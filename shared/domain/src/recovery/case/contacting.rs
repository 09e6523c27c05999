//! What of a case decides whether somebody may be contacted about it.

use chrono::NaiveDate;

use super::{Debt, DefaultStatus, RecoveryCase};
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::recovery::contact_policy::{ContactPolicy, Obstacle, PastAttempt};
use crate::recovery::hold::HoldKind;

/// Most attempts that are kept: as many as the largest number that a policy may name, so that none is needed beyond them.
pub const ATTEMPTS_MAX: usize = 1_000;

impl RecoveryCase {
    /// What about the loan forbids to ask for payment on a day.
    pub fn obstacles(&self, today: NaiveDate) -> Vec<Obstacle> {
        let is_closed = matches!(self.debt(today), Debt::Closed | Debt::WrittenOff);
        let held = self.holds.iter().filter(|hold| hold.holds_on(today)).map(|hold| match hold.kind {
            HoldKind::Dispute => Obstacle::Disputed,
            HoldKind::Hardship => Obstacle::Hardship,
        });
        let with_agency = self.is_with_agency().then_some(Obstacle::WithAgency);
        is_closed.then_some(Obstacle::Closed).into_iter().chain(with_agency).chain(held).collect()
    }

    /// Keeps an attempt to contact somebody, and forgets those that do not count any more.
    pub fn attempted(&mut self, channel: Channel, policy: &ContactPolicy, now: Moment) {
        let since = policy.counts_since(now);
        self.attempts.retain(|attempt| attempt.at > since);
        self.attempts.push(PastAttempt { at: now, channel, conversation: false });
        let too_many = self.attempts.len().saturating_sub(ATTEMPTS_MAX);
        self.attempts.drain(..too_many);
    }

    /// Notes in the default that the loan is in, if it is, that an event was communicated.
    pub fn contacted(&mut self, event_name: &str, by: &str, now: Moment) {
        let Some(default) = self.default.as_mut().filter(|default| default.status.is_live()) else { return };
        if default.status == DefaultStatus::Open {
            default.status = DefaultStatus::InRecovery;
        }
        default.last_contact = Some(now);
        default.note("communication_created", event_name, by, now);
    }

    /// Whether more attempts may have been made than are kept.
    pub fn has_lost_count(&self) -> bool {
        self.attempts.len() >= ATTEMPTS_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recovery::contact_policy::Preset;
    use crate::recovery::hold::Hold;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn attempts_are_kept_for_as_long_as_they_count() {
        let policy = ContactPolicy::from(Preset::None);
        let mut case = RecoveryCase::new("L1");
        let start = Moment::EPOCH.later(1_000 * HOUR);
        for hour in 0..7 * 24 {
            case.attempted(Channel::Sms, &policy, start.later(hour * HOUR));
        }
        assert_eq!(case.attempts.len(), 168);
        case.attempted(Channel::Sms, &policy, start.later(7 * 24 * HOUR));
        assert_eq!(case.attempts.len(), 168, "the first is seven days old");
        for step in 0..2_000 {
            case.attempted(Channel::Sms, &policy, start.later(7 * 24 * HOUR + step));
        }
        assert_eq!(case.attempts.len(), ATTEMPTS_MAX);
        assert!(case.has_lost_count());
    }

    #[test]
    fn holds_are_obstacles_until_their_last_day() {
        let day = |text| crate::calendar::date_from_text(text).expect("a date");
        let mut case = RecoveryCase::new("L1");
        let hold = |kind, until| Hold { kind, until, placed_at: Moment::EPOCH, by: "desk".to_owned() };
        case.holds = vec![hold(HoldKind::Dispute, Some(day("2026-01-05"))), hold(HoldKind::Hardship, None)];
        assert_eq!(case.obstacles(day("2026-01-05")), [Obstacle::Disputed, Obstacle::Hardship]);
        assert_eq!(case.obstacles(day("2026-01-06")), [Obstacle::Hardship]);
    }
}
