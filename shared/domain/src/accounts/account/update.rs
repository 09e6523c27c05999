//! What is said of an account changes.

use super::change::{Change, Happened};
use super::context::Context;
use super::import::TRANSACTIONS;
use super::ledger::Ledger;
use super::record::Generation;
use super::refusal::Refusal;
use super::{create, draft, fields, funding, plan, show};
use crate::accounts::product::Product;
use crate::accounts::settings::Settings;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource;
use crate::servicing::life_cycle::{AccountState, Operation, permit};

/// Changes what a body says, and nothing else: a field that it does not name stays as it is, one that is `null` is gone.
/// Computed fields may be sent back as they were read.
///
/// Terms change as long as the account is not approved. `product` is the one that the body names, where it names another.
pub fn update(
    ledger: &Ledger,
    body: &Object,
    product: Option<&Product>,
    context: &Context<'_>,
) -> Result<Change, Refusal> {
    let snapshot = ledger.on(context.today())?;
    let shown = show::account(ledger, &snapshot, context.zone());
    if body.get(TRANSACTIONS).is_some_and(|history| !history.is_null()) {
        return Err(Faults::at(TRANSACTIONS, "Value can be said only when the account is made").into());
    }
    let (mut said, settings) = create::read(body, Some(&shown))?;
    let mut updated = ledger.clone();
    let account = &mut updated.account;
    // What is sent back as it was read says nothing new, also where it was not the caller who said it first.
    said.retain(|key, value| account.details.contains_key(key) || shown.get(key) != Some(value));
    account.details = resource::merged(&account.details, &without_id(said, &account.account_id)?);
    fields::check(&account.details)?;
    let named = account.details.get("product_id").and_then(Json::as_text);
    if named != account.product.as_ref().map(|product| product.product_id.as_str()) {
        create::check_product(&account.details, product)?;
        account.product = product.filter(|_| named.is_some()).cloned();
    }
    let product = account.product.as_ref();
    account.currency_code = draft::currency(&account.details, product, context);
    let said = ledger.account.agreed.said.overridden_by(&settings);
    let applied_on = context.zone().date_at(account.stamps.create);
    let agreed = draft::agreed(&account.details, said, product, applied_on, context);
    let is_same = |ledger: &Ledger| {
        agreed
            .as_ref()
            .is_ok_and(|agreed| agreed.terms == *ledger.terms() && agreed.settings == ledger.account.agreed.settings)
    };
    if snapshot.place().state.is_application() {
        permit(Operation::UpdateTerms, &snapshot.standing)?;
        if !is_same(ledger) {
            let agreed = agreed?;
            stamp_tax(&mut updated, &agreed, context);
            updated.funding = funding::under(ledger, &snapshot, &agreed.terms)?;
            updated.account.agreed = agreed;
        }
    } else {
        permit(Operation::UpdateDetails, &snapshot.standing)?;
        let plans = plan::add(&mut updated, ledger, &snapshot.standing, context)?;
        refuse_terms(ledger, &updated, &settings, plans, snapshot.place().state)?;
    }
    let happened = Happened::to(&ledger.account.account_id, "account.updated");
    Change::finish(updated, ledger.entries.len(), happened, context)
}

fn stamp_tax(updated: &mut Ledger, agreed: &Generation, context: &Context<'_>) {
    if agreed.terms.tax_rate != updated.terms().tax_rate {
        updated.account.stamps.tax_rate_review = Some(context.now);
    }
}

/// The fields beside the settings that terms are made of.
const OF_TERMS: [&str; 5] = ["currency_code", "disbursement_details", "product_id", "tranches", "revolving_account_id"];

/// Once it is approved, what was agreed changes by operations alone, which say from when; only tranches may be added.
fn refuse_terms(
    ledger: &Ledger,
    updated: &Ledger,
    settings: &Settings,
    plans: bool,
    state: AccountState,
) -> Result<(), Faults> {
    let sentence = format!("Value cannot be changed while the account is {}: reschedule or refinance it", state.name());
    let mut faults = Faults::default();
    for (setting, value) in settings.iter() {
        if ledger.account.agreed.settings.get(setting) != Some(value) {
            faults.merge(setting.fault(&sentence));
        }
    }
    for key in OF_TERMS.into_iter().filter(|key| !(plans && *key == "tranches")) {
        if ledger.account.details.get(key) != updated.account.details.get(key) {
            faults.add(key, &sentence);
        }
    }
    faults.into_result()
}

/// The id is not a detail, and does not change.
fn without_id(mut said: Object, account_id: &str) -> Result<Object, Faults> {
    match said.shift_remove("account_id") {
        Some(id) if id.as_text() != Some(account_id) => {
            Err(Faults::at("account_id", "Value must be the id of the path"))
        }
        _ => Ok(said),
    }
}
