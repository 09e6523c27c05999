//! Policies as companies write and read them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::day::Day;
use super::hours::{DayTime, Hours};
use super::policy::{ContactPolicy, OwnRules};
use super::preset::Preset;
use crate::accounts::value::count;
use crate::calendar::date_from_text;
use crate::field::{DATE_MESSAGE, Fault, Faults};
use crate::json::{Json, Object};
use crate::recovery::channel::Channel;
use crate::resource::{Field, Kind, read};

/// Most holidays.
pub const HOLIDAYS_MAX: usize = 200;
/// The largest number of attempts that a policy may name.
const ATTEMPTS_MAX: u32 = 1_000;
/// Most quiet days after a conversation.
const QUIET_DAYS_MAX: u32 = 30;

const QUIET_DAYS: &str = "quiet_days_after_conversation";

/// The policy as companies send and read it.
pub const FIELDS: &[Field] = &[
    Field::new("preset", Kind::Choice(Preset::NAMES), "Published rules that are kept in any case").required(),
    Field::new("hours", Kind::Object(HOURS), "Permitted hours, by the clock where the person is"),
    Field::new("days", Kind::Choices(Day::NAMES), "Permitted days of the week; all where it is absent"),
    Field::elsewhere("holidays", Kind::Name, "Dates (YYYY-MM-DD) on which nobody is contacted"),
    Field::new("attempts_max", Kind::Object(ATTEMPTS), "Most attempts on a loan in seven days, by channel"),
    Field::new(
        "attempts_max_over_all",
        Kind::Count(0, ATTEMPTS_MAX),
        "Most attempts on a loan in seven days, by all channels",
    ),
    Field::new(
        QUIET_DAYS,
        Kind::Count(0, QUIET_DAYS_MAX),
        "Days without a telephone call after a telephone conversation",
    ),
];

const HOURS: &[Field] = &[
    Field::new("from", Kind::Name, "The first permitted minute, as 08:00").required(),
    Field::new("to", Kind::Name, "The first minute that is not permitted any more, as 19:00").required(),
];

const ATTEMPTS: &[Field] = &[
    Field::new("sms", Kind::Count(0, ATTEMPTS_MAX), "Text messages"),
    Field::new("voice", Kind::Count(0, ATTEMPTS_MAX), "Telephone calls"),
    Field::new("email", Kind::Count(0, ATTEMPTS_MAX), "E-mails"),
    Field::new("whatsapp", Kind::Count(0, ATTEMPTS_MAX), "Messages by WhatsApp"),
    Field::new("field_visit", Kind::Count(0, ATTEMPTS_MAX), "Visits"),
];

impl ContactPolicy {
    /// Reads a whole policy. A value that is absent or `null` is the preset's; one that would permit what the preset does not is
    /// refused, for a policy keeps the preset that it names.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn read(body: &Object) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let body_read = read(FIELDS, body, None).unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        let preset = body_read.get("preset").and_then(Json::as_text).and_then(Preset::from_name);
        let preset = preset.unwrap_or(Preset::None);
        let own = OwnRules {
            hours: noted(&mut faults, "hours", hours(&body_read, preset)),
            days: noted(&mut faults, "days", days(&body_read)),
            holidays: noted(&mut faults, "holidays", holidays(body.get("holidays"))),
            attempts_max: noted(&mut faults, "attempts_max", attempts(&body_read, preset)),
            attempts_max_over_all: number(&body_read, "attempts_max_over_all"),
            quiet_days_after_conversation: noted(&mut faults, QUIET_DAYS, quiet_days(&body_read, preset)),
        };
        faults.into_result().map(|()| Self { preset, own })
    }

    /// As an answer shows it: what counts, whether the preset or the company says it. It can be sent back as it is.
    pub fn to_json(&self) -> Object {
        let hours = self.hours().map(|hours| {
            let text = |time: DayTime| Json::text(time.to_string());
            Object::from([("from".to_owned(), text(hours.from)), ("to".to_owned(), text(hours.to))])
        });
        let days = Day::ALL.iter().filter(|day| self.own.days.is_empty() || self.own.days.contains(day));
        let integer = |number: u32| Json::integer(i64::from(number));
        let most = |channel: Channel| self.attempts_max(channel).map(|most| (channel.name().to_owned(), integer(most)));
        Object::from([
            ("preset".to_owned(), Json::text(self.preset.name())),
            ("hours".to_owned(), hours.into()),
            ("days".to_owned(), days.map(|day| Json::text(day.name())).collect()),
            ("holidays".to_owned(), self.own.holidays.iter().map(|date| Json::text(date.to_string())).collect()),
            ("attempts_max".to_owned(), Json::Object(Channel::ALL.into_iter().filter_map(most).collect())),
            ("attempts_max_over_all".to_owned(), self.attempts_max_over_all().map(integer).into()),
            (QUIET_DAYS.to_owned(), integer(self.quiet_days_after_conversation())),
        ])
    }
}

