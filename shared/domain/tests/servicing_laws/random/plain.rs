//! The terms that random ones start from, as they are stored.

use chrono::NaiveDate;
use domain::servicing::terms::Terms;

const PLAIN: &str = r#"{
    "principal": "1000",
    "expected_disbursement": "2024-01-01",
    "rounding": { "mode": "HALF_EVEN", "decimals": 2, "precision": null, "installment_multiple": null },
    "interest": {
        "rate": "12", "rate_period": "YEAR", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS",
        "day_count": "ACTUAL_365", "leap_day": "WHOLE_YEAR", "calculation": "DAILY", "partial_periods": false,
        "first_day_counts": false, "recalculation": null,
        "accrue_late_interest": false, "accrue_after_maturity": false
    },
    "schedule": {
        "engine": "PROGRESSIVE", "installments": 3, "period": "P1M", "fixed_days_of_month": [], "first_due": null,
        "principal_grace": 0, "interest_grace": 0, "interest_free_periods": 0, "counted_from": null,
        "fixed_length": null, "down_payment": null, "periodic_payment": null, "amortization_installments": null,
        "working_days": null, "expected_tranches": [], "full_term_tranches": false
    },
    "allocation": {
        "direction": "MethodHorizontal",
        "default": {
            "steps": [
                ["PAST_DUE", "PENALTY"], ["PAST_DUE", "FEE"], ["PAST_DUE", "INTEREST"], ["PAST_DUE", "PRINCIPAL"],
                ["DUE", "PENALTY"], ["DUE", "FEE"], ["DUE", "INTEREST"], ["DUE", "PRINCIPAL"],
                ["IN_ADVANCE", "PENALTY"], ["IN_ADVANCE", "FEE"], ["IN_ADVANCE", "INTEREST"],
                ["IN_ADVANCE", "PRINCIPAL"]
            ],
            "future": "NEXT_INSTALLMENT"
        },
        "of_kind": [],
        "chargeback": [],
        "transaction_order": "PENALTIES_FEES_INTEREST_PRINCIPAL"
    },
    "arrears": {
        "tolerance_days": 0, "tolerance_percentage": null, "tolerance_floor": null,
        "counted_from": "LAST_LATE_REPAYMENT", "buckets": [], "late_payment": null
    },
    "penalty": { "rate": "0", "base": "NONE", "tolerance_days": 0 },
    "prepayment": { "acceptance": "AcceptOverpayments" },
    "charge_off": "REGULAR"
}"#;

/// A thousand for three months from 1 January 2024, at 12 percent a year.
pub fn plain_terms() -> Terms {
    serde_json::from_str(PLAIN).expect("terms")
}

/// A date as it is written.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The same, where it is known whether interest follows payments: then late principal bears it too.
pub fn plain_terms_of(follows_payments: bool) -> Terms {
    let mut terms = plain_terms();
    terms.interest.accrue_late_interest = follows_payments;
    terms
}
