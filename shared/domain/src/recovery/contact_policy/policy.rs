//! A company's policy: published rules, and what the company makes stricter.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::day::Day;
use super::hours::Hours;
use super::preset::Preset;
use super::timetable::{MICROS_PER_DAY, Timetable};
use crate::moment::Moment;
use crate::recovery::channel::Channel;

/// Attempts count for so many days.
pub const WINDOW_DAYS: u32 = 7;

/// What a company sets for itself. Where a preset has a value too, the stricter of both counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OwnRules {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hours: Option<Hours>,
    /// All days where it is empty.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) days: BTreeSet<Day>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) holidays: BTreeSet<NaiveDate>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attempts_max: BTreeMap<Channel, u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) attempts_max_over_all: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quiet_days_after_conversation: Option<u32>,
}

/// Who may be contacted when, for one company.
///
/// What it answers is the stricter of the preset and the company's own values, so that a policy that names a preset keeps it,
/// also where the preset is made stricter after the policy was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPolicy {
    pub(super) preset: Preset,
    #[serde(flatten)]
    pub(super) own: OwnRules,
}

/// Of a company that has set none: the stricter of the published rules. 8:00 to 19:00, seven calls in seven days, and seven days
/// without a call after a telephone conversation.
impl Default for ContactPolicy {
    fn default() -> Self {
        let calls = Preset::UsRegulationF.attempts_max(Channel::Voice);
        let own = OwnRules {
            attempts_max: calls.map(|calls| (Channel::Voice, calls)).into_iter().collect(),
            quiet_days_after_conversation: Preset::UsRegulationF.quiet_days_after_conversation(),
            ..OwnRules::default()
        };
        Self { preset: Preset::IndiaRbi, own }
    }
}

impl From<Preset> for ContactPolicy {
    fn from(preset: Preset) -> Self {
        Self { preset, own: OwnRules::default() }
    }
}

impl ContactPolicy {
    /// The published rules that it keeps.
    pub fn preset(&self) -> Preset {
        self.preset
    }

    /// Permitted hours, by the clock where the person is; `None` where every hour is.
    pub fn hours(&self) -> Option<Hours> {
        match (self.preset.hours(), self.own.hours) {
            (Some(preset), Some(own)) => Some(preset.and(own)),
            (preset, own) => preset.or(own),
        }
    }

    /// Most attempts on a debt by a channel in [`WINDOW_DAYS`]; `None` where there is no such number.
    pub fn attempts_max(&self, channel: Channel) -> Option<u32> {
        let both = [self.preset.attempts_max(channel), self.own.attempts_max.get(&channel).copied()];
        both.into_iter().flatten().min()
    }

    /// Most attempts on a debt by all channels in [`WINDOW_DAYS`], legal notices not counted; `None` where there is no such number.
    pub fn attempts_max_over_all(&self) -> Option<u32> {
        self.own.attempts_max_over_all
    }

    /// Days without a telephone call after a telephone conversation; 0 where there are none.
    pub fn quiet_days_after_conversation(&self) -> u32 {
        let both = [self.preset.quiet_days_after_conversation(), self.own.quiet_days_after_conversation];
        both.into_iter().flatten().max().unwrap_or_default()
    }

    /// Since when attempts on the debt must be known for a decision at a moment.
    pub fn counts_since(&self, now: Moment) -> Moment {
        days_before(now, self.quiet_days_after_conversation().max(WINDOW_DAYS)).unwrap_or(Moment::EPOCH)
    }

    /// Whether a message by a channel must say how to opt out of it.
    pub fn needs_opt_out_notice(&self, channel: Channel) -> bool {
        self.preset.needs_opt_out_notice(channel)
    }

    pub(super) fn timetable(&self) -> Timetable<'_> {
        let hours = self.hours().unwrap_or(Hours::ALL_DAY);
        Timetable { hours, days: &self.own.days, holidays: &self.own.holidays }
    }
}

/// The moment so many times 24 hours before another; `None` if that is before the first.
pub(super) fn days_before(now: Moment, days: u32) -> Option<Moment> {
    Moment::from_micros(now.micros().saturating_sub(i64::from(days).saturating_mul(MICROS_PER_DAY)))
}
