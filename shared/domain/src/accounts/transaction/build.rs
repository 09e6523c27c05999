//! What a type's fields come to.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

use super::said::Said;
use crate::field::Faults;
use crate::servicing::transaction::{
    Charge, ChargeAmount, ChargeDue, Event, ReAge, ReAgeInterest, ReAmortiseInterest, RepaymentKind,
};

/// Makes an event of what is said of the fields of a type.
#[derive(Debug, Clone, Copy)]
pub struct Build(pub(super) fn(&Said) -> Result<Event, Faults>);

/// What a charge may be a part of: as [`ChargeAmount`] has it.
pub(super) const PERCENTAGE_OF: &[&str] = &[PRINCIPAL, PRINCIPAL_AND_INTEREST, INTEREST, DISBURSEMENT];
pub(super) const PRINCIPAL: &str = "PRINCIPAL";
pub(super) const PRINCIPAL_AND_INTEREST: &str = "PRINCIPAL_AND_INTEREST";
pub(super) const INTEREST: &str = "INTEREST";
pub(super) const DISBURSEMENT: &str = "DISBURSEMENT";
/// When a charge may be due: as [`ChargeDue`] has it.
pub(super) const DUE: &[&str] = &[ON_DATE, EACH_INSTALLMENT, AT_DISBURSEMENT];
pub(super) const ON_DATE: &str = "ON_DATE";
pub(super) const EACH_INSTALLMENT: &str = "EACH_INSTALLMENT";
pub(super) const AT_DISBURSEMENT: &str = "AT_DISBURSEMENT";
/// As [`ReAgeInterest`] spells them.
pub(super) const RE_AGE_INTEREST: &[&str] =
    &["DEFAULT", "EQUAL_AMORTIZATION_FULL_INTEREST", "EQUAL_AMORTIZATION_PAYABLE_INTEREST", "WAIVE_INTEREST"];
/// As [`ReAmortiseInterest`] spells them.
pub(super) const RE_AMORTISE_INTEREST: &[&str] = &["DEFAULT", "EQUAL_AMORTIZATION_INTEREST_SPLIT", "WAIVE_INTEREST"];

/// The day from which an event counts where nobody says: that of its fields, if they name one and it has come or may lie
/// ahead; else today.
pub(super) fn natural_day(event: &Event, today: NaiveDate) -> NaiveDate {
    match event {
        Event::Charge { charge: Charge { due: ChargeDue::On(day), .. } } => today.min(*day),
        Event::ReAge { plan } => today.min(plan.first_due),
        Event::DueDateChange { from, .. } => *from,
        _ => today,
    }
}

pub(super) fn repayment(said: &Said) -> Result<Event, Faults> {
    let external = said.is_set("is_external");
    paid(said, if external { RepaymentKind::ExternalRepayment } else { RepaymentKind::Repayment })
}

/// Money that came in on a ground.
pub(super) fn paid(said: &Said, kind: RepaymentKind) -> Result<Event, Faults> {
    Ok(Event::Repayment { amount: said.number("amount")?, kind })
}

/// A refund that it belongs to makes it what the refund says; else it is an amount by itself.
pub(super) fn interest_refund(said: &Said) -> Result<Event, Faults> {
    match said.maybe_transaction("original_transaction_id") {
        Some(of) => Ok(Event::InterestRefund { of, amount: said.maybe_number("amount") }),
        None => paid(said, RepaymentKind::InterestRefund),
    }
}

pub(super) fn chargeback(said: &Said) -> Result<Event, Faults> {
    Ok(Event::Chargeback { of: said.transaction("original_transaction_id")?, amount: said.number("amount")? })
}

pub(super) fn credit_balance_refund(said: &Said) -> Result<Event, Faults> {
    Ok(Event::CreditBalanceRefund { amount: said.number("amount")? })
}

pub(super) fn redraw(said: &Said) -> Result<Event, Faults> {
    Ok(Event::Redraw { amount: said.number("amount")? })
}

pub(super) fn capitalized_income(said: &Said) -> Result<Event, Faults> {
    Ok(Event::CapitalizedIncome { amount: said.number("amount")? })
}

pub(super) fn approved_amount_change(said: &Said) -> Result<Event, Faults> {
    Ok(Event::ApprovedAmount { amount: said.number("amount")? })
}

pub(super) fn charge(said: &Said, penalty: bool) -> Result<Event, Faults> {
    let unnamed = if penalty { "Penalty" } else { "Fee" };
    let name = said.name("name").unwrap_or(unnamed).to_owned();
    Ok(Event::Charge { charge: Charge { name, penalty, amount: charge_amount(said)?, due: charge_due(said)? } })
}

