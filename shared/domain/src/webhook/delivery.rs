//! One event on its way to one endpoint.
//!
//! ```text
//! pending --claim--> sending --2xx--> delivered
//!    ^                  |  \--tried often enough, or the endpoint is gone or disabled--> failed
//!    +---try again------+
//!    +---replay---- delivered, failed
//! ```
//!
//! Its body is made once and never changes. A claim holds for a while: who has claimed a try and died does not keep others from it for long.

use serde::{Deserialize, Serialize};

use super::attempt::Attempt;
use super::schedule::wait_after;
use crate::moment::Moment;

/// The last so many tries are kept.
pub const ATTEMPTS_KEPT: usize = 20;
/// For how long a claim holds, in seconds: longer than a try takes at most.
pub const CLAIM_SECONDS: i64 = 60;

const SECOND: i64 = 1_000_000;
/// A try may begin so much earlier than it is due, for the clocks of machines differ: a second.
const TOLERANCE: i64 = SECOND;

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Waits for its next try.
    Pending,
    /// Is being tried.
    Sending,
    /// Was taken by the receiver.
    Delivered,
    /// Is not tried any more.
    Failed,
}

/// Why a delivery is not tried any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailedFor {
    /// Every try failed.
    Exhausted,
    /// The receiver answered 410.
    Gone,
    /// The endpoint was disabled.
    EndpointDisabled,
    /// The endpoint was deleted.
    EndpointDeleted,
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its id, which is the `webhook-id` of every try.
    pub delivery_id: String,
    /// Where it goes.
    pub endpoint_id: String,
    /// What it tells of.
    pub event_id: String,
    /// The public name of that.
    pub event: String,
    /// What is sent.
    pub body: String,
    /// When it was made.
    pub created: Moment,
    /// How far it is.
    pub status: DeliveryStatus,
    /// Why it failed for good, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_for: Option<FailedFor>,
    /// When it is tried next; of one that is being tried, until when the claim holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt: Option<Moment>,
    /// How many tries have failed since it was made or replayed.
    pub failures: u32,
    /// How often it was tried in all.
    pub attempts_made: u32,
    /// The last [`ATTEMPTS_KEPT`] tries, the first one first.
    pub attempts: Vec<Attempt>,
}

/// Whether a try may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It may; the delivery is now being tried.
    Claimed,
    /// Not before that moment.
    NotBefore(Moment),
    /// There is nothing to try any more.
    Over,
}

impl DeliveryStatus {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// All names.
    pub const NAMES: &'static [&'static str] = &["pending", "sending", "delivered", "failed"];
}

impl FailedFor {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exhausted => "exhausted",
            Self::Gone => "gone",
            Self::EndpointDisabled => "endpoint_disabled",
            Self::EndpointDeleted => "endpoint_deleted",
        }
    }

    /// All names.
    pub const NAMES: &'static [&'static str] = &["exhausted", "gone", "endpoint_disabled", "endpoint_deleted"];
}

impl Delivery {
    /// A delivery that has not been tried.
    pub fn new(
        delivery_id: String,
        endpoint_id: &str,
        (event_id, event): (&str, &str),
        body: String,
        now: Moment,
    ) -> Self {
        Self {
            delivery_id,
            endpoint_id: endpoint_id.to_owned(),
            event_id: event_id.to_owned(),
            event: event.to_owned(),
            body,
            created: now,
            status: DeliveryStatus::Pending,
            failed_for: None,
            next_attempt: Some(now),
            failures: 0,
            attempts_made: 0,
            attempts: Vec::new(),
        }
    }

    /// Begins a try, if it is time.
    pub fn claim(&mut self, now: Moment) -> Claim {
        match (self.status, self.next_attempt) {
            (DeliveryStatus::Delivered | DeliveryStatus::Failed, _) => Claim::Over,
            (DeliveryStatus::Pending, Some(at)) if now.later(TOLERANCE) < at => Claim::NotBefore(at),
            (DeliveryStatus::Sending, Some(at)) if now < at => Claim::NotBefore(at),
            _ => {
                self.status = DeliveryStatus::Sending;
                self.next_attempt = Some(now.later(CLAIM_SECONDS.saturating_mul(SECOND)));
                Claim::Claimed
            }
        }
    }

