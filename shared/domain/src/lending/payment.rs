//! A payment on one month of a loan, and the rules for recording one.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::allocation::FinalStatus;
use super::context::Context;
use super::refusal::Refusal;
use super::schema::PAYMENT;
use crate::calendar::{Month, date_from_text};
use crate::company::Company;
use crate::field::{Extent, Faults, amount_fault};
use crate::json::{Json, Object, exact};
use crate::moment::Moment;

/// Before the name of a bifurcation variable in a payment's body: `recovered_late_fee`.
pub const BIFURCATION_PREFIX: &str = "recovered_";

/// A payment as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its id, and when it was recorded.
    pub id: Moment,
    /// The month that it is for.
    pub month: Month,
    /// The credit-line transaction that it is for, if it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// What the month is after it.
    pub final_status: FinalStatus,
    /// Amount received, in the company's currency.
    #[serde(with = "exact")]
    pub amount: Decimal,
    /// The keys of the body, spelled as they are answered.
    pub fields: Object,
    /// Who recorded it.
    pub author: String,
}

/// What an edition asks beyond the table.
#[derive(Debug, Clone, Copy, Default)]
pub struct PaymentRules {
    /// A partial recovery must carry a new date of default.
    pub partial_needs_date_of_default: bool,
    /// The customer must be named.
    pub customer_is_required: bool,
}

impl Payment {
    /// Reads a body: the table's keys, and the amounts by bifurcation variable, which must add up to the whole.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn parse(body: &Object, month: Month, rules: PaymentRules, context: &Context<'_>) -> Result<Self, Faults> {
        let (parts, rest): (Object, Object) =
            body.clone().into_iter().partition(|(key, _)| is_part(key, context.company));
        let mut faults = check_parts(&parts);
        let fields = match PAYMENT.check(&rest, Extent::Whole, context.unknown_keys()) {
            Ok(fields) => fields,
            Err(found) => {
                faults.merge(found);
                return Err(faults);
            }
        };
        faults.into_result()?;
        let mut payment = Self {
            id: context.now,
            month,
            transaction_id: None,
            final_status: final_status(&fields),
            amount: fields.get("amount_recovered").and_then(Json::as_number).unwrap_or_default(),
            fields,
            author: context.author.to_owned(),
        };
        payment.check_rules(&parts, rules)?;
        payment.fields.extend(parts);
        payment.fields.insert("final_status".into(), payment.final_status.name().into());
        Ok(payment)
    }

    /// The payment processor's reference, if there is one.
    pub fn reference(&self) -> Option<&str> {
        self.fields
            .get("payment_reference_number")
            .and_then(Json::as_text)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// Whether it came in by way of a collection agency.
    pub fn is_external(&self) -> bool {
        self.fields.get("is_external").and_then(Json::as_bool) == Some(true)
    }

    /// The customer that the body names.
    pub fn client_customer_id(&self) -> Option<&str> {
        self.fields.get("client_customer_id").and_then(Json::as_text)
    }

    /// The date of default that replaces the month's: only a partial recovery moves it.
    pub fn new_date_of_default(&self) -> Option<NaiveDate> {
        let sent = self.fields.get("date_of_default").and_then(Json::as_text).and_then(date_from_text);
        sent.filter(|_| self.final_status == FinalStatus::PartiallyRecovered)
    }

    fn check_rules(&self, parts: &Object, rules: PaymentRules) -> Result<(), Faults> {
        let mut faults = Faults::default();
        let is_partial = self.final_status == FinalStatus::PartiallyRecovered;
        let closure = self.fields.get("closure_with").and_then(Json::as_text).unwrap_or_default();
        if is_partial && self.amount.is_zero() {
            faults.add("amount_recovered", "Value must be greater than 0");
        }
        if is_partial && !closure.is_empty() {
            faults.add("closure_with", "Value may accompany only the final_status Closed");
        }
        if is_partial && rules.partial_needs_date_of_default && self.new_date_of_default().is_none() {
            faults.add("date_of_default", "Value is required when final_status is Partially Recovered");
        }
        if rules.customer_is_required && self.client_customer_id().is_none() {
            faults.add("client_customer_id", "Value is required");
        }
        if !parts.is_empty() && sum(parts) != Some(self.amount) {
            faults.add(
                "amount_recovered",
                format!("Value must be the sum of {}", parts.keys().cloned().collect::<Vec<_>>().join(", ")),
            );
        }
        faults.into_result()
    }
}

fn is_part(key: &str, company: &Company) -> bool {
    key.strip_prefix(BIFURCATION_PREFIX)
        .is_some_and(|variable| company.settings.bifurcation_variables.contains(variable))
}

fn check_parts(parts: &Object) -> Faults {
    let mut faults = Faults::default();
    for (key, value) in parts {
        if let Some(sentence) = amount_fault(value) {
            faults.add(key, sentence);
        }
    }
    faults
}

fn sum(parts: &Object) -> Option<Decimal> {
    parts.values().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.as_number()?))
}

fn final_status(fields: &Object) -> FinalStatus {
    let text = fields.get("final_status").and_then(Json::as_text).unwrap_or_default();
    if text.eq_ignore_ascii_case(FinalStatus::Closed.name()) {
        FinalStatus::Closed
    } else {
        FinalStatus::PartiallyRecovered
    }
}

/// What is remembered of a payment's reference, so that the same payment is not recorded twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentReference {
    /// The payment's id.
    pub payment_id: Moment,
    /// Its month.
    pub month: Month,
    /// Its amount, in the company's currency.
    #[serde(with = "exact")]
    pub amount: Decimal,
}

impl PaymentReference {
    /// What to remember of a payment.
    pub fn of(payment: &Payment) -> Self {
        Self { payment_id: payment.id, month: payment.month, amount: payment.amount }
    }

    /// Whether a payment with the same reference is this one again.
    ///
    /// # Errors
    /// A conflict that names what differs, when it is another payment.
    pub fn is_repeated_by(&self, payment: &Payment) -> Result<(), Refusal> {
        let differs = |what: &str| {
            Err(Refusal::Conflict(format!("payment_reference_number was already used with another {what}")))
        };
        if self.month != payment.month {
            differs("allocation_month")
        } else if self.amount == payment.amount {
            Ok(())
        } else {
            differs("amount_recovered")
        }
    }
}
