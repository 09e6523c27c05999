//! Lists of numbers, of days on which nobody works, and of the steps in which a payment is spread.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Value, number};
use crate::calendar::date_from_text;
use crate::field::{Fault, Faults};
use crate::json::Json;
use crate::servicing::allocation::order::{Component, DueState, Step};
use crate::servicing::working_days::DayOfWeek;

/// Most entries of a list.
pub const LIST_MAX: usize = 400;

/// The days of the week as they are written, Monday first.
pub const WEEKDAYS: [(&str, DayOfWeek); 7] = [
    ("MONDAY", DayOfWeek::Monday),
    ("TUESDAY", DayOfWeek::Tuesday),
    ("WEDNESDAY", DayOfWeek::Wednesday),
    ("THURSDAY", DayOfWeek::Thursday),
    ("FRIDAY", DayOfWeek::Friday),
    ("SATURDAY", DayOfWeek::Saturday),
    ("SUNDAY", DayOfWeek::Sunday),
];

/// The steps in which a payment is spread as they are written, in the order of an account that names none.
pub const STEPS: [(&str, Step); 12] = [
    ("PAST_DUE_PENALTY", (DueState::PastDue, Component::Penalty)),
    ("PAST_DUE_FEE", (DueState::PastDue, Component::Fee)),
    ("PAST_DUE_INTEREST", (DueState::PastDue, Component::Interest)),
    ("PAST_DUE_PRINCIPAL", (DueState::PastDue, Component::Principal)),
    ("DUE_PENALTY", (DueState::Due, Component::Penalty)),
    ("DUE_FEE", (DueState::Due, Component::Fee)),
    ("DUE_INTEREST", (DueState::Due, Component::Interest)),
    ("DUE_PRINCIPAL", (DueState::Due, Component::Principal)),
    ("IN_ADVANCE_PENALTY", (DueState::InAdvance, Component::Penalty)),
    ("IN_ADVANCE_FEE", (DueState::InAdvance, Component::Fee)),
    ("IN_ADVANCE_INTEREST", (DueState::InAdvance, Component::Interest)),
    ("IN_ADVANCE_PRINCIPAL", (DueState::InAdvance, Component::Principal)),
];

/// What an account may owe, as it is written.
pub const COMPONENTS: [(&str, Component); 4] = [
    ("PENALTY", Component::Penalty),
    ("FEE", Component::Fee),
    ("INTEREST", Component::Interest),
    ("PRINCIPAL", Component::Principal),
];

fn entries(json: &Json) -> Result<&[Json], String> {
    let list = json.as_list().ok_or("Value must be a list")?;
    if list.len() <= LIST_MAX { Ok(list) } else { Err(format!("Value must have at most {LIST_MAX} entries")) }
}

/// Reads each entry; a fault is at the entry's position.
fn each(json: &Json, mut read: impl FnMut(&Json) -> Result<(), String>) -> Result<(), Fault> {
    let mut faults = Faults::default();
    for (position, entry) in entries(json).map_err(Fault::Value)?.iter().enumerate() {
        if let Err(sentence) = read(entry) {
            faults.add(position.to_string(), sentence);
        }
    }
    faults.into_result().map_err(Fault::Inside)
}

fn once(is_new: bool) -> Result<(), String> {
    if is_new { Ok(()) } else { Err("Value is in the list twice".to_owned()) }
}

/// Whole numbers within bounds, each once; answered rising.
pub(super) fn numbers(json: &Json, least: u32, most: u32) -> Result<Vec<u32>, Fault> {
    let mut known = BTreeSet::new();
    each(json, |entry| number::count(entry, least, most).and_then(|number| once(known.insert(number))))?;
    Ok(known.into_iter().collect())
}

/// Weekdays and dates, each once.
pub(super) fn non_working_days(json: &Json) -> Result<Value, Fault> {
    let (mut weekdays, mut dates) = (BTreeSet::new(), BTreeSet::new());
    each(json, |entry| {
        let text = entry.as_text().unwrap_or_default();
        if let Some((_, day)) = WEEKDAYS.iter().find(|(name, _)| *name == text) {
            once(weekdays.insert(*day))
        } else if let Some(date) = date_from_text(text) {
            once(dates.insert(date))
        } else {
            Err("Value must be a day of the week, as SATURDAY, or a date with format YYYY-MM-DD".to_owned())
        }
    })?;
    if weekdays.len() == WEEKDAYS.len() {
        return Err(Fault::Value("Value must leave a day of the week on which people work".to_owned()));
    }
    Ok(Value::NonWorkingDays(weekdays, dates))
}

/// All steps, each once.
pub(super) fn order(json: &Json) -> Result<Vec<Step>, String> {
    all_of(&STEPS, json)
}

/// All components, each once.
pub(super) fn components(json: &Json) -> Result<Vec<Component>, String> {
    all_of(&COMPONENTS, json)
}

fn all_of<T: Copy + PartialEq>(table: &[(&str, T)], json: &Json) -> Result<Vec<T>, String> {
    let names = || table.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let all = || format!("Value must be a list of all of {}, each once", names());
    let list = entries(json).map_err(|_| all())?;
    let known = |entry: &Json| table.iter().find(|(name, _)| entry.as_text() == Some(name)).map(|(_, value)| *value);
    let values: Vec<T> = list.iter().map_while(known).collect();
    let is_complete = list.len() == table.len() && table.iter().all(|(_, value)| values.contains(value));
    if is_complete { Ok(values) } else { Err(all()) }
}

pub(super) fn non_working_days_to_json(weekdays: &BTreeSet<DayOfWeek>, dates: &BTreeSet<NaiveDate>) -> Json {
    let weekdays = WEEKDAYS.iter().filter(|(_, day)| weekdays.contains(day)).map(|(name, _)| Json::text(*name));
    weekdays.chain(dates.iter().map(|date| Json::text(date.to_string()))).collect()
}

pub(super) fn order_to_json(steps: &[Step]) -> Json {
    names_of(&STEPS, steps)
}

pub(super) fn components_to_json(components: &[Component]) -> Json {
    names_of(&COMPONENTS, components)
}

fn names_of<T: PartialEq>(table: &[(&str, T)], values: &[T]) -> Json {
    let name = |of: &T| table.iter().find(|(_, value)| value == of).map_or(Json::Null, |(name, _)| Json::text(*name));
    values.iter().map(name).collect()
}
