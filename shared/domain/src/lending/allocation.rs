//! One month of a loan given to recovery: what is claimed, since when it is due, and what has come back.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::payment::Payment;
use super::tag::{Tag, add_tags};
use crate::calendar::{Month, date_from_text};
use crate::days_past_due::{bracket, days_past_due};
use crate::field::{DATE_MESSAGE, Faults};
use crate::json::{Json, Object, exact};
use crate::moment::Moment;

/// The keys of the last payment that its month shows.
pub const SHOWN_OF_PAYMENT: &[&str] =
    &["recovery_date", "recovery_method", "payment_method", "payment_mode", "payment_reference_number", "closure_with"];

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
    /// Those keys of the last payment that its month shows, as its sender wrote them; empty before the first one.
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
        let shown = payment.fields.iter().filter(|(key, _)| SHOWN_OF_PAYMENT.contains(&key.as_str()));
        self.recovery.last_payment = shown.map(|(key, value)| (key.clone(), value.clone())).collect();
        self.recovery.recorded = Some(payment.id);
        Ok(())
    }

    pub(super) fn new(month: Month, mut terms: Object, tags: &[String], context: &Context<'_>) -> Result<Self, Faults> {
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
        add_tags(&mut allocation.tags, tags, context.now)?;
        Ok(allocation)
    }

    /// The bracket follows the days: one computed for days that a later entry replaces does not stay.
    pub(super) fn amend(&mut self, mut entry: Object) -> Result<(), Faults> {
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
    date.map(Some).ok_or_else(|| Faults::at("date_of_default", DATE_MESSAGE))
}

/// The months of a loan, or of a credit-line transaction.
pub type Allocations = BTreeMap<Month, Allocation>;
