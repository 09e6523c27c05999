//! Money that goes back: of payments, of interest, of what was overpaid.

use rust_decimal::Decimal;

use super::inadmissible::Inadmissible;
use super::request::Request;
use crate::servicing::account::Account;
use crate::servicing::transaction::{Event, RepaymentKind, TransactionId};

/// An overpayment is paid out, and no more than it.
pub(super) fn of_credit_balance(request: &Request<'_>, account: &Account, amount: Decimal) -> Result<(), Inadmissible> {
    if account.overpaid <= Decimal::ZERO {
        return Err(Inadmissible::NotOverpaid);
    }
    if amount > account.overpaid {
        return Err(Inadmissible::BeyondOverpaid { asked: amount, overpaid: account.overpaid });
    }
    // The overpayment came about with the last payment: before it there may have been none.
    match request.history.days_of(is_payment).last() {
        Some(paid_on) if request.on() < paid_on => Err(Inadmissible::BeforePayment { paid_on }),
        _ => Ok(()),
    }
}

/// Interest is given back once for a refund of the merchant's or of a payout.
pub(super) fn of_interest(request: &Request<'_>, of: TransactionId) -> Result<(), Inadmissible> {
    let refund = request.history.find_standing(of)?;
    if !matches!(
        refund.event,
        Event::Repayment { kind: RepaymentKind::MerchantIssuedRefund | RepaymentKind::PayoutRefund, .. }
    ) {
        return Err(Inadmissible::NotARefund(of));
    }
    if request.on() < refund.value_date {
        return Err(Inadmissible::BeforePayment { paid_on: refund.value_date });
    }
    let given_back = |event: &Event| matches!(event, Event::InterestRefund { of: refund, .. } if *refund == of);
    if request.history.has(given_back) { Err(Inadmissible::AlreadyRefunded(of)) } else { Ok(()) }
}

/// What the payer's bank takes back is a payment, and no more than is left of it after earlier chargebacks.
pub(super) fn chargeback(request: &Request<'_>, of: TransactionId, amount: Decimal) -> Result<(), Inadmissible> {
    let payment = request.history.find_standing(of)?;
    let Event::Repayment { amount: paid, kind } = payment.event else { return Err(Inadmissible::NotAPayment(of)) };
    // A charge that was given back came from the lender: no bank of the payer's can take it back.
    if !is_money(kind) || kind == RepaymentKind::ChargeRefund {
        return Err(Inadmissible::NotAPayment(of));
    }
    if request.on() < payment.value_date {
        return Err(Inadmissible::BeforePayment { paid_on: payment.value_date });
    }
    let taken_back = request.history.sum(|event| match event {
        Event::Chargeback { of: payment, amount } if *payment == of => Some(*amount),
        _ => None,
    });
    let left = paid - taken_back;
    if amount > left { Err(Inadmissible::BeyondPayment { asked: amount, left }) } else { Ok(()) }
}

fn is_payment(event: &Event) -> bool {
    matches!(event, Event::Repayment { kind, .. } if is_money(*kind))
}

/// Whether money came in, instead of something being asked for no more.
fn is_money(kind: RepaymentKind) -> bool {
    match kind {
        RepaymentKind::Repayment
        | RepaymentKind::ExternalRepayment
        | RepaymentKind::Refinance
        | RepaymentKind::DownPayment
        | RepaymentKind::MerchantIssuedRefund
        | RepaymentKind::PayoutRefund
        | RepaymentKind::GoodwillCredit
        | RepaymentKind::InterestPaymentWaiver
        | RepaymentKind::ChargeRefund => true,
        RepaymentKind::ChargeAdjustment
        | RepaymentKind::CapitalizedIncomeAdjustment
        | RepaymentKind::InterestRefund
        | RepaymentKind::InterestWaiver
        | RepaymentKind::Recovery => false,
    }
}
