//! The reading of a body.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::build::{self, Build};
use super::details::{self, Details, ENTRY_TIME};
use super::field::FieldValue;
use super::said::Said;
use super::types::{Origin, TYPES, TransactionType};
use super::{Circumstances, NewTransaction};
use crate::accounts::body::{note, unknown_key};
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};
use crate::resource::{DAY_FORMAT, day_or_time};
use crate::servicing::transaction::{Event, RepaymentKind, TransactionId};
use crate::time_zone::TimeZone;

/// The key that says what happens.
pub(super) const TYPE: &str = "type";
/// The keys that say from which day it counts: any one of them.
const VALUE_TIME: &str = "value_time";
const VALUE_DATE: &str = "value_date";

impl NewTransaction {
    /// Reads `{type, value_time or value_date, the fields of the type, payment_id, notes, transaction, entry_time}`.
    ///
    /// It counts from the day of `value_time`; else from that of `entry_time`, when the payment was made; else from the day
    /// that its fields name, as a due date that is changed, where that lies in the past or may lie ahead; else from today.
    /// Whether the account takes it is not asked here.
    pub fn from_body(body: &Object, circumstances: &Circumstances<'_>) -> Result<Self, Faults> {
        let (today, zone) = (circumstances.today, circumstances.zone);
        let kind = kind(body)?;
        let Origin::Entered(Build(build)) = kind.origin else { return Err(by_operation(kind)) };
        let mut faults = Faults::default();
        let mut details = Details::from_body(body).unwrap_or_else(|of_details| {
            faults.merge(of_details);
            Details::default()
        });
        let value_date = value_date(body, zone).unwrap_or_else(|of_day| {
            faults.merge(of_day);
            None
        });
        let values = fields(kind, body, circumstances.find, &mut faults);
        faults.into_result()?;
        let said = Said { values, value_date, today };
        let event = build(&said)?;
        details.is_external = said.is_set("is_external")
            && !matches!(event, Event::Repayment { kind: RepaymentKind::ExternalRepayment, .. });
        let value_date = value_date.unwrap_or_else(|| build::natural_day(&event, today));
        Ok(Self { kind, value_date, event, details })
    }
}

fn kind(body: &Object) -> Result<&'static TransactionType, Faults> {
    let said = body.get(TYPE).filter(|said| !said.is_null());
    let said = said.ok_or_else(|| Faults::at(TYPE, "Value is required"))?;
    let known = TYPES.iter().find(|kind| said.as_text() == Some(kind.name));
    known.ok_or_else(|| {
        let entered = TYPES.iter().filter(|kind| matches!(kind.origin, Origin::Entered(_)));
        let names: Vec<&str> = entered.map(|kind| kind.name).collect();
        Faults::at(TYPE, format!("Value must be one of {}", names.join(", ")))
    })
}

fn by_operation(kind: &TransactionType) -> Faults {
    let Origin::Operation(operation) = kind.origin else { return Faults::default() };
    Faults::at(TYPE, format!("Value is not entered as a transaction: use {operation}"))
}

/// `value_time` and `value_date` are two spellings of one day. A payment counts from when it was made.
fn value_date(body: &Object, zone: &TimeZone) -> Result<Option<NaiveDate>, Faults> {
    let read = |key: &'static str| {
        let said = body.get(key).filter(|said| !said.is_null());
        said.map(|said| day_or_time(said, zone).ok_or_else(|| Faults::at(key, DAY_FORMAT))).transpose()
    };
    let of_entry = || body.get(ENTRY_TIME).and_then(|time| day_or_time(time, zone));
    match (read(VALUE_TIME)?, read(VALUE_DATE)?) {
        (Some(of_time), Some(day)) if of_time != day => {
            Err(Faults::at(VALUE_DATE, format!("Value differs from {VALUE_TIME}, which says the same")))
        }
        (of_time, day) => Ok(of_time.or(day).or_else(of_entry)),
    }
}

/// What the body says of the fields of its type. A key that belongs to other types is a fault, as is an unknown one.
fn fields(
    kind: &TransactionType,
    body: &Object,
    find: &dyn Fn(&str) -> Option<TransactionId>,
    faults: &mut Faults,
) -> BTreeMap<&'static str, FieldValue> {
    let mut values = BTreeMap::new();
    for (key, json) in body.iter().filter(|(key, _)| !is_common(key)) {
        match kind.fields.iter().find(|field| field.key == key.as_str()) {
            None => misplaced(kind, key, faults),
            Some(_) if json.is_null() => {}
            Some(field) => note(faults, key, field.read(json, find).map(|value| drop(values.insert(field.key, value)))),
        }
    }
    for field in kind.fields.iter().filter(|field| field.required) {
        if body.get(field.key).is_none_or(Json::is_null) {
            faults.add(field.key, "Value is required");
        }
    }
    values
}

fn is_common(key: &str) -> bool {
    [TYPE, VALUE_TIME, VALUE_DATE].contains(&key) || details::KEYS.contains(&key)
}

fn misplaced(kind: &TransactionType, key: &str, faults: &mut Faults) {
    if TYPES.iter().any(|other| other.fields.iter().any(|field| field.key == key)) {
        faults.note(key, Fault::Value(format!("Value is not one of a transaction of type {}", kind.name)));
    } else {
        unknown_key(faults, key);
    }
}
