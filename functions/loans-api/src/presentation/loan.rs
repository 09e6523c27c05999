//! A loan.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::calendar::Month;
use domain::company::Company;
use domain::json::{Json, Object};
use domain::lending::allocation::Allocations;
use domain::lending::loan::LoanProfile;
use domain::lending::schema;
use platform::http::problem::Problem;
use platform::lending::{Head, View};

use super::serviced::Serviced;
use super::{Asked, allocation, document, history, insert};
use crate::Edition;

/// The keys that the documents show of every loan, with their default where none was sent.
const SHOWN: &[&str] = &[
    "loan_type",
    "product_type",
    "applicant_name",
    "applicant_contact_number",
    "applicant_email",
    "applicant_gender",
    "business_name",
    "emi_amount",
    "loan_tenure",
    "applicant_language",
    "applicant_occupation",
    "applicant_pan_number",
    "applicant_cibil_score",
    "applicant_dob",
    "payment_link",
    "client_loan_sanction_date",
    "loan_end_date",
    "interest_on_loan",
    "merchant_name",
    "security_type",
    "total_loan_amount",
    "loan_nbfc_name",
    "loan_nbfc_cin",
    "tenure_finished",
    "backed_by_surety",
    "credit_bank_name",
    "applicant_address",
    "document_details",
    "references",
    "co_applicant",
    "credit_account_number",
    "applicant_aadhar_number",
    "applicant_monthly_income",
    "credit_account_holder_name",
    "credit_account_holder_type",
];

/// The answer to a reader of a loan.
pub(crate) fn present(
    view: View<LoanProfile>,
    asked: &Asked,
    (company, loan_id): (&Company, &str),
    today: NaiveDate,
) -> Result<Json, Problem> {
    let mut answer = Object::new();
    if let Some(mut head) = view.head {
        let account = head.account.take();
        let serviced = account.as_ref().map(|known| Serviced::of(known, company, today)).transpose()?;
        insert(&mut answer, "loan_details", details(head, loan_id, serviced.as_ref(), asked.edition, today));
    }
    history::add(&mut answer, &view.history, view.complete_to, asked)?;
    Ok(Json::Object(answer))
}

fn details(
    head: Head<LoanProfile>,
    loan_id: &str,
    serviced: Option<&Serviced>,
    edition: Edition,
    today: NaiveDate,
) -> Json {
    let archived = head.profile.as_ref().is_some_and(|profile| profile.archived);
    let mut fields = Object::from([("loan_id".to_owned(), Json::text(loan_id))]);
    fields.extend(head.profile.map(|profile| profile.fields).unwrap_or_default());
    if let Some(serviced) = serviced {
        serviced.amend(&mut fields);
    }
    let mut details = document(&schema::LOAN, fields, SHOWN);
    if edition == Edition::Of2020 {
        schema::flatten_addresses(&mut details);
    }
    if let Some(names) = tag_names(&head.allocations) {
        insert(&mut details, "tags", names);
    }
    let uploaded = head.allocations.iter().map(|(month, known)| (*month, allocation::present(known, edition, today)));
    let mut months: BTreeMap<Month, Json> = uploaded.collect();
    if let Some(serviced) = serviced {
        serviced.amend_months(&mut months, edition, today);
    }
    insert(&mut details, "defaults", months.into_values().collect::<Json>());
    if edition == Edition::Current {
        insert(&mut details, "archive", archived);
    }
    Json::Object(details)
}

/// The names of all tags, each once, as an upload sends them.
pub(super) fn tag_names(allocations: &Allocations) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for tag in allocations.values().flat_map(|allocation| &allocation.tags) {
        if !names.contains(&tag.name.as_str()) {
            names.push(&tag.name);
        }
    }
    Some(names.join(",")).filter(|names| !names.is_empty())
}
