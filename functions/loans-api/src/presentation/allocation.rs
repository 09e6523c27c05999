//! An entry of `defaults`.

use chrono::NaiveDate;
use domain::days_past_due::bracket;
use domain::json::{Json, Object};
use domain::lending::allocation::{Allocation, SHOWN_OF_PAYMENT};
use domain::lending::tag::Tag;

use super::insert;
use crate::Edition;

/// Keys of the entry that a lender may send, shown with `null` where none was.
const TERMS: &[&str] = &[
    "late_fee",
    "expected_emi",
    "other_penalty",
    "settlement_amount",
    "default_emi_number",
    "total_claim_amount",
    "client_amount_recovered",
    "expected_emi_interest_amount",
    "principal_outstanding_amount",
    "expected_emi_principal_amount",
];

/// A month as the editions show it.
pub(super) fn present(allocation: &Allocation, edition: Edition, today: NaiveDate) -> Json {
    let mut entry = Object::new();
    insert(&mut entry, "created", allocation.created.to_lending_text());
    insert(&mut entry, "upload_date", allocation.uploaded_on.to_string());
    insert(&mut entry, "allocation_month", allocation.month.to_string());
    for key in TERMS {
        insert(&mut entry, key, allocation.terms.get(*key).cloned().unwrap_or_default());
    }
    insert(&mut entry, "date_of_default", allocation.date_of_default.to_string());
    insert(&mut entry, "actual_date_of_default", allocation.actual_date_of_default.to_string());
    if edition == Edition::Current {
        let days = allocation.dpd_on(today);
        insert(&mut entry, "dpd", days.to_string());
        insert(&mut entry, "dpd_bracket", bracket(days));
        insert(&mut entry, "tags", tags(&allocation.tags));
    }
    insert(&mut entry, "allocation_dpd_value", allocation.dpd_at_upload());
    insert(&mut entry, "allocation_dpd_bracket", allocation.bracket_at_upload());
    recovery(allocation, &mut entry);
    let own = allocation
        .terms
        .iter()
        .filter(|(key, _)| !entry.contains_key(*key))
        .map(|(key, value)| (key.clone(), value.clone()));
    let own: Object = own.collect();
    entry.extend(own);
    Json::Object(entry)
}

/// What came back: the sum, and the particulars of the last payment.
fn recovery(allocation: &Allocation, entry: &mut Object) {
    let recovery = &allocation.recovery;
    let last = |key: &str| recovery.last_payment.get(key).filter(|value| !value.is_null()).cloned();
    insert(entry, "final_status", recovery.final_status.name());
    insert(entry, "amount_recovered", recovery.amount_recovered);
    let recorded = recovery.recorded.map(|moment| Json::text(moment.to_lending_text()));
    insert(entry, "recovery_date", last("recovery_date").or(recorded).unwrap_or_default());
    for key in SHOWN_OF_PAYMENT.iter().filter(|key| **key != "recovery_date") {
        insert(entry, key, last(key).unwrap_or_else(|| Json::text("")));
    }
}

/// Tags as the current edition shows them.
pub(super) fn tags(tags: &[Tag]) -> Json {
    let tag = |tag: &Tag| {
        let mut shown = Object::new();
        insert(&mut shown, "tag_name", tag.name.clone());
        insert(&mut shown, "active", true);
        insert(&mut shown, "created", tag.created.to_lending_text());
        Json::Object(shown)
    };
    tags.iter().map(tag).collect()
}
