//! What is agreed on in place of what was.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::request::{Request, of_account};
use crate::accounts::account::context::Context;
use crate::accounts::account::draft::time;
use crate::accounts::account::record::{Account, Generation};
use crate::accounts::product::Product;
use crate::accounts::restructure::{RESTRUCTURE, fault};
use crate::accounts::setting::Setting;
use crate::accounts::settings::Settings;
use crate::accounts::settings::account::AMOUNT;
use crate::accounts::settings::schedule::{DOWN_PAYMENT_AUTOMATIC, DOWN_PAYMENT_PERCENTAGE};
use crate::accounts::terms::{Facts, terms};
use crate::field::Faults;
use crate::servicing::range::LARGEST_AMOUNT;
use crate::servicing::terms::Terms;

/// A down payment is asked for when money is lent, not when a debt goes over.
const OF_LENDING: [Setting; 2] = [DOWN_PAYMENT_PERCENTAGE, DOWN_PAYMENT_AUTOMATIC];

/// What a caller says and what counts.
struct Pair {
    said: Settings,
    settings: Settings,
}

/// Checks that accounts of this currency may be opened of another product, where the caller names one.
pub(super) fn other_product<'a>(
    request: &Request,
    account: &Account,
    found: Option<&'a Product>,
) -> Result<Option<&'a Product>, Faults> {
    let own = account.product.as_ref().map(|product| product.product_id.as_str());
    let Some(id) = request.product_id().filter(|id| Some(*id) != own) else { return Ok(None) };
    let refuse = |sentence| Err(of_account(Faults::at("product_id", sentence)));
    match found {
        None => refuse(format!("No product has the id {id}")),
        Some(product) if !product.is_active => refuse("No accounts are opened of this product any more".to_owned()),
        Some(product) if product.currency_code != account.currency_code => {
            refuse(format!("Value must name a product in {}", account.currency_code))
        }
        Some(product) => Ok(Some(product)),
    }
}

/// What is agreed from a day on for a debt: `amount`, in units of the currency. `other` is the product where it is another.
pub(super) fn agreed(
    account: &Account,
    request: &Request,
    other: Option<&Product>,
    amount: Decimal,
    context: &Context<'_>,
) -> Result<Generation, Faults> {
    check_amount(request, other.or(account.product.as_ref()), amount)?;
    let amount = with_decimals(amount, account.agreed.terms.rounding.decimals);
    let Pair { said, settings } = of_product(account, request, other).map_err(of_account)?;
    let whole = |settings: Settings| settings.without(&OF_LENDING).with_amount(&AMOUNT, amount);
    let (said, settings) = (whole(said), whole(settings));
    let terms =
        drawn_up(account, request, &settings, context).map_err(|faults| of_account(request.changes.place(&faults)))?;
    Ok(Generation { number: 0, said, settings, terms, by: None, opened: None })
}

fn drawn_up(account: &Account, request: &Request, settings: &Settings, context: &Context<'_>) -> Result<Terms, Faults> {
    let on: NaiveDate = request.on;
    let facts = Facts {
        currency_code: &account.currency_code,
        applied_on: on,
        disbursement: on,
        first_repayment: time(&request.account, "first_repay_time", context.zone()),
        tranches: &[],
    };
    terms(settings, &facts)
}

/// The settings: the account's own with what changes in place of them. Of another product they start from its defaults,
/// and keep what the account itself says, which must be what the product allows.
fn of_product(account: &Account, request: &Request, other: Option<&Product>) -> Result<Pair, Faults> {
    let agreed = &account.agreed;
    let said = agreed.said.overridden_by(&request.changes.settings);
    let settings = match (other, &account.product) {
        (None, None) => agreed.settings.overridden_by(&request.changes.settings),
        (None, Some(own)) => request.changes.effective(own, &agreed.settings)?,
        (Some(other), _) => {
            check_allowed(other, &said)?;
            other.defaults.overridden_by(&said)
        }
    };
    Ok(Pair { said, settings })
}

fn check_allowed(product: &Product, said: &Settings) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for (setting, reason) in product.refusals(said).into_iter().filter(|(setting, _)| setting.place() != AMOUNT.place())
    {
        faults.merge(not_allowed(setting, &reason));
    }
    faults.into_result()
}

/// What a restructuring can say lies at fault itself; for the rest, the product does.
fn not_allowed(setting: &Setting, reason: &str) -> Faults {
    if is_named(setting) {
        return fault(setting, reason);
    }
    Faults::at("product_id", format!("The account's {} does not go with it: {reason}", setting.path()))
}

/// Whether a restructuring can say something of a setting.
fn is_named(setting: &Setting) -> bool {
    RESTRUCTURE.iter().flat_map(|(_, settings)| settings.iter()).any(|known| known.place() == setting.place())
}

/// What is lent anew keeps to the product's bounds; a debt that only goes over is what it is.
fn check_amount(request: &Request, product: Option<&Product>, amount: Decimal) -> Result<(), Faults> {
    if request.replacement.top_up.is_zero() {
        return Ok(());
    }
    let refuse = |reason| Faults::at("top_up_amount", format!("The loan would be {amount}: {reason}"));
    if amount > Decimal::from(LARGEST_AMOUNT) {
        return Err(refuse(format!("Value must be at most {LARGEST_AMOUNT}")));
    }
    let of_loan = Settings::default().with_amount(&AMOUNT, amount);
    let refusal = product.and_then(|product| product.refusals(&of_loan).into_iter().next());
    refusal.map_or(Ok(()), |(_, reason)| Err(refuse(reason)))
}

fn with_decimals(mut amount: Decimal, decimals: u32) -> Decimal {
    amount.rescale(decimals);
    amount
}
