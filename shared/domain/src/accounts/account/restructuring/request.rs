//! What is asked when an account is refinanced or rescheduled.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fields::{REFINANCE, RESCHEDULE};
use crate::accounts::account::context::Context;
use crate::accounts::account::draft::time;
use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::record::Restructured;
use crate::accounts::restructure::Restructure;
use crate::accounts::setting::inside;
use crate::accounts::value::amount;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::read;
use crate::servicing::restructuring::Replacement;
use crate::servicing::transaction::Components;

/// The key of a body that says what the account is going to be.
const ACCOUNT: &str = "account";

/// What a body asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Request {
    /// The account goes on under its id.
    pub keeps_id: bool,
    /// What is said of the account beside its settings.
    pub account: Object,
    /// What is said of its settings.
    pub changes: Restructure,
    /// What is given up and added, in units of the currency.
    pub replacement: Replacement,
    /// The day on which the debt goes over.
    pub on: NaiveDate,
}

impl Request {
    /// Reads a body. Every fault of it that can be seen without computing the debt is named at once.
    pub fn from_body(how: Restructured, body: &Object, ledger: &Ledger, context: &Context<'_>) -> Result<Self, Faults> {
        let sent = body.get(ACCOUNT).and_then(Json::as_object);
        let changes = sent.map_or_else(|| Ok(Restructure::default()), Restructure::from_body).map_err(of_account);
        let said = read(fields(how), body, None);
        let (said, changes) = match (said, changes) {
            (Ok(said), Ok(changes)) => (said, changes),
            (said, changes) => {
                let mut faults = said.err().unwrap_or_default();
                faults.merge(changes.err().unwrap_or_default());
                return Err(faults);
            }
        };
        let account = said.get(ACCOUNT).and_then(Json::as_object).cloned().unwrap_or_default();
        let keeps_id = said.get("keep_same_account_id").and_then(Json::as_bool).unwrap_or(false);
        let mut faults = check_id(keeps_id, &account, &ledger.account.account_id).err().unwrap_or_default();
        faults.merge(check_decimals(&said, ledger.terms().rounding.decimals).err().unwrap_or_default());
        match day(&account, ledger, context) {
            Ok(on) => faults.into_result().map(|()| {
                let replacement = replacement(&said);
                Self { keeps_id, account, changes, replacement, on }
            }),
            Err(fault) => {
                faults.merge(of_account(fault));
                Err(faults)
            }
        }
    }

    /// The product that it names.
    pub fn product_id(&self) -> Option<&str> {
        self.account.get("product_id").and_then(Json::as_text)
    }

    /// The fees that are to be taken out of the top-up.
    pub fn fees(&self) -> Decimal {
        let details = self.account.get("disbursement_details").and_then(Json::as_object);
        let fees = details.and_then(|details| details.get("fees")).and_then(Json::as_list).unwrap_or_default();
        fees.iter().filter_map(|fee| amount(fee.as_object()?.get("amount")?).ok()).sum()
    }
}

fn fields(how: Restructured) -> &'static [crate::resource::Field] {
    match how {
        Restructured::Refinanced => REFINANCE,
        Restructured::Rescheduled => RESCHEDULE,
    }
}

/// Faults of what is said of the account, where they lie in the body.
pub(super) fn of_account(faults: Faults) -> Faults {
    inside(ACCOUNT, faults)
}

fn check_id(keeps_id: bool, account: &Object, own: &str) -> Result<(), Faults> {
    let named = account.get("account_id").and_then(Json::as_text);
    let sentence = match named {
        Some(named) if keeps_id && named != own => "Value must be the account's own id with keep_same_account_id",
        Some(named) if !keeps_id && named == own => "Value must be another id without keep_same_account_id",
        _ => return Ok(()),
    };
    Err(of_account(Faults::at("account_id", sentence)))
}

/// Amounts of money are in whole minor units of the currency.
fn check_decimals(said: &Object, decimals: u32) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for (key, value) in said {
        match value {
            Json::Object(object) => {
                if let Err(fault) = check_decimals(object, decimals) {
                    faults.add_inside(key, fault);
                }
            }
            Json::List(list) => {
                let entries =
                    (0_usize..).zip(list).filter_map(|(place, entry)| Some((place.to_string(), entry.as_object()?)));
                for (place, entry) in entries {
                    if let Err(fault) = check_decimals(entry, decimals) {
                        faults.merge(inside(key, inside(&place, fault)));
                    }
                }
            }
            value if is_amount(key) && amount(value).is_ok_and(|amount| amount.normalize().scale() > decimals) => {
                faults.add(key, format!("Value must have at most {decimals} decimals"));
            }
            _ => {}
        }
    }
    faults.into_result()
}

/// The keys of amounts, wherever they lie.
fn is_amount(key: &str) -> bool {
    ["top_up_amount", "fee", "interest", "penalty", "principal", "amount", "interest_commission"].contains(&key)
}

fn replacement(said: &Object) -> Replacement {
    let write_off = said.get("write_off_amounts").and_then(Json::as_object).cloned().unwrap_or_default();
    let of = |object: &Object, key: &str| object.get(key).and_then(|json| amount(json).ok()).unwrap_or_default();
    let write_off = Components {
        principal: of(&write_off, "principal"),
        interest: of(&write_off, "interest"),
        fees: of(&write_off, "fee"),
        penalties: of(&write_off, "penalty"),
    };
    Replacement { write_off, top_up: of(said, "top_up_amount") }
}

/// The day on which the debt goes over: today, or the one that is named, where nothing happened after it.
fn day(account: &Object, ledger: &Ledger, context: &Context<'_>) -> Result<NaiveDate, Faults> {
    let today = context.today();
    let on = time(account, "expected_disburse_time", context.zone()).unwrap_or(today);
    let days = ledger.standing().into_iter().map(|entry| entry.transaction.value_date);
    let last = days.filter(|day| *day <= today).max();
    let sentence = if on > today {
        "Value must not be in the future: the debt goes over when it is refinanced".to_owned()
    } else if let Some(last) = last.filter(|last| on < *last) {
        format!("Value must not be before {last}, the day of the account's last transaction")
    } else {
        return Ok(on);
    };
    Err(inside("disbursement_details", Faults::at("expected_disburse_time", sentence)))
}
