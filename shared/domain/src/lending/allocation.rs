//! One month of a loan given to recovery: what is claimed, since when it is due, and what has come back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::payment::Payment;
use super::schema::ALLOCATION;
use super::tag::{Tag, add_tags, tag_names};
use crate::calendar::{Month, date_from_text};
use crate::days_past_due::{bracket, days_past_due};
use crate::field::{Extent, Faults};
use crate::json::{Json, Object, exact};
use crate::moment::Moment;

/// Most months that one loan holds.
pub const MONTHS_MAX: usize = 600;

/// What a month is, by the last payment's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinalStatus {
    /// Nothing was recovered yet.
    Initiated,
    /// Some was recovered.
    PartiallyRecovered,
    /// Paid in full, or settled.
    Closed,
}

impl FinalStatus {
    /// As the documents write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Initiated => "Initiated",
            Self::PartiallyRecovered => "Partially Recovered",
            Self::Closed => "Closed",
        }
    }
}

/// What the payments of a month add up to, and the last one's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// The last payment's word.
    pub final_status: FinalStatus,
    /// Sum of the payments, in the company's currency.
    #[serde(with = "exact")]
    pub amount_recovered: Decimal,
    /// The last payment's keys, as its sender wrote them; empty before the first one.
    pub last_payment: Object,
    /// When the last payment was recorded.
    pub recorded: Option<Moment>,
}

/// A month's allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// The month.
    pub month: Month,
    /// When it was uploaded.
    pub created: Moment,
    /// The day of the upload in the company's time zone.
    pub uploaded_on: NaiveDate,
    /// The date of default of the upload; it never changes.
    pub actual_date_of_default: NaiveDate,
    /// The date of default now: a partial recovery may move it.
    pub date_of_default: NaiveDate,
    /// The other keys of the entry as sent: amounts, and days past due if the lender sent them.
    pub terms: Object,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// What came back.
    pub recovery: Recovery,
}

impl Allocation {
    /// Days past due at the upload: the lender's figure, else counted from the actual date of default to the day of the upload.
    pub fn dpd_at_upload(&self) -> Decimal {
        let sent = self.terms.get("allocation_dpd_value").and_then(Json::as_number);
        sent.unwrap_or_else(|| Decimal::from(days_past_due(self.actual_date_of_default, self.uploaded_on)))
    }

    /// The bracket at the upload: the lender's, else that of [`Allocation::dpd_at_upload`].
    pub fn bracket_at_upload(&self) -> String {
        let sent = self.terms.get("allocation_dpd_bracket").and_then(Json::as_text).filter(|text| !text.is_empty());
        sent.map_or_else(|| bracket(i64::try_from(self.dpd_at_upload()).unwrap_or(i64::MAX)).to_owned(), str::to_owned)
    }

    /// Days past due on a day, counted from the date of default.
    pub fn dpd_on(&self, today: NaiveDate) -> i64 {
        days_past_due(self.date_of_default, today)
    }

    /// Counts a payment in.
    ///
    /// # Errors
    /// A fault when the sum would be beyond what a decimal holds exactly.
    pub fn receive(&mut self, payment: &Payment) -> Result<(), Faults> {
        let sum = self.recovery.amount_recovered.checked_add(payment.amount);
        self.recovery.amount_recovered =
            sum.ok_or_else(|| Faults::at("amount_recovered", "The sum of all payments is too large"))?;
        self.recovery.final_status = payment.final_status;
        if let Some(date) = payment.new_date_of_default() {
            self.date_of_default = date;
        }
        self.recovery.last_payment.clone_from(&payment.fields);
        self.recovery.recorded = Some(payment.id);
        Ok(())
    }

    fn new(month: Month, mut terms: Object, tags: &[String], context: &Context<'_>) -> Result<Self, Faults> {
        let date_of_default =
            take_date_of_default(&mut terms)?.ok_or_else(|| Faults::at("date_of_default", "Value is required"))?;
        terms.shift_remove("allocation_month");
        let recovery = Recovery {
            final_status: FinalStatus::Initiated,
            amount_recovered: Decimal::ZERO,
            last_payment: Object::new(),
            recorded: None,
        };
        let mut allocation = Self {
            month,
            created: context.now,
            uploaded_on: context.today(),
            actual_date_of_default: date_of_default,
            date_of_default,
            terms,
            tags: Vec::new(),
            recovery,
        };
        add_tags(&mut allocation.tags, tags, context.now);
        Ok(allocation)
    }

    /// The bracket follows the days: one computed for days that a later entry replaces does not stay.
    fn amend(&mut self, mut entry: Object) -> Result<(), Faults> {
        if let Some(date) = take_date_of_default(&mut entry)? {
            self.date_of_default = date;
        }
        entry.shift_remove("allocation_month");
        if entry.contains_key("allocation_dpd_value") && !entry.contains_key("allocation_dpd_bracket") {
            self.terms.shift_remove("allocation_dpd_bracket");
        }
        self.terms.extend(entry);
        Ok(())
    }
}

fn take_date_of_default(entry: &mut Object) -> Result<Option<NaiveDate>, Faults> {
    let Some(value) = entry.shift_remove("date_of_default") else { return Ok(None) };
    let date = value.as_text().and_then(date_from_text);
    date.map(Some).ok_or_else(|| Faults::at("date_of_default", "Value must be of type date with format YYYY-MM-DD"))
}