/// What was read, or nothing and the fault noted.
fn noted<T: Default>(faults: &mut Faults, key: &str, read: Result<T, Fault>) -> T {
    read.unwrap_or_else(|fault| {
        faults.note(key, fault);
        T::default()
    })
}

fn holidays(sent: Option<&Json>) -> Result<BTreeSet<NaiveDate>, Fault> {
    let Some(sent) = sent.filter(|sent| !sent.is_null()) else { return Ok(BTreeSet::new()) };
    let entries = sent.as_list().ok_or_else(|| said("Value must be a list"))?;
    if entries.len() > HOLIDAYS_MAX {
        return Err(said(format!("Value must have at most {HOLIDAYS_MAX} entries")));
    }
    let mut faults = Faults::default();
    let mut dates = BTreeSet::new();
    for (position, entry) in entries.iter().enumerate() {
        match entry.as_text().and_then(date_from_text) {
            None => faults.add(position.to_string(), DATE_MESSAGE),
            Some(date) if !dates.insert(date) => faults.add(position.to_string(), "Value is in the list already"),
            Some(_) => {}
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| dates)
}

fn hours(body: &Object, preset: Preset) -> Result<Option<Hours>, Fault> {
    let Some(sent) = body.get("hours").and_then(Json::as_object) else { return Ok(None) };
    let time = |key: &str| {
        let time = sent.get(key).and_then(Json::as_text).and_then(DayTime::from_text);
        time.ok_or_else(|| Fault::Inside(Faults::at(key, DayTime::FORMAT)))
    };
    let hours = Hours { from: time("from")?, to: time("to")? };
    let mut faults = Faults::default();
    if hours.from >= hours.to {
        faults.add("to", "Value must be later than from");
    }
    if let Some(limits) = preset.hours() {
        if hours.from < limits.from {
            faults.add("from", format!("Value must not be before {} under {}", limits.from, preset.name()));
        }
        if hours.to > limits.to {
            faults.add("to", format!("Value must not be after {} under {}", limits.to, preset.name()));
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| Some(hours))
}

fn days(body: &Object) -> Result<BTreeSet<Day>, Fault> {
    let Some(sent) = body.get("days").and_then(Json::as_list) else { return Ok(BTreeSet::new()) };
    let days: BTreeSet<Day> = sent.iter().filter_map(Json::as_text).filter_map(Day::from_name).collect();
    match days.len() {
        0 => Err(said("Value must name at least one day")),
        7 => Ok(BTreeSet::new()),
        _ => Ok(days),
    }
}

fn attempts(body: &Object, preset: Preset) -> Result<BTreeMap<Channel, u32>, Fault> {
    let Some(sent) = body.get("attempts_max").and_then(Json::as_object) else { return Ok(BTreeMap::new()) };
    let mut faults = Faults::default();
    let mut numbers = BTreeMap::new();
    for channel in Channel::ALL {
        let Some(most) = number(sent, channel.name()) else { continue };
        match preset.attempts_max(channel) {
            Some(limit) if most > limit => {
                faults.add(channel.name(), format!("Value must be at most {limit} under {}", preset.name()));
            }
            _ => {
                numbers.insert(channel, most);
            }
        }
    }
    faults.into_result().map_err(Fault::Inside).map(|()| numbers)
}

fn quiet_days(body: &Object, preset: Preset) -> Result<Option<u32>, Fault> {
    let days = number(body, QUIET_DAYS);
    match (days, preset.quiet_days_after_conversation()) {
        (Some(days), Some(least)) if days < least => {
            Err(said(format!("Value must be at least {least} under {}", preset.name())))
        }
        _ => Ok(days),
    }
}

/// A whole number that was read before.
fn number(body: &Object, key: &str) -> Option<u32> {
    body.get(key).and_then(|value| count(value, 0, u32::MAX).ok())
}

fn said(sentence: impl Into<String>) -> Fault {
    Fault::Value(sentence.into())
}
