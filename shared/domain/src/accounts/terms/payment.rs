//! How payments are taken and spread.

use super::draft::Draft;
use crate::accounts::settings::account::PAYMENT_METHOD;
use crate::accounts::settings::allocation::{BY_TYPE, CHARGEBACK_ORDER, FUTURE_INSTALLMENTS, ORDER, STRATEGY};
use crate::accounts::settings::interest::ON_CHARGE_OFF;
use crate::accounts::settings::prepayment::FUTURE_PAYMENTS_ACCEPTANCE;
use crate::accounts::settings::principal_payment::PRINCIPAL_PAYMENT;
use crate::accounts::settings::redraw::{ALLOWED, RESTRICT_NEXT_DUE};
use crate::accounts::value::{STEPS, Value};
use crate::servicing::allocation::order::{
    AllocationOrder, AllocationRules, Direction, FutureInstallments, TransactionOrder,
};
use crate::servicing::credit_line::RedrawTerms;
use crate::servicing::terms::{ChargeOffInterest, FuturePayments, PrepaymentTerms, ScheduleEngine};
use crate::servicing::transaction::RepaymentKind;

/// What only revolving loans have is refused: a loan with installments computes its principal.
pub(super) fn refuse(draft: &mut Draft<'_>) {
    for setting in PRINCIPAL_PAYMENT {
        if draft.settings.get(setting).is_some() {
            draft.refuse(setting, "Value is for revolving loans, and the account has installments");
        }
    }
}

/// How a payment is spread over what is owed; to installments that are not due yet as `future` says, where the settings of
/// allocation do not.
pub(super) fn allocation(draft: &mut Draft<'_>, future: FutureInstallments, engine: ScheduleEngine) -> AllocationRules {
    let steps = match draft.settings.get(&ORDER) {
        Some(Value::Order(steps)) => steps.clone(),
        _ => STEPS.map(|(_, step)| step).to_vec(),
    };
    let chargeback = match draft.settings.get(&CHARGEBACK_ORDER) {
        Some(Value::Components(components)) => components.clone(),
        _ => Vec::new(),
    };
    AllocationRules {
        direction: draft.spelled(&PAYMENT_METHOD, Direction::Horizontal),
        default: AllocationOrder { steps, future: draft.spelled(&FUTURE_INSTALLMENTS, future) },
        of_kind: by_type(draft),
        chargeback,
        transaction_order: strategy(draft, engine),
    }
}

/// What the borrower paid to somebody else is spread as what he paid to the lender.
fn by_type(draft: &Draft<'_>) -> Vec<(RepaymentKind, AllocationOrder)> {
    let Some(Value::Orders(orders)) = draft.settings.get(&BY_TYPE) else { return Vec::new() };
    let of_borrower = orders.iter().find(|(kind, _)| *kind == RepaymentKind::Repayment);
    let external = of_borrower.map(|(_, order)| (RepaymentKind::ExternalRepayment, order.clone()));
    orders.iter().cloned().chain(external).collect()
}

/// A schedule that is drawn up at once has a strategy, one that follows what happens an order.
fn strategy(draft: &mut Draft<'_>, engine: ScheduleEngine) -> Option<TransactionOrder> {
    if engine == ScheduleEngine::Progressive {
        if draft.settings.get(&STRATEGY).is_some() {
            draft.refuse(&STRATEGY, "Value takes a schedule.style of CUMULATIVE");
        }
        return None;
    }
    for setting in [&ORDER, &FUTURE_INSTALLMENTS, &BY_TYPE] {
        if draft.settings.get(setting).is_some() {
            draft.refuse(setting, "Value takes a schedule.style of PROGRESSIVE; with CUMULATIVE it is the strategy");
        }
    }
    Some(draft.spelled(&STRATEGY, TransactionOrder::PenaltiesFeesInterestPrincipal))
}

/// What a charge-off does to interest.
pub(super) fn charge_off(draft: &mut Draft<'_>) -> ChargeOffInterest {
    draft.spelled(&ON_CHARGE_OFF, ChargeOffInterest::Regular)
}

/// Whether a payment before its time is taken.
pub(super) fn prepayment(draft: &mut Draft<'_>) -> PrepaymentTerms {
    PrepaymentTerms { acceptance: draft.spelled(&FUTURE_PAYMENTS_ACCEPTANCE, FuturePayments::AcceptOverpayments) }
}

/// Whether it may be taken out again.
pub(super) fn redraw(draft: &Draft<'_>) -> RedrawTerms {
    RedrawTerms {
        allowed: draft.settings.is_set(&ALLOWED),
        restrict_next_due_withdrawal: draft.settings.is_set(&RESTRICT_NEXT_DUE),
    }
}