/// The months of a loan, or of a credit-line transaction.
pub type Allocations = BTreeMap<Month, Allocation>;

/// The month that an entry of `defaults` names, if it names one.
pub fn month_of(entry: &Object) -> Option<Month> {
    entry.get("allocation_month").and_then(Json::as_text).and_then(Month::from_text)
}

/// What a checked document says of months: entries of `defaults`, and tags for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    entries: Vec<Object>,
    tags: Vec<String>,
}

impl Sent {
    /// Takes `defaults` and `tags` out of a document; the rest is its profile.
    pub fn take(document: &mut Object) -> Self {
        let tags = tag_names(document.shift_remove("tags").as_ref());
        let entries = match document.shift_remove("defaults") {
            Some(Json::List(entries)) => entries.into_iter().filter_map(into_object).collect(),
            _ => Vec::new(),
        };
        Self { entries, tags }
    }

    /// An upload of what is there already must add a month, and tags need a month to be put on.
    ///
    /// # Errors
    /// A fault at the key that identifies what is uploaded, or at `tags`.
    pub fn require_month(&self, is_known: bool, (what, key): (&str, &str)) -> Result<(), Faults> {
        if !self.entries.is_empty() {
            Ok(())
        } else if is_known {
            Err(Faults::at(key, format!("{what} already exists; send defaults with a new allocation_month to add one")))
        } else if self.tags.is_empty() {
            Ok(())
        } else {
            Err(Faults::at("tags", "There is no month to tag: send defaults"))
        }
    }
}

fn into_object(json: Json) -> Option<Object> {
    if let Json::Object(object) = json { Some(object) } else { None }
}

/// The allocations that an upload adds: one for each entry, none of which may be there already.
///
/// # Errors
/// Faults at `defaults`, by position.
pub fn add(
    known: &Allocations,
    Sent { entries, tags }: Sent,
    context: &Context<'_>,
) -> Result<Vec<Allocation>, Faults> {
    let mut faults = Faults::default();
    let mut added: Vec<Allocation> = Vec::with_capacity(entries.len());
    for (position, entry) in entries.into_iter().enumerate() {
        let month = month_of(&entry).unwrap_or_else(|| context.current_month());
        if known.contains_key(&month) || added.iter().any(|other| other.month == month) {
            faults.add_inside(
                position.to_string(),
                Faults::at("allocation_month", format!("Data already exists for {month}")),
            );
            continue;
        }
        match Allocation::new(month, entry, &tags, context) {
            Ok(allocation) => added.push(allocation),
            Err(inside) => faults.add_inside(position.to_string(), inside),
        }
    }
    if known.len().saturating_add(added.len()) > MONTHS_MAX {
        faults = Faults::at("0", format!("A loan has at most {MONTHS_MAX} months"));
    }
    nested(faults)?;
    Ok(added)
}

/// The allocations that a partial update changes or adds. An entry of a month that is there changes it; of another month adds it, checked as
/// an upload is; without a month it means the only one there is. Tags go to the months named, or else to the newest.
///
/// # Errors
/// Faults at `defaults`, by position.
pub fn amend(
    known: &Allocations,
    Sent { entries, tags }: Sent,
    context: &Context<'_>,
) -> Result<Vec<Allocation>, Faults> {
    let mut faults = Faults::default();
    let mut changed: BTreeMap<Month, Allocation> = BTreeMap::new();
    for (position, entry) in entries.into_iter().enumerate() {
        let amended = target(known, &entry).and_then(|month| amend_one(known, &mut changed, month, entry, context));
        if let Err(inside) = amended {
            faults.add_inside(position.to_string(), inside);
        }
    }
    if known.len().saturating_add(changed.len()) > MONTHS_MAX {
        faults.add("0", format!("A loan has at most {MONTHS_MAX} months"));
    }
    nested(faults)?;
    if changed.is_empty() && !tags.is_empty() {
        let newest =
            known.last_key_value().ok_or_else(|| Faults::at("tags", "There is no month to tag: send defaults"))?;
        changed.insert(*newest.0, newest.1.clone());
    }
    for allocation in changed.values_mut() {
        add_tags(&mut allocation.tags, &tags, context.now);
    }
    Ok(changed.into_values().filter(|allocation| known.get(&allocation.month) != Some(allocation)).collect())
}

fn amend_one(
    known: &Allocations,
    changed: &mut BTreeMap<Month, Allocation>,
    month: Month,
    entry: Object,
    context: &Context<'_>,
) -> Result<(), Faults> {
    if let Some(allocation) = changed.get_mut(&month) {
        return allocation.amend(entry);
    }
    let allocation = if let Some(before) = known.get(&month) {
        let mut allocation = before.clone();
        allocation.amend(entry)?;
        allocation
    } else {
        let entry = ALLOCATION.check(&entry, Extent::Whole, context.unknown_keys())?;
        Allocation::new(month, entry, &[], context)?
    };
    changed.insert(month, allocation);
    Ok(())
}

fn target(known: &Allocations, entry: &Object) -> Result<Month, Faults> {
    let only = || known.keys().next().copied().filter(|_| known.len() == 1);
    month_of(entry)
        .or_else(only)
        .ok_or_else(|| Faults::at("allocation_month", "Value is required, since the loan has not exactly one month"))
}

fn nested(faults: Faults) -> Result<(), Faults> {
    let mut outer = Faults::default();
    outer.add_inside("defaults", faults);
    outer.into_result()
}
