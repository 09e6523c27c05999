//! An event as answers show it: its type, and the fields of that type.

use rust_decimal::Decimal;
use serde::Serialize;

use super::build::{
    AT_DISBURSEMENT, DISBURSEMENT, EACH_INSTALLMENT, INTEREST, ON_DATE, PRINCIPAL, PRINCIPAL_AND_INTEREST,
};
use super::read::TYPE;
use crate::json::{Json, Object};
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::transaction::{
    Charge, ChargeAmount, ChargeDue, Components, Event, ReAge, RepaymentKind, TransactionId,
};

/// An event as answers show it: `type`, and the fields of that type of which something is said. `id` answers by which id
/// callers know a transaction of the account.
pub fn present(event: &Event, id: &dyn Fn(TransactionId) -> String) -> Object {
    let mut shown = Object::from([(TYPE.to_owned(), Json::text(name_of(event)))]);
    let fields = fields(event, id);
    shown.extend(fields.into_iter().filter(|(_, json)| !json.is_null()).map(|(key, json)| (key.to_owned(), json)));
    shown
}

/// The type of an event.
pub fn name_of(event: &Event) -> &'static str {
    match event {
        Event::Disbursement { .. } => "disbursement",
        Event::CapitalizedIncome { .. } => "capitalized_income",
        Event::Repayment { kind, .. } => name_of_payment(*kind),
        Event::InterestRefund { .. } => "interest_refund",
        Event::CreditBalanceRefund { .. } => "credit_balance_refund",
        Event::Chargeback { .. } => "chargeback",
        Event::Charge { charge } if charge.penalty => "penalty",
        Event::Charge { .. } => "fee",
        Event::ChargePayment { .. } => "charge_payment",
        Event::ChargeWaiver { .. } => "charge_waiver",
        Event::InterestPause { .. } => "interest_pause",
        Event::RateChange { .. } => "interest_rate_change",
        Event::DueDateChange { .. } => "due_date_change",
        Event::ExtraTerms { .. } => "extra_terms",
        Event::MidTermGrace { .. } => "mid_term_grace",
        Event::ReAge { .. } => "re_age",
        Event::ReAmortise { .. } => "re_amortise",
        Event::ChargeOff => "charge_off",
        Event::WriteOff { .. } => "write_off",
        Event::Termination => "termination",
        Event::Reversal { .. } => "reversal",
        Event::InterestApplied { .. } => "interest_applied",
        Event::PaymentHoliday { .. } => "payment_holiday",
        Event::Redraw { .. } => "redraw",
        Event::Lock { .. } => "lock",
        Event::Unlock { .. } => "unlock",
        Event::ArrearsPause { .. } => "arrears_pause",
        Event::ArrearsResume => "arrears_resume",
        Event::ApprovedAmount { .. } => "approved_amount_change",
    }
}

fn name_of_payment(kind: RepaymentKind) -> &'static str {
    match kind {
        RepaymentKind::Repayment | RepaymentKind::ExternalRepayment => "repayment",
        RepaymentKind::Refinance => "refinance_payoff",
        RepaymentKind::DownPayment => "down_payment",
        RepaymentKind::MerchantIssuedRefund => "merchant_issued_refund",
        RepaymentKind::PayoutRefund => "payout_refund",
        RepaymentKind::GoodwillCredit => "goodwill_credit",
        RepaymentKind::InterestPaymentWaiver => "interest_payment_waiver",
        RepaymentKind::ChargeRefund => "charge_refund",
        RepaymentKind::ChargeAdjustment => "charge_adjustment",
        RepaymentKind::CapitalizedIncomeAdjustment => "capitalized_income_adjustment",
        RepaymentKind::InterestRefund => "interest_refund",
        RepaymentKind::InterestWaiver => "interest_waiver",
        RepaymentKind::Recovery => "recovery_after_write_off",
    }
}

