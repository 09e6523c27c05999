//! Deposits of what field agents collected.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::schema::{BANK_BRANCH, COMPANY_BRANCH, DEPOSIT};
use crate::company::UnknownKeys;
use crate::field::{Extent, Faults};
use crate::json::{Json, Object};

/// The key of the branch, whose own keys depend on whose it is.
pub const BRANCH_DETAILS: &str = "branch_details";

/// A deposit of what a field agent collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// Unique id of the deposit in its company.
    pub deposit_id: String,
    /// The keys of the body, in the order in which the documents show them.
    pub fields: Object,
}

impl Deposit {
    /// Reads a body. `id_of` makes the id of a deposit that says none from the number of its receipt.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn parse(body: &Object, id_of: impl FnOnce(&str) -> String) -> Result<Self, Faults> {
        let mut body = body.clone();
        let branch = body.shift_remove(BRANCH_DETAILS);
        let mut faults = Faults::default();
        let fields = DEPOSIT.check(&body, Extent::Whole, UnknownKeys::Refuse).unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        let is_bank =
            body.get("branch_type").and_then(Json::as_text).is_some_and(|kind| kind.eq_ignore_ascii_case("bank"));
        let section = if is_bank { &BANK_BRANCH } else { &COMPANY_BRANCH };
        let branch = match branch.as_ref().map(Json::as_object) {
            None => Err(Faults::at(BRANCH_DETAILS, "Value is required")),
            Some(None) => Err(Faults::at(BRANCH_DETAILS, "Value must be an object")),
            Some(Some(object)) => section.check(object, Extent::Whole, UnknownKeys::Refuse).map_err(|inside| {
                let mut faults = Faults::default();
                faults.add_inside(BRANCH_DETAILS, inside);
                faults
            }),
        };
        let branch = branch.unwrap_or_else(|found| {
            faults.merge(found);
            Object::new()
        });
        faults.into_result()?;
        check_sum(&fields)?;
        Ok(Self::of(fields, branch, id_of))
    }

    fn of(mut fields: Object, branch: Object, id_of: impl FnOnce(&str) -> String) -> Self {
        fields.insert(BRANCH_DETAILS.to_owned(), Json::Object(branch));
        let text = |key: &str| fields.get(key).and_then(Json::as_text).filter(|text| !text.is_empty());
        let deposit_id = text("deposit_id").map(str::to_owned);
        let deposit_id = deposit_id.unwrap_or_else(|| id_of(text("deposit_receipt_no").unwrap_or_default()));
        fields.insert("deposit_id".to_owned(), Json::text(&deposit_id));
        Self { deposit_id, fields }
    }

    /// The loans of which something was deposited, in order.
    pub fn loan_ids(&self) -> impl Iterator<Item = &str> {
        entries(&self.fields).filter_map(|entry| entry.get("loan_id")).filter_map(Json::as_text)
    }

    /// Whether the other is the same deposit sent again.
    ///
    /// # Errors
    /// It has the id, and is another.
    pub fn is_repeated_by(&self, other: &Self) -> Result<(), Refusal> {
        if self == other {
            return Ok(());
        }
        Err(Refusal::Conflict("deposit_id, or its receipt's number, was used for another deposit".into()))
    }
}

fn entries(fields: &Object) -> impl Iterator<Item = &Object> {
    fields.get("loan_data").and_then(Json::as_list).unwrap_or_default().iter().filter_map(Json::as_object)
}

/// The amounts of the loans add up to the whole, and each loan is there once.
fn check_sum(fields: &Object) -> Result<(), Faults> {
    let mut faults = Faults::default();
    let amount = |entry: &Object| entry.get("amount").and_then(Json::as_number).unwrap_or_default();
    let total = fields.get("total_amount").and_then(Json::as_number).unwrap_or_default();
    let sum = entries(fields).map(amount).try_fold(Decimal::ZERO, Decimal::checked_add);
    if total <= Decimal::ZERO {
        faults.add("total_amount", "Value must be greater than 0");
    } else if sum != Some(total) {
        faults.add("total_amount", "Value must be the sum of the amounts of loan_data");
    }
    if entries(fields).next().is_none() {
        faults.add("loan_data", "Value must have at least one entry");
    }
    let mut seen = std::collections::BTreeSet::new();
    let ids = entries(fields).filter_map(|entry| entry.get("loan_id")).filter_map(Json::as_text);
    if !ids.into_iter().all(|id| seen.insert(id)) {
        faults.add("loan_data", "Value names a loan more than once");
    }
    faults.into_result()
}

#[cfg(test)]
mod tests;
