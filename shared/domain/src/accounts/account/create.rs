//! An account begins.

use super::at_rest::AtRest;
use super::change::{Change, Happened};
use super::context::Context;
use super::draft;
use super::fields::{self, ACCOUNT};
use super::import::{TRANSACTIONS, import};
use super::ledger::Ledger;
use super::record::{Account, Stamps};
use super::refusal::Refusal;
use crate::accounts::product::Product;
use crate::accounts::settings::Settings;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource;
use crate::servicing::life_cycle::{AccountState, Place};

/// Makes an account of what a caller says: an application that is still to be submitted. An id that the caller does not
/// give is made.
///
/// One that brings its history is what that history makes of it: see `import`.
///
/// `product` is the one that the body names. Nothing is stored before the caller has seen that no other account has the id.
pub fn create(body: &Object, product: Option<&Product>, context: &Context<'_>) -> Result<Change, Refusal> {
    if body.get(TRANSACTIONS).is_some_and(|history| !history.is_null()) {
        return import(body, product, context);
    }
    let ledger = drawn_up(body, product, context)?;
    let happened = Happened::to(&ledger.account.account_id, "account.created");
    Change::finish(ledger, 0, happened, context)
}

/// The account that a body describes, as it would be created.
pub(super) fn drawn_up(body: &Object, product: Option<&Product>, context: &Context<'_>) -> Result<Ledger, Refusal> {
    if body.get(TRANSACTIONS).is_some_and(|history| !history.is_null()) {
        return Err(Faults::at(TRANSACTIONS, "Value can be said only when the account is made").into());
    }
    let (mut details, said) = read(body, None)?;
    check_product(&details, product)?;
    let account_id = details.shift_remove("account_id").and_then(|id| id.as_text().map(str::to_owned));
    let agreed = draft::agreed(&details, said, product, context.today(), context)?;
    let account = Account {
        account_id: account_id.unwrap_or_else(|| (context.new_id)("acc_")),
        currency_code: draft::currency(&details, product, context),
        details,
        product: product.cloned(),
        agreed,
        earlier: Vec::new(),
        generations: 1,
        decided: Some(Place::of(AccountState::PartialApplication)),
        closed_by_hand: false,
        stamps: Stamps::new(context.now),
        original_account_id: None,
        rescheduled_account_id: None,
        ending: None,
        entries: 0,
        at_rest: AtRest::nothing(context.today()),
    };
    Ok(Ledger { account, entries: Vec::new(), funding: None })
}

/// What a body says: details, and settings. All faults of both are named at once.
pub(super) fn read(body: &Object, shown: Option<&Object>) -> Result<(Object, Settings), Faults> {
    let details = resource::read(ACCOUNT, body, shown);
    let settings = Settings::from_body(body);
    match (details, settings) {
        (Ok(mut details), Ok(settings)) => {
            if shown.is_none() {
                details.retain(|_, value| !value.is_null());
            }
            fields::check(&details)?;
            Ok((details, settings))
        }
        (details, settings) => {
            let mut faults = details.err().unwrap_or_default();
            faults.merge(settings.err().unwrap_or_default());
            Err(faults)
        }
    }
}

pub(super) fn check_product(details: &Object, product: Option<&Product>) -> Result<(), Faults> {
    let Some(id) = details.get("product_id").and_then(Json::as_text) else { return Ok(()) };
    let Some(product) = product else {
        return Err(Faults::at("product_id", format!("No product has the id {id}")));
    };
    if !product.is_active {
        return Err(Faults::at("product_id", "No accounts are opened of this product any more"));
    }
    let currency = details.get("currency_code").and_then(Json::as_text);
    if currency.is_some_and(|currency| currency != product.currency_code) {
        return Err(Faults::at("currency_code", format!("Value must be the product's, {}", product.currency_code)));
    }
    Ok(())
}
