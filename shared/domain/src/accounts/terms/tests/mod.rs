//! Terms that settings come to.

mod offered;
mod payments;
mod refusals;
mod schedules;
mod total;

use super::{Facts, terms};
use crate::accounts::hand_built::{json, settings};
use crate::accounts::setting::Setting;
use crate::accounts::settings::Settings;
use crate::calendar::date_from_text;
use crate::field::Faults;
use crate::servicing::terms::{ExpectedTranche, Terms};

/// 1000 rupees for three months at 12 percent a year, in months of 30 days.
const LOAN: &str = r#"{"amount": "1000", "settings": {"interest": {"rate": 12, "day_count": "THIRTY_360"},
    "schedule": {"repayment_installments": 3, "repayment_period": "P1M"}}}"#;

fn date(text: &str) -> chrono::NaiveDate {
    date_from_text(text).expect("a date")
}

fn facts() -> Facts<'static> {
    Facts {
        currency_code: "INR",
        applied_on: date("2023-12-20"),
        disbursement: date("2024-01-01"),
        first_repayment: None,
        tranches: &[],
    }
}

/// What the loan comes to with the settings of an account's body in place of its own.
fn with(body: &str) -> Result<Terms, Faults> {
    terms(&changed(body), &facts())
}

fn changed(body: &str) -> Settings {
    settings(LOAN).overridden_by(&settings(body))
}

/// The body in which one setting has a value.
fn one(setting: &Setting, value: &str) -> String {
    match setting.group.key() {
        Some(group) => format!(r#"{{"settings": {{"{group}": {{"{}": {value}}}}}}}"#, setting.key),
        None => format!(r#"{{"{}": {value}}}"#, setting.key),
    }
}

fn tranche(on: &str, amount: &str) -> ExpectedTranche {
    ExpectedTranche { on: date(on), amount: json(amount).as_number().expect("a number") }
}