/// Keys with values; `null` is not shown.
fn fields(event: &Event, id: &dyn Fn(TransactionId) -> String) -> Vec<(&'static str, Json)> {
    let transaction = |of: &TransactionId| ("original_transaction_id", Json::text(id(*of)));
    match event {
        Event::Disbursement { amount: sum }
        | Event::CapitalizedIncome { amount: sum }
        | Event::CreditBalanceRefund { amount: sum }
        | Event::Redraw { amount: sum }
        | Event::ApprovedAmount { amount: sum } => vec![amount(*sum)],
        Event::Repayment { amount: sum, kind } => {
            let external = (*kind == RepaymentKind::ExternalRepayment).then_some(Json::Bool(true));
            vec![amount(*sum), ("is_external", external.unwrap_or(Json::Null))]
        }
        Event::InterestRefund { of, amount } => vec![maybe_amount(*amount), transaction(of)],
        Event::Chargeback { of, amount: sum } | Event::ChargePayment { of, amount: sum } => {
            vec![transaction(of), amount(*sum)]
        }
        Event::ChargeWaiver { of } | Event::Reversal { of } => vec![transaction(of)],
        Event::Charge { charge } => charge_fields(charge),
        Event::InterestPause { until } | Event::ArrearsPause { until } => vec![("until", text(until))],
        Event::RateChange { rate } => vec![("rate", Json::Number(*rate))],
        Event::DueDateChange { from, to } => vec![("due_date", text(from)), ("new_due_date", text(to))],
        Event::ExtraTerms { count: installments } | Event::PaymentHoliday { installments } => {
            vec![("installments", count(*installments))]
        }
        Event::MidTermGrace { principal, interest } => {
            vec![("principal_installments", count(*principal)), ("interest_installments", count(*interest))]
        }
        Event::ReAge { plan } => re_age_fields(plan),
        Event::ReAmortise { interest } => vec![("interest_handling", spelled(interest))],
        Event::WriteOff { amounts } => vec![("write_off_amounts", amounts.as_ref().map_or(Json::Null, components))],
        Event::InterestApplied { amount } => vec![maybe_amount(*amount)],
        Event::Lock { operations } | Event::Unlock { operations } => vec![("locked_operations", locked(operations))],
        Event::ChargeOff | Event::Termination | Event::ArrearsResume => Vec::new(),
    }
}

fn charge_fields(charge: &Charge) -> Vec<(&'static str, Json)> {
    let part = |percentage: Decimal, of| [("percentage", Json::Number(percentage)), ("percentage_of", Json::text(of))];
    let mut fields = vec![("name", Json::text(&charge.name))];
    match charge.amount {
        ChargeAmount::Flat(sum) => fields.push(amount(sum)),
        ChargeAmount::PercentOfAmount(percentage) => fields.extend(part(percentage, PRINCIPAL)),
        ChargeAmount::PercentOfAmountAndInterest(percentage) => fields.extend(part(percentage, PRINCIPAL_AND_INTEREST)),
        ChargeAmount::PercentOfInterest(percentage) => fields.extend(part(percentage, INTEREST)),
        ChargeAmount::PercentOfDisbursement(percentage) => fields.extend(part(percentage, DISBURSEMENT)),
    }
    match charge.due {
        ChargeDue::On(day) => fields.extend([("due", Json::text(ON_DATE)), ("due_date", text(&day))]),
        ChargeDue::EachInstallment => fields.push(("due", Json::text(EACH_INSTALLMENT))),
        ChargeDue::AtDisbursement => fields.push(("due", Json::text(AT_DISBURSEMENT))),
    }
    fields
}

fn re_age_fields(plan: &ReAge) -> Vec<(&'static str, Json)> {
    vec![
        ("first_due_date", text(&plan.first_due)),
        ("installments", count(plan.installments)),
        ("repayment_period", text(&plan.period)),
        ("interest_handling", spelled(&plan.interest)),
    ]
}

fn components(amounts: &Components) -> Json {
    let parts = [
        ("principal", amounts.principal),
        ("interest", amounts.interest),
        ("fee", amounts.fees),
        ("penalty", amounts.penalties),
    ];
    Json::Object(parts.into_iter().map(|(key, part)| (key.to_owned(), text(&part))).collect())
}

fn locked(operations: &[LockedOperation]) -> Json {
    operations.iter().map(spelled).collect()
}

fn amount(amount: Decimal) -> (&'static str, Json) {
    ("amount", text(&amount))
}

fn maybe_amount(amount: Option<Decimal>) -> (&'static str, Json) {
    ("amount", amount.map_or(Json::Null, |amount| text(&amount)))
}

fn count(count: u32) -> Json {
    Json::integer(i64::from(count))
}

fn text(value: &impl ToString) -> Json {
    Json::text(value.to_string())
}

/// A value that the servicing spells as answers do.
fn spelled(value: &impl Serialize) -> Json {
    let json = serde_json::to_string(value).ok();
    json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or(Json::Null)
}
