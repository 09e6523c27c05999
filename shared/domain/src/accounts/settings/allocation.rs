//! How a payment is spread over what is owed.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// The order of steps.
pub const ORDER: Setting = Setting::new(
    Group::Allocation,
    "order",
    Kind::Order,
    "The order in which a payment is spread; what is past due first, then what is due, each penalties, fees, interest, principal, where nothing is said",
);

/// Which installments a payment in advance goes to.
pub const FUTURE_INSTALLMENTS: Setting = Setting::new(
    Group::Allocation,
    "future_installments",
    Kind::Choice(FUTURE),
    "Which installments that are not due yet a payment in advance goes to: the next ones, the last ones, the one that the day lies in and then the last ones, or all in equal parts. Where nothing is said, prepayment.recalculation says it: LAST_INSTALLMENT the last ones, RESCHEDULE_REMAINING all, any other the next ones",
);

/// The order for single types of transactions.
pub const BY_TYPE: Setting = Setting::new(
    Group::Allocation,
    "by_type",
    Kind::Orders,
    "The order, and with it future_installments, for single types of transactions that have another one: an object whose keys are types",
);

/// What a chargeback puts back first.
pub const CHARGEBACK_ORDER: Setting = Setting::new(
    Group::Allocation,
    "chargeback_order",
    Kind::Components,
    "The order in which a chargeback takes from what its payment had paid; principal alone where nothing is said",
);

/// How a payment is spread over a schedule that was drawn up at once.
pub const STRATEGY: Setting = Setting::new(
    Group::Allocation,
    "strategy",
    Kind::Choice(&[
        "PENALTIES_FEES_INTEREST_PRINCIPAL",
        "INTEREST_PRINCIPAL_PENALTIES_FEES",
        "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE",
        "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST",
    ]),
    "How a payment is spread, oldest installment first, with a schedule.style of CUMULATIVE, which takes it in place of an order; PENALTIES_FEES_INTEREST_PRINCIPAL where nothing is said",
);

/// As [`FutureInstallments`](crate::servicing::allocation::order::FutureInstallments) spells them.
pub const FUTURE: &[&str] = &["NEXT_INSTALLMENT", "LAST_INSTALLMENT", "NEXT_LAST_INSTALLMENT", "REAMORTIZATION"];

/// The settings of `allocation`, in the order in which they are answered.
pub const ALLOCATION: &[Setting] = &[ORDER, FUTURE_INSTALLMENTS, BY_TYPE, CHARGEBACK_ORDER, STRATEGY];
