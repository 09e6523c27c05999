//! The way of a communication to a provider: each step as a communication in its next stage.
//!
//! ```text
//! created -> sending -> sent, failed, unknown -> sent, failed (a report, or a person who settles it)
//!    ^          |
//!    +----------+  the provider said that it did not take it, and may later
//! ```
//!
//! A message to a person goes out at most once after its handing over has begun: providers of messages do not recognize a repetition. Whoever finds
//! it `sending` after its holder's time does not hand it over again; it becomes `unknown`.

use super::record::{OutgoingCommunication, Stage, Way};
use crate::json::Json;
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// How long who hands it over has for it, in microseconds: 2 minutes. Longer than a function runs.
pub const HOLD_MICROS: i64 = 120 * SECOND;
/// How often it is tried.
pub const TRIES_MAX: u32 = 6;
/// How long after each try the next one comes, in seconds.
const WAITS: [u32; 5] = [30, 120, 300, 900, 900];
/// The longest time for which a provider is believed that it wants to be left alone, in seconds: an hour.
const RETRY_AFTER_MAX: u32 = 3_600;
const SECOND: i64 = 1_000_000;

/// No provider is set up for the channel.
pub const NO_PROVIDER: &str = "no_provider";
/// There is no number or address of the contact any more, or no contact.
pub const NO_CONTACT: &str = "no_contact";
/// The provider refused it.
pub const REFUSED: &str = "refused";
/// The provider took nothing for as long as it was tried.
pub const GAVE_UP: &str = "gave_up";
/// The provider's answer did not come.
pub const NO_ANSWER: &str = "no_answer";
/// Who handed it over was interrupted.
pub const INTERRUPTED: &str = "interrupted";

/// What is to be done with a communication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is handed over now, by who writes it so.
    Claimed(Box<OutgoingCommunication>),
    /// Its time has not come.
    NotYet(Moment),
    /// Somebody is handing it over.
    Held,
    /// Somebody was handing it over, and did not come to an end.
    Interrupted(Box<OutgoingCommunication>),
    /// It waits for permitted hours, or its way is over.
    Over,
}

impl OutgoingCommunication {
    /// What is to be done with it now.
    pub fn claim(&self, now: Moment) -> Claim {
        let Way { tries, tried_at, not_before, .. } = &self.outgoing.way;
        match self.outgoing.stage {
            Stage::Created => match not_before.filter(|time| *time > now) {
                Some(time) => Claim::NotYet(time),
                None => Claim::Claimed(Box::new(self.moved(Stage::Sending, |way| {
                    (way.tries, way.tried_at, way.not_before) = (tries.saturating_add(1), Some(now), None);
                    (way.reason, way.code) = (None, None);
                }))),
            },
            Stage::Sending if tried_at.is_some_and(|since| now < since.later(HOLD_MICROS)) => Claim::Held,
            Stage::Sending => Claim::Interrupted(Box::new(self.uncertain(INTERRUPTED))),
            _ => Claim::Over,
        }
    }

    /// A provider took it, and calls it so.
    #[must_use]
    pub fn taken(&self, provider: &str, provider_id: &str, now: Moment) -> Self {
        let mut sent = self.moved(Stage::Sent, |way| {
            (way.provider, way.provider_id) = (Some(provider.to_owned()), Some(provider_id.to_owned()));
            (way.reason, way.code) = (None, None);
        });
        sent.show("sent_time", now.to_lending_text());
        sent
    }

    /// It with where it comes from, of which an e-mail tells.
    #[must_use]
    pub fn sent_from(mut self, from: &str, reply_to: Option<&str>) -> Self {
        if self.outgoing.channel == Channel::Email {
            self.show("from", from);
            self.show("email_reply_to", reply_to.unwrap_or(from));
        }
        self
    }

    /// It does not go out, for good.
    #[must_use]
    pub fn failed(&self, reason: &str, code: Option<&str>) -> Self {
        let mut failed = self.moved(Stage::Failed, |way| {
            (way.reason, way.code) = (Some(reason.to_owned()), code.map(str::to_owned));
        });
        failed.show("error", reason);
        if let Some(code) = code {
            failed.show("error_code", code);
        }
        failed
    }

    /// The provider did not take it, and may later: it is tried again, not before the provider wants, or has failed where it was tried often enough.
    #[must_use]
    pub fn put_back(&self, code: &str, retry_after: Option<u32>, now: Moment) -> Self {
        let tries = usize::try_from(self.outgoing.way.tries).unwrap_or(usize::MAX);
        let Some(wait) = tries.checked_sub(1).and_then(|done| WAITS.get(done)) else {
            return self.failed(GAVE_UP, Some(code));
        };
        let seconds = retry_after.unwrap_or(0).min(RETRY_AFTER_MAX).max(*wait);
        self.moved(Stage::Created, |way| {
            way.not_before = Some(now.later(i64::from(seconds).saturating_mul(SECOND)));
            way.code = Some(code.to_owned());
        })
    }

    /// It may have gone out.
    #[must_use]
    pub fn uncertain(&self, reason: &str) -> Self {
        let mut unknown = self.moved(Stage::Unknown, |way| way.reason = Some(reason.to_owned()));
        unknown.show("error", reason);
        unknown
    }

    /// It does not go out, by a rule of the contact policy.
    #[must_use]
    pub fn suppressed(&self, reason: &str) -> Self {
        let mut suppressed = self.moved(Stage::Suppressed, |way| way.reason = Some(reason.to_owned()));
        suppressed.show("error", reason);
        suppressed
    }

