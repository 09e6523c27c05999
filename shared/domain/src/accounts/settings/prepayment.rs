//! What a payment before its time does.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// Whether it is taken.
pub const FUTURE_PAYMENTS_ACCEPTANCE: Setting = Setting::new(
    Group::Prepayment,
    "future_payments_acceptance",
    Kind::Choice(&["NoFuturePayments", "AcceptFuturePayments", "AcceptOverpayments"]),
    "Whether no more than is due, no more than is outstanding, or anything is taken; AcceptOverpayments where nothing is said",
);

/// What it does to the installments that follow.
pub const RECALCULATION: Setting = Setting::new(
    Group::Prepayment,
    "recalculation",
    Kind::Choice(&[
        "NO_RECALCULATION",
        "NEXT_INSTALLMENT",
        "LAST_INSTALLMENT",
        "REDUCE_AMOUNT_PER_INSTALLMENT",
        "REDUCE_NUMBER_OF_INSTALLMENTS",
        "RESCHEDULE_REMAINING",
    ]),
    "What a payment in advance does to the installments that follow; NO_RECALCULATION, where interest does not follow payments, where nothing is said",
);

/// Whether it pays interest first.
pub const APPLY_INTEREST: Setting = Setting::new(
    Group::Prepayment,
    "apply_interest_on_prepayment",
    Kind::Bool,
    "Whether interest up to the day of a payment in advance is made due by it; only false is served",
);

/// To which day a payoff bears interest.
pub const PAYOFF_INTEREST: Setting = Setting::new(
    Group::Prepayment,
    "payoff_interest",
    Kind::Choice(&["TILL_DATE", "TILL_PERIOD_END"]),
    "To which day a payoff bears interest, where recalculation is not NO_RECALCULATION; TILL_DATE where nothing is said",
);

/// The settings of `prepayment`, in the order in which they are answered.
pub const PREPAYMENT: &[Setting] = &[FUTURE_PAYMENTS_ACCEPTANCE, RECALCULATION, APPLY_INTEREST, PAYOFF_INTEREST];
