//! Published rules, by name.

use serde::{Deserialize, Serialize};

use super::hours::{DayTime, Hours};
use crate::recovery::channel::Channel;

/// Published rules that a company keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The circular of the Reserve Bank of India on recovery agents, of 12 August 2022: 8:00 to 19:00.
    IndiaRbi,
    /// Regulation F of the United States (12 CFR part 1006): 8:00 to 21:00, seven calls in seven days, seven days without a call after
    /// a telephone conversation, and a notice of how to opt out in electronic messages.
    UsRegulationF,
    /// No hours and no numbers. Flags, opt-outs, closed loans, agencies and holds are honoured all the same.
    None,
}

impl Preset {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::IndiaRbi, Self::UsRegulationF, Self::None];

    /// The names of all, for tables of fields.
    pub const NAMES: &[&str] = &["india_rbi", "us_regulation_f", "none"];

    /// As the API writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::IndiaRbi => "india_rbi",
            Self::UsRegulationF => "us_regulation_f",
            Self::None => "none",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// Permitted hours, where the person is. 12 CFR 1006.6(b)(1)(i); the circular, paragraph 2.
    pub(super) fn hours(self) -> Option<Hours> {
        match self {
            Self::IndiaRbi => Some(Hours { from: DayTime::hour(8), to: DayTime::hour(19) }),
            Self::UsRegulationF => Some(Hours { from: DayTime::hour(8), to: DayTime::hour(21) }),
            Self::None => None,
        }
    }

    /// Most attempts on a debt by a channel in seven days. 12 CFR 1006.14(b)(2)(i)(A) counts telephone calls only; the circular
    /// forbids to call persistently and names no number.
    pub(super) fn attempts_max(self, channel: Channel) -> Option<u32> {
        (self == Self::UsRegulationF && channel == Channel::Voice).then_some(7)
    }

    /// Days without a telephone call after a telephone conversation. 12 CFR 1006.14(b)(2)(i)(B).
    pub(super) fn quiet_days_after_conversation(self) -> Option<u32> {
        (self == Self::UsRegulationF).then_some(7)
    }

    /// Whether nobody may be contacted who does not owe the debt. 12 CFR 1006.6(d)(1); the circular, paragraph 2.
    pub(super) fn forbids_third_parties(self) -> bool {
        self != Self::None
    }

    /// Whether a message by a channel must say how to opt out of it. 12 CFR 1006.6(e): every electronic one.
    pub(super) fn needs_opt_out_notice(self, channel: Channel) -> bool {
        self == Self::UsRegulationF && matches!(channel, Channel::Sms | Channel::Email | Channel::Whatsapp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_all() {
        assert_eq!(Preset::ALL.map(Preset::name), Preset::NAMES);
        assert!(Preset::ALL.iter().all(|each| Preset::from_name(each.name()) == Some(*each)));
        assert_eq!(Preset::from_name("uk_conc"), None);
    }
}