fn charge_amount(said: &Said) -> Result<ChargeAmount, Faults> {
    let of = said.choice("percentage_of");
    let percentage = match (said.maybe_number("amount"), said.maybe_number("percentage")) {
        (Some(_), Some(_)) => return Err(Faults::at("percentage", "Value must not be there beside an amount")),
        (None, None) => return Err(Faults::at("amount", "Value is required, or a percentage")),
        (Some(amount), None) if of.is_none() => return Ok(ChargeAmount::Flat(amount)),
        (Some(_), None) => return Err(Faults::at("percentage_of", "Value must not be there beside an amount")),
        (None, Some(percentage)) if percentage <= Decimal::ZERO => {
            return Err(Faults::at("percentage", "Value must be greater than 0"));
        }
        (None, Some(percentage)) => percentage,
    };
    match of {
        Some(PRINCIPAL) => Ok(ChargeAmount::PercentOfAmount(percentage)),
        Some(PRINCIPAL_AND_INTEREST) => Ok(ChargeAmount::PercentOfAmountAndInterest(percentage)),
        Some(INTEREST) => Ok(ChargeAmount::PercentOfInterest(percentage)),
        Some(DISBURSEMENT) => Ok(ChargeAmount::PercentOfDisbursement(percentage)),
        _ => Err(Faults::at("percentage_of", "Value is required with a percentage")),
    }
}

fn charge_due(said: &Said) -> Result<ChargeDue, Faults> {
    let day = said.maybe_day("due_date");
    let due = match said.choice("due") {
        Some(EACH_INSTALLMENT) => ChargeDue::EachInstallment,
        Some(AT_DISBURSEMENT) => ChargeDue::AtDisbursement,
        _ => return Ok(ChargeDue::On(day.or(said.value_date).unwrap_or(said.today))),
    };
    if day.is_some() {
        return Err(Faults::at("due_date", format!("Value takes a due of {ON_DATE}")));
    }
    Ok(due)
}

pub(super) fn charge_payment(said: &Said) -> Result<Event, Faults> {
    Ok(Event::ChargePayment { of: said.transaction("original_transaction_id")?, amount: said.number("amount")? })
}

pub(super) fn charge_waiver(said: &Said) -> Result<Event, Faults> {
    Ok(Event::ChargeWaiver { of: said.transaction("original_transaction_id")? })
}

pub(super) fn interest_rate_change(said: &Said) -> Result<Event, Faults> {
    Ok(Event::RateChange { rate: said.number("rate")? })
}

pub(super) fn interest_pause(said: &Said) -> Result<Event, Faults> {
    Ok(Event::InterestPause { until: said.day("until")? })
}

pub(super) fn due_date_change(said: &Said) -> Result<Event, Faults> {
    Ok(Event::DueDateChange { from: said.day("due_date")?, to: said.day("new_due_date")? })
}

pub(super) fn extra_terms(said: &Said) -> Result<Event, Faults> {
    Ok(Event::ExtraTerms { count: said.count("installments")? })
}

pub(super) fn mid_term_grace(said: &Said) -> Result<Event, Faults> {
    let count = |key| said.maybe_count(key).unwrap_or(0);
    match (count("principal_installments"), count("interest_installments")) {
        (0, 0) => Err(Faults::at("principal_installments", "Value must be above 0, or interest_installments")),
        (principal, interest) => Ok(Event::MidTermGrace { principal, interest }),
    }
}

pub(super) fn payment_holiday(said: &Said) -> Result<Event, Faults> {
    Ok(Event::PaymentHoliday { installments: said.count("installments")? })
}

pub(super) fn re_age(said: &Said) -> Result<Event, Faults> {
    let plan = ReAge {
        first_due: said.day("first_due_date")?,
        installments: said.count("installments")?,
        period: said.period("repayment_period")?,
        interest: spelled::<ReAgeInterest>(said)?,
    };
    Ok(Event::ReAge { plan })
}

pub(super) fn re_amortise(said: &Said) -> Result<Event, Faults> {
    Ok(Event::ReAmortise { interest: spelled::<ReAmortiseInterest>(said)? })
}

/// What the servicing calls one of the ways to handle interest, which it spells alike.
fn spelled<T: Deserialize<'static> + Default>(said: &Said) -> Result<T, Faults> {
    let Some(text) = said.choice("interest_handling") else { return Ok(T::default()) };
    T::deserialize(StrDeserializer::<Error>::new(text))
        .map_err(|_| Faults::at("interest_handling", "Value is not served"))
}

pub(super) fn arrears_pause(said: &Said) -> Result<Event, Faults> {
    Ok(Event::ArrearsPause { until: said.day("until")? })
}

#[expect(clippy::unnecessary_wraps, reason = "one signature for all types")]
pub(super) fn arrears_resume(_: &Said) -> Result<Event, Faults> {
    Ok(Event::ArrearsResume)
}

#[expect(clippy::unnecessary_wraps, reason = "one signature for all types")]
pub(super) fn charge_off(_: &Said) -> Result<Event, Faults> {
    Ok(Event::ChargeOff)
}
