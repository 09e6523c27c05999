//! Orders for single types of transactions.

use super::list;
use crate::accounts::body::members;
use crate::accounts::settings::allocation::{FUTURE, FUTURE_INSTALLMENTS, ORDER};
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};
use crate::servicing::allocation::order::{AllocationOrder, FutureInstallments};
use crate::servicing::transaction::RepaymentKind;

/// The types of transactions that are spread as payments are, as they are written.
pub const PAYMENTS: [(&str, RepaymentKind); 12] = [
    ("repayment", RepaymentKind::Repayment),
    ("down_payment", RepaymentKind::DownPayment),
    ("merchant_issued_refund", RepaymentKind::MerchantIssuedRefund),
    ("payout_refund", RepaymentKind::PayoutRefund),
    ("goodwill_credit", RepaymentKind::GoodwillCredit),
    ("interest_payment_waiver", RepaymentKind::InterestPaymentWaiver),
    ("interest_refund", RepaymentKind::InterestRefund),
    ("charge_refund", RepaymentKind::ChargeRefund),
    ("charge_adjustment", RepaymentKind::ChargeAdjustment),
    ("capitalized_income_adjustment", RepaymentKind::CapitalizedIncomeAdjustment),
    ("interest_waiver", RepaymentKind::InterestWaiver),
    ("recovery_after_write_off", RepaymentKind::Recovery),
];

/// What future installments are, as [`FUTURE`] writes them.
const FUTURES: [FutureInstallments; 4] = [
    FutureInstallments::NextInstallment,
    FutureInstallments::LastInstallment,
    FutureInstallments::NextLastInstallment,
    FutureInstallments::Reamortization,
];

/// Reads orders, each with its type; answered in the order of [`PAYMENTS`].
pub(super) fn read(json: &Json) -> Result<Vec<(RepaymentKind, AllocationOrder)>, Fault> {
    let mut orders = Vec::new();
    members(json, |key, value| {
        let (_, kind) = PAYMENTS.iter().find(|(name, _)| *name == key)?;
        Some(order(value).map(|order| orders.push((*kind, order))))
    })?;
    let place = |kind: RepaymentKind| PAYMENTS.iter().position(|(_, known)| *known == kind);
    orders.sort_by_key(|(kind, _)| place(*kind));
    Ok(orders)
}

fn order(json: &Json) -> Result<AllocationOrder, Fault> {
    let (mut steps, mut future) = (None, FutureInstallments::default());
    members(json, |key, value| {
        if key == ORDER.key {
            Some(list::order(value).map(|order| steps = Some(order)).map_err(Fault::Value))
        } else if key == FUTURE_INSTALLMENTS.key {
            Some(known(value).map(|known| future = known).map_err(Fault::Value))
        } else {
            None
        }
    })?;
    let missing = || Fault::Inside(Faults::at(ORDER.key, "Value is required"));
    Ok(AllocationOrder { steps: steps.ok_or_else(missing)?, future })
}

/// Some installments that are not due yet. `null` says nothing.
fn known(json: &Json) -> Result<FutureInstallments, String> {
    let mut known = FUTURE.iter().zip(FUTURES);
    let found = known.find(|(name, _)| json.as_text() == Some(name)).map(|(_, future)| future);
    found.ok_or_else(|| format!("Value must be one of {}", FUTURE.join(", ")))
}

pub(super) fn to_json(orders: &[(RepaymentKind, AllocationOrder)]) -> Json {
    let shown = orders.iter().filter_map(|(kind, order)| {
        let (name, _) = PAYMENTS.iter().find(|(_, known)| known == kind)?;
        let (future, _) = FUTURE.iter().zip(FUTURES).find(|(_, known)| *known == order.future)?;
        let order = [
            (ORDER.key.to_owned(), list::order_to_json(&order.steps)),
            (FUTURE_INSTALLMENTS.key.to_owned(), Json::text(*future)),
        ];
        Some(((*name).to_owned(), Json::Object(Object::from(order))))
    });
    Json::Object(shown.collect())
}
