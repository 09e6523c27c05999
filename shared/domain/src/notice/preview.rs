//! What a preview is of: a template with values that are given, or else with the names of its variables.

use chrono::NaiveDate;

use super::letter::{Letter, Particulars, fill};
use super::template::NoticeTemplate;
use crate::communication::message::RenderFault;
use crate::company::Company;

/// What stands in a preview for what only a notice has.
const REFERENCE: &str = "PREVIEW";

/// The letter of a preview.
///
/// # Errors
/// All variables without a value, or a text that is too long then.
pub fn letter(
    template: &NoticeTemplate,
    language: Option<&str>,
    company: &Company,
    today: NaiveDate,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Letter, RenderFault> {
    let particulars = Particulars {
        reference: REFERENCE.to_owned(),
        subject: template.contents.name.clone(),
        date: today,
        currency: company.settings.currency.clone(),
        company_name: company.settings.name.clone(),
        addressee: value("recipient_name").into_iter().collect(),
    };
    fill(template, language, particulars, value)
}