    /// It waits for permitted hours, by a rule of the contact policy.
    #[must_use]
    pub fn postponed(&self, until: Moment, reason: &str) -> Self {
        let mut waiting = self.moved(Stage::Waiting, |way| {
            (way.reason, way.not_before) = (Some(reason.to_owned()), None);
        });
        waiting.outgoing.send_at = Some(until);
        waiting.show("send_at", until.to_lending_text());
        waiting
    }

    /// Its time has come, and the contact policy allows it.
    #[must_use]
    pub fn released(&self) -> Self {
        self.moved(Stage::Created, |way| way.reason = None)
    }

    /// It in another stage, which readers see.
    pub(super) fn moved(&self, stage: Stage, change: impl FnOnce(&mut Way)) -> Self {
        let mut moved = self.clone();
        moved.outgoing.stage = stage;
        moved.outgoing.send_at = None;
        change(&mut moved.outgoing.way);
        for gone in ["send_at", "error", "error_code"] {
            moved.comm_dict.shift_remove(gone);
        }
        moved.show("status", stage.name());
        moved
    }

    pub(super) fn show(&mut self, key: &str, text: impl Into<String>) {
        self.comm_dict.insert(key.to_owned(), Json::text(text));
    }

    /// The number or address that it goes to.
    pub fn address(&self) -> Option<&str> {
        let key = self.address_key();
        self.comm_dict.get(key).and_then(Json::as_text)
    }

    /// Where readers see it.
    pub(super) fn address_key(&self) -> &'static str {
        if self.outgoing.channel == Channel::Sms { "sms_mobile" } else { "to" }
    }

    /// What it says under a key of its channel, as `body` and `language`.
    pub fn said(&self, key: &str) -> Option<&str> {
        self.comm_dict.get(&format!("{}_{key}", self.outgoing.channel.name())).and_then(Json::as_text)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::communication::record::Outgoing;
    use crate::json::Object;

    /// An SMS that can be handed over.
    pub(in crate::communication) fn sms() -> OutgoingCommunication {
        let shown = [
            ("sms_body", "Please pay"),
            ("sms_mobile", "+919805265921"),
            ("sms_language", "en"),
            ("template_name", "Due"),
            ("client_template_id", "1107"),
            ("applicant_type", "applicant"),
            ("shoot_id", "5f"),
            ("status", "created"),
            ("triggered_time", "2024-01-10 06:30:00.000000"),
        ];
        OutgoingCommunication {
            id: Moment::EPOCH,
            type_of_comm: "sms".to_owned(),
            comm_dict: shown.map(|(key, text)| (key.to_owned(), Json::text(text))).into_iter().collect::<Object>(),
            outgoing: Outgoing {
                stage: Stage::Created,
                channel: Channel::Sms,
                loan_id: "LN-1".to_owned(),
                contact_id: "cnt_1".to_owned(),
                send_at: None,
                allocation_month: "2024-1-01".to_owned(),
                event_name: "Test".to_owned(),
                inbound_bot_id: "bot".to_owned(),
                source: "crm".to_owned(),
                author: "agent@example.com".to_owned(),
                to_closed: false,
                action_id: None,
                way: Way::default(),
                links: None,
            },
        }
    }

    fn at(seconds: i64) -> Moment {
        Moment::EPOCH.later(seconds * SECOND)
    }

    fn claimed(communication: &OutgoingCommunication, now: Moment) -> OutgoingCommunication {
        match communication.claim(now) {
            Claim::Claimed(claimed) => *claimed,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_claim_holds_for_a_while_and_is_never_made_twice() {
        let sending = claimed(&sms(), at(10));
        assert_eq!((sending.outgoing.stage, sending.outgoing.way.tries), (Stage::Sending, 1));
        assert_eq!(sending.claim(at(129)), Claim::Held);
        let Claim::Interrupted(unknown) = sending.claim(at(130)) else { panic!("interrupted") };
        assert_eq!(unknown.outgoing.stage, Stage::Unknown);
        assert_eq!(unknown.comm_dict["error"], Json::text("interrupted"));
        assert_eq!(unknown.claim(at(10_000)), Claim::Over, "nobody is told twice");
        let sent = sending.taken("twilio", "SM1", at(11));
        assert_eq!((sent.claim(at(999)), sent.comm_dict["status"].as_text()), (Claim::Over, Some("sent")));
    }

    #[test]
    fn what_was_not_taken_is_tried_again_and_in_the_end_fails() {
        let mut waiting = sms();
        let mut now = at(0);
        for wait in [30, 120, 300, 900, 900] {
            let sending = claimed(&waiting, now);
            waiting = sending.put_back("503", None, now);
            let next = now.later(wait * SECOND);
            assert_eq!(waiting.claim(now), Claim::NotYet(next));
            now = next;
        }
        let failed = claimed(&waiting, now).put_back("503", None, now);
        let way = &failed.outgoing.way;
        assert_eq!((failed.outgoing.stage, way.tries), (Stage::Failed, TRIES_MAX));
        assert_eq!((way.reason.as_deref(), way.code.as_deref()), (Some("gave_up"), Some("503")));
        assert_eq!(failed.comm_dict["error_code"], Json::text("503"));
    }

    #[test]
    fn a_provider_is_left_alone_for_as_long_as_it_wants_within_an_hour() {
        for (asked, waits) in [(None, 30), (Some(5), 30), (Some(600), 600), (Some(u32::MAX), 3_600)] {
            let waiting = claimed(&sms(), at(0)).put_back("429", asked, at(0));
            assert_eq!(waiting.outgoing.way.not_before, Some(at(waits)));
        }
    }
}
