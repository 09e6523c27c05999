//! Collections of field agents: a visit, and the payment that it came to.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::allocation::FinalStatus;
use super::context::Context;
use super::payment::{Payment, PaymentRules};
use super::refusal::Refusal;
use super::schema::COLLECTION;
use crate::calendar::Month;
use crate::company::UnknownKeys;
use crate::field::{Extent, Faults};
use crate::json::{Json, Object};

/// What a payment says that came of a visit.
const RECOVERY_METHOD: &str = "Field Collection";
/// The statuses that an agent marks a collection with, and what the month is then.
const MARKED: [(&str, FinalStatus); 2] =
    [("Partially Recovered by Agent", FinalStatus::PartiallyRecovered), ("Closed by Agent", FinalStatus::Closed)];
/// Keys that a visit's payment takes over as they are.
const OF_PAYMENT: [&str; 8] = [
    "client_customer_id",
    "amount_recovered",
    "payment_method",
    "payment_mode",
    "payment_reference_number",
    "closure_with",
    "date_of_default",
    "is_external",
];

/// A visit of a field agent, with what was collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// The lender's id of the loan, or of the credit-line transaction.
    pub loan_id: String,
    /// The month.
    pub month: Month,
    /// Unique id of the visit in its loan.
    pub visit_id: String,
    /// The keys of the body, those that the system adds among them.
    pub fields: Object,
}

impl Collection {
    /// Reads a body. `new_visit_id` makes the id of a visit that says none.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn parse(
        body: &Object,
        new_visit_id: impl FnOnce() -> String,
        rules: PaymentRules,
        context: &Context<'_>,
    ) -> Result<Self, Faults> {
        let mut fields = COLLECTION.check(body, Extent::Whole, UnknownKeys::Refuse)?;
        let text = |key: &str| fields.get(key).and_then(Json::as_text).filter(|text| !text.trim().is_empty());
        let (loan_id, visit_id) = (text("loan_id").map(str::to_owned), text("visit_id").map(str::to_owned));
        let month = text("allocation_month").and_then(Month::from_text).unwrap_or_else(|| context.current_month());
        let visit_id = visit_id.unwrap_or_else(new_visit_id);
        check(&fields, rules)?;
        fill(&mut fields, "visit_date", &context.today().to_string());
        fill(&mut fields, "visit_id", &visit_id);
        if is_true(&fields, "is_recovery_done") {
            fill(&mut fields, "payment_reference_number", &visit_id);
        }
        // The table of keys has required it.
        Ok(Self { loan_id: loan_id.unwrap_or_default(), month, visit_id, fields })
    }

    /// The customer that it names.
    pub fn client_customer_id(&self) -> Option<&str> {
        self.fields.get("client_customer_id").and_then(Json::as_text)
    }

    /// The payment that it came to, if something was collected.
    ///
    /// # Errors
    /// What a payment may not say, each at its key.
    pub fn payment(&self, rules: PaymentRules, context: &Context<'_>) -> Result<Option<Payment>, Faults> {
        if !is_true(&self.fields, "is_recovery_done") {
            return Ok(None);
        }
        let taken_over = OF_PAYMENT.iter().filter_map(|key| Some(((*key).to_owned(), self.fields.get(*key)?.clone())));
        let mut body: Object = taken_over.filter(|(_, value)| !value.is_null()).collect();
        let status = marked(&self.fields).unwrap_or(FinalStatus::PartiallyRecovered);
        body.insert("final_status".to_owned(), status.name().into());
        body.insert("recovery_method".to_owned(), RECOVERY_METHOD.into());
        for (key, from) in [("recovery_date", "visit_date"), ("recovered_by", "agent_name")] {
            let value = self.fields.get(from).and_then(Json::as_text).filter(|text| !text.is_empty());
            body.extend(value.map(|value| (key.to_owned(), Json::text(value))));
        }
        Payment::parse(&body, self.month, rules, context).map(Some)
    }

    /// Whether the other is the same visit sent again.
    ///
    /// # Errors
    /// It has the id, and is another.
    pub fn is_repeated_by(&self, other: &Self) -> Result<(), Refusal> {
        if self == other {
            return Ok(());
        }
        Err(Refusal::Conflict("visit_id was used for another visit of this loan".into()))
    }

    /// What the history says of a visit on which nothing was collected.
    pub fn remark(&self) -> String {
        let what = match (is_true(&self.fields, "is_visit_done"), is_true(&self.fields, "is_customer_met")) {
            (false, _) => "Visit not made",
            (true, false) => "Visit, customer not met",
            (true, true) => "Visit, customer met, nothing collected",
        };
        format!("{what}, {}", self.month)
    }
}

/// Says what is not said.
fn fill(fields: &mut Object, key: &str, value: &str) {
    if fields.get(key).and_then(Json::as_text).is_none_or(|text| text.trim().is_empty()) {
        fields.insert(key.to_owned(), Json::text(value));
    }
}

fn is_true(fields: &Object, key: &str) -> bool {
    fields.get(key).and_then(Json::as_bool) == Some(true)
}

fn marked(fields: &Object) -> Option<FinalStatus> {
    let text = fields.get("agent_marked_status").and_then(Json::as_text)?;
    MARKED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text.trim())).map(|(_, status)| *status)
}

/// What keys may not say together.
fn check(fields: &Object, rules: PaymentRules) -> Result<(), Faults> {
    let [done, met, recovered] =
        ["is_visit_done", "is_customer_met", "is_recovery_done"].map(|key| is_true(fields, key));
    let amount = fields.get("amount_recovered").and_then(Json::as_number).unwrap_or_default();
    let mut faults = Faults::default();
    if rules.customer_is_required && fields.get("client_customer_id").is_none_or(Json::is_null) {
        faults.add("client_customer_id", "Value is required");
    }
    if met && !done {
        faults.add("is_customer_met", "Value must be false where the visit was not made");
    }
    if recovered && !done {
        faults.add("is_recovery_done", "Value must be false where the visit was not made");
    }
    if recovered && amount <= Decimal::ZERO {
        faults.add("amount_recovered", "Value must be greater than 0");
    }
    if !recovered && amount > Decimal::ZERO {
        faults.add("amount_recovered", "Value must be 0 or absent where nothing was collected");
    }
    if recovered && marked(fields).is_none() {
        let names: Vec<&str> = MARKED.iter().map(|(name, _)| *name).collect();
        faults.add("agent_marked_status", format!("Value must be one of {}", names.join(", ")));
    }
    if recovered && fields.get("payment_method").and_then(Json::as_text).is_none_or(str::is_empty) {
        faults.add("payment_method", "Value is required");
    }
    faults.into_result()
}
