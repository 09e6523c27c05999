//! From what a caller says of an account to what is agreed.

use chrono::NaiveDate;

use super::context::Context;
use super::fields::tranches;
use super::record::Generation;
use crate::accounts::product::Product;
use crate::accounts::settings::Settings;
use crate::accounts::terms::{Facts, terms};
use crate::accounts::value::amount;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::day;
use crate::servicing::terms::ExpectedTranche;
use crate::time_zone::TimeZone;

/// What is agreed when a caller says these details and settings. Where nothing is said of when it is paid out, that is the
/// day of the application.
pub(super) fn agreed(
    details: &Object,
    said: Settings,
    product: Option<&Product>,
    applied_on: NaiveDate,
    context: &Context<'_>,
) -> Result<Generation, Faults> {
    let currency_code = currency(details, product, context);
    let settings = match product {
        Some(product) => product.effective(&said)?,
        None => said.clone(),
    };
    let planned = planned(details, context.zone());
    let facts = Facts {
        currency_code: &currency_code,
        applied_on,
        disbursement: time(details, "expected_disburse_time", context.zone()).unwrap_or(applied_on),
        first_repayment: time(details, "first_repay_time", context.zone()),
        tranches: &planned,
    };
    let terms = terms(&settings, &facts)?;
    Ok(Generation { number: 0, said, settings, terms, by: None, opened: None })
}

/// The currency of an account: its own, its product's, or the company's.
pub(super) fn currency(details: &Object, product: Option<&Product>, context: &Context<'_>) -> String {
    let own = details.get("currency_code").and_then(Json::as_text);
    let of_product = product.map(|product| product.currency_code.as_str());
    own.or(of_product).unwrap_or(&context.company.settings.currency).to_owned()
}

/// The day of a time among the details of the disbursement.
pub(super) fn time(details: &Object, key: &str, zone: &TimeZone) -> Option<NaiveDate> {
    details.get("disbursement_details")?.as_object()?.get(key).and_then(|time| day(time, zone))
}

/// The disbursements that are planned.
pub(super) fn planned(details: &Object, zone: &TimeZone) -> Vec<ExpectedTranche> {
    let tranche = |tranche: &&Object| {
        let details = tranche.get("disbursement_details")?.as_object()?;
        let on = day(details.get("expected_disburse_time")?, zone)?;
        Some(ExpectedTranche { on, amount: amount(tranche.get("amount")?).ok()? })
    };
    tranches(details).iter().filter_map(tranche).collect()
}
