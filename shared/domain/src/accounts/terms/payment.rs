//! How payments are taken and spread.

use super::draft::Draft;
use crate::accounts::settings::account::PAYMENT_METHOD;
use crate::accounts::settings::allocation::ORDER;
use crate::accounts::settings::prepayment::FUTURE_PAYMENTS_ACCEPTANCE;
use crate::accounts::settings::principal_payment::PRINCIPAL_PAYMENT;
use crate::accounts::settings::redraw::{ALLOWED, RESTRICT_NEXT_DUE};
use crate::accounts::value::{STEPS, Value};
use crate::servicing::allocation::order::{AllocationOrder, AllocationRules, Direction, FutureInstallments};
use crate::servicing::credit_line::RedrawTerms;
use crate::servicing::terms::{FuturePayments, PrepaymentTerms};

/// What only revolving loans have is refused: a loan with installments computes its principal.
pub(super) fn refuse(draft: &mut Draft<'_>) {
    for setting in PRINCIPAL_PAYMENT {
        if draft.settings.get(setting).is_some() {
            draft.refuse(setting, "Value is for revolving loans, and the account has installments");
        }
    }
}

/// How a payment is spread over what is owed.
pub(super) fn allocation(draft: &mut Draft<'_>, future: FutureInstallments) -> AllocationRules {
    let steps = match draft.settings.get(&ORDER) {
        Some(Value::Order(steps)) => steps.clone(),
        _ => STEPS.map(|(_, step)| step).to_vec(),
    };
    AllocationRules {
        direction: draft.spelled(&PAYMENT_METHOD, Direction::Horizontal),
        default: AllocationOrder { steps, future },
        of_kind: Vec::new(),
        chargeback: Vec::new(),
        transaction_order: None,
    }
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
