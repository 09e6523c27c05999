//! What an account's entries brought in for those who fund it.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::accounts::account::ledger::Ledger;
use crate::accounts::account::snapshot::Snapshot;
use crate::servicing::account::{Posting, Standing};
use crate::servicing::funding::{Receipt, Receipts};
use crate::servicing::transaction::{Event, RepaymentKind, TransactionId};

/// What came in. The principal of all of it is what installments count as paid, less what was charged back, so that it also
/// has what was paid without a transaction of its own.
pub(super) fn of(ledger: &Ledger, snapshot: &Snapshot) -> Receipts {
    let last = ledger.account.entries;
    if snapshot.money.standing == Standing::Undisbursed {
        return Receipts { last, ..Receipts::default() };
    }
    let events: HashMap<TransactionId, &Event> =
        ledger.entries.iter().map(|entry| (entry.transaction.id, &entry.transaction.event)).collect();
    let event = |posting: &Posting| events.get(&posting.id).copied();
    let postings = &snapshot.money.postings;
    let each = postings.iter().filter_map(|posting| receipt(event(posting)?, posting)).collect();
    let charged_back = postings.iter().filter(|posting| matches!(event(posting), Some(Event::Chargeback { .. })));
    let charged_back: Decimal = charged_back.map(|posting| posting.components.principal).sum();
    Receipts { each, principal: snapshot.summary.balances.paid.principal - charged_back, last }
}

fn receipt(event: &Event, posting: &Posting) -> Option<Receipt> {
    let sign = match event {
        Event::Repayment { kind, .. } if is_money(*kind) => Decimal::ONE,
        Event::Chargeback { .. } => Decimal::NEGATIVE_ONE,
        _ => return None,
    };
    let [interest, principal] = [posting.components.interest, posting.components.principal].map(|part| part * sign);
    Some(Receipt { id: posting.id, interest, principal })
}

/// Whether somebody paid: the borrower, another, or the lender in the borrower's place.
fn is_money(kind: RepaymentKind) -> bool {
    match kind {
        RepaymentKind::Repayment
        | RepaymentKind::ExternalRepayment
        | RepaymentKind::Refinance
        | RepaymentKind::DownPayment
        | RepaymentKind::MerchantIssuedRefund
        | RepaymentKind::PayoutRefund
        | RepaymentKind::GoodwillCredit
        | RepaymentKind::ChargeRefund => true,
        RepaymentKind::InterestPaymentWaiver
        | RepaymentKind::ChargeAdjustment
        | RepaymentKind::CapitalizedIncomeAdjustment
        | RepaymentKind::InterestRefund
        | RepaymentKind::InterestWaiver
        | RepaymentKind::Recovery => false,
    }
}
