//! When the loan counts as late, and what that costs.

use rust_decimal::Decimal;

use super::draft::Draft;
use crate::accounts::settings::account::LATE_PAYMENTS_RECALCULATION_METHOD;
use crate::accounts::settings::{arrears, penalty};
use crate::accounts::value::Value;
use crate::servicing::terms::{ArrearsDate, ArrearsTerms, LatePaymentRecalculation, PenaltyBase, PenaltyTerms};

/// When the loan counts as late.
pub(super) fn arrears(draft: &mut Draft<'_>) -> ArrearsTerms {
    let late_payment = draft.settings.choice(&LATE_PAYMENTS_RECALCULATION_METHOD).map(|_| {
        draft.spelled(&LATE_PAYMENTS_RECALCULATION_METHOD, LatePaymentRecalculation::OverdueInstallmentsIncrease)
    });
    let buckets = match draft.settings.get(&arrears::BUCKETS) {
        Some(Value::Buckets(buckets)) => buckets.clone(),
        _ => Vec::new(),
    };
    ArrearsTerms {
        tolerance_days: draft.settings.count(&arrears::TOLERANCE_PERIOD).unwrap_or(0),
        tolerance_percentage: draft.number(&arrears::TOLERANCE_PERCENTAGE),
        tolerance_floor: draft.number(&arrears::TOLERANCE_FLOOR),
        counted_from: draft.spelled(&arrears::DATE_CALCULATION, ArrearsDate::LastLateRepayment),
        buckets,
        late_payment,
    }
}

/// What a late loan costs.
pub(super) fn penalty(draft: &mut Draft<'_>) -> PenaltyTerms {
    let rate = draft.number(&penalty::PENALTY_RATE).unwrap_or(Decimal::ZERO);
    if rate > Decimal::ZERO && draft.settings.get(&penalty::CALCULATION).is_none() {
        draft.refuse(&penalty::CALCULATION, "Value is required with a penalty_rate");
    }
    PenaltyTerms {
        rate,
        base: draft.spelled(&penalty::CALCULATION, PenaltyBase::None),
        tolerance_days: draft.settings.count(&penalty::TOLERANCE_PERIOD).unwrap_or(0),
    }
}
