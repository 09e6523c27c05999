//! The wording of the remarks that changes leave: keys and months, never a person's data.

use super::allocation::Allocation;
use super::payment::Payment;
use crate::json::{Json, Object};

/// Longest remark that is composed, in characters.
const REMARK_CHARS_MAX: usize = 1_000;

/// Of an upload: `Loan uploaded, 2021-7-01`.
pub fn uploaded(what: &str, is_known: bool, allocations: &[Allocation]) -> String {
    let verb = if is_known { "extended" } else { "uploaded" };
    bounded(std::iter::once(format!("{what} {verb}")).chain(months(allocations)).collect::<Vec<_>>().join(", "))
}

/// Of an update: `Loan updated: total_loan_amount, defaults 2021-7-01`.
pub fn updated(what: &str, keys: &[String], allocations: &[Allocation]) -> String {
    let months = months(allocations).map(|month| format!("defaults {month}"));
    bounded(format!("{what} updated: {}", keys.iter().cloned().chain(months).collect::<Vec<_>>().join(", ")))
}

/// Of a payment: `Partially Recovered 3450, Online, 2021-2-01`.
pub fn paid(payment: &Payment) -> String {
    let method = payment.fields.get("payment_method").and_then(Json::as_text).unwrap_or_default();
    let closure = payment.fields.get("closure_with").and_then(Json::as_text).filter(|text| !text.is_empty());
    let closure = closure.map(|closure| format!(" with {closure}")).unwrap_or_default();
    format!("{}{closure}: {} recovered, {method}, {}", payment.final_status.name(), payment.amount, payment.month)
}

/// The keys whose value differs from what is known.
pub fn changed_keys(known: &Object, document: &Object) -> Vec<String> {
    document.iter().filter(|(key, value)| known.get(*key) != Some(*value)).map(|(key, _)| key.clone()).collect()
}

fn months(allocations: &[Allocation]) -> impl Iterator<Item = String> {
    allocations.iter().map(|allocation| allocation.month.to_string())
}

/// A text of at most so many characters as a remark may have.
pub(crate) fn bounded(text: String) -> String {
    if text.chars().count() <= REMARK_CHARS_MAX {
        text
    } else {
        text.chars().take(REMARK_CHARS_MAX - 1).chain(['…']).collect()
    }
}
