//! Bodies of funds and of sales.

use rust_decimal::Decimal;

use super::fields::{FUND, SALE};
use crate::accounts::account::context::Context;
use crate::accounts::account::refusal::Refusal;
use crate::accounts::value::{amount, percentage};
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};
use crate::resource::{merged, read};
use crate::servicing::funding::{Funding, NewFund, Purchase};

/// A new fund. An id that the caller does not give is made.
pub(super) fn new(body: &Object, funding: &Funding, context: &Context<'_>) -> Result<NewFund, Refusal> {
    let mut said = read(FUND, body, None)?;
    said.retain(|_, value| !value.is_null());
    let fund_id = text(&said, "fund_id").unwrap_or_else(|| (context.new_id)("fnd_"));
    let amount = amount_said(&said, funding)?;
    Ok(fund(fund_id, &said, amount))
}

/// A fund with what a body says in place of parts of it. `shown` is the fund as it is shown.
///
/// Of the amount and the share, the one that the body says anew counts; where it does so of both, they must agree.
pub(super) fn changed(body: &Object, shown: &Object, funding: &Funding) -> Result<NewFund, Refusal> {
    let mut said = read(FUND, body, Some(shown))?;
    let fund_id = text(shown, "fund_id").unwrap_or_default();
    if said.get("fund_id").is_some_and(|id| id.as_text() != Some(&fund_id)) {
        return Err(Faults::at("fund_id", "Value must be the id of the path").into());
    }
    for key in ["amount", "share_percentage"] {
        if said.get(key).is_some_and(Json::is_null) {
            return Err(Faults::at(key, "Value must not be null").into());
        }
        if said.get(key).is_some_and(|value| is_same(value, shown.get(key))) {
            said.shift_remove(key);
        }
    }
    let is_new = ["amount", "share_percentage"].iter().any(|key| said.contains_key(*key));
    let amount = if is_new { amount_said(&said, funding)? } else { number(shown, "amount").unwrap_or_default() };
    Ok(fund(fund_id, &merged(shown, &said), amount))
}

/// What is put in, by the amount or by the share.
fn amount_said(said: &Object, funding: &Funding) -> Result<Decimal, Refusal> {
    match (number(said, "amount"), number(said, "share_percentage")) {
        (Some(amount), Some(share)) if !funding.is_share(amount, share)? => {
            let sentence =
                format!("Value must be the share of the amount, or left out: {amount} is not {share} percent");
            Err(Faults::at("share_percentage", sentence).into())
        }
        (Some(amount), _) => Ok(amount),
        (None, Some(share)) => match funding.amount_of(share)? {
            amount if amount.is_zero() => Err(Faults::at("share_percentage", "Value comes to no amount").into()),
            amount => Ok(amount),
        },
        (None, None) => Err(Faults::at("amount", "Value is required, or share_percentage in place of it").into()),
    }
}

fn fund(fund_id: String, said: &Object, amount: Decimal) -> NewFund {
    let interest_commission = number(said, "interest_commission").unwrap_or_default();
    NewFund { fund_id, account_id: text(said, "funding_account_id"), amount, interest_commission }
}

/// The purchases of a sale; the ids of the buyers' funds are made.
pub(super) fn purchases(body: &Object, context: &Context<'_>) -> Result<Vec<Purchase>, Refusal> {
    let said = read(SALE, &with_texts(body), None)?;
    let list = said.get("purchases").and_then(Json::as_list).unwrap_or_default();
    let mut faults = Faults::default();
    let mut purchases = Vec::with_capacity(list.len());
    for (position, purchase) in list.iter().filter_map(Json::as_object).enumerate() {
        let fraction = text(purchase, "amount").unwrap_or_default();
        match Purchase::fraction_from_text(&fraction) {
            Ok(fraction) => purchases.push(Purchase {
                account_id: text(purchase, "account_id").unwrap_or_default(),
                fund_id: (context.new_id)("fnd_"),
                fraction,
                price: number(purchase, "price").unwrap_or_default(),
            }),
            Err(_) => faults.merge(at_purchase(position, "amount", "Value must be a fraction as \"0.25\"")),
        }
    }
    faults.into_result()?;
    Ok(purchases)
}

/// A fault of one purchase.
pub(super) fn at_purchase(position: usize, key: &str, sentence: &str) -> Faults {
    let mut of_list = Faults::default();
    of_list.note(position.to_string(), Fault::Inside(Faults::at(key, sentence)));
    let mut faults = Faults::default();
    faults.add_inside("purchases", of_list);
    faults
}

/// A fraction may be a number too; it is read from its text.
fn with_texts(body: &Object) -> Object {
    let mut body = body.clone();
    if let Some(Json::List(purchases)) = body.get_mut("purchases") {
        for purchase in purchases {
            if let Json::Object(purchase) = purchase
                && let Some(fraction) = purchase.get(PURCHASE_AMOUNT).and_then(Json::as_number)
            {
                purchase.insert(PURCHASE_AMOUNT.to_owned(), Json::text(fraction.to_string()));
            }
        }
    }
    body
}

/// The key of a purchase's fraction.
const PURCHASE_AMOUNT: &str = "amount";

fn text(of: &Object, key: &str) -> Option<String> {
    of.get(key).and_then(Json::as_text).map(str::to_owned)
}

fn number(of: &Object, key: &str) -> Option<Decimal> {
    let value = of.get(key)?;
    if key == "amount" || key == "price" { amount(value).ok() } else { percentage(value).ok() }
}

/// Whether two values are one number, written as they may be.
fn is_same(value: &Json, shown: Option<&Json>) -> bool {
    shown.is_some_and(|shown| amount(value).ok() == amount(shown).ok())
}
