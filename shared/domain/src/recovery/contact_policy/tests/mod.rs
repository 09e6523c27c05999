//! What the tests have in common.

mod combinations;
mod frequency;
mod hours;
mod laws;
mod reading;

use std::collections::BTreeSet;

use chrono::DateTime;

use super::{Attempt, ContactPolicy, Decision, Obstacle, PastAttempt, Preset, Rule, decide};
use crate::json::Object;
use crate::moment::Moment;
use crate::recovery::channel::Channel;
use crate::recovery::contact::{Flag, OptOut, OptOutMethod, OptOuts, Recipient, Relationship};
use crate::time_zone::TimeZone;

/// An attempt that owns what it needs: a call to an applicant, about a loan that nothing speaks against.
#[derive(Debug, Clone)]
struct Case {
    now: Moment,
    channel: Channel,
    relationship: Relationship,
    is_active: bool,
    flags: BTreeSet<Flag>,
    opted_out: OptOuts,
    zones: Vec<TimeZone>,
    company_zone: TimeZone,
    obstacles: Vec<Obstacle>,
    before: Vec<PastAttempt>,
    announces_remedy: bool,
}

impl Case {
    fn at(now: &str, zone_name: &str) -> Self {
        Self {
            now: moment(now),
            channel: Channel::Voice,
            relationship: Relationship::Applicant,
            is_active: true,
            flags: BTreeSet::new(),
            opted_out: OptOuts::new(),
            zones: vec![zone(zone_name)],
            company_zone: zone("UTC"),
            obstacles: Vec::new(),
            before: Vec::new(),
            announces_remedy: false,
        }
    }

    fn decide(&self, policy: &ContactPolicy) -> Decision {
        let recipient = Recipient {
            relationship: self.relationship,
            is_active: self.is_active,
            flags: &self.flags,
            opted_out: &self.opted_out,
            zones: &self.zones,
        };
        let attempt = Attempt {
            now: self.now,
            channel: self.channel,
            recipient,
            company_zone: &self.company_zone,
            obstacles: &self.obstacles,
            before: &self.before,
            announces_remedy: self.announces_remedy,
        };
        decide(policy, &attempt)
    }

    fn opt_out(&mut self, channel: Channel) {
        self.opted_out.insert(channel, OptOut { at: Moment::EPOCH, how: OptOutMethod::Reply, answered_from: None });
    }
}

fn moment(rfc3339: &str) -> Moment {
    let micros = DateTime::parse_from_rfc3339(rfc3339).expect("a time").timestamp_micros();
    Moment::from_micros(micros).expect("in range")
}

fn zone(name: &str) -> TimeZone {
    TimeZone::from_name(name).expect("a zone")
}

fn policy(body: &str) -> ContactPolicy {
    ContactPolicy::read(&object(body)).expect("a policy")
}

fn object(text: &str) -> Object {
    serde_json::from_str(text).expect("an object")
}

fn postponed(until: &str) -> Decision {
    Decision::Postponed { until: moment(until), rule: Rule::OutsideHours }
}

fn suppressed(rule: Rule) -> Decision {
    Decision::Suppressed { rule }
}
