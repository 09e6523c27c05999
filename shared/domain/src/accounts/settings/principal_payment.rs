//! What a revolving loan asks for each period.

use crate::accounts::setting::{Group, Setting};
use crate::accounts::value::Kind;

/// An amount of principal.
pub const AMOUNT: Setting =
    Setting::new(Group::PrincipalPayment, "amount", Kind::Amount, "Principal due each period, of a revolving loan");

/// A part of the principal outstanding.
pub const PERCENTAGE: Setting = Setting::new(
    Group::PrincipalPayment,
    "percentage",
    Kind::Percentage,
    "Percent of the outstanding principal due each period, of a revolving loan",
);

/// The settings of `principal_payment`, in the order in which they are answered.
pub const PRINCIPAL_PAYMENT: &[Setting] = &[AMOUNT, PERCENTAGE];
