//! What lies on the account itself, and not in `settings`.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

use super::{arrears, prepayment};

/// The amount lent.
pub const AMOUNT: Setting = Setting::new(Group::Account, "amount", Kind::Amount, "Amount of the loan");

/// How payments are spread.
pub const PAYMENT_METHOD: Setting = Setting::new(
    Group::Account,
    "payment_method",
    Kind::Choice(&["MethodHorizontal", "MethodVertical"]),
    "Whether a payment goes installment by installment or component by component; MethodHorizontal where nothing is said",
);

/// Where the interest of late principal is owed.
pub const LATE_PAYMENTS_RECALCULATION_METHOD: Setting = Setting::new(
    Group::Account,
    "late_payments_recalculation_method",
    Kind::Choice(&["MethodOverdueInstallmentsIncrease", "MethodLastInstallmentIncrease"]),
    "Whether late installments or the last one are raised by the interest of late principal; those that come due meanwhile where nothing is said. It says nothing where interest.accrue_late_interest is not true",
);

/// The tax that charges contain.
pub const TAX_RATE: Setting = Setting::new(
    Group::Account,
    "tax_rate",
    Kind::Percentage,
    "Percent of tax that interest, fees and penalties contain",
);

/// Keys of an account that say a setting, in the order in which they are answered. Two of them say what a group says, too.
pub const ON_ACCOUNT: &[(&str, Setting)] = &[
    ("arrears_tolerance_period", arrears::TOLERANCE_PERIOD),
    ("future_payments_acceptance", prepayment::FUTURE_PAYMENTS_ACCEPTANCE),
    ("late_payments_recalculation_method", LATE_PAYMENTS_RECALCULATION_METHOD),
    ("amount", AMOUNT),
    ("payment_method", PAYMENT_METHOD),
    ("tax_rate", TAX_RATE),
];
