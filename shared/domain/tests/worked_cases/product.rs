//! What the product of a case charges by itself.
//!
//! A case says that its product has charges, not which: that, the name of the product says. The amounts are those that
//! the system gives all its test charges.

use domain::servicing::penalty::LateFee;
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event};
use rust_decimal::Decimal;

use crate::fields::Fields;

/// A fee: its name, what it costs, and the ends of the names of products that have it.
type InstallmentFee = (&'static str, fn() -> ChargeAmount, &'static [&'static str]);

/// The fees with each installment that the system's test products have.
const INSTALLMENT_FEES: [InstallmentFee; 4] = [
    (
        "Installment flat fee",
        || ChargeAmount::Flat(Decimal::TEN),
        &["INSTALLMENT_FEE_FLAT_CHARGES", "INSTALLMENT_FEE_ALL_CHARGES"],
    ),
    (
        "Installment percentage amount fee",
        || ChargeAmount::PercentOfAmount(Decimal::ONE),
        &["INSTALLMENT_FEE_PERCENT_AMOUNT_CHARGES", "INSTALLMENT_FEE_ALL_CHARGES"],
    ),
    (
        "Installment percentage interest fee",
        || ChargeAmount::PercentOfInterest(Decimal::from(5)),
        &["INSTALLMENT_FEE_PERCENT_INTEREST_CHARGES", "INSTALLMENT_FEE_ALL_CHARGES"],
    ),
    (
        "Installment percentage amount + interest fee",
        || ChargeAmount::PercentOfAmountAndInterest(Decimal::ONE),
        &["INSTALLMENT_FEE_PERCENT_AMOUNT_INTEREST_CHARGES", "INSTALLMENT_FEE_ALL_CHARGES"],
    ),
];

/// A name, what the fee is computed from, and the end of the product names that have it.
type LateFeeOfProducts = (&'static str, fn() -> ChargeAmount, &'static str);

/// The fee of the system's own for late installments.
const LATE_FEES: [LateFeeOfProducts; 1] = [(
    "% Late fee amount+interest",
    || ChargeAmount::PercentOfAmountAndInterest(Decimal::new(15, 1)),
    "_OVERDUE_FROM_AMOUNT_INTEREST",
)];

/// The fee that the product charges for each late installment.
pub fn late_fee(inputs: Fields<'_>) -> Option<LateFee> {
    let product = inputs.maybe_text("product_name").unwrap_or_default();
    let (name, amount, _) = LATE_FEES.iter().find(|(_, _, end)| product.ends_with(end))?;
    Some(LateFee { name: (*name).to_owned(), amount: amount(), tolerance_days: 0 })
}

/// What the product does by itself that the case says too little of.
pub fn unsupported(inputs: Fields<'_>) -> Option<&'static str> {
    let name = inputs.maybe_text("product_name").unwrap_or_default();
    let is_unknown = name.contains("_OVERDUE_FROM_") && late_fee(inputs).is_none();
    is_unknown.then_some("charges on overdue installments that the product adds by itself")
}

/// The charges that a loan of the product begins with. A product may have charges that loans take only when asked to.
pub fn charges(inputs: Fields<'_>) -> Vec<Event> {
    let name = inputs.maybe_text("product_name").unwrap_or_default();
    INSTALLMENT_FEES
        .iter()
        .filter(|(_, _, products)| {
            inputs.flag("product_charges_attached") && products.iter().any(|end| name.ends_with(end))
        })
        .map(|(name, amount, _)| Event::Charge {
            charge: Charge {
                name: (*name).to_owned(),
                penalty: false,
                amount: amount(),
                due: ChargeDue::EachInstallment,
            },
        })
        .collect()
}