    /// Notes a try. `jitter_permille` as [`wait_after`] has it; `now` is when the try ended.
    pub fn tried(&mut self, attempt: Attempt, jitter_permille: u32, now: Moment) {
        let (is_success, is_gone) = (attempt.outcome.is_success(), attempt.outcome.is_gone());
        let retry_after = attempt.outcome.retry_after();
        self.attempts_made = self.attempts_made.saturating_add(1);
        self.attempts.push(attempt);
        let surplus = self.attempts.len().saturating_sub(ATTEMPTS_KEPT);
        self.attempts.drain(..surplus);
        if is_success {
            self.status = DeliveryStatus::Delivered;
            self.next_attempt = None;
            return;
        }
        self.failures = self.failures.saturating_add(1);
        let wait = wait_after(self.failures, jitter_permille, retry_after).filter(|_| !is_gone);
        match wait {
            Some(seconds) => {
                self.status = DeliveryStatus::Pending;
                self.next_attempt = Some(now.later(i64::from(seconds).saturating_mul(SECOND)));
            }
            None => self.give_up(if is_gone { FailedFor::Gone } else { FailedFor::Exhausted }),
        }
    }

    /// Is not tried any more.
    pub fn give_up(&mut self, why: FailedFor) {
        self.status = DeliveryStatus::Failed;
        self.failed_for = Some(why);
        self.next_attempt = None;
    }

    /// Is tried again from the beginning, with the same id and body.
    pub fn replay(&mut self, now: Moment) {
        self.status = DeliveryStatus::Pending;
        self.failed_for = None;
        self.failures = 0;
        self.next_attempt = Some(now);
    }

    /// Whether it is neither delivered nor failed for good.
    pub fn is_under_way(&self) -> bool {
        matches!(self.status, DeliveryStatus::Pending | DeliveryStatus::Sending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::attempt::Outcome;
    use crate::webhook::schedule::JITTER_PERMILLE;

    fn delivery() -> Delivery {
        Delivery::new("whd_1".to_owned(), "whe_1", ("evt_1", "payment"), "{}".to_owned(), Moment::EPOCH)
    }

    fn attempt(outcome: Outcome, at: Moment) -> Attempt {
        Attempt { at, duration_ms: 3, outcome }
    }

    #[test]
    fn a_claim_holds_for_a_while() {
        let mut delivery = delivery();
        assert_eq!(delivery.claim(Moment::EPOCH), Claim::Claimed);
        let until = Moment::EPOCH.later(60 * SECOND);
        assert_eq!(delivery.claim(until.later(-1)), Claim::NotBefore(until));
        assert_eq!(delivery.claim(until), Claim::Claimed);
        delivery.tried(attempt(Outcome::answered(204, b"", None), until), 0, until);
        assert_eq!((delivery.claim(until), delivery.status.name()), (Claim::Over, "delivered"));
    }

    #[test]
    fn it_is_tried_eight_times_over_a_day() {
        let (mut delivery, mut now) = (delivery(), Moment::EPOCH);
        let mut tries = Vec::new();
        while delivery.claim(now) == Claim::Claimed {
            tries.push(now.seconds());
            delivery.tried(attempt(Outcome::TimedOut, now), JITTER_PERMILLE, now);
            now = delivery.next_attempt.unwrap_or(now);
        }
        assert_eq!(tries, [0, 5, 305, 2_105, 9_305, 27_305, 63_305, 99_305]);
        assert_eq!((delivery.status, delivery.failed_for), (DeliveryStatus::Failed, Some(FailedFor::Exhausted)));
        delivery.replay(now);
        assert_eq!((delivery.claim(now), delivery.attempts_made, delivery.failures), (Claim::Claimed, 8, 0));
    }

    #[test]
    fn a_receiver_that_is_gone_is_not_asked_again() {
        let mut delivery = delivery();
        delivery.tried(attempt(Outcome::answered(410, b"", None), Moment::EPOCH), 0, Moment::EPOCH);
        assert_eq!(delivery.failed_for, Some(FailedFor::Gone));
    }

    #[test]
    fn the_list_of_tries_is_bounded() {
        let mut delivery = delivery();
        for _ in 0..30 {
            delivery.tried(attempt(Outcome::NotConnected, Moment::EPOCH), 0, Moment::EPOCH);
            delivery.replay(Moment::EPOCH);
        }
        assert_eq!((delivery.attempts.len(), delivery.attempts_made), (ATTEMPTS_KEPT, 30));
    }
}
