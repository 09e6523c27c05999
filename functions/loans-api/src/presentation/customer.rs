//! A customer of a credit line.

use chrono::NaiveDate;
use domain::json::{Json, Object};
use domain::lending::customer::{CustomerProfile, MonthOfCustomer, TRANSACTION_KEYS, by_month};
use domain::lending::schema;
use platform::http::problem::Problem;
use platform::lending::{Head, TransactionView, View};

use super::history::{ANSWER_BYTES_MAX, carried_bytes};
use super::loan::tag_names;
use super::{Asked, allocation, document, history, insert};
use crate::Edition;

/// Most bytes of all transactions in one answer; the rest is left to the customer's own keys, sums and history.
const TRANSACTIONS_BYTES_MAX: usize = ANSWER_BYTES_MAX / 5 * 3;

/// The keys that the documents show of every customer, with their default where none was sent.
const SHOWN: &[&str] = &[
    "loan_type",
    "references",
    "co_applicant",
    "payment_link",
    "product_type",
    "applicant_dob",
    "business_name",
    "engine_number",
    "loan_end_date",
    "loan_nbfc_cin",
    "merchant_name",
    "security_type",
    "applicant_name",
    "chassis_number",
    "loan_nbfc_name",
    "make_and_model",
    "applicant_email",
    "applicant_gender",
    "backed_by_surety",
    "credit_bank_name",
    "document_details",
    "applicant_address",
    "applicant_language",
    "applicant_occupation",
    "applicant_pan_number",
    "applicant_cibil_score",
    "credit_account_number",
    "credit_bank_ifsc_code",
    "applicant_aadhar_number",
    "applicant_contact_number",
    "applicant_monthly_income",
    "credit_account_holder_name",
    "credit_account_holder_type",
    "loan_regional_manager_name",
    "vehicle_registration_number",
    "loan_regional_manager_contact_email",
    "loan_regional_manager_contact_number",
];

/// The answer to a reader of a customer, without the envelope. The transaction that was asked for by its id, if any was, comes first.
pub(crate) fn present(
    view: View<CustomerProfile>,
    asked: &Asked,
    asked_id: &str,
    today: NaiveDate,
) -> Result<Json, Problem> {
    let mut answer = Object::new();
    if let Some(mut head) = view.head {
        head.transactions.sort_by_key(|view| view.transaction.transaction_id != asked_id);
        let (transactions, is_all) = transactions(&head.transactions, asked.edition, today)?;
        insert(&mut answer, "applicant_details", details(head, asked.edition)?);
        insert(&mut answer, "transactions_details", Json::List(transactions));
        if !is_all {
            insert(&mut answer, "transactions_truncated", true);
        }
    }
    history::add(&mut answer, &view.history, view.complete_to, asked)?;
    Ok(Json::Object(answer))
}

/// As many transactions as leave room for the rest, and whether that is all. Sums by month are over all of them in any case.
fn transactions(views: &[TransactionView], edition: Edition, today: NaiveDate) -> Result<(Vec<Json>, bool), Problem> {
    let mut shown = Vec::with_capacity(views.len());
    let mut size = 0_usize;
    for view in views {
        let json = present_transaction(view, edition, today);
        size = size.saturating_add(carried_bytes(&json)?);
        if size > TRANSACTIONS_BYTES_MAX && !shown.is_empty() {
            return Ok((shown, false));
        }
        shown.push(json);
    }
    Ok((shown, true))
}

/// A customer that is there has a profile: accounts are of loans.
fn details(head: Head<CustomerProfile>, edition: Edition) -> Result<Json, Problem> {
    let allocations = head.transactions.iter().flat_map(|transaction| transaction.allocations.values());
    let defaults: Json =
        by_month(allocations).iter().map(|(month, sums)| present_month(&month.to_string(), sums, edition)).collect();
    let mut details = Object::new();
    let profile = head.profile.ok_or_else(Problem::internal)?;
    insert(&mut details, "client_customer_id", profile.client_customer_id);
    insert(&mut details, "defaults", defaults);
    details.extend(document(&schema::TRANSACTION, profile.fields, SHOWN));
    if edition == Edition::Of2020 {
        schema::flatten_addresses(&mut details);
    } else {
        insert(&mut details, "archive", profile.archived);
    }
    Ok(Json::Object(details))
}

fn present_month(month: &str, sums: &MonthOfCustomer, edition: Edition) -> Json {
    let mut shown = Object::new();
    insert(&mut shown, "final_status", sums.final_status.name());
    insert(&mut shown, "allocation_month", month);
    insert(&mut shown, "amount_recovered", sums.amount_recovered);
    insert(&mut shown, "settlement_amount", sums.settlement_amount);
    if edition == Edition::Current {
        insert(&mut shown, "tags", allocation::tags(&sums.tags));
    }
    Json::Object(shown)
}

fn present_transaction(view: &TransactionView, edition: Edition, today: NaiveDate) -> Json {
    let defaults = view.allocations.values().map(|month| allocation::present(month, edition, today));
    let mut data = Object::new();
    insert(&mut data, "defaults", defaults.collect::<Json>());
    data.extend(document(&schema::TRANSACTION, view.transaction.fields.clone(), TRANSACTION_KEYS));
    insert(&mut data, "transaction_id", view.transaction.transaction_id.clone());
    if let Some(names) = tag_names(&view.allocations) {
        insert(&mut data, "tags", names);
    }
    let mut shown = Object::new();
    insert(&mut shown, "transaction_id", view.transaction.transaction_id.clone());
    insert(&mut shown, "data", data);
    Json::Object(shown)
}
